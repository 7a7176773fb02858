import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSearchDocument } from '../document.ts';
import { MATCH_START } from '../marks.ts';
import { fromMeilisearchAnswer, searchQuery, toMeilisearchCall, type SearchRequest } from '../query.ts';
import { organisationOf, searchable, termOf } from '../test/corpus.ts';
import { startMeilisearch, type TestMeilisearch } from '../test/meilisearch.ts';
import { createIndexer, type Indexer } from './indexer.ts';
import { SETTINGS } from './settings.ts';
import { createTransport, type Transport } from './transport.ts';

/** Each setting, seen from outside: what a reader finds on a real server. */
let server: TestMeilisearch;
let indexer: Indexer;
let direct: Transport;

const CORPUS = [
  searchable(1, { title: 'Sauvegarder', summary: 'Restaurer aussi.', text: 'Tester la restauration chaque mois.' }),
  searchable(2, { title: 'Analyse de risques', maturity: 'expert', text: 'La méthode EBIOS, version 2024.' }),
  searchable(3, { title: 'Sensibiliser', text: 'Former les agent·es contre l’hameçonnage et l’erreur.' }),
  searchable(4, { title: 'Généralités', text: 'On y parle de tout, puis de chiffrement.' }),
  searchable(5, { title: 'Chiffrement', text: 'Un sujet.' }),
  searchable(6, { title: 'Ancien guide', firstPublishedAt: '2020-01-01T00:00:00.000Z', text: 'Cloisonner.' }),
  searchable(7, { title: 'Nouveau guide', firstPublishedAt: '2026-06-01T00:00:00.000Z', text: 'Cloisonner.' }),
  searchable(8, { title: 'Backup', locale: 'en', text: 'Keep it offline.' }),
  toSearchDocument(organisationOf(9, { name: 'Agence nationale', acronym: 'ANSSI' }), {
    url: '/organisations/anssi/',
    text: '',
  }),
  toSearchDocument(termOf(10, { term: 'PCA', expansion: 'plan de continuité d’activité' }), {
    url: '/glossaire/pca/',
    text: 'Continuer malgré tout.',
  }),
  searchable(11, { title: 'Mot de passe unique', text: 'Gérer le mot de passe.' }),
  searchable(12, { title: 'Norme', text: 'ISO 27001 et rien d’autre.' }),
];

beforeAll(async () => {
  server = await startMeilisearch();
  indexer = createIndexer(server);
  direct = createTransport({ url: server.url, key: server.masterKey, timeoutMs: 10_000 });
  await indexer.rebuild(CORPUS);
});

afterAll(async () => {
  direct?.close();
  indexer?.close();
  await server?.stop();
});

async function search(q: string, more: Partial<SearchRequest> = {}) {
  const { method, path, body } = toMeilisearchCall(searchQuery.parse({ q, locale: 'fr', ...more }));
  return fromMeilisearchAnswer(await direct.send(method, path, body));
}

const titles = async (q: string, more?: Partial<SearchRequest>) => (await search(q, more)).hits.map((hit) => hit.title);

/** Any search, also one that `/search` would never make. */
const raw = (body: object) =>
  direct.send<{ hits: Record<string, unknown>[]; estimatedTotalHits: number }>('POST', '/indexes/palier/search', body);

const withAllWords = async (q: string) => (await raw({ q, matchingStrategy: 'all' })).hits.map((hit) => hit.title);

it('the server holds every setting as written, and nothing is sent a second time', async () => {
  expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
});

it('a setting changed on the server by someone is put back, and that one only', async () => {
  await direct.send('PATCH', '/indexes/palier/settings', { searchCutoffMs: 1234 });
  await expect.poll(async () => (await indexer.prepare()).changed).toEqual(['searchCutoffMs']);
  const { searchCutoffMs } = await direct.send<{ searchCutoffMs: number }>('GET', '/indexes/palier/settings');
  expect(searchCutoffMs).toBe(SETTINGS.searchCutoffMs);
});

