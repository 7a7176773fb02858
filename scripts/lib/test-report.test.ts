import { describe, expect, test } from 'vitest';
import { add, closingLine, countsOfChecks, countsOfVitest, exitCodeOf, NOTHING } from './test-report.ts';

const report = (...files: [status: string, ...tests: string[]][]) => ({
  testResults: files.map(([status, ...tests], index) => ({
    name: `file-${index}`,
    status,
    assertionResults: tests.map((one) => ({ status: one })),
  })),
});

describe('counts of a run', () => {
  test('sum what passed, failed and was skipped', () => {
    const run = report(['passed', 'passed', 'skipped', 'todo'], ['failed', 'passed', 'failed']);
    expect(countsOfVitest(run, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test('count a file that does not load as a failure', () => {
    expect(countsOfVitest(report(['failed'], ['passed', 'passed']), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('count a run that ended badly as a failure when every test passed', () => {
    expect(countsOfVitest(report(['passed', 'passed']), 1).failed).toBe(1);
  });

  test('count a run that left no report as a failure, whatever its exit code', () => {
    expect(countsOfVitest(null, 0).failed).toBe(1);
    expect(countsOfVitest({ testResults: 'cut short' }, 0).failed).toBe(1);
  });

  test('count each check', () => {
    const results = [
      { name: 'a', problems: null },
      { name: 'b', problems: 'wrong' },
    ];
    expect(countsOfChecks(results)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});

describe('the end of a run', () => {
  test('is one line that sums everything', () => {
    expect(closingLine(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 0, skipped: 1 }))).toBe(
      '11 passed, 2 failed, 4 skipped',
    );
  });

  test('is a success only when something passed and nothing failed', () => {
    expect(exitCodeOf({ passed: 1, failed: 0, skipped: 5 })).toBe(0);
    expect(exitCodeOf({ passed: 9, failed: 1, skipped: 0 })).toBe(1);
    expect(exitCodeOf(NOTHING)).toBe(1);
  });
});
