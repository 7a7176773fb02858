import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SearchDocument } from '../document.ts';
import { searchable } from '../test/corpus.ts';
import { startMeilisearch, type TestMeilisearch } from '../test/meilisearch.ts';
import { SEARCH_KEY_UID, createIndexer, searchKeyOf, type Indexer, type SearchError } from './indexer.ts';
import { createTransport, type Transport } from './transport.ts';

let server: TestMeilisearch;
let indexer: Indexer;
let direct: Transport;

beforeAll(async () => {
  server = await startMeilisearch();
});
afterAll(() => server?.stop());

beforeEach(async () => {
  indexer = createIndexer(server);
  direct = createTransport({ url: server.url, key: server.masterKey, timeoutMs: 10_000 });
  await indexer.rebuild([searchable(1, { title: 'Un' }), searchable(2, { title: 'Deux' })]);
});
afterEach(() => {
  indexer.close();
  direct.close();
});

const find = async (q: string) =>
  (await direct.send<{ hits: { title: string }[] }>('POST', '/indexes/palier/search', { q })).hits.map(
    (hit) => hit.title,
  );

const indexes = async () =>
  (await direct.send<{ results: { uid: string }[] }>('GET', '/indexes')).results.map(({ uid }) => uid);

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('should have failed')),
    (error: unknown) => error as SearchError,
  );

describe('a change', () => {
  it('is searchable when the promise resolves', async () => {
    await indexer.upsert([searchable(3, { title: 'Trois' })]);
    expect(await find('trois')).toEqual(['Trois']);
  });

  it('replaces the whole document', async () => {
    await indexer.upsert([searchable(1, { title: 'Premier', text: 'introuvable' })]);
    await indexer.upsert([searchable(1, { title: 'Premier' })]);
    expect(await find('un')).not.toContain('Un');
    expect(await find('introuvable')).toEqual([]);
    expect((await indexer.digests()).size).toBe(2);
  });

  it('of calls made together, the last one wins', async () => {
    const versions = Array.from({ length: 20 }, (_, number) => searchable(1, { title: `Version ${number}` }));
    await Promise.all(versions.map((version) => indexer.upsert([version])));
    expect((await indexer.digests()).get(searchable(1).id)).toBe(versions.at(-1)?.digest);
  });

  it('may be of nothing', async () => {
    await indexer.upsert([]);
    await indexer.remove([]);
  });
});

describe('a removed document', () => {
  it('is found no more when the promise resolves', async () => {
    await indexer.remove([searchable(1).id]);
    expect(await find('un')).not.toContain('Un');
    expect([...(await indexer.digests()).keys()]).toEqual([searchable(2).id]);
  });

  it('may be one that was never there', async () => {
    await indexer.remove([searchable(999).id]);
    expect((await indexer.digests()).size).toBe(2);
  });
});

