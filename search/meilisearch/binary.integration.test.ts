import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { meilisearchBinary } from './binary.ts';

let home: string;
beforeEach(async () => {
  vi.stubEnv('MEILI_BIN', '');
  home = await mkdtemp(join(tmpdir(), 'palier-binary-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

it('gives a server that starts, and copies it only once', async () => {
  const binary = (await meilisearchBinary(home)) as string;
  expect(dirname(binary)).toBe(join(home, 'bin'));
  expect((await promisify(execFile)(binary, ['--version'])).stdout).toContain('1.21.0');
  const { ino } = await stat(binary);
  expect(await meilisearchBinary(home)).toBe(binary);
  expect((await stat(binary)).ino).toBe(ino);
  expect(await readdir(join(home, 'bin'))).toHaveLength(1);
});

it('copies it again when the copy was cut short or lost its execute bit', async () => {
  const binary = (await meilisearchBinary(home)) as string;
  const { size } = await stat(binary);
  await truncate(binary, 1000);
  await meilisearchBinary(home);
  expect((await stat(binary)).size).toBe(size);
  await chmod(binary, 0o644);
  await meilisearchBinary(home);
  expect((await stat(binary)).mode & 0o111).toBe(0o111);
});

it('prefers the server named by MEILI_BIN', async () => {
  vi.stubEnv('MEILI_BIN', process.execPath);
  expect(await meilisearchBinary(home)).toBe(process.execPath);
  expect(await readdir(home)).toEqual([]);
});

it('says what to do when MEILI_BIN names nothing that runs', async () => {
  vi.stubEnv('MEILI_BIN', join(home, 'absent'));
  await expect(meilisearchBinary(home)).rejects.toThrow(/MEILI_BIN is .*absent, which cannot be executed; correct it/);
});
