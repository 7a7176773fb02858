/** Counts of a test run, and the lines that say them. */
import { z } from 'zod';
import type { CheckResult } from './checks.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What is used of Vitest's JSON report. */
const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Counts of one run of Vitest. A file that failed as a whole (it does not load, a hook throws), a run that ended
 * badly for a reason that no test tells (an error outside of tests, a crash), and a run without its report count
 * as one failure each.
 * @param report content of its JSON report, parsed; null when it left none.
 * @param code its exit code.
 */
export function countsOfVitest(report: unknown, code: number): Counts {
  const counts = { ...NOTHING };
  const parsed = vitestReport.safeParse(report);
  for (const { status: fileStatus, assertionResults } of parsed.data?.testResults ?? []) {
    const failedBefore = counts.failed;
    for (const { status } of assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') counts.failed += 1;
      else counts.skipped += 1;
    }
    if (fileStatus === 'failed' && counts.failed === failedBefore) counts.failed += 1;
  }
  if (counts.failed === 0 && (code !== 0 || !parsed.success)) counts.failed += 1;
  return counts;
}

export function countsOfChecks(results: readonly CheckResult[]): Counts {
  const failed = results.filter(({ problems }) => problems !== null).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

/** The closing line. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** 0 when something passed and nothing failed: a run without a test proves nothing. */
export function exitCodeOf({ passed, failed }: Counts): 0 | 1 {
  return failed === 0 && passed > 0 ? 0 : 1;
}

export function showCheck({ name, problems }: CheckResult): void {
  process.stdout.write(problems === null ? `ok    ${name}\n` : `FAIL  ${name}\n${problems}\n\n`);
}
