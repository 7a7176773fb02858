import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSiren, isSiret } from './siret.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** The only last digit with which a number passes. */
const keysOf = (start: string, isGood: (text: string) => boolean) =>
  Array.from({ length: 10 }, (_, key) => `${start}${key}`).filter(isGood);

test.each([
  ['732829320', true],
  ['356000000', true],
  ['732 829 320', true],
  ['732\u00a0829\u202f320', true],
  ['732829321', false],
  ['723829320', false],
  ['73282932', false],
  ['7328293200', false],
  ['000000000', false],
  ['73282932O', false],
  ['７３２８２９３２０', false],
  ['', false],
])('the SIREN %j is good: %s', (text, good) => expect(isSiren(text)).toBe(good));

test.each([
  ['the classic example', '73282932000074', true],
  ['with spaces', '732 829 320 00074', true],
  ['one digit wrong', '73282932000075', false],
  ['two digits swapped', '73282923000074', false],
  ['thirteen digits', '7328293200007', false],
  ['in the notation of a spreadsheet', '7,32829E+13', false],
  ['of zeros', '00000000000000', false],
  ['the head office of La Poste', '35600000000048', true],
  ['an establishment of La Poste, by its own rule', '35600000012342', false],
  ['another, whose digits make a multiple of five', '35600000012341', true],
  ['the same, two more', '35600000012343', false],
  ['the rule of La Poste, for another', '73282932000020', false],
])('the SIRET, %s: %s is good: %s', (_name, text, good) => expect(isSiret(text)).toBe(good));

test('every start of a SIREN has exactly one key', () => {
  fc.assert(
    fc.property(digits(8), (start) => {
      expect(keysOf(start, isSiren)).toHaveLength(start === '00000000' ? 0 : 1);
    }),
  );
});

test('a digit mistaken is found, whichever it is', () => {
  fc.assert(
    fc.property(digits(8), digits(4), fc.nat(13), fc.integer({ min: 1, max: 9 }), (unit, place, at, by) => {
      const [siren] = keysOf(unit, isSiren);
      fc.pre(siren !== undefined && siren !== '356000000');
      const [siret] = keysOf(`${siren}${place}`, isSiret);
      const wrong = [...siret!].map((digit, index) => (index === at ? (Number(digit) + by) % 10 : digit)).join('');
      expect(isSiret(wrong)).toBe(false);
    }),
  );
});

test('any text gets an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([isSiren(text), isSiret(text)]).toEqual([expect.any(Boolean), expect.any(Boolean)]);
    }),
  );
});
