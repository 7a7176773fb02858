import { describe, expect, test } from 'vitest';
import { FRONT_MATTER_MAX, foldKey, readFrontMatter } from './front-matter.ts';

function entriesOf(text: string) {
  const matter = readFrontMatter(text);
  if (!matter.ok) throw new Error(matter.problems.map((problem) => problem.reason).join());
  return matter.entries;
}

function problemOf(text: string) {
  const matter = readFrontMatter(text);
  if (matter.ok) throw new Error('accepted');
  return matter.problems[0];
}

describe('readFrontMatter', () => {
  test('gives each key its line in the file, after blank lines too', () => {
    const entries = entriesOf('\n\n---\ntitle: x\nphases:\n  - name: a\n---\ncorps');
    expect(entries.map(({ key, line }) => [key, line])).toEqual([
      ['title', 4],
      ['phases', 5],
    ]);
  });

  test('gives the body and the line where it starts', () => {
    expect(readFrontMatter('---\na: 1\n---\n\ncorps\n---\nfin')).toMatchObject({
      ok: true,
      body: '\ncorps\n---\nfin',
      bodyLine: 4,
    });
  });

  test.each(['---  \na: 1\n--- ', '\u200b---\na: 1\n...', '---\na: 1\n---'])('takes the marks of %j', (text) => {
    expect(entriesOf(text)).toHaveLength(1);
  });

  test('keeps what the author wrote of numbers, dates and booleans', () => {
    const texts = entriesOf(
      '---\nid: 20230924193322\nzip: 0123\nday: 2022-10-15\nstats: true\nbig: 12345678901234567890\n---',
    ).map(({ value }) => (value.kind === 'text' ? [value.text, value.typed] : []));
    expect(texts).toEqual([
      ['20230924193322', 20230924193322],
      ['0123', '0123'],
      ['2022-10-15', '2022-10-15'],
      ['true', true],
      ['12345678901234567890', '12345678901234567890'],
    ]);
  });

  test('folds a value over several lines', () => {
    expect(entriesOf('---\nKézako: une\n  ligne\n---')[0]?.value).toMatchObject({ text: 'une ligne' });
  });

  test('takes a no-break space around a colon or as indentation for a blank', () => {
    expect(entriesOf('---\ntitle\u00a0:\u00a0Mot\nlist:\n\u00a0\u00a0- x\n---').map(({ key }) => key)).toEqual([
      'title',
      'list',
    ]);
  });

  test.each([
    ['no front matter', 'du texte', 1, 'aucun en-tête'],
    ['only blanks', '  \n\u200b\n', null, 'que des blancs'],
    ['an unclosed one', '\n---\ntitle: x\n', 2, 'pas fermé'],
    ['a tab as indentation', '---\na:\n\tb: c\n---', 3, 'tabulation'],
    ['a colon in a bare value', '---\nx: 1\na: b: c\n---', 3, '« : »'],
    ['a key without a colon', '---\ntitle\nb: c\n---', 2, 'clé: valeur'],
    ['an open quote', '---\na: "x\n---', 2, 'fermé'],
    ['an open bracket', '---\na: [1,\n---', 2, 'crochet'],
    ['a list at the root', '---\n- a\n---', 2, 'clé: valeur'],
    ['a key twice', '---\na: 1\nb: 2\na: 3\n---', 4, 'déjà donnée ligne 2'],
    ['a key twice in two spellings', '---\nTitle: 1\ntitle : 2\n---', 3, 'déjà donnée'],
    ['a key in a nested mapping twice', '---\na:\n  b: 1\n  b: 2\n---', 4, 'déjà donnée'],
    ['a list as key', '---\n? [a]\n: b\n---', 2, 'pas un mot'],
    ['__proto__', '---\n__proto__:\n  admin: true\n---', 2, 'pas accepté'],
    ['an alias', '---\na: &x 1\nb: *x\n---', 3, 'alias'],
    ['an unknown alias', '---\nb: *x\n---', 2, 'alias'],
    ['deep nesting', `---\na: ${'['.repeat(40)}1${']'.repeat(40)}\n---`, 2, 'imbriqué'],
  ])('reports %s with its line', (_name, text, line, reason) => {
    const problem = problemOf(text);
    expect(problem?.line).toBe(line);
    expect(problem?.reason).toContain(reason);
    expect(problem?.remedy).not.toBe('');
  });

  test('refuses a bomb of aliases without expanding it', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
    );
    expect(problemOf(`---\nl0: &l0 [x, x]\n${levels.join('\n')}\n---`)?.reason).toContain('alias');
  });

  test.each(['[', '{a: ', '- ', '? ', '"', "'", '!', '&', '*', '|', '>', '%', ':', '\t', '#'])(
    'survives thousands of %j',
    (part) => {
      expect(() => readFrontMatter(`---\na: ${part.repeat(5000)}\n---`)).not.toThrow();
      expect(() => readFrontMatter(`---\n${part.repeat(5000)}\n---`)).not.toThrow();
    },
  );

  test('refuses a front matter that is too long', () => {
    expect(problemOf(`---\na: ${'x'.repeat(FRONT_MATTER_MAX)}\n---`)?.reason).toContain('dépasse');
  });
});

describe('foldKey', () => {
  test.each([
    ['Kézako', 'kezako'],
    ['Ke\u0301zako ', 'kezako'],
    ['redirect_from', 'redirectfrom'],
    ['redirectFrom', 'redirectfrom'],
  ])('%j is read as %j', (key, folded) => {
    expect(foldKey(key)).toBe(folded);
  });
});
