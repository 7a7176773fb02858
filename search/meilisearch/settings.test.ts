import { expect, it } from 'vitest';
import { SETTINGS, changedSettings } from './settings.ts';

/** What the server gives back for our settings: its own order, and defaults for what we say nothing of. */
const stored = () => ({
  ...structuredClone(SETTINGS),
  stopWords: [...SETTINGS.stopWords].sort(),
  filterableAttributes: [...SETTINGS.filterableAttributes].reverse(),
  typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 }, ...SETTINGS.typoTolerance },
  faceting: { maxValuesPerFacet: 100 },
});

it('sends nothing to a server that has the same settings in another order', () => {
  expect(changedSettings(stored())).toEqual({});
});

it('sends only the setting that differs', () => {
  expect(changedSettings({ ...stored(), stopWords: ['le'] })).toEqual({ stopWords: SETTINGS.stopWords });
});

it('sends a synonym that was taken out of the code', () => {
  const present = { ...stored(), synonyms: { ...SETTINGS.synonyms, ancien: ['vieux'] } };
  expect(Object.keys(changedSettings(present))).toEqual(['synonyms']);
});

it('minds the order where it has a meaning', () => {
  const present = { ...stored(), searchableAttributes: [...SETTINGS.searchableAttributes].reverse() };
  expect(Object.keys(changedSettings(present))).toEqual(['searchableAttributes']);
});

it('sends everything to an index that has never had settings', () => {
  expect(Object.keys(changedSettings({}))).toEqual(Object.keys(SETTINGS));
});
