import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deadAddress, startUpstream } from '../site/publisher/front/testing/http.ts';

const check = (url: string) =>
  new Promise<number | null>((resolve) =>
    spawn(process.execPath, [join(import.meta.dirname, 'health.mjs'), url]).on('close', resolve),
  );

it.each([
  [200, 0],
  [204, 0],
  [404, 1],
  [503, 1],
])('a part that answers %i has the exit code %i', async (status, code) => {
  const part = await startUpstream((_request, response) => response.writeHead(status).end());
  expect(await check(part.url)).toBe(code);
  await part.close();
});

it('a part that is down or silent has the exit code 1', async () => {
  const silent = await startUpstream(() => undefined);
  expect(await Promise.all([check(await deadAddress()), check(silent.url)])).toEqual([1, 1]);
  await silent.close();
});
