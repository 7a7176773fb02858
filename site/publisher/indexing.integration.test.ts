import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIndexer, type Indexer } from '@palier/search/indexer';
import { searchMeilisearch } from '@palier/search/meilisearch';
import { searchQuery } from '@palier/search/query';
import { Lexicon, LexiconMaker } from '@palier/search/lexicon';
import { textsOf } from '@palier/search/document';
import { startMeilisearch, type TestMeilisearch } from '@palier/search/test/meilisearch';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createTransport, type Transport } from '../../search/meilisearch/transport.ts';
import { Indexing } from './indexing.ts';
import { createMetrics } from './metrics.ts';
import { allSearchDocuments } from './search-documents.ts';
import { SearchWordsOf } from './search-words.ts';
import { Snapshot } from './snapshot/snapshot.ts';
import { published, resource, term, withdrawn } from './test/documents.ts';

/** The queue of the snapshot, a real Meilisearch, and what a reader finds in between. */
let server: TestMeilisearch;
let indexer: Indexer;
let direct: Transport;
let folder: string;
let snapshot: Snapshot;
let stop: AbortController;
let running: Promise<void>;
let indexing: Indexing;
const log = vi.fn();

beforeAll(async () => {
  server = await startMeilisearch();
  indexer = createIndexer(server);
  direct = createTransport({ url: server.url, key: server.masterKey, timeoutMs: 10_000 });
});

afterAll(async () => {
  direct?.close();
  indexer?.close();
  await server?.stop();
});

beforeEach(async () => {
  await server.restartEmpty();
  folder = mkdtempSync(join(tmpdir(), 'palier-indexing-'));
  snapshot = new Snapshot(join(folder, 'snapshot.db'));
  log.mockClear();
});

afterEach(async () => {
  stop?.abort();
  await running;
  snapshot.close();
  rmSync(folder, { recursive: true });
});

function start(): void {
  stop = new AbortController();
  const words = new SearchWordsOf(snapshot);
  indexing = new Indexing({ indexer, snapshot, words, metrics: createMetrics(snapshot), log });
  running = indexing.run(stop.signal);
}

/** Applies changes and waits until they are searchable. */
async function publish(...states: Parameters<Snapshot['apply']>[0]): Promise<void> {
  snapshot.apply(states);
  indexing.wake();
  await settled();
}

const settled = () => expect.poll(() => snapshot.queueDepths().index, { timeout: 60_000 }).toBe(0);

/** Titles found, with the words that the embedded index would have by now. */
async function found(q: string): Promise<string[]> {
  const { thesaurus } = new SearchWordsOf(snapshot).current();
  const maker = new LexiconMaker(thesaurus);
  for (const document of allSearchDocuments(snapshot)) maker.add(textsOf(document));
  const query = searchQuery.parse({ q, locale: 'fr', filters: { type: ['resource'] } });
  const answer = await searchMeilisearch(query, new Lexicon(maker.file()), (path, body) =>
    direct.send('POST', path, body),
  );
  return answer.hits.map(({ title }) => title);
}

it('a term published in the glossary finds, by each of its names, what says another; withdrawn, it does no more', async () => {
  start();
  await publish(published(resource('a', { title: 'Régler un zorglubiseur' })), published(resource('b')));
  expect(await found('zgb')).toEqual([]);
  const state = published(term('zgb', { expansion: 'zorglubiseur', translation: 'zorglub widget' }));
  await publish(state);
  await settled();
  expect(await found('zgb')).toEqual(['Régler un zorglubiseur']);
  expect(await found('zorglub widget')).toEqual(['Régler un zorglubiseur']);
  await publish(withdrawn(state));
  await settled();
  expect(await found('zgb')).toEqual([]);
  expect(await found('zorglubiseur')).toEqual(['Régler un zorglubiseur']);
});

it('a glossary that changed while nobody indexed is taken in at the next start', async () => {
  start();
  await publish(published(resource('a', { title: 'Régler un zorglubiseur' })));
  stop.abort();
  await running;
  snapshot.apply([published(term('zgb', { expansion: 'zorglubiseur' }))]);
  // As if the entry of the term had been indexed, and the process killed before the documents that it names.
  snapshot.doneForIndex(snapshot.nextForIndex(100));
  start();
  await expect.poll(() => found('zgb'), { timeout: 60_000 }).toEqual(['Régler un zorglubiseur']);
});

it('what was published during an outage is searchable after it, and the cause is told once the server is away', async () => {
  start();
  await publish(published(resource('a', { title: 'Avant la panne' })));
  await server.kill();
  snapshot.apply([published(resource('b', { title: 'Pendant la panne' }))]);
  indexing.wake();
  await expect.poll(() => log.mock.calls.length).toBeGreaterThan(0);
  expect(indexing.up).toBe(false);
  expect(String(log.mock.calls[0])).toContain('is it running?');
  await server.restart();
  await settled();
  expect(await found('pendant la panne')).toContain('Pendant la panne');
  expect(indexing.up).toBe(true);
});

it('what is withdrawn leaves before anything comes', async () => {
  start();
  const state = published(resource('a', { title: 'Caché' }));
  await publish(state);
  const order: string[] = [];
  const remove = vi.spyOn(indexer, 'remove').mockImplementation(async () => void order.push('remove'));
  const upsert = vi.spyOn(indexer, 'upsert').mockImplementation(async () => void order.push('upsert'));
  await publish(published(resource('b')), withdrawn(state));
  remove.mockRestore();
  upsert.mockRestore();
  expect(order).toEqual(['remove', 'upsert']);
});
