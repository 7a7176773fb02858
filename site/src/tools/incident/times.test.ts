import { expect, it } from 'vitest';
import { durationWords } from './times.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

it.each([
  [0, '0 minute'],
  [59_999, '0 minute'],
  [5 * 3_600_000 + 12 * 60_000, '5 heures 12 minutes'],
  [24 * 3_600_000, '24 heures'],
  [71 * 3_600_000 + 59 * 60_000, '2 jours 23 heures'],
  [-90 * 60_000, '1 heure 30 minutes'],
  [30 * 86_400_000, '30 jours'],
])('%d ms are said in the two units that matter: %s', (milliseconds, words) => {
  expect(plain(durationWords('fr', milliseconds))).toBe(words);
});

it('speaks English too', () => {
  expect(durationWords('en', 61 * 60_000)).toBe('1 hour 1 minute');
});
