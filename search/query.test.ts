import { describe, expect, it } from 'vitest';
import { MATCH_END, MATCH_START } from './marks.ts';
import { QUERY_MAX, fromMeilisearchAnswer, searchAnswer, searchQuery, toMeilisearchCall } from './query.ts';

describe('the query that the front server lets through', () => {
  it('has bounds by default', () => {
    expect(searchQuery.parse({ q: ' nis2 ', locale: 'fr' })).toEqual({ q: 'nis2', locale: 'fr', limit: 10, offset: 0 });
  });

  it.each([
    ['is empty', { q: '   ', locale: 'fr' }],
    ['is too long', { q: 'a'.repeat(QUERY_MAX + 1), locale: 'fr' }],
    ['is not a text', { q: ['a'], locale: 'fr' }],
    ['asks for too many hits', { q: 'a', locale: 'fr', limit: 21 }],
    ['asks for no hit', { q: 'a', locale: 'fr', limit: 0 }],
    ['goes too far', { q: 'a', locale: 'fr', offset: 201 }],
    ['goes backwards', { q: 'a', locale: 'fr', offset: -1 }],
    ['is in an unknown language', { q: 'a', locale: 'de' }],
    ['names an unknown type', { q: 'a', locale: 'fr', type: 'draft' }],
    ['carries a filter of its own', { q: 'a', locale: 'fr', filter: 'type = resource' }],
    ['carries a filter in a value', { q: 'a', locale: 'fr', maturity: 'novice OR type = topic' }],
    ['asks for other attributes', { q: 'a', locale: 'fr', attributesToRetrieve: ['*'] }],
  ])('is refused when it %s', (_why, query) => {
    expect(searchQuery.safeParse(query).success).toBe(false);
  });
});

describe('the call to Meilisearch', () => {
  const call = (query: object) => toMeilisearchCall(searchQuery.parse({ q: 'nis2', locale: 'fr', ...query }));

  it('keeps to the language and the bounds of the query', () => {
    const { path, body } = call({ limit: 5, offset: 20 });
    expect(path).toBe('/indexes/palier/search');
    expect(body).toMatchObject({ q: 'nis2', limit: 5, offset: 20, filter: ['locale = fr'], locales: ['fra'] });
  });

  it.each([
    ['chiffrement la', 'chiffrement'],
    ["chiffrement de l'", 'chiffrement'],
    ["l'analyse de la", "l'analyse"],
    ['la', 'la'],
    ['de la', 'de la'],
    ['le chiffrement', 'le chiffrement'],
    ['"mot de"', '"mot de"'],
  ])('asks for %j as %j: no stop word for a beginning of another word', (q, asked) => {
    expect(call({ q }).body.q).toBe(asked);
  });

  it('filters by type and by level', () => {
    expect(call({ type: 'glossary-term', maturity: 'expert' }).body.filter).toEqual([
      'locale = fr',
      'type = glossary-term',
      'maturity = expert',
    ]);
  });
});

describe('the answer of Meilisearch', () => {
  const hit = {
    id: 'resource-1-fr',
    type: 'resource',
    locale: 'fr',
    url: '/ressources/un/',
    title: 'Un',
    maturity: 'novice',
  };
  const marked = `avec ${MATCH_START}nis2${MATCH_END} dedans`;
  const answerOf = (summary: string, text: string) => ({
    hits: [{ ...hit, secret: 'x', _formatted: { ...hit, summary, text } }],
    estimatedTotalHits: 1,
    processingTimeMs: 3,
    query: 'nis2',
  });

  it('becomes the answer of both engines, without what is not needed', () => {
    const answer = fromMeilisearchAnswer(answerOf(marked, 'texte'));
    expect(answer).toEqual({ engine: 'meilisearch', total: 1, hits: [{ ...hit, extract: marked }] });
    expect(searchAnswer.safeParse(answer).success).toBe(true);
  });

  it.each([
    ['the summary when the match is there', marked, 'texte', marked],
    ['the text when the match is only there', 'résumé', marked, marked],
    ['the summary when only the title matches', 'résumé', 'texte', 'résumé'],
    ['the text when there is no summary', '', 'texte', 'texte'],
  ])('shows %s', (_what, summary, text, extract) => {
    expect(fromMeilisearchAnswer(answerOf(summary, text)).hits[0]?.extract).toBe(extract);
  });

  it.each([
    ['an error', { message: 'no', code: 'internal' }],
    ['nothing', undefined],
    [
      'an address that leaves the site',
      { ...answerOf('', ''), hits: [{ ...answerOf('', '').hits[0], url: '//evil' }] },
    ],
  ])('is refused when it is %s', (_what, json) => {
    expect(() => fromMeilisearchAnswer(json)).toThrow();
  });
});
