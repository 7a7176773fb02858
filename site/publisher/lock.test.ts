import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { AlreadyRunning, takeLock } from './lock.ts';

it('only one publisher works on a folder, and the lock of a killed one is free again', async () => {
  const home = mkdtempSync(join(tmpdir(), 'palier-lock-'));
  const code = `import { takeLock } from ${JSON.stringify(resolve(import.meta.dirname, 'lock.ts'))};
    takeLock(${JSON.stringify(home)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(other.stdout, 'data');
    expect(() => takeLock(home)).toThrow(AlreadyRunning);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const unlock = takeLock(home);
    unlock();
  } finally {
    other.kill('SIGKILL');
    rmSync(home, { recursive: true });
  }
});
