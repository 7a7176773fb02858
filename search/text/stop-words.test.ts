import { expect, it } from 'vitest';
import { fold } from './fold.ts';
import { STOP_WORDS } from './stop-words.ts';
import { termsOf } from './words.ts';

it.each([
  'Que faire en cas de…',
  'Qu’est-ce que l’…',
  "Jusqu'à ce que",
  'Comment dois-je… ?',
  'Où, après, même : à',
  'What should we do if…',
])('finds nothing to look for in %j', (text) => {
  expect(termsOf(text)).toEqual([]);
});

it.each(['été', 'crise', 'loi', 'SOC', 'NIS', 'PCA', '2'])('looks for %j', (word) => {
  expect(termsOf(word)).toHaveLength(1);
});

it('holds words as they are compared: folded, letters alone', () => {
  for (const word of STOP_WORDS) {
    expect(fold(word)).toBe(word);
    expect(word).toMatch(/^[a-z]+$/);
  }
});
