import { MATCH_END, MATCH_START } from '../../../search/marks.ts';
import { QUERY_MAX, SEARCH_LIMIT_MAX, SEARCH_OFFSET_MAX } from '@palier/search/query';
import { DOCUMENT_TYPES, LEVELS, RESOURCE_KINDS, searchGapsReport } from '@palier/model';
import { randomFrom } from '@palier/model/test/random';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { FrontSettings } from './settings.ts';
import { startTestFront } from './testing/front.ts';
import { ask, deadAddress, startUpstream } from './testing/http.ts';
import type { Seen, Upstream, UpstreamAnswer } from './testing/http.ts';
import { makeHome, publishSample } from './testing/release.ts';
import { expectDiscreet } from './testing/requestTable.ts';

const { home, remove } = makeHome();
publishSample(home);
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.close();
});
afterAll(remove);

/** Query of Meilisearch, as it is sent. */
type MeiliQuery = Record<string, unknown> & { q: string; filter: (string | string[])[] };

const queriesIn = ({ url, body }: Seen): MeiliQuery[] =>
  url === '/multi-search' ? (JSON.parse(body) as { queries: MeiliQuery[] }).queries : [JSON.parse(body) as MeiliQuery];

const ID = 'resource-abcdefghijklmnopqrstuvwx-fr';

const HIT = {
  id: ID,
  type: 'resource',
  locale: 'fr',
  url: '/ressources/x/',
  title: 'X',
  aliases: ['Y'],
  maturity: 'novice',
  kind: 'guide',
  language: 'fr',
};

/** A hit as Meilisearch gives it, with what must not get out. */
const rawHit = {
  ...HIT,
  summary: 'Un résumé.',
  sections: 2,
  parts: { title: ' x ', keywords: '  ', subjects: '  ', summary: ' mot ', broader: '  ' },
  digest: 'canary',
  secret: 'canary',
  _rankingScoreDetails: { words: { matchingWords: 1, score: 1 } },
};
const rawSection = { document: ID, anchor: 'partie', heading: 'Partie', text: 'Le mot cherché.', secret: 'canary' };

