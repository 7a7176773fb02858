/**
 * `npm test`: checks, unit, integration and browser tests, one kind after the other, and one closing line for
 * all. Arguments go to Vitest (`npm test -- cms/src/feed`): only the tests that they choose then run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILDS, ensureBuilt } from './lib/build.ts';
import { runChecks } from './lib/checks.ts';
import { describeError, runCommand } from './lib/failure.ts';
import { readJsonFile } from './lib/files.ts';
import { ROOT } from './lib/paths.ts';
import { ensureTestPrograms } from './lib/programs.ts';
import { withProgress } from './lib/progress.ts';
import { run } from './lib/run.ts';
import { untilStopped } from './lib/signals.ts';
import {
  add,
  closingLine,
  type Counts,
  countsOfChecks,
  countsOfVitest,
  exitCodeOf,
  NOTHING,
  showCheck,
} from './lib/test-report.ts';

/** Kinds of tests, from the quick to the slow; the projects of vitest.config.ts. */
const PROJECTS = ['unit', 'integration', 'e2e'] as const;

await runCommand(async (args) => {
  const { signal } = untilStopped();
  const reports = mkdtempSync(join(tmpdir(), 'palier-test-'));
  let total: Counts = NOTHING;
  try {
    if (args.length === 0) {
      title('checks');
      total = add(total, countsOfChecks(await withProgress('Checks', () => runChecks(signal, showCheck))));
    }
    for (const project of PROJECTS) {
      title(project);
      total = add(total, await runProject(project, args, reports, signal));
    }
  } catch (error) {
    process.stdout.write(`${signal.aborted ? 'Interrupted.' : describeError(error)}\n`);
    total = add(total, { ...NOTHING, failed: 1 });
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  if (total.passed + total.failed === 0) process.stdout.write('No test ran.\n');
  process.stdout.write(`\n${closingLine(total)}\n`);
  return exitCodeOf(total);
});

function title(text: string): void {
  process.stdout.write(`\n== ${text}\n`);
}

async function runProject(
  project: (typeof PROJECTS)[number],
  args: string[],
  reports: string,
  signal: AbortSignal,
): Promise<Counts> {
  const env: NodeJS.ProcessEnv = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', STRAPI_TELEMETRY_DISABLED: 'true' };
  // Tests run on what they are given, not on the settings of a hub that this shell happens to be set for.
  for (const name of ['PALIER_HOME', 'PALIER_URL', 'PORT', 'HOST', 'DATABASE_URL']) delete env[name];
  if (project !== 'unit') {
    env['CHROME_PATH'] = await ensureTestPrograms(signal);
    for (const part of BUILDS) await ensureBuilt(part, { signal, step: withProgress });
  }
  const report = join(reports, `${project}.json`);
  const { code } = await run(
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    // prettier-ignore
    ['run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: ROOT, env, signal, onOutput: (text) => process.stdout.write(text) },
  );
  return countsOfVitest(readJsonFile(report), code);
}
