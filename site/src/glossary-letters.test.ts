import { expect, test } from 'vitest';
import type { Card } from '../publisher/views.ts';
import { byLetter } from './glossary-letters.ts';

const cards = (titles: string[]) => titles.map((title) => ({ title }) as Card);

test('an accent does not make another letter', () => {
  expect(
    byLetter(cards(['Ébios', 'entité', 'ENISA'])).map(({ letter, cards: group }) => [letter, group.length]),
  ).toEqual([['E', 3]]);
});

test('a ligature stands under its first letter', () => {
  expect(byLetter(cards(['Œuvre']))[0]?.letter).toBe('O');
});

test('what starts with a digit or a sign stands under its own heading', () => {
  expect(byLetter(cards(['0-day', '« Zero trust »', '2FA'])).map(({ letter }) => letter)).toEqual(['#']);
});

test('letters and terms keep the order in which they come', () => {
  const groups = byLetter(cards(['Actif', 'Audit', 'Bastion']));
  expect(groups.map(({ letter, cards: group }) => [letter, ...group.map(({ title }) => title)])).toEqual([
    ['A', 'Actif', 'Audit'],
    ['B', 'Bastion'],
  ]);
});
