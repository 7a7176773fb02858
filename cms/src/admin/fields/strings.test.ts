import { describe, expect, it } from 'vitest';
import { distinct, flawOfLines, linesOf, stringsOf } from './strings.ts';

describe('the strings of a stored value', () => {
  it.each([
    [undefined, []],
    [null, []],
    ['["a"]', []],
    [{ 0: 'a' }, []],
    [[], []],
    [
      ['a', 1, null, 'b'],
      ['a', 'b'],
    ],
  ])('%j gives %j', (value, strings) => {
    expect(stringsOf(value)).toEqual(strings);
  });
});

describe('the lines of a pasted text', () => {
  it('lose blanks, list marks and what is empty, and keep their inner signs', () => {
    expect(linesOf('- autorité\r\n* PME\n\n   • non-profit  \n–  tiret\u2028fin\r')).toEqual([
      'autorité',
      'PME',
      'non-profit',
      'tiret',
      'fin',
    ]);
    expect(linesOf('-sans espace')).toEqual(['-sans espace']);
    expect(linesOf(' \n\t\n')).toEqual([]);
    expect(linesOf('')).toEqual([]);
  });

  it('may be many', () => {
    expect(linesOf('x\n'.repeat(100_000))).toHaveLength(100_000);
  });
});

describe('a list of lines', () => {
  it('says which line is too long, and by how much', () => {
    expect(flawOfLines(['a', 'x'.repeat(507)], {})).toBe('Ligne 2 : 7 caractères de trop (500 au plus).');
    expect(flawOfLines(['x'.repeat(500)], {})).toBeUndefined();
    expect(flawOfLines(['x'.repeat(87)], { maxLength: 80 })).toBe('Ligne 1 : 7 caractères de trop (80 au plus).');
    expect(flawOfLines(['x'.repeat(80)], { maxLength: 80 })).toBeUndefined();
  });

  it('says how many are too many', () => {
    expect(flawOfLines(['a', 'b', 'c'], { max: 2 })).toBe('3 lignes : gardez-en 2 au plus.');
    expect(flawOfLines(['a', 'b'], { max: 2 })).toBeUndefined();
    expect(flawOfLines(['a', 'b'], {})).toBeUndefined();
  });
});

it('keeps the first of what is there twice', () => {
  expect(distinct(['b', 'a', 'b'])).toEqual(['b', 'a']);
});