describe('a reader finds', () => {
  it('whatever the accents and the case', async () => {
    expect(await titles('GENERALITES')).toEqual(['Généralités']);
    expect(await titles('génèralités')).toEqual(['Généralités']);
  });

  it('past an elision, with either apostrophe (stopWords)', async () => {
    expect(await withAllWords("d'hameçonnage")).toEqual(['Sensibiliser']);
    expect(await withAllWords('d’hameçonnage')).toEqual(['Sensibiliser']);
  });

  it('by the words that mean something in a question (stopWords)', async () => {
    expect(await withAllWords('pour le chiffrement')).toEqual(['Chiffrement', 'Généralités']);
    expect(await withAllWords('with the backup')).toEqual(['Backup']);
  });

  it('before the next word is typed in full', async () => {
    expect(await titles('chiffrement la')).toEqual(['Chiffrement', 'Généralités']);
  });

  it('a title before a text (searchableAttributes)', async () => {
    expect(await titles('chiffrement')).toEqual(['Chiffrement', 'Généralités']);
  });

  it('nothing by a field that is only shown (searchableAttributes)', async () => {
    expect((await search('document-1')).total).toBe(0);
  });

  it('an organisation by its acronym, a term by its expansion (searchableAttributes)', async () => {
    expect(await titles('anssi')).toEqual(['Agence nationale']);
    expect(await titles('plan de continuité')).toEqual(['PCA']);
  });

  it('the newer of two equals first (rankingRules)', async () => {
    expect(await titles('cloisonner')).toEqual(['Nouveau guide', 'Ancien guide']);
  });

  it('both words of a synonym, of one word or several (synonyms)', async () => {
    expect(await titles('phishing')).toEqual(['Sensibiliser']);
    expect(await titles('password')).toEqual(['Mot de passe unique']);
  });

  it('the word before a middle dot (the default separators)', async () => {
    const { hits } = await search('agent');
    expect(hits[0]?.title).toBe('Sensibiliser');
    expect(hits[0]?.extract).toContain(`${MATCH_START}agent`);
  });

  it('a misspelt word, but not a misspelt acronym (typoTolerance)', async () => {
    expect(await titles('chifrement')).toContain('Chiffrement');
    expect(await titles('ebios')).toEqual(['Analyse de risques']);
    await indexer.upsert([searchable(20, { title: 'Ebiox' })]);
    expect(await titles('ebios')).toEqual(['Analyse de risques']);
    await indexer.remove([searchable(20).id]);
  });

  it('a number only when it is that number (typoTolerance)', async () => {
    expect(await titles('27001')).toEqual(['Norme']);
    expect(await titles('27005')).toEqual([]);
  });

  it('only documents of the language, the type and the level (filterableAttributes)', async () => {
    expect(await titles('backup', { locale: 'en' })).toEqual(['Backup']);
    expect(await titles('sauvegarde', { locale: 'en' })).not.toContain('Sauvegarder');
    expect(await titles('analyse', { maturity: 'expert' })).toEqual(['Analyse de risques']);
    expect(await titles('analyse', { maturity: 'novice' })).toEqual([]);
    expect(await titles('plan', { type: 'glossary-term' })).toEqual(['PCA']);
  });

  it('the passage that matches, marked (displayedAttributes)', async () => {
    const { hits } = await search('restauration');
    expect(hits[0]?.extract).toBe('Tester la \uE000restauration\uE001 chaque mois.');
  });
});

describe('the server', () => {
  it('shows no field that a page of results does not need (displayedAttributes)', async () => {
    const { hits } = await raw({ q: 'chiffrement' });
    expect(Object.keys(hits[0] ?? {}).sort()).toEqual([...SETTINGS.displayedAttributes].sort());
  });

  it('refuses a filter on another field (filterableAttributes)', async () => {
    await expect(raw({ filter: 'title = Norme' })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('sorts by date, and by nothing else (sortableAttributes)', async () => {
    const { hits } = await raw({ q: 'guide', sort: ['publishedAt:asc'] });
    expect(hits.map((hit) => hit.title)).toEqual(['Ancien guide', 'Nouveau guide']);
    await expect(raw({ sort: ['title:asc'] })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('goes no further than the last page that is served (pagination)', async () => {
    await indexer.upsert(Array.from({ length: 240 }, (_, number) => searchable(1000 + number, { title: 'Multiple' })));
    const { hits } = await raw({ q: 'multiple', limit: 1000 });
    expect(hits).toHaveLength(SETTINGS.pagination.maxTotalHits);
  });

  it('searches no facet values (facetSearch)', async () => {
    const facets = direct.send('POST', '/indexes/palier/facet-search', { facetName: 'type', facetQuery: 'res' });
    await expect(facets).rejects.toMatchObject({ kind: 'refused' });
  });

  it.each(['proximityPrecision', 'searchCutoffMs', 'localizedAttributes'] as const)(
    'holds %s, which shows in no answer',
    async (name) => {
      const settings = await direct.send<Record<string, unknown>>('GET', '/indexes/palier/settings');
      expect(settings[name]).toEqual(SETTINGS[name]);
    },
  );
});
