import { expect, test } from 'vitest';
import { RESERVED_NAMES, TREES } from './names.ts';
import { pseudonymFlaw, pseudonymKey, suggestedPseudonym } from './pseudonym.ts';

test.each(['Merisier', 'Merisier 42', 'Chêne vert', 'L’aulne', 'Jean-Noël', 'Œillet', 'ŽIŽKA', 'Ab1'])(
  '%s is a pseudonym',
  (name) => {
    expect(pseudonymFlaw(name)).toBeNull();
  },
);

test.each([
  ['', 'missing'],
  ['Ab', 'too-short'],
  ['A'.repeat(31), 'too-long'],
  ['123', 'not-allowed'],
  ['Меrisier', 'not-allowed'], // A Cyrillic М.
  ['Merısier', 'not-allowed'], // A dotless i.
  ['Ｍerisier', 'not-allowed'], // A full-width M.
  ['Merisier\u200b', 'not-allowed'],
  ['Mer\u0301isier', 'not-allowed'],
  ['Merisier  vert', 'not-allowed'],
  [' Merisier', 'not-allowed'],
  ['Merisier@exemple', 'not-allowed'],
  ['<b>Merisier</b>', 'not-allowed'],
  ['Merisier\u202e', 'not-allowed'],
  ['😀😀😀', 'not-allowed'],
])('%j is none: %s', (name, flaw) => {
  expect(pseudonymFlaw(name)).toBe(flaw);
});

test.each([
  'Équipe Palier',
  'equipe-palier',
  'Pa1ier',
  'PALlER', // An l for the i.
  'ANSSI',
  'A N S S I',
  'l’ANSSl',
  'Moderatrice',
  'M0dérateur',
  'Admin',
  'Préfecture du lac',
  'Gendarmerie',
])('%s would be taken for the hub, or for an authority', (name) => {
  expect(pseudonymFlaw(name)).toBe('reserved');
});

test('what looks the same has the same key, and what does not has another', () => {
  for (const other of ['merisier', 'MERISIER', 'Mérisier', 'Merlsler', 'M e r i s i e r', 'Mer1sier'])
    expect(pseudonymKey(other), other).toBe(pseudonymKey('Merisier'));
  expect(pseudonymKey('Corne')).toBe(pseudonymKey('Come'));
  expect(pseudonymKey('Merisiers')).not.toBe(pseudonymKey('Merisier'));
});

test('what is proposed can be taken, also when every tree is', async () => {
  for (const tree of TREES) expect(pseudonymFlaw(tree), tree).toBeNull();
  const taken = new Set(TREES.map(pseudonymKey));
  const proposed = await suggestedPseudonym((key) => Promise.resolve(taken.has(key)));
  expect(pseudonymFlaw(proposed)).toBeNull();
  expect(taken.has(pseudonymKey(proposed))).toBe(false);
});

test('no reserved word is so short that it forbids ordinary names', () => {
  expect(RESERVED_NAMES.filter((name) => pseudonymKey(name).length < 4)).toEqual([]);
});
