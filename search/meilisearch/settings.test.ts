import { expect, it } from 'vitest';
import { SETTINGS, changedSettings } from './settings.ts';

/** What the server gives back for our settings: its own order, and defaults for what we say nothing of. */
const stored = () => ({
  ...structuredClone(SETTINGS),
  filterableAttributes: [...SETTINGS.filterableAttributes].reverse(),
  displayedAttributes: [...SETTINGS.displayedAttributes].reverse(),
  typoTolerance: { minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 }, disableOnWords: [], ...SETTINGS.typoTolerance },
  faceting: { maxValuesPerFacet: 100 },
});

it('sends nothing to a server that has the same settings in another order', () => {
  expect(changedSettings(stored())).toEqual({});
});

it.each<[keyof typeof SETTINGS, unknown]>([
  ['searchableAttributes', ['*']],
  ['filterableAttributes', []],
  ['sortableAttributes', ['publishedAt', 'title']],
  ['displayedAttributes', ['*']],
  ['rankingRules', [...SETTINGS.rankingRules, 'typo']],
  ['stopWords', ['le']],
  ['synonyms', { ancien: ['vieux'] }],
  ['typoTolerance', { enabled: true }],
  ['proximityPrecision', 'byWord'],
  ['pagination', { maxTotalHits: 1000 }],
  ['searchCutoffMs', null],
  ['facetSearch', true],
])('sends %s when it differs, and only that', (name, value) => {
  expect(changedSettings({ ...stored(), [name]: value })).toEqual({ [name]: SETTINGS[name] });
});

it.each(['searchableAttributes', 'rankingRules'] as const)('minds the order of %s, which has a meaning', (name) => {
  const present = { ...stored(), [name]: [...SETTINGS[name]].reverse() };
  expect(Object.keys(changedSettings(present))).toEqual([name]);
});

it('sends everything to an index that has never had settings', () => {
  // No synonyms are what it has.
  const names = Object.keys(SETTINGS).filter((name) => name !== 'synonyms');
  expect(Object.keys(changedSettings({}))).toEqual(names);
});
