import { expect, it } from 'vitest';
import { isSamePayload } from './payloads.ts';

it.each([
  ['Fermez les ports inutiles.', '  FERMEZ  les\nports inutiles. '],
  ['Déjà vu à l’été', 'Deja vu a l’ete'],
  ['Voir https://a.example/', 'Voir\u200d https://a.example/'],
])('takes %j and %j for the same text', (a, b) => {
  expect(isSamePayload(a, b)).toBe(true);
});

it.each([
  ['Voir https://a.example/', 'Voir https://b.example/'],
  ['Oui.', 'Non.'],
  ['', 'Oui.'],
])('takes %j and %j for two texts', (a, b) => {
  expect(isSamePayload(a, b)).toBe(false);
});
