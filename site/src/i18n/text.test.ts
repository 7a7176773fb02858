import { expect, test } from 'vitest';
import { formatDate, formatSize, languageName } from './format.ts';
import { count, fill } from './text.ts';

const forms = { one: '{n} terme', other: '{n} termes' };

test('zero is singular in French and plural in English', () => {
  expect(count('fr', forms, 0)).toBe('0 terme');
  expect(count('en', { one: '{n} term', other: '{n} terms' }, 0)).toBe('0 terms');
});

test('a count is written with the separators of its language', () => {
  expect(count('fr', forms, 12345)).toBe('12\u202f345 termes');
  expect(count('en', { one: '{n} term', other: '{n} terms' }, 12345)).toBe('12,345 terms');
});

test('a value that reads as a place is not filled in its turn', () => {
  expect(fill('{a} {b}', { a: '{b}', b: '$&' })).toBe('{b} $&');
});

test('an instant late in the evening in UTC is the next day in Paris', () => {
  expect(formatDate('fr', '2026-06-30T22:30:00.000Z')).toBe('1 juillet 2026');
  expect(formatDate('en', '2026-06-30T21:59:59.000Z')).toBe('30 June 2026');
});

test('a date without a time keeps its day', () => {
  expect(formatDate('fr', '2026-10-07')).toBe('7 octobre 2026');
});

test('languages and sizes are named in the language of the page', () => {
  expect(languageName('fr', 'en')).toBe('anglais');
  expect(languageName('en', 'fr')).toBe('French');
  expect(formatSize('fr', 181_600)).toBe('182\u202fko');
  expect(formatSize('en', 12)).toBe('1 kB');
});
