import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lexicon } from '../lexicon.ts';
import { searchAnswer, searchQuery, type SearchRequest } from '../query.ts';
import { indexable, lexiconOf, thesaurusOf } from '../test/corpus.ts';
import {
  DOCUMENTS,
  FINDS,
  PASSAGES,
  SECTOR,
  THESAURUS,
  THROUGH_LENSES,
  TOPIC,
  OTHER_TOPIC,
  expectFound,
} from '../test/finds.ts';
import { HARMLESS, HARMLESS_WORD, HOSTILE } from '../test/hostile.ts';
import { startMeilisearch, type TestMeilisearch } from '../test/meilisearch.ts';
import { createIndexer, type Indexer } from './indexer.ts';
import { entryOf, type DocumentRecord, type SectionRecord } from './records.ts';
import { searchMeilisearch, type Post } from './search.ts';
import { SETTINGS, type SettingName } from './settings.ts';
import { createTransport, type Transport } from './transport.ts';

/** Each setting, seen from outside: what a reader finds on a real server. */
let server: TestMeilisearch;
let indexer: Indexer;
let direct: Transport;

const lexicon = lexiconOf(DOCUMENTS, THESAURUS);

beforeAll(async () => {
  server = await startMeilisearch();
  indexer = createIndexer(server);
  direct = createTransport({ url: server.url, key: server.masterKey, timeoutMs: 10_000 });
  await indexer.rebuild(DOCUMENTS.map((document) => entryOf(document, THESAURUS)));
});

afterAll(async () => {
  direct?.close();
  indexer?.close();
  await server?.stop();
});

const post: Post = (path, body) => direct.send('POST', path, body);

async function search(request: SearchRequest) {
  const answer = await searchMeilisearch(searchQuery.parse(request), lexicon, post);
  expect(searchAnswer.safeParse(answer).error).toBeUndefined();
  return answer;
}

const find = (q: string, more: Partial<SearchRequest> = {}) => search({ q, locale: 'fr', ...more });

const titles = async (q: string, more?: Partial<SearchRequest>) => (await find(q, more)).hits.map((hit) => hit.title);

type Raw = Record<string, unknown>;

/** Any search, also one that no reader's query makes. */
const raw = (body: object) =>
  direct.send<{ hits: Raw[]; estimatedTotalHits: number }>('POST', '/indexes/palier/search', body);

const rawTitles = async (body: object) =>
  (await raw({ filter: 'part = 0', ...body })).hits.map((hit) => String(hit['title']));

const settingsOf = () => direct.send<Raw>('GET', '/indexes/palier/settings');

/** Documents that are there for one test. */
async function having(entries: Parameters<Indexer['upsert']>[0], test: () => Promise<void>) {
  await indexer.upsert(entries);
  try {
    await test();
  } finally {
    await indexer.remove(entries.map(({ id }) => id));
  }
}

