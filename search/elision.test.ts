import { expect, it } from 'vitest';
import { joinElisions, splitElisions, withoutElisions } from './elision.ts';

it.each([
  ["L’analyse d'impact", "L’ analyse d' impact"],
  ['jusqu’à ce qu’elle', 'jusqu’ à ce qu’ elle'],
  ['aujourd’hui', 'aujourd’hui'],
  ['presqu’île', 'presqu’île'],
  ['5’3', '5’3'],
])('separates the elided words of %j, and puts them together again', (text, split) => {
  expect(splitElisions(text, 'fr')).toBe(split);
  expect(joinElisions(split, 'fr')).toBe(text);
});

it('puts a word together with the mark of a match inside it', () => {
  expect(joinElisions('l’ \uE000analyse\uE001', 'fr')).toBe('l’\uE000analyse\uE001');
});

it('takes the elided words out of a query', () => {
  expect(withoutElisions("l'analyse de l’incident", 'fr')).toBe('analyse de incident');
});

it('leaves English alone', () => {
  expect(splitElisions("don't", 'en')).toBe("don't");
  expect(joinElisions("the s' end", 'en')).toBe("the s' end");
});
