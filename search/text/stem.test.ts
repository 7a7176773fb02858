import { expect, it } from 'vitest';
import { stem } from './stem.ts';

it.each([
  ['incident', 'incidents'],
  ['site', 'sites'],
  ['tier', 'tiers'],
  ['mot', 'mots'],
  ['cle', 'cles'],
  ['regle', 'regles'],
  ['ville', 'villes'],
  ['reseau', 'reseaux'],
  ['eau', 'eaux'],
  ['feu', 'feux'],
  ['enjeu', 'enjeux'],
  ['journal', 'journaux'],
  ['legal', 'legaux', 'legale', 'legales'],
  ['essentiel', 'essentiels', 'essentielle', 'essentielles'],
  ['securiser', 'securise', 'securisee', 'securises', 'securisees'],
  ['notifier', 'notifie', 'notifiee', 'notifiees'],
  ['volee', 'vole', 'voles', 'voler'],
  ['class', 'classe', 'classes'],
  ['password', 'passwords'],
  ['backup', 'backups'],
])('gives %s and its inflections one stem', (word, ...inflections) => {
  expect(inflections.map(stem)).toEqual(inflections.map(() => stem(word)));
});

it.each([
  ['journaliste', 'journal'],
  ['ordinateur', 'ordre'],
  ['sauvegarde', 'sauver'],
  ['tiers', 'tir'],
  ['passe', 'pas'],
  ['reseau', 'resume'],
])('keeps %s and %s two words', (one, other) => {
  expect(stem(one)).not.toBe(stem(other));
});

it.each(['mfa', 'bcp', 'os', 'rss', 'pas', 'nis2', '27001', '2022s', 'fido2s', ''])('leaves %j whole', (word) => {
  expect(stem(word)).toBe(word);
});

it.each(['classes', 'eeeee', 'sssss', 'resses', 'aux', 'eaux', 'xxxx'])(
  'never leaves less than three letters (%s)',
  (word) => {
    expect(stem(word).length).toBeGreaterThanOrEqual(3);
  },
);