describe('the server', () => {
  it('holds every setting as written, and nothing is sent a second time', async () => {
    expect(await settingsOf()).toMatchObject({
      ...SETTINGS,
      filterableAttributes: SETTINGS.filterableAttributes.toSorted(),
      displayedAttributes: SETTINGS.displayedAttributes.toSorted(),
    });
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
  });

  it.each<[SettingName, unknown]>([
    ['filterableAttributes', [...SETTINGS.filterableAttributes, 'title']],
    ['sortableAttributes', []],
    ['displayedAttributes', ['*']],
    ['rankingRules', ['words', 'typo']],
    ['stopWords', ['le']],
    ['synonyms', { mfa: ['2fa'] }],
    ['typoTolerance', { enabled: true }],
    ['proximityPrecision', 'byWord'],
    ['pagination', { maxTotalHits: 10 }],
    ['searchCutoffMs', 1234],
    ['facetSearch', true],
  ])('is given %s back when someone changed it, and nothing else', async (name, value) => {
    const { taskUid } = await direct.send<{ taskUid: number }>('PATCH', '/indexes/palier/settings', { [name]: value });
    await expect
      .poll(async () => (await direct.send<{ status: string }>('GET', `/tasks/${taskUid}`)).status, { timeout: 60_000 })
      .toBe('succeeded');
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [name] });
    const { results } = await direct.send<{ results: { details: Raw }[] }>(
      'GET',
      '/tasks?types=settingsUpdate&limit=1',
    );
    expect(Object.keys(results[0]!.details)).toEqual([name]);
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
  });

  it('searches the terms of a document and nothing that is only shown (searchableAttributes)', async () => {
    const { id, digest, records } = indexable(300, {
      title: 'Visible',
      summary: 'Lisible.',
      sections: [{ anchor: null, heading: 'Dicible', text: 'Audible.' }],
    });
    const [whole, section] = records as [DocumentRecord, SectionRecord];
    const shown: [DocumentRecord, SectionRecord] = [
      { ...whole, title: 'afficheun', summary: 'affichedeux', url: '/affichetrois/' },
      { ...section, heading: 'affichequatre', text: 'affichecinq', anchor: 'affichesix' },
    ];
    await having([{ id, digest, records: shown }], async () => {
      for (const q of ['visibl', 'lisibl', 'dicibl', 'audibl'])
        expect((await raw({ q })).hits, q).toContainEqual(expect.objectContaining({ document: id }));
      for (const q of ['affiche', 'document-300', 'resource', 'novice', 'guide', digest])
        expect((await raw({ q })).hits, q).not.toContainEqual(expect.objectContaining({ document: id }));
    });
  });

  it('puts a title before keywords, and these before all other parts (searchableAttributes)', async () => {
    const word = 'palissandre';
    const thesaurus = thesaurusOf('palissandre > acajou');
    await having(
      [
        indexable(306, { title: 'Sixième', text: word }, thesaurus),
        indexable(305, { title: 'Cinquième', summary: 'acajou' }, thesaurus),
        indexable(304, { title: 'Quatrième', summary: word }, thesaurus),
        indexable(303, { title: 'Troisième', names: { publishers: [word] } }, thesaurus),
        indexable(302, { title: 'Deuxième', keywords: [word] }, thesaurus),
        indexable(301, { title: `Premier ${word}` }, thesaurus),
      ],
      async () => {
        const found = await rawTitles({ q: 'qzpalissandr' });
        expect(found.slice(0, 2)).toEqual(['Premier palissandre', 'Deuxième']);
        expect(found.slice(2).toSorted()).toEqual(['Cinquième', 'Quatrième', 'Sixième', 'Troisième']);
      },
    );
  });

  it('filters by what a query may ask for, and refuses every other field (filterableAttributes)', async () => {
    for (const field of SETTINGS.filterableAttributes) await raw({ filter: `${field} = 1` });
    for (const field of ['title', 'summary', 'locale', 'terms.title', 'digest', 'publishedAt'])
      await expect(raw({ filter: `${field} = 1` }), field).rejects.toMatchObject({ kind: 'refused' });
  });

  it('sorts by date, and by nothing else (sortableAttributes)', async () => {
    const q = 'cloison';
    expect(await rawTitles({ q, sort: ['publishedAt:asc'] })).toEqual(['Ancien guide', 'Nouveau guide']);
    expect(await rawTitles({ q, sort: ['publishedAt:desc'] })).toEqual(['Nouveau guide', 'Ancien guide']);
    await expect(raw({ sort: ['title:asc'] })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('shows what pages of results and the doctor need, and nothing else (displayedAttributes)', async () => {
    const { hits } = await raw({ limit: 1000 });
    const shown = (hit: Raw) =>
      Object.entries(hit).flatMap(([name, value]) =>
        name === 'terms' ? Object.keys(value as object).map((part) => `terms.${part}`) : [name],
      );
    expect([...new Set(hits.flatMap(shown))].sort()).toEqual(SETTINGS.displayedAttributes.toSorted());
  });

  it('prefers more of the words, then the title (rankingRules)', async () => {
    const old = { firstPublishedAt: '2019-01-01T00:00:00.000Z' };
    await having(
      [
        indexable(310, { title: 'Un seul', text: 'palissandre' }),
        indexable(311, { title: 'Ancien', text: 'palissandre et acajou', ...old }),
        indexable(313, { title: 'Palissandre, acajou', firstPublishedAt: '2025-01-01T00:00:00.000Z' }),
      ],
      async () => {
        const q = 'palissandr acajou';
        expect(await rawTitles({ q })).toEqual(['Palissandre, acajou', 'Ancien', 'Un seul']);
        expect(await rawTitles({ q, sort: ['publishedAt:asc'] })).toEqual(['Ancien', 'Palissandre, acajou', 'Un seul']);
      },
    );
  });

  it('has no stop word to leave out: none is indexed, and none is asked for (stopWords)', async () => {
    expect((await raw({ q: 'le ' })).hits).toEqual([]);
    expect((await raw({ q: 'pour ' })).hits).toEqual([]);
    expect(await titles('pour le chiffrement')).toEqual(['Chiffrement', 'Généralités']);
  });

  it('knows no synonym: texts and queries say the same concept (synonyms)', async () => {
    expect(await rawTitles({ q: 'phishing' })).toEqual([]);
    expect(await titles('phishing')).toEqual(['Sensibiliser']);
  });

  it('mends no mistake: what is asked is mended before (typoTolerance)', async () => {
    expect(await rawTitles({ q: 'chiffremment' })).toEqual([]);
    expect(await titles('chiffremment')).toEqual(['Chiffrement', 'Généralités']);
  });

  it('knows only that words stand in one field; that they follow one another is seen after (proximityPrecision)', async () => {
    expect((await rawTitles({ q: '"plan repris"' })).sort()).toEqual(['Planifier', 'Reprendre']);
    expect(await titles('"plan de reprise"')).toEqual(['Reprendre']);
  });

  it('goes no further than the last page that is served (pagination)', async () => {
    const many = Array.from({ length: 240 }, (_, number) => indexable(1000 + number, { title: 'Palissandre' }));
    await having(many, async () => {
      const { hits } = await raw({ q: 'palissandr', limit: 1000 });
      expect(hits).toHaveLength(SETTINGS.pagination.maxTotalHits);
    });
  });

  it('gives up a query after the time that a reader waits for (searchCutoffMs)', async () => {
    // Shows in no answer of an index that is as fast as this one.
    expect((await settingsOf())['searchCutoffMs']).toBe(500);
  });

  it('searches no facet values (facetSearch)', async () => {
    const facets = direct.send('POST', '/indexes/palier/facet-search', { facetName: 'type', facetQuery: 'res' });
    await expect(facets).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('a reader finds', () => {
  it.each([...FINDS, ...THROUGH_LENSES])('$what', (one) => expectFound(one, search));

  it('a word that was published after the lexicon was made, as it was typed', async () => {
    const entry = indexable(320, { title: 'Chifrement homomorphe' });
    expect(await find('homomorphe')).toMatchObject({ total: 0 });
    await having([entry], async () => {
      expect(await find('homomorphe')).toMatchObject({ total: 1, corrected: null });
      // Not mended to what was known before.
      expect(await find('chifrement homomorphe')).toMatchObject({ corrected: null });
      expect(await titles('chifrement')).toEqual(['Chifrement homomorphe']);
    });
    expect(await find('chifrement homomorphe')).toMatchObject({ total: 2, corrected: 'chiffrement' });
  });

  it('without a lexicon too, but by the words that are written', async () => {
    const found = async (q: string) =>
      (await searchMeilisearch(searchQuery.parse({ q, locale: 'fr' }), Lexicon.EMPTY, post)).hits.map(
        (hit) => hit.title,
      );
    expect(await found('l’hameconnage')).toEqual(['Sensibiliser']);
    expect(await found('chiffr')).toEqual(['Chiffrement', 'Généralités']);
    expect(await found('chiffremment')).toEqual([]);
  });

  it('an answer to a question as long as may be, by a bounded number of queries', async () => {
    const q = DOCUMENTS.flatMap(({ title }) => title.split(' '))
      .filter((word) => word.length > 4)
      .join(' ')
      .slice(0, 200);
    let queries = 0;
    let bytes = 0;
    const answer = await searchMeilisearch(
      searchQuery.parse({ q, locale: 'fr', detail: true, filters: { type: ['resource'] } }),
      lexicon,
      async (path, body) => {
        queries += (body['queries'] as unknown[] | undefined)?.length ?? 1;
        const answered = await post(path, body);
        bytes += JSON.stringify(answered).length;
        return answered;
      },
    );
    expect(answer.total).toBeGreaterThan(5);
    expect(queries).toBeLessThanOrEqual(12);
    expect(bytes).toBeLessThan(1_000_000);
  });
});

describe('a page of results', () => {
  it.each(PASSAGES)('shows $what', async ({ q, title, extract, section }) => {
    const { hits } = await find(q, { detail: true });
    expect(hits).toContainEqual(expect.objectContaining({ title, extract, section }));
  });

  it('counts what each filter would give, the filter itself left aside', async () => {
    const all = {
      type: { resource: 4 },
      maturity: { novice: 2, advanced: 1, expert: 1 },
      kind: { guide: 1, tool: 2, law: 1 },
      topic: { [TOPIC]: 2, [OTHER_TOPIC]: 1 },
      sector: { [SECTOR]: 1 },
      language: { fr: 3, en: 1 },
    };
    expect((await find('mutualiser', { detail: true })).facets).toEqual(all);
    const tools = { type: { resource: 2 }, maturity: { advanced: 1, expert: 1 }, language: { fr: 2 } };
    expect((await find('mutualiser', { detail: true, filters: { kind: ['tool'] } })).facets).toEqual({
      ...tools,
      kind: all.kind,
      topic: { [TOPIC]: 1 },
      sector: all.sector,
    });
    const both = { kind: ['tool'], maturity: ['expert'] } satisfies SearchRequest['filters'];
    expect((await find('mutualiser', { detail: true, filters: both })).facets).toEqual({
      type: { resource: 1 },
      maturity: tools.maturity,
      kind: { tool: 1 },
      topic: {},
      sector: all.sector,
      language: { fr: 1 },
    });
  });

  it('counts documents and no sections', async () => {
    expect(await find('supports amovibles', { detail: true })).toMatchObject({
      total: 1,
      facets: { type: { resource: 1 }, kind: { guide: 1 } },
    });
  });

  it('counts by the query that it answers: as typed, or mended', async () => {
    const filters = { kind: ['guide'] } satisfies SearchRequest['filters'];
    const mended = await find('chiffremment', { detail: true, filters });
    expect(mended).toMatchObject({ corrected: 'chiffrement', total: 2, facets: { kind: { guide: 2 } } });
    const none = await find('chiffremment', { detail: true, filters: { kind: ['tool'] } });
    expect(none).toMatchObject({ corrected: 'chiffrement', total: 0, facets: { kind: { guide: 2 }, type: {} } });
    await having([indexable(321, { title: 'Chifremment', kind: 'guide' })], async () => {
      const typed = await find('chifremment', { detail: true, filters });
      expect(typed).toMatchObject({ corrected: null, total: 1, facets: { kind: { guide: 1 } } });
    });
  });

  it('is more than what is shown while one types: no counts, no passages', async () => {
    const answer = await find('contient politique');
    expect(answer.facets).toBeNull();
    expect(answer.hits[0]).toMatchObject({ extract: 'Ce qu’elle contient.', section: null });
  });
});

describe('pages one after the other', () => {
  const many = Array.from({ length: 90 }, (_, number) =>
    indexable(2000 + number, {
      // Found by a title, keywords or a text, for levels of all kinds: the order is another than the server's.
      title: number % 3 === 0 ? `Palissandre ${number}` : `Titre ${number}`,
      keywords: number % 3 === 1 ? ['palissandre'] : [],
      text: 'palissandre et acajou '.repeat(1 + (number % 5)),
      maturity: number % 2 === 0 ? 'expert' : 'novice',
      firstPublishedAt: `2026-01-01T00:00:${String(number % 60).padStart(2, '0')}.000Z`,
    }),
  );

  async function pagesOf(request: Omit<SearchRequest, 'locale'>, limit: number, pages: number) {
    const ids: string[] = [];
    for (let page = 0; page < pages; page += 1) {
      const { hits } = await search({ ...request, locale: 'fr', limit, offset: page * limit });
      ids.push(...hits.map(({ id }) => id));
    }
    return ids;
  }

  beforeAll(() => indexer.upsert(many));
  afterAll(() => indexer.remove(many.map(({ id }) => id)));

  it.each([
    { what: 'of results', detail: true, limit: 20 },
    { what: 'of results that end within the first two', detail: true, limit: 9 },
    { what: 'of what is shown while one types', detail: false, limit: 20 },
    { what: 'of few hits', detail: false, limit: 7 },
  ])('$what repeat no document and leave none out', async ({ detail, limit }) => {
    const pages = Math.ceil(90 / limit);
    for (const request of [
      { q: 'palissandre', detail },
      { q: 'palissandre', detail, lens: 'expert' as const },
      { q: 'acajou palissandre', detail },
      { q: 'palissandre', detail, sort: 'newest' as const },
      { q: '', detail, filters: { kind: ['guide' as const] } },
    ]) {
      const ids = await pagesOf(request, limit, pages);
      expect(new Set(ids).size, JSON.stringify(request)).toBe(ids.length);
      if (request.q !== '') expect(new Set(ids), JSON.stringify(request)).toEqual(new Set(many.map(({ id }) => id)));
    }
  });

  it('are as many as the total says', async () => {
    for (const q of ['palissandre', 'acajou chiffrement', 'chiffrement generalites mutualiser']) {
      const { total } = await find(q, { detail: true });
      expect(new Set(await pagesOf({ q, detail: true }, 20, 6)).size, q).toBe(total);
    }
  });

  it('end with an empty one that stays true to the query as it was typed', async () => {
    await having([indexable(330, { title: 'Chifremment' })], async () => {
      const beyond = await find('chifremment', { detail: true, limit: 20, offset: 60 });
      expect(beyond).toMatchObject({ hits: [], corrected: null });
    });
  });
});

it('hostile documents keep no other from being found', async () => {
  const all = [...HARMLESS, ...HOSTILE];
  await having(
    all.map((document) => entryOf(document, THESAURUS)),
    async () => {
      expect(await find(HARMLESS_WORD)).toMatchObject({ total: 2 });
      expect((await indexer.digests()).size).toBe(DOCUMENTS.length + all.length);
      for (const q of ['', 'mot', 'a', 'x', 'constructor', 'script', '安全', 'partie', 'avant']) {
        const { hits } = await find(q, { filters: { type: ['resource'] }, detail: true, limit: 20 });
        for (const { title, extract } of hits)
          expect(`${title}${extract}`).toMatch(/^(?:\P{Co}|\u{E000}\P{Co}+\u{E001})*$/u);
      }
    },
  );
});
