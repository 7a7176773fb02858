import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from './failure.ts';
import { lockWhenFree, tryLock } from './lock.ts';
import { temporaryFolder } from './test/folder.ts';

/** A process that takes the lock and holds it. */
async function holder(file: string) {
  const script = `
    const { tryLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))});
    process.stdout.write(tryLock(${JSON.stringify(file)}) ? 'held' : 'refused');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [answer] = (await once(child.stdout, 'data')) as [Buffer];
  return { answer: answer.toString(), kill: () => (child.kill('SIGKILL'), once(child, 'exit')) };
}

test('one process holds a lock, and kill -9 gives it back', async () => {
  const file = join(temporaryFolder(), 'run', 'hub.lock');
  const first = await holder(file);
  expect(first.answer).toBe('held');
  expect(tryLock(file)).toBeNull();
  const second = await holder(file);
  expect(second.answer).toBe('refused');
  await second.kill();
  await first.kill();
  const lock = tryLock(file);
  expect(lock).not.toBeNull();
  lock?.release();
});

test('one process cannot hold a lock twice', () => {
  const file = join(temporaryFolder(), 'hub.lock');
  const lock = tryLock(file);
  expect(tryLock(file)).toBeNull();
  lock?.release();
  tryLock(file)?.release();
});

test('whoever waits for a lock gets it when it is given back, and is told of the wait once', async () => {
  const file = join(temporaryFolder(), 'hub.lock');
  const first = tryLock(file);
  let waits = 0;
  const waiting = lockWhenFree(file, () => (waits += 1));
  expect(waits).toBe(1);
  first?.release();
  (await waiting).release();
  expect(waits).toBe(1);
});

test('a lock that cannot be made says why', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(() => tryLock(join(folder, 'file', 'hub.lock'))).toThrow(Failure);
  mkdirSync(join(folder, 'is-a-folder.lock'));
  expect(() => tryLock(join(folder, 'is-a-folder.lock'))).toThrow(Failure);
});
