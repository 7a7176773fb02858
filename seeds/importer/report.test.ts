import { describe, expect, test } from 'vitest';
import { formatRemark } from './remarks.ts';
import { summaryLines, terminalReport } from './report.ts';
import type { Summary } from './report.ts';

const summary: Summary = {
  created: 1,
  updated: 2,
  unchanged: 3,
  refused: 4,
  ignored: 6,
  warnings: 0,
  dryRun: false,
  stopped: null,
};

function recorder(isTTY: boolean) {
  let text = '';
  return { isTTY, write: (part: string) => (text += part), text: () => text };
}

test('a remark says where, what and what to do, on one line that a terminal cannot obey', () => {
  const remark = { line: 3, key: 'ti\u001b[2Jtle', reason: 'a\nb', remedy: 'c' };
  expect(formatRemark('x.md', remark)).toBe('x.md:3, clé « ti[2Jtle » : a b → c');
  expect(formatRemark('x.md', { ...remark, line: null, key: null })).toBe('x.md : a b → c');
});

describe('terminalReport', () => {
  test('draws a bar on a terminal and erases it before a line', () => {
    const output = recorder(true);
    const report = terminalReport(output);
    report.start(2);
    report.progress(1);
    report.refused('x.md', { line: null, key: null, reason: 'a', remedy: 'b' });
    report.progress(2);
    expect(output.text()).toContain('] 1/2\r\x1b[2KREFUSÉ x.md : a → b\n[');
    expect(output.text()).toMatch(/\[#{30}\] 2\/2$/);
  });

  test('writes a line now and then where there is no terminal, and no control character', () => {
    const output = recorder(false);
    let clock = 0;
    const report = terminalReport(output, () => clock);
    report.start(100);
    report.progress(10);
    clock = 2500;
    report.progress(50);
    report.progress(60);
    report.end(summary, []);
    expect(output.text()).not.toMatch(/[\r\x1b]/);
    expect(output.text().split('\n').slice(0, 3)).toEqual([
      'Import de 100 fichiers',
      '50/100 fichiers',
      expect.stringContaining('Import :'),
    ]);
  });
});

describe('summaryLines', () => {
  test('counts each outcome and names some of what was ignored', () => {
    expect(summaryLines(summary, ['1', '2', '3', '4', '5', '6'])).toEqual([
      'Import : 1 créés, 2 mis à jour, 3 inchangés, 4 refusés, 6 ignorés',
      'Ignorés (ce ne sont pas des contenus) : 1, 2, 3, 4, 5…',
    ]);
  });

  test('says that a dry run wrote nothing, and why an import stopped', () => {
    const lines = summaryLines({ ...summary, dryRun: true, stopped: { reason: 'a', remedy: 'b' } }, []);
    expect(lines[0]).toMatch(/^Simulation, rien n’a été écrit/);
    expect(lines[1]).toBe('ARRÊT : a → b');
  });
});
