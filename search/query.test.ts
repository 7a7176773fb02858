import { describe, expect, it } from 'vitest';
import { hasWords } from './limits.ts';
import {
  FACETS,
  QUERY_MAX,
  SEARCH_LIMIT_MAX,
  SEARCH_OFFSET_MAX,
  searchAnswer,
  searchFilters,
  searchQuery,
} from './query.ts';
import { documentIdOf } from './test/corpus.ts';

const TOPIC = documentIdOf(1);

describe('the query that the front server lets through', () => {
  it('has bounds by default', () => {
    expect(searchQuery.parse({ q: ' nis2 ', locale: 'fr' })).toEqual({
      q: 'nis2',
      locale: 'fr',
      filters: {},
      sort: 'relevance',
      detail: false,
      limit: 10,
      offset: 0,
    });
  });

  it('may ask for all that there is, to the bounds', () => {
    const query = {
      q: 'é'.repeat(QUERY_MAX),
      locale: 'en',
      filters: {
        type: ['resource', 'glossary-term'],
        maturity: ['novice'],
        kind: ['guide'],
        topic: [TOPIC, documentIdOf(2)],
        sector: [documentIdOf(3)],
        language: ['de'],
        since: 2019,
      },
      lens: 'expert',
      sort: 'newest',
      detail: true,
      limit: SEARCH_LIMIT_MAX,
      offset: SEARCH_OFFSET_MAX,
    };
    expect(searchQuery.parse(query)).toEqual(query);
  });

  it('has no words where filters choose', () => {
    expect(searchQuery.safeParse({ q: '', locale: 'fr', filters: { topic: [TOPIC] } }).success).toBe(true);
    expect(searchQuery.safeParse({ q: '?', locale: 'fr', filters: { since: 2020 } }).success).toBe(true);
  });

  it.each([
    ['is empty', { q: '   ' }],
    ['holds no letter and no number', { q: '"?" — 😀' }],
    ['is empty and filters nothing', { q: '', filters: {} }],
    ['is empty, with a filter that is not one', { q: '', filters: { topic: undefined } }],
    ['is too long', { q: 'a'.repeat(QUERY_MAX + 1) }],
    ['is not a text', { q: ['a'] }],
    ['asks for too many hits', { limit: SEARCH_LIMIT_MAX + 1 }],
    ['asks for no hit', { limit: 0 }],
    ['asks for half a hit', { limit: 1.5 }],
    ['asks for a number of hits in words', { limit: '10' }],
    ['goes too far', { offset: SEARCH_OFFSET_MAX + 1 }],
    ['goes backwards', { offset: -1 }],
    ['is in an unknown language', { locale: 'de' }],
    ['is of an unknown level', { lens: 'guru' }],
    ['is in an unknown order', { sort: 'publishedAt:asc' }],
    ['names an unknown type', { filters: { type: ['draft'] } }],
    ['filters by a value that is not in a list', { filters: { type: 'resource' } }],
    ['filters by no value', { filters: { type: [] } }],
    [
      'filters by too many values',
      { filters: { topic: Array.from({ length: 31 }, (_, number) => documentIdOf(number)) } },
    ],
    ['carries a filter of its own', { filter: 'type = resource' }],
    ['carries a filter in a value', { filters: { maturity: ['novice OR type = topic'] } }],
    ['carries a filter in an identifier', { filters: { topic: [`${TOPIC} OR part = 1`] } }],
    ['carries a filter in a language', { filters: { language: ['fr OR part = 1'] } }],
    ['carries a filter in a year', { filters: { since: '2020 OR part = 1' } }],
    ['goes back before there was anything', { filters: { since: 1969 } }],
    ['filters by what is not filtered', { filters: { locale: ['en'] } }],
    ['asks for other attributes', { attributesToRetrieve: ['*'] }],
  ])('is refused when it %s', (_why, query) => {
    expect(searchQuery.safeParse({ q: 'a', locale: 'fr' }).success).toBe(true);
    expect(searchQuery.safeParse({ q: 'a', locale: 'fr', ...query }).success).toBe(false);
  });
});

it('counts the values of filters that there are', () => {
  expect(Object.keys(searchFilters.shape)).toEqual(expect.arrayContaining([...FACETS]));
});

describe('the answer of both engines', () => {
  const hit = {
    id: 'resource-1-fr',
    type: 'resource',
    locale: 'fr',
    url: '/ressources/un/',
    title: 'Un',
    aliases: ['1'],
    extract: 'avec \uE000nis2\uE001 dedans',
    section: { anchor: 'plan', heading: 'Le plan' },
    maturity: 'novice',
    kind: null,
    language: 'fr',
  };
  const answer = {
    engine: 'meilisearch',
    total: 1,
    hits: [hit],
    facets: { type: { resource: 1 } },
    corrected: null,
  };

  it('may say where in the page, how many of each, and what was answered instead, or none of it', () => {
    expect(searchAnswer.parse(answer)).toEqual(answer);
    const bare = { ...answer, engine: 'pagefind', hits: [{ ...hit, section: null }], facets: null, corrected: 'nis 2' };
    expect(searchAnswer.parse(bare)).toEqual(bare);
  });

  it.each([
    ['an error', { message: 'no', code: 'internal' }],
    ['nothing', undefined],
    ['an address that leaves the site', { ...answer, hits: [{ ...hit, url: '//evil' }] }],
    ['an address that is a script', { ...answer, hits: [{ ...hit, url: 'javascript:alert(1)' }] }],
    ['more than what was asked for', { ...answer, hits: [{ ...hit, secret: 'x' }] }],
    ['too many hits', { ...answer, hits: Array(SEARCH_LIMIT_MAX + 1).fill(hit) }],
    ['less than nothing', { ...answer, total: -1 }],
    ['another engine', { ...answer, engine: 'other' }],
    ['a count of something else', { ...answer, facets: { locale: { fr: 1 } } }],
  ])('is refused when it is %s', (_what, json) => {
    expect(searchAnswer.safeParse(json).success).toBe(false);
  });
});

it('signs are no words', () => {
  expect(['2FA', 'é', ' - ', '«»'].map(hasWords)).toEqual([true, true, false, false]);
});
