import { expect, it } from 'vitest';
import { fold } from './fold.ts';

it.each([
  ['SÉCURITÉ', 'securite'],
  ['Œuvre, cœur', 'oeuvre, coeur'],
  ['Cæsium', 'caesium'],
  ['ǽ', 'ae'],
  ['e\u0301te\u0301', 'ete'],
  ['ﬁchier', 'fichier'],
  ['ＮＩＳ２', 'nis2'],
  ['x²', 'x2'],
  ['№ ℝ ℡', 'no r tel'],
  ['İSTANBUL', 'istanbul'],
  ['Ёлка', 'елка'],
  ["l'été, l’été", "l'ete, l’ete"],
])('writes %j as %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

it('writes the same whether accents stand apart from their letters or not', () => {
  const text = 'Évènement à déclarer : où, çà, naïf, maïs, Noël';
  expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
});

it('leaves nothing to fold in what it wrote', () => {
  let every = '';
  for (let code = 0x20; code < 0x3_0000; code += 1)
    if (code < 0xd800 || code > 0xdfff) every += String.fromCodePoint(code);
  expect(fold(fold(every)) === fold(every)).toBe(true);
});

it.each(['a\uD800b', '\uDC00', '\uDC00\uD800', ''])('keeps half a character as it is (%j)', (text) => {
  expect(fold(text)).toBe(text);
});

it.each([
  ['letters', 'É'.repeat(1_000_000), 'e'.repeat(1_000_000)],
  // To put these marks in order takes a time that grows with the square of their number.
  ['marks on one letter', `e${'\u0301\u0323'.repeat(500_000)}`, 'e'],
])('folds a million %s', (_what, text, folded) => {
  expect(fold(text) === folded).toBe(true);
});
