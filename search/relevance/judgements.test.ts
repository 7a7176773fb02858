import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseJudgements } from './judgements.ts';

const HEAD = 'query_id\tquery\tlang\tprofile\tref\tgrade';
const parse = (...lines: string[]) => parseJudgements([HEAD, ...lines].join('\n'));

describe('judgements', () => {
  it('are one query each, with the grade of every resource that answers', () => {
    expect(
      parse('Q1\tmfa\tfr\tacronyme\tR2\t3', 'Q2\tbackup\ten\tsynonym\tR1\t1', 'Q1\tmfa\tfr\tacronyme\tR1\t0'),
    ).toEqual([
      {
        id: 'Q1',
        query: 'mfa',
        locale: 'fr',
        profile: 'acronyme',
        grades: new Map([
          ['R2', 3],
          ['R1', 0],
        ]),
      },
      { id: 'Q2', query: 'backup', locale: 'en', profile: 'synonym', grades: new Map([['R1', 1]]) },
    ]);
  });

  it('may come from any system: line ends, a mark at the beginning, an empty line at the end', () => {
    expect(parseJudgements(`\uFEFF${HEAD}\r\nQ1\tmfa\tfr\tacronyme\tR2\t3\r\n\r\n`)).toHaveLength(1);
    expect(parse()).toEqual([]);
  });

  it.each([
    ['another head', 'query\tgrade\nQ1\tmfa'],
    ['nothing', ''],
  ])('are refused with %s', (_what, text) => {
    expect(() => parseJudgements(text)).toThrow('line 1: expected the columns query_id, query, lang');
  });

  it.each([
    ['a column missing', 'Q1\tmfa\tfr\tacronyme\tR2'],
    ['a column too many', 'Q1\tmfa\tfr\tacronyme\tR2\t3\tnote'],
    ['another separator', 'Q1;mfa;fr;acronyme;R2;3'],
    ['no query', 'Q1\t\tfr\tacronyme\tR2\t3'],
    ['an unknown language', 'Q1\tmfa\tde\tacronyme\tR2\t3'],
    ['no resource', 'Q1\tmfa\tfr\tacronyme\t\t3'],
    ['a grade above 3', 'Q1\tmfa\tfr\tacronyme\tR2\t4'],
    ['a grade below 0', 'Q1\tmfa\tfr\tacronyme\tR2\t-1'],
    ['half a grade', 'Q1\tmfa\tfr\tacronyme\tR2\t1.5'],
    ['no grade', 'Q1\tmfa\tfr\tacronyme\tR2\t'],
    ['nothing', ''],
  ])('are refused with the number of the line that has %s', (_what, line) => {
    expect(() => parse('Q0\tmfa\tfr\tacronyme\tR1\t3', line, 'Q2\tmfa\tfr\tacronyme\tR1\t3')).toThrow('line 3: ');
  });
});

it('reads the judgements that are kept here', () => {
  const judged = parseJudgements(readFileSync(new URL('./judgements.tsv', import.meta.url), 'utf8'));
  expect(judged.length).toBeGreaterThan(30);
  for (const { id, grades } of judged) expect(Math.max(...grades.values()), id).toBeGreaterThan(0);
});