/** Answers as Meilisearch does: to several queries at once, and to the one for sections. */
const answering =
  (hits: object[], total = hits.length): UpstreamAnswer =>
  (request, response) => {
    const results = queriesIn(request).map(({ q, facets }) => ({
      indexUid: 'palier',
      hits,
      estimatedTotalHits: total,
      processingTimeMs: 3,
      query: q,
      secret: 'canary',
      ...(Array.isArray(facets) && {
        facetDistribution: Object.fromEntries(facets.map((name) => [String(name), { guide: 2 }])),
        facetStats: { year: { min: 1, max: 2 } },
      }),
    }));
    const answer = request.url === '/multi-search' ? { results } : { hits: [rawSection], query: 'mot' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  };

const found = answering([rawHit]);

async function startBoth(
  answer: UpstreamAnswer,
  settings: Partial<FrontSettings> = {},
): Promise<{ url: string; meili: Upstream }> {
  const meili = await startUpstream(answer);
  const front = await startTestFront({ home, meiliUrl: meili.url, meiliSearchKey: 'search-only', ...settings });
  running.push(meili, front);
  return { url: front.url, meili };
}

const search = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(url, {
    method: 'POST',
    path: '/search',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

const QUERY = { q: 'mot', locale: 'fr' };

/** Everything that a filter sent to Meilisearch may say. */
const one = (values: readonly string[]) => `(?:${values.join('|')})`;
const FILTER = new RegExp(
  `^(?:${[
    'part = 0',
    'part > 0',
    'shownIn = (?:fr|en)',
    `type = ${one(DOCUMENT_TYPES)}`,
    `maturity = ${one(LEVELS)}`,
    `kind = ${one(RESOURCE_KINDS)}`,
    '(?:topic|sector) = [a-z0-9]{20,32}',
    'language = [a-z]{2}',
    'year >= (?:19[7-9]\\d|20\\d\\d|2100)',
    `document IN \\[${ID}(?:, ${ID})*\\]`,
  ].join('|')})$`,
);
const KEYS = [
  ...['attributesToRetrieve', 'distinct', 'facets', 'filter', 'indexUid', 'limit', 'matchingStrategy', 'offset', 'q'],
  ...['showRankingScoreDetails', 'sort'],
];

/** What reaches Meilisearch is what the contract lets through, whatever came in. */
function expectBounded(seen: readonly Seen[]) {
  for (const call of seen) {
    expect(call.method).toBe('POST');
    expect(['/multi-search', '/indexes/palier/search']).toContain(call.url);
    expect(call.headers.authorization).toBe('Bearer search-only');
    const queries = queriesIn(call);
    expect(queries.length).toBeLessThanOrEqual(20);
    for (const query of queries) {
      expect(KEYS).toEqual(expect.arrayContaining(Object.keys(query)));
      expect(query['indexUid'] ?? 'palier').toBe('palier');
      expect(query['sort'] ?? ['publishedAt:desc']).toEqual(['publishedAt:desc']);
      expect(query['limit'] ?? 0).toBeLessThanOrEqual(200);
      expect(query['offset'] ?? 0).toBeLessThanOrEqual(SEARCH_OFFSET_MAX);
      // Terms, phrases and minus words.
      expect(query.q).toMatch(/^[\p{L}\p{M}\p{N}" -]*$/u);
      expect(query.q.length).toBeLessThanOrEqual(4 * QUERY_MAX);
      for (const filter of query.filter.flat()) expect(filter).toMatch(FILTER);
      expect(query.filter[0]).toMatch(/^part [=>] 0$/);
    }
  }
}

describe('a search', () => {
  it('makes one call with the search key while one types, and strips the answer', async () => {
    const { url, meili } = await startBoth(found);
    const answer = await search(url, { ...QUERY, limit: 3 });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.text)).toEqual({
      engine: 'meilisearch',
      total: 1,
      hits: [{ ...HIT, extract: 'Un résumé.', section: null }],
      facets: null,
      corrected: null,
    });
    expect(meili.seen).toHaveLength(1);
    expect(meili.seen[0]?.url).toBe('/multi-search');
    expect(meili.seen[0]?.headers['content-length']).toBe(String(Buffer.byteLength(meili.seen[0]!.body)));
    expect(queriesIn(meili.seen[0]!)).toMatchObject([{ q: 'mot', filter: ['part = 0', 'shownIn = fr'] }]);
    expectBounded(meili.seen);
  });

  it('makes one more for a page of results, with counts and the section that matches', async () => {
    const { url, meili } = await startBoth(found);
    const answer = await search(url, { ...QUERY, detail: true, filters: { kind: ['guide', 'tool'], since: 2020 } });
    const counts = { type: {}, maturity: {}, kind: {}, topic: {}, sector: {}, language: {} };
    expect(JSON.parse(answer.text)).toEqual({
      engine: 'meilisearch',
      total: 1,
      hits: [
        {
          ...HIT,
          extract: `Le ${MATCH_START}mot${MATCH_END} cherché.`,
          section: { anchor: 'partie', heading: 'Partie' },
        },
      ],
      facets: Object.fromEntries(Object.keys(counts).map((name) => [name, { guide: 2 }])),
      corrected: null,
    });
    expect(meili.seen.map((call) => call.url)).toEqual(['/multi-search', '/indexes/palier/search']);
    expect(queriesIn(meili.seen[0]!)).toMatchObject([
      { filter: ['part = 0', 'shownIn = fr', ['kind = guide', 'kind = tool'], 'year >= 2020'] },
      // The same without the filter, for its own counts.
      { filter: ['part = 0', 'shownIn = fr', 'year >= 2020'], limit: 0, facets: ['kind'] },
    ]);
    expect(queriesIn(meili.seen[1]!)).toMatchObject([{ filter: ['part > 0', `document IN [${ID}]`] }]);
    expectBounded(meili.seen);
  });

  it('goes no further than the contract where it goes furthest', async () => {
    const { url, meili } = await startBoth(found);
    const ids = Array.from({ length: 30 }, (_, number) => `abcdefghijklmnopqrst${number + 10}`);
    const widest = {
      q: Array.from({ length: 25 }, (_, number) => `"mot${number} a${number}"`)
        .join(' ')
        .slice(0, QUERY_MAX),
      locale: 'en',
      filters: {
        type: DOCUMENT_TYPES,
        maturity: LEVELS,
        kind: RESOURCE_KINDS,
        topic: ids,
        sector: ids,
        language: ['fr', 'en', 'de'],
        since: 2100,
      },
      lens: 'expert',
      sort: 'relevance',
      detail: true,
      limit: SEARCH_LIMIT_MAX,
      offset: SEARCH_OFFSET_MAX,
    };
    const many = 'abcdefghij'.split('').map((letter) => `${letter}rbre`);
    for (const body of [
      widest,
      { ...widest, offset: 0 },
      { ...widest, offset: 0, q: many.join(' ') },
      { ...widest, offset: 0, q: many.map((word) => `-${word}`).join(' ') },
      { ...widest, sort: 'newest' },
      { ...widest, q: '' },
    ]) {
      const before = meili.seen.length;
      expect((await search(url, body)).status).toBe(200);
      const calls = meili.seen.slice(before);
      expect(calls.length).toBeLessThanOrEqual(8);
      expectBounded(calls);
    }
  });
});

describe('a body beyond the contract is refused without a call:', () => {
  const id = 'a'.repeat(24);
  const filters = (values: unknown) => ({ ...QUERY, filters: values });
  it.each<[string, unknown]>([
    ['an unknown key', { ...QUERY, filter: 'type = x' }],
    ['another index', { ...QUERY, indexUid: 'secrets' }],
    ['a query a character too long', { ...QUERY, q: 'é'.repeat(QUERY_MAX + 1) }],
    ['a query that is none', { ...QUERY, q: ['mot'] }],
    ['no query', { locale: 'fr' }],
    ['neither words nor filters', { ...QUERY, q: ' … ' }],
    ['neither words nor filters but an empty one', { q: '', locale: 'fr', filters: {} }],
    ['another language', { ...QUERY, locale: 'de' }],
    ['a filter in the language', { q: 'x', locale: 'fr OR type = resource' }],
    ['one hit too many', { ...QUERY, limit: SEARCH_LIMIT_MAX + 1 }],
    ['no hit', { ...QUERY, limit: 0 }],
    ['half a hit', { ...QUERY, limit: 1.5 }],
    ['a limit that is a text', { ...QUERY, limit: '5' }],
    ['one offset too far', { ...QUERY, offset: SEARCH_OFFSET_MAX + 1 }],
    ['an offset below zero', { ...QUERY, offset: -1 }],
    ['an offset without end', '{"q":"mot","locale":"fr","offset":1e999}'],
    ['another order', { ...QUERY, sort: 'title:asc' }],
    ['a level that is none', { ...QUERY, lens: 'guru' }],
    ['a list of levels', { ...QUERY, lens: ['novice'] }],
    ['a detail that is a text', { ...QUERY, detail: 'true' }],
    ['filters that are a text', filters('type = resource')],
    ['an unknown filter', filters({ digest: ['x'] })],
    ['a filter of nothing', filters({ type: [] })],
    ['a filter that is no list', filters({ type: 'resource' })],
    ['a type that is none', filters({ type: ['resource', 'secret'] })],
    ['a kind that is none', filters({ kind: ['guide" OR part = 0'] })],
    ['a level to filter by that is none', filters({ maturity: [null] })],
    ['a topic that is none', filters({ topic: ['a = b'] })],
    ['a topic that is too short', filters({ topic: ['a'.repeat(19)] })],
    ['a topic that is too long', filters({ topic: ['a'.repeat(33)] })],
    ['thirty-one topics', filters({ topic: Array.from({ length: 31 }, () => id) })],
    ['thirty-one sectors', filters({ sector: Array.from({ length: 31 }, () => id) })],
    ['a language to filter by that is none', filters({ language: ['fra'] })],
    ['a year too early', filters({ since: 1969 })],
    ['a year too late', filters({ since: 2101 })],
    ['a year that is a text', filters({ since: '2024' })],
    ['a list', [QUERY]],
    ['a text', '"mot"'],
    ['null', 'null'],
    ['no JSON', '{"q":'],
    ['a prototype', '{"q":"a","locale":"fr","__proto__":{"x":1}}'],
    ['a prototype among the filters', '{"q":"a","locale":"fr","filters":{"__proto__":{"type":["resource"]}}}'],
    ['a constructor', '{"q":"a","locale":"fr","constructor":{"prototype":{"x":1}}}'],
    ['a second query', '{"q":"a","locale":"fr"}{"q":"a","locale":"fr"}'],
    ['nothing', ''],
  ])('%s', async (_name, body) => {
    const { url, meili } = await startBoth(found);
    const answer = await search(url, body);
    expect(answer.status).toBe(400);
    expectDiscreet(answer);
    expect(meili.seen).toEqual([]);
  });

  it('the widest that is allowed is not', async () => {
    const { url } = await startBoth(found);
    for (const body of [
      { ...QUERY, q: `${'é'.repeat(QUERY_MAX - 1)}x` },
      // Blanks around are not counted.
      { ...QUERY, q: ` ${'é'.repeat(QUERY_MAX)} ` },
      { ...QUERY, limit: SEARCH_LIMIT_MAX, offset: SEARCH_OFFSET_MAX },
      filters({ topic: Array.from({ length: 30 }, () => id), since: 1970 }),
      filters({ topic: ['a'.repeat(20), 'a'.repeat(32)], since: 2100 }),
    ])
      expect((await search(url, body)).status, JSON.stringify(body)).toBe(200);
  });

  it('one over 4 kB, and one that is no JSON by its type', async () => {
    const { url, meili } = await startBoth(found);
    expect((await search(url, { ...QUERY, q: 'é'.repeat(4000) })).status).toBe(413);
    expect((await search(url, JSON.stringify(QUERY), { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await search(url, 'q=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await search(url, '<q/>', { 'content-type': 'application/xml' })).status).toBe(415);
    expect(meili.seen).toEqual([]);
  });
});

/** Makes hostile bodies. */
class Hostile {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  #below(max: number): number {
    return Math.floor(this.#random() * max);
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.#below(values.length)]!;
  }

  text(): string {
    const parts = [
      ...[
        'mot',
        'l’hameçonnage',
        '21(2)(d)',
        'NIS 2',
        '"',
        '«',
        '»',
        '-',
        '−',
        "'",
        '\\',
        '`',
        '[',
        ']',
        '{',
        '(',
        ')',
      ],
      ...[
        ' OR ',
        ' AND ',
        ' IN [',
        'part = 0',
        'type = resource',
        '$gt',
        '%00',
        '\u0000',
        '\u202e',
        '\ud83d',
        '🔐',
        '安全',
      ],
      ...['..', '/', '<script>', '\ue000', '\ue005', 'ا', 'é'.repeat(60), 'x'.repeat(80), '\n', '\t', ' ', '0', '1e9'],
    ];
    return Array.from({ length: this.#below(9) }, () => this.pick(parts)).join(this.pick(['', ' ']));
  }

  value(depth = 0): unknown {
    const leaf = [
      ...[
        null,
        true,
        false,
        0,
        -1,
        1.5,
        1e308,
        2 ** 53,
        '',
        'fr',
        'en',
        'novice',
        'resource',
        'guide',
        'newest',
        20,
        200,
      ],
      ...[this.text(), this.text(), 'a'.repeat(24), 'x'.repeat(3000)],
    ];
    if (depth > 3 || this.#random() < 0.6) return this.pick(leaf);
    const inner = Array.from({ length: this.#below(15) }, () => this.value(depth + 1));
    return this.#random() < 0.5 ? inner : Object.fromEntries(inner.map((value) => [this.key(), value]));
  }

  key(): string {
    return this.pick([
      ...['q', 'locale', 'filters', 'lens', 'sort', 'detail', 'limit', 'offset', 'type', 'topic', 'since', 'language'],
      ...['filter', 'indexUid', 'facets', 'attributesToRetrieve', '__proto__', 'constructor', 'prototype', 'toString'],
      ...['hasOwnProperty', '', '0', 'length', 'toJSON', 'then'],
    ]);
  }

  /** A query of the contract, with something changed. */
  query(): string {
    // By entries: `__proto__` is then a key as any other.
    const query: [string, unknown][] = [
      ['q', this.text()],
      ['locale', 'fr'],
    ];
    const filters: [string, unknown][] = [];
    if (this.#random() < 0.5) query.push(['detail', true]);
    if (this.#random() < 0.3) filters.push(['type', ['resource', 'topic']]);
    for (let changes = this.#random() < 0.4 ? 0 : this.#below(4); changes > 0; changes -= 1)
      (this.#random() < 0.4 ? filters : query).push([this.key(), this.value()]);
    if (this.#random() < 0.6) query.push(['filters', Object.fromEntries(filters)]);
    return JSON.stringify(Object.fromEntries(query));
  }

  body(): Buffer {
    const whole = Buffer.from(this.query());
    switch (this.#below(8)) {
      case 0:
        return Buffer.from(JSON.stringify(this.value()) ?? '');
      case 1:
        return whole.subarray(0, this.#below(whole.length));
      case 2: {
        // Bytes that are no UTF-8.
        for (let count = 1 + this.#below(5); count > 0; count -= 1)
          whole[this.#below(whole.length)] = 128 + this.#below(128);
        return whole;
      }
      case 3:
        return Buffer.from('['.repeat(1 + this.#below(4000)));
      case 4:
        return Buffer.from(`${'{"filters":'.repeat(1 + this.#below(300))}1`);
      case 5:
        return Buffer.alloc(this.#below(10_000), this.pick(['x', ' ', '\0', '{"q":"a"}']));
      default:
        return whole;
    }
  }

  type(): string {
    if (this.#random() < 0.9) return 'application/json';
    return this.pick([
      ...['text/plain', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'multipart/form-data'],
      ...['application/xml', 'x', 'application/json-patch+json'],
    ]);
  }
}

it.each([1, 2, 3, 4])(
  'hostile bodies (seed %i) are refused, or ask Meilisearch nothing but what the contract lets through',
  async (seed) => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const { url, meili } = await startBoth(found, { searchRate: { max: 100_000, windowMs: 60_000 } });
      const hostile = new Hostile(seed);
      const statuses = new Map<number, number>();
      for (let n = 0; n < 400; n += 1) {
        const body = hostile.body();
        const before = meili.seen.length;
        const answer = await search(url, body, { 'content-type': hostile.type() });
        const what = body.subarray(0, 500).toString();
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect([200, 400, 413, 415], what).toContain(answer.status);
        expectDiscreet(answer);
        expect(answer.text, what).not.toContain('canary');
        if (answer.status !== 200) expect(meili.seen.length, what).toBe(before);
      }
      expectBounded(meili.seen);
      expect(log.mock.calls).toEqual([]);
      // Each kind of answer was met, and most were refusals.
      expect([...statuses.keys()].sort()).toEqual([200, 400, 413, 415]);
      expect(statuses.get(400)).toBeGreaterThan(100);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    } finally {
      log.mockRestore();
    }
  },
);

it('counts searches by client, behind a trusted proxy too, and says when to come back', async () => {
  const { url, meili } = await startBoth(found, { searchRate: { max: 3, windowMs: 60_000 }, trustProxy: ['loopback'] });
  const from = (address: string) => search(url, QUERY, { 'x-forwarded-for': address });
  const statuses = [];
  for (let n = 0; n < 5; n++) statuses.push((await from('192.0.2.1')).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const refused = await from('192.0.2.1');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(JSON.parse(refused.text).error.name).toBe('TooManyRequests');
  expect((await from('192.0.2.2')).status).toBe(200);
  // One client owns a whole /64.
  for (let n = 0; n < 3; n++) await from(`2001:db8::${n + 1}`);
  expect((await from('2001:db8::ffff')).status).toBe(429);
  expect(meili.seen.length).toBe(7);
  expect((await ask(url, { path: '/' })).status).toBe(200);
});

it('does not let a client choose its address when no proxy is trusted', async () => {
  const { url } = await startBoth(found, { searchRate: { max: 2, windowMs: 60_000 } });
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push((await search(url, QUERY, { 'x-forwarded-for': `192.0.2.${n}` })).status);
  expect(statuses).toEqual([200, 200, 429]);
});

const later =
  (ms: number, answer: UpstreamAnswer): UpstreamAnswer =>
  (request, response) => {
    setTimeout(() => answer(request, response), ms);
  };

/** Answers the first call, and others otherwise. */
const afterwards = (next: UpstreamAnswer): UpstreamAnswer => {
  let calls = 0;
  return (request, response) => ((calls += 1) === 1 ? found : next)(request, response);
};

const answer =
  (body: unknown): UpstreamAnswer =>
  (_request, response) =>
    response.end(JSON.stringify(body));

it.each<[string, UpstreamAnswer]>([
  ['refuses the key', (_request, response) => response.writeHead(403).end('{"code":"invalid_api_key"}')],
  ['has no index yet', (_request, response) => response.writeHead(404).end('{"code":"index_not_found"}')],
  ['is overcharged', (_request, response) => response.writeHead(503).end('{"code":"too_many_search_requests"}')],
  ['answers something else', answer({ hits: [{ id: 1 }] })],
  ['answers fewer results than it was asked', answer({ results: [] })],
  ['answers hits of another shape', answering([{ ...rawHit, title: 3 }])],
  ['answers hits of an older index', answering([{ id: ID, type: 'resource', locale: 'fr', url: '/x/', title: 'X' }])],
  ['answers an address of another site', answering([{ ...rawHit, url: '//evil.example/' }])],
  ['answers a total that is none', answering([rawHit], -1)],
  ['answers no JSON', (_request, response) => response.end('<html>')],
  ['answers without end', (_request, response) => response.end(Buffer.alloc(2 * 1024 * 1024, ' '))],
  ['breaks off', (_request, response) => response.destroy()],
  ['breaks off in the middle', (_request, response) => void response.write('{"results":', () => response.destroy())],
  ['never answers', () => undefined],
  ['breaks off at the second call', afterwards((_request, response) => response.destroy())],
  ['answers sections of another shape', afterwards(answer({ hits: [{ document: 1 }] }))],
  ['never answers the second call', afterwards(() => undefined)],
  ['answers each call in time, but not all of them', later(450, found)],
])('answers 503 when Meilisearch %s, for the browser to turn to Pagefind', async (_name, upstreamAnswer) => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const { url } = await startBoth(upstreamAnswer);
    const refused = await search(url, { ...QUERY, detail: true });
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.text)).toMatchObject({ error: { status: 503 } });
    expectDiscreet(refused);
    // Nothing of what was asked is written down.
    expect(String(log.mock.calls)).not.toContain('mot');
  } finally {
    log.mockRestore();
  }
});

it('answers 503 when there is no Meilisearch, or it is down', async () => {
  for (const settings of [{}, { meiliUrl: await deadAddress(), meiliSearchKey: 'k' }]) {
    const front = await startTestFront({ home, ...settings });
    running.push(front);
    expect((await search(front.url, QUERY)).status).toBe(503);
    expect((await search(front.url, { q: '' })).status).toBe(400);
  }
});

it('logs an outage once, and the next one again', async () => {
  let down = true;
  const { url } = await startBoth((request, response) =>
    down ? response.writeHead(500).end() : found(request, response),
  );
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    for (const state of [true, true, false, true, true]) {
      down = state;
      await search(url, QUERY);
    }
    const lines = log.mock.calls.filter(([line]) => String(line).includes('search_failed'));
    expect(lines).toHaveLength(2);
  } finally {
    log.mockRestore();
  }
});

it('notes a search that found nothing when it is meant: on the first page of results, without filters', async () => {
  const cms = await startUpstream((_request, response) => response.writeHead(204).end());
  running.push(cms);
  let hits: object[] = [];
  let isUp = true;
  const meili = await startUpstream((request, response) =>
    isUp ? answering(hits)(request, response) : response.writeHead(500).end(),
  );
  running.push(meili);
  const settings = { home, meiliUrl: meili.url, meiliSearchKey: 'k', cmsUrl: cms.url, searchGapsToken: 't' };
  const front = await startTestFront(settings);
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const detail = true;
    for (let n = 0; n < 3; n += 1) {
      await search(front.url, { q: 'Canari perdu', locale: 'en', detail });
      await search(front.url, { q: 'canari tapé', locale: 'fr' });
      await search(front.url, { q: 'canari plus loin', locale: 'fr', detail, offset: 20 });
      await search(front.url, { q: 'canari filtré', locale: 'fr', detail, filters: { kind: ['guide'] } });
      await search(front.url, { q: 'canari refusé', locale: 'fr', detail, limit: 1000 });
      hits = [rawHit];
      await search(front.url, { q: 'canari trouvé', locale: 'fr', detail });
      hits = [];
      isUp = false;
      await search(front.url, { q: 'canari en panne', locale: 'fr', detail });
      isUp = true;
    }
  } finally {
    await front.close();
    log.mockRestore();
  }
  expect(cms.seen).toHaveLength(1);
  const { gaps } = searchGapsReport.parse(JSON.parse(cms.seen[0]!.body));
  expect(gaps).toMatchObject([{ query: 'canari perdu', locale: 'en', count: 3 }]);
});