describe('a rebuild', () => {
  it('leaves exactly what it was given, and no second index', async () => {
    expect(await indexer.rebuild([searchable(5, { title: 'Cinq' })])).toEqual({ documents: 1 });
    expect([...(await indexer.digests()).keys()]).toEqual([searchable(5).id]);
    expect(await indexes()).toEqual(['palier']);
  });

  it('counts a document given twice once', async () => {
    expect(await indexer.rebuild([searchable(5), searchable(5)])).toEqual({ documents: 1 });
  });

  it('works in several requests, and for nothing at all', async () => {
    const many = Array.from({ length: 2500 }, (_, number) => searchable(number));
    expect(await indexer.rebuild(many)).toEqual({ documents: 2500 });
    expect((await indexer.digests()).size).toBe(2500);
    expect(await indexer.rebuild([])).toEqual({ documents: 0 });
    expect((await indexer.digests()).size).toBe(0);
  });

  it('serves the old content until the new one is complete, without a query failing', async () => {
    let rebuilt = false;
    const seen = new Set<string>();
    const watching = (async () => {
      while (!rebuilt) seen.add((await find('')).sort().join());
    })();
    async function* documents() {
      for (const number of [5, 6]) {
        yield searchable(number, { title: `Neuf ${number}` });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await indexer.rebuild(documents());
    rebuilt = true;
    await watching;
    seen.add((await find('')).sort().join());
    expect([...seen]).toEqual(['Deux,Un', 'Neuf 5,Neuf 6']);
  });

  it('that fails leaves the index as it was', async () => {
    function* documents() {
      yield searchable(5);
      throw new Error('snapshot locked');
    }
    await expect(indexer.rebuild(documents())).rejects.toThrow('snapshot locked');
    expect(await find('deux')).toEqual(['Deux']);
    expect(await indexes()).toEqual(['palier']);
  });

  it('that the server refuses in part leaves the index as it was', async () => {
    const broken = { ...searchable(5), id: 'pas valable !' };
    const error = await failure(indexer.rebuild([broken]));
    expect(error.kind).toBe('refused');
    expect(error.message).toContain('pas valable !');
    expect(await find('deux')).toEqual(['Deux']);
  });

  it('does not lose a change made meanwhile', async () => {
    let changed: Promise<void> | undefined;
    function* documents() {
      yield searchable(1, { title: 'Lu avant' });
      changed = indexer.upsert([searchable(1, { title: 'Après' })]);
    }
    await indexer.rebuild(documents());
    await changed;
    expect(await find('')).toEqual(['Après']);
  });

  it('neither delays a removal nor undoes it', async () => {
    let removed: Promise<void> | undefined;
    const during: string[][] = [];
    async function* documents() {
      yield searchable(1, { title: 'Un' });
      yield searchable(2, { title: 'Deux' });
      removed = indexer.remove([searchable(1).id]);
      await expect.poll(() => find('un')).not.toContain('Un');
      during.push(await find('deux'));
    }
    await indexer.rebuild(documents());
    await removed;
    expect(during).toEqual([['Deux']]);
    expect(await find('')).toEqual(['Deux']);
  });

  it('takes over what a killed one left', async () => {
    await direct.send('POST', '/indexes/palier-rebuild/documents?primaryKey=id', [searchable(77)]);
    await indexer.rebuild([searchable(5)]);
    expect([...(await indexer.digests()).keys()]).toEqual([searchable(5).id]);
    expect(await indexes()).toEqual(['palier']);
  });
});

it('the digests are those of the documents sent', async () => {
  const documents: SearchDocument[] = [searchable(1, { title: 'Un' }), searchable(2, { title: 'Deux' })];
  expect(await indexer.digests()).toEqual(new Map(documents.map(({ id, digest }) => [id, digest])));
});

describe('the search key', () => {
  it('has the value that the front server derives by itself, however often it is made', async () => {
    expect(await indexer.ensureSearchKey()).toBe(searchKeyOf(server.masterKey));
    expect(await indexer.ensureSearchKey()).toBe(searchKeyOf(server.masterKey));
  });

  it('can search our index', async () => {
    const reader = createTransport({ url: server.url, key: await indexer.ensureSearchKey(), timeoutMs: 5000 });
    expect(await reader.send('POST', '/indexes/palier/search', { q: 'deux' })).toMatchObject({ estimatedTotalHits: 1 });
    reader.close();
  });

  it.each([
    ['read documents', 'GET', '/indexes/palier/documents', undefined],
    ['add documents', 'POST', '/indexes/palier/documents', []],
    ['remove the index', 'DELETE', '/indexes/palier', undefined],
    ['read settings', 'GET', '/indexes/palier/settings', undefined],
    ['change settings', 'PATCH', '/indexes/palier/settings', {}],
    ['search another index', 'POST', '/indexes/palier-rebuild/search', { q: 'deux' }],
    ['see keys', 'GET', '/keys', undefined],
    ['see tasks', 'GET', '/tasks', undefined],
    ['exchange indexes', 'POST', '/swap-indexes', []],
  ] as const)('cannot %s', async (_what, method, path, body) => {
    const reader = createTransport({ url: server.url, key: await indexer.ensureSearchKey(), timeoutMs: 5000 });
    expect((await failure(reader.send(method, path, body))).code).toBe('invalid_api_key');
    reader.close();
  });

  it('is made again when one with its uid can do more', async () => {
    await direct.send('DELETE', `/keys/${SEARCH_KEY_UID}`).catch(() => {});
    await direct.send('POST', '/keys', { uid: SEARCH_KEY_UID, actions: ['*'], indexes: ['*'], expiresAt: null });
    await indexer.ensureSearchKey();
    const key = await direct.send<object>('GET', `/keys/${SEARCH_KEY_UID}`);
    expect(key).toMatchObject({ actions: ['search'], indexes: ['palier'], key: searchKeyOf(server.masterKey) });
  });
});

describe('a failure', () => {
  it('of the master key is "refused": retrying changes nothing', async () => {
    const stranger = createIndexer({ ...server, masterKey: 'pas-la-bonne-cle-maitresse' });
    expect((await failure(stranger.upsert([searchable(1)]))).kind).toBe('refused');
    stranger.close();
  });

  it('of a task carries the message of the server', async () => {
    const error = await failure(indexer.upsert([{ ...searchable(1), id: 'é' }]));
    expect(error).toMatchObject({ kind: 'refused', code: 'invalid_document_id' });
    expect(error.message).toMatch(/task \d+ .* failed: Document identifier/);
  });

  it('of the server is "unavailable", and the same call succeeds once it is back', async () => {
    await server.kill();
    expect((await failure(indexer.upsert([searchable(3, { title: 'Trois' })]))).kind).toBe('unavailable');
    expect((await failure(indexer.remove([searchable(1).id]))).kind).toBe('unavailable');
    expect((await failure(indexer.rebuild([]))).kind).toBe('unavailable');
    expect(await indexer.health()).toMatchObject({ up: false, reason: expect.stringContaining('ECONNREFUSED') });
    await server.restart();
    expect(await indexer.health()).toEqual({ up: true, reason: null });
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
    await indexer.upsert([searchable(3, { title: 'Trois' })]);
    expect(await find('trois')).toEqual(['Trois']);
  });

  it('of the server in the middle of a change loses nothing: the call rejects and can be repeated', async () => {
    const documents = Array.from({ length: 300 }, (_, number) =>
      searchable(number, { text: `mot${number} `.repeat(200) }),
    );
    const change = failure(indexer.upsert(documents));
    await expect
      .poll(async () => (await direct.send<{ total: number }>('GET', '/tasks?statuses=enqueued,processing')).total, {
        interval: 5,
      })
      .toBeGreaterThan(0);
    await server.kill();
    expect((await change).kind).toBe('unavailable');
    await server.restart();
    await indexer.upsert(documents);
    expect((await indexer.digests()).size).toBe(300);
  });

  it('of an emptied server is "index-missing", and no half index comes of it', async () => {
    await server.restartEmpty();
    expect(await indexer.prepare()).toEqual({ ready: false, changed: [] });
    expect((await failure(indexer.upsert([searchable(3)]))).kind).toBe('index-missing');
    expect((await failure(indexer.remove([searchable(3).id]))).kind).toBe('index-missing');
    expect((await failure(indexer.digests())).kind).toBe('index-missing');
    expect(await indexes()).toEqual([]);
    await indexer.rebuild([searchable(3, { title: 'Trois' })]);
    expect(await find('trois')).toEqual(['Trois']);
    expect(await indexes()).toEqual(['palier']);
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
  });
});
