import { MATCH_END, MATCH_START } from '../../../search/marks.ts';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import type { FrontSettings } from './settings.ts';
import { startTestFront } from './testing/front.ts';
import { ask, deadAddress, startUpstream } from './testing/http.ts';
import type { Upstream, UpstreamAnswer } from './testing/http.ts';
import { makeHome, publishSample } from './testing/release.ts';
import { expectDiscreet } from './testing/requestTable.ts';

const { home, remove } = makeHome();
publishSample(home);
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.close();
});
afterAll(remove);

/** An answer such as Meilisearch gives, with what must not get out. */
const found: UpstreamAnswer = (_request, response) => {
  const hit = {
    id: 'resource-x-fr',
    type: 'resource',
    locale: 'fr',
    url: '/ressources/x/',
    title: 'X',
    maturity: 'novice',
  };
  const _formatted = { summary: 'résumé', text: `le ${MATCH_START}mot${MATCH_END} cherché` };
  const answer = {
    hits: [{ ...hit, secret: 'canary', _formatted }],
    estimatedTotalHits: 1,
    processingTimeMs: 3,
    query: 'mot',
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
};

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
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const QUERY = { q: 'mot', locale: 'fr' };

it('makes the one bounded call with the search key, and strips the answer', async () => {
  const { url, meili } = await startBoth(found);
  const answer = await search(url, { ...QUERY, limit: 3 });
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(JSON.parse(answer.text)).toEqual({
    engine: 'meilisearch',
    total: 1,
    hits: [
      {
        id: 'resource-x-fr',
        type: 'resource',
        locale: 'fr',
        url: '/ressources/x/',
        title: 'X',
        maturity: 'novice',
        extract: `le ${MATCH_START}mot${MATCH_END} cherché`,
      },
    ],
  });
  const [call] = meili.seen;
  expect([call?.method, call?.url, call?.headers.authorization]).toEqual([
    'POST',
    '/indexes/palier/search',
    'Bearer search-only',
  ]);
  expect(call?.headers['content-length']).toBe(String(Buffer.byteLength(call!.body)));
  expect(JSON.parse(call!.body)).toMatchObject({ q: 'mot', limit: 3, filter: ['locale = fr'] });
});

it.each([
  ['an unknown key', { ...QUERY, filter: 'type = x' }],
  ['another index', { ...QUERY, indexUid: 'secrets' }],
  ['too many hits', { ...QUERY, limit: 1000 }],
  ['a filter in the language', { q: 'x', locale: 'fr OR type = resource' }],
  ['no query', { locale: 'fr' }],
  ['a list', [QUERY]],
  ['no JSON', '{"q":'],
  ['a prototype', '{"q":"a","locale":"fr","__proto__":{"x":1}}'],
  ['nothing', ''],
])('refuses %s without a call', async (_name, body) => {
  const { url, meili } = await startBoth(found);
  const answer = await search(url, body);
  expect(answer.status).toBe(400);
  expectDiscreet(answer);
  expect(meili.seen).toEqual([]);
});

it('refuses a body over 2 kB, and one that is no JSON', async () => {
  const { url, meili } = await startBoth(found);
  expect((await search(url, { ...QUERY, q: 'é'.repeat(2000) })).status).toBe(413);
  expect((await search(url, JSON.stringify(QUERY), { 'content-type': 'text/plain' })).status).toBe(400);
  expect((await search(url, 'q=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  expect(meili.seen).toEqual([]);
});

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

it.each<[string, UpstreamAnswer]>([
  ['refuses the key', (_request, response) => response.writeHead(403).end('{"code":"invalid_api_key"}')],
  ['has no index yet', (_request, response) => response.writeHead(404).end('{"code":"index_not_found"}')],
  ['answers something else', (_request, response) => response.end('{"hits":[{"id":1}]}')],
  ['answers no JSON', (_request, response) => response.end('<html>')],
  ['answers without end', (_request, response) => response.end(Buffer.alloc(2 * 1024 * 1024, ' '))],
  ['breaks off', (_request, response) => response.destroy()],
  ['never answers', () => undefined],
])('answers 503 when Meilisearch %s, for the browser to turn to Pagefind', async (_name, upstreamAnswer) => {
  const { url } = await startBoth(upstreamAnswer);
  const answer = await search(url, QUERY);
  expect(answer.status).toBe(503);
  expect(JSON.parse(answer.text)).toMatchObject({ error: { status: 503 } });
  expectDiscreet(answer);
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
