/** `npm run soak`: the long versions of the fault and load tests (half an hour). */
import { join } from 'node:path';
import { BUILDS, ensureBuilt } from './lib/build.ts';
import { runCommand } from './lib/failure.ts';
import { ROOT } from './lib/paths.ts';
import { withProgress } from './lib/progress.ts';
import { run } from './lib/run.ts';
import { untilStopped } from './lib/signals.ts';

await runCommand(async (args) => {
  const { signal } = untilStopped();
  for (const part of BUILDS) await ensureBuilt(part, { signal, step: withProgress });
  const { code } = await run(
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    ['run', '--project', 'e2e', '--testTimeout', '7200000', 'e2e/faults.e2e.ts', 'e2e/load.e2e.ts', ...args],
    { cwd: ROOT, env: { ...process.env, SOAK: '1' }, signal, onOutput: (text) => process.stdout.write(text) },
  );
  return code ?? 1;
});
