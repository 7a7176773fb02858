/** `npm run check`: what can be said of the code without running it. */
import { runChecks } from './lib/checks.ts';
import { runCommand } from './lib/failure.ts';
import { withProgress } from './lib/progress.ts';
import { untilStopped } from './lib/signals.ts';
import { showCheck } from './lib/test-report.ts';

await runCommand(async () => {
  const results = await withProgress('Checks', () => runChecks(untilStopped().signal, showCheck));
  return results.some(({ problems }) => problems !== null) ? 1 : 0;
});
