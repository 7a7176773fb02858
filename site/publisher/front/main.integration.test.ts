import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { ask, startUpstream } from './testing/http.ts';
import { RELEASE, makeHome, publishSample } from './testing/release.ts';

const { home, remove } = makeHome();
publishSample(home);
const processes: ChildProcess[] = [];

afterEach(() => processes.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(remove);

function start(variables: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], PALIER_HOME: home, PORT: '0', ...variables },
  });
  processes.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output, errors })),
  );
  const ready = new Promise<string>((resolve) =>
    child.stdout.on('data', () => {
      const url = /http:\S+/.exec(output)?.[0];
      if (url !== undefined) resolve(url);
    }),
  );
  return { child, ready, ended };
}

it('serves, logs no reader, and stops on each signal with code 0', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { child, ready, ended } = start({});
    const url = await ready;
    expect((await ask(url, { path: '/' })).text).toBe(RELEASE['index.html']);
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, output: `Serveur public : ${url}\n`, errors: '' });
  }
});

it('lets a running answer end before it stops, and takes no new one meanwhile', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  const cms = await startUpstream((_request, response) => arrived.resolve(response));
  const { child, ready, ended } = start({ CMS_URL: cms.url });
  const url = await ready;
  const answer = ask(url, { path: '/api/slow' });
  const response = await arrived.promise;
  child.kill('SIGTERM');
  await expect
    .poll(() => ask(url, { path: '/' }).catch((error: NodeJS.ErrnoException) => error.code))
    .toBe('ECONNREFUSED');
  response.end('late but whole');
  expect((await answer).text).toBe('late but whole');
  expect((await ended).code).toBe(0);
  await cms.close();
});

it('logs a failure as one line of JSON that names no reader', async () => {
  const { child, ready, ended } = start({ CMS_URL: 'http://127.0.0.1:9' });
  await ask(await ready, { path: '/api/x?token=canary', headers: { 'user-agent': 'canary' } });
  child.kill('SIGTERM');
  const { errors } = await ended;
  expect(errors.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(errors)).toMatchObject({
    level: 'error',
    part: 'front',
    event: 'cms_unreachable',
    code: 'ECONNREFUSED',
  });
  expect(errors).not.toMatch(/canary|127\.0\.0\.1:\d{5}/);
});

it('the access log, when asked for, has neither client nor query', async () => {
  const { child, ready, ended } = start({ ACCESS_LOG: '1' });
  await ask(await ready, { path: '/en/?q=canary' });
  child.kill('SIGTERM');
  const { output } = await ended;
  const line = JSON.parse(output.split('\n')[1]!);
  expect(line).toEqual({ method: 'GET', path: '/en/', status: 200, ms: expect.any(Number) });
});

it('says in one line which port is taken and what to change', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, errors } = await start({ PORT: String(port) }).ended;
  taken.close();
  expect(code).toBe(1);
  expect(errors).toBe(
    `Serveur public : le port ${port} est déjà pris. Arrêtez ce qui l’occupe, ou donnez un autre PORT.\n`,
  );
});

it.each([
  ['a folder that is not there', { PALIER_HOME: '/nonexistent/palier' }, 'PALIER_HOME'],
  ['a folder that is a file', { PALIER_HOME: process.execPath }, 'PALIER_HOME'],
  ['a port that is no number', { PORT: 'http' }, 'PORT'],
  ['an address of another machine', { HOST: '192.0.2.1' }, 'HOST'],
  ['an address with a password', { CMS_URL: 'http://a:secret@localhost' }, 'CMS_URL'],
  ['a Meilisearch without its key', { MEILI_URL: 'http://localhost:7700' }, 'MEILI_SEARCH_KEY'],
])('refuses %s in one line that names the variable', async (_name, variables, named) => {
  const { code, output, errors } = await start(variables).ended;
  expect(code).toBe(1);
  expect(output).toBe('');
  expect(errors.trim().split('\n')).toHaveLength(1);
  expect(errors).toContain(named);
  expect(errors).not.toContain('secret');
});
