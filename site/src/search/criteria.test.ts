import { describe, expect, test } from 'vitest';
import {
  NOTHING,
  addressOf,
  beginningOf,
  countOf,
  criteriaOf,
  requestOf,
  toggle,
  withoutFilters,
  type Choices,
  type Criteria,
} from './criteria.ts';

const code = (...values: string[]) => values.map((value) => ({ value, id: value, name: value }));

const CHOICES: Choices = {
  type: code('resource', 'glossary-term'),
  maturity: code('novice', 'expert'),
  kind: code('guide', 'sheet'),
  topic: [
    { value: 'reseau', id: 'topicaaaaaaaaaaaaaaaaaaa', name: 'Réseau' },
    { value: 'crise', id: 'topicbbbbbbbbbbbbbbbbbbb', name: 'Crise' },
  ],
  sector: [{ value: 'sante', id: 'sectoraaaaaaaaaaaaaaaaaa', name: 'Santé' }],
  language: code('fr', 'en'),
};

const criteria = (part: Partial<Omit<Criteria, 'chosen'>> & { chosen?: Partial<Criteria['chosen']> }): Criteria => ({
  ...NOTHING,
  ...part,
  chosen: { ...NOTHING.chosen, ...part.chosen },
});

describe('the address of a search', () => {
  test('says all of it, several values as one parameter each, and gives it back', () => {
    const wanted = criteria({
      q: 'l’article 21 & 23',
      chosen: { type: ['resource', 'glossary-term'], topic: ['reseau'], language: ['en'] },
      since: 2021,
      sort: 'newest',
    });
    const address = addressOf(wanted);
    expect(address).toMatch(/&type=resource&type=glossary-term&topic=reseau&language=en&since=2021&sort=newest$/);
    expect(criteriaOf(address, CHOICES)).toEqual(wanted);
  });

  test('is bare when nothing is asked', () => {
    expect(addressOf(criteria({ q: '  ' }))).toBe('');
  });

  test('that means nothing asks nothing', () => {
    const address = '?q=tls&type=toString&type=resource&type=resource&maturity=guru&topic=inconnu&since=21&sort=x&y=1';
    expect(criteriaOf(address, CHOICES)).toEqual(criteria({ q: 'tls', chosen: { type: ['resource'] } }));
    for (const since of ['', 'abc', '2021.5', '1e9', '-2021'])
      expect(criteriaOf(`?since=${since}`, CHOICES).since, since).toBeNull();
  });

  test('holds no longer query than the search accepts', () => {
    expect(criteriaOf(`?q=${'a'.repeat(500)}`, CHOICES).q).toHaveLength(200);
  });
});

describe('what the search is asked', () => {
  test('names documents as it knows them, and leaves out what is not chosen', () => {
    const wanted = criteria({ q: ' tls ', chosen: { topic: ['crise', 'reseau'], kind: ['guide'] }, since: 2020 });
    expect(requestOf(wanted, CHOICES, 'fr', 'expert')).toEqual({
      q: 'tls',
      locale: 'fr',
      filters: { kind: ['guide'], topic: ['topicaaaaaaaaaaaaaaaaaaa', 'topicbbbbbbbbbbbbbbbbbbb'], since: 2020 },
      lens: 'expert',
      sort: 'relevance',
      detail: true,
    });
  });

  test('is nothing without words nor filters', () => {
    expect(requestOf(criteria({ q: ' ?! ' }), CHOICES, 'fr', null)).toBeNull();
    expect(requestOf(criteria({ chosen: { type: ['resource'] } }), CHOICES, 'fr', null)).toMatchObject({ q: '' });
    expect(requestOf(criteria({ since: 2020 }), CHOICES, 'fr', null)).not.toBeNull();
  });
});

describe('a value', () => {
  test('is chosen, then no longer', () => {
    const once = toggle(NOTHING, 'kind', 'guide');
    expect(once.chosen.kind).toEqual(['guide']);
    expect(countOf({ ...once, since: 2020 })).toBe(2);
    expect(toggle(once, 'kind', 'guide')).toEqual(NOTHING);
  });

  test('is the last of as many as the search accepts', () => {
    const many = Array.from({ length: 31 }, (_, n) => `v${n}`).reduce(
      (before, value) => toggle(before, 'topic', value),
      NOTHING,
    );
    expect(many.chosen.topic).toHaveLength(30);
    expect(many.chosen.topic).toContain('v30');
  });

  test('goes with all the others, words and order stay', () => {
    const wanted = criteria({ q: 'tls', chosen: { kind: ['guide'] }, since: 2020, sort: 'newest' });
    expect(withoutFilters(wanted)).toEqual(criteria({ q: 'tls', sort: 'newest' }));
  });
});

test('the beginning of the longest word is that of the words near it', () => {
  expect(['la rançonnage', 'pki', 'ab', '?!'].map(beginningOf)).toEqual(['ranço', 'pki', null, null]);
});
