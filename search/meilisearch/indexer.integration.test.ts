import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lexiconOf, indexable, searchable, thesaurusOf } from '../test/corpus.ts';
import { proxyTo, type Detour } from '../test/http.ts';
import { startMeilisearch, type TestMeilisearch } from '../test/meilisearch.ts';
import { searchQuery } from '../query.ts';
import { termsOf } from '../text/words.ts';
import { SEARCH_KEY_UID, createIndexer, searchKeyOf, type Indexer, type SearchError } from './indexer.ts';
import type { IndexEntry } from './records.ts';
import { searchMeilisearch } from './search.ts';
import { SETTINGS } from './settings.ts';
import { createTransport, type Transport } from './transport.ts';

/** Limits are there to end what hangs. */
const PATIENTLY = { timeout: 60_000, interval: 10 };

let server: TestMeilisearch;
let indexer: Indexer;
let direct: Transport;

beforeAll(async () => {
  server = await startMeilisearch();
});
afterAll(() => server?.stop());

const FIRST = indexable(1, { title: 'Alpha' });
const SECOND = indexable(2, { title: 'Beta' });

beforeEach(async () => {
  indexer = createIndexer(server);
  direct = createTransport({ url: server.url, key: server.masterKey, timeoutMs: 10_000 });
  await indexer.rebuild([FIRST, SECOND]);
});
afterEach(() => {
  indexer.close();
  direct.close();
});

/** Titles of the documents that hold these words. */
const find = async (words: string) =>
  (
    await direct.send<{ hits: { title: string }[] }>('POST', '/indexes/palier/search', {
      q: termsOf(words).join(' '),
      filter: 'part = 0',
    })
  ).hits.map((hit) => hit.title);

/** Names of the records of a document, of all documents without one, in their order. */
const recordsOf = async (id?: string, index = 'palier') =>
  (
    await direct.send<{ results: { id: string }[] }>('POST', `/indexes/${index}/documents/fetch`, {
      ...(id !== undefined && { filter: `document = ${id}` }),
      fields: ['id'],
      limit: 1000,
    })
  ).results
    .map((record) => record.id)
    .sort();

const indexes = async () =>
  (await direct.send<{ results: { uid: string }[] }>('GET', '/indexes')).results.map(({ uid }) => uid);

/** Waits until a task made past the indexer is done. */
async function done({ taskUid }: { taskUid: number }) {
  await expect
    .poll(async () => (await direct.send<{ status: string }>('GET', `/tasks/${taskUid}`)).status, PATIENTLY)
    .toBe('succeeded');
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('should have failed')),
    (error: unknown) => error as SearchError,
  );

/** Sections of these words, each under a heading of its own. */
const sectionsOf = (...words: string[]) =>
  words.map((word, index) => ({
    anchor: `partie-${index}`,
    heading: `Partie ${word}`,
    text: `On y parle de ${word}.`,
  }));

describe('a change', () => {
  it('is searchable when the promise resolves', async () => {
    await indexer.upsert([indexable(3, { title: 'Gamma' })]);
    expect(await find('gamma')).toEqual(['Gamma']);
  });

  it('replaces the whole document: it is found by its new title and text, not by the old ones', async () => {
    await indexer.upsert([indexable(1, { title: 'Alpha', slug: 'alpha', text: 'introuvable', keywords: ['disparu'] })]);
    await indexer.upsert([indexable(1, { title: 'Omega', slug: 'omega' })]);
    expect(await find('omega')).toEqual(['Omega']);
    for (const word of ['alpha', 'introuvable', 'disparu']) expect(await find(word), word).toEqual([]);
    expect((await indexer.digests()).size).toBe(2);
  });

  it('shows the address that the document has now', async () => {
    const urlOf = async () =>
      (await direct.send<{ url: string }>('GET', `/indexes/palier/documents/${FIRST.id}?fields=url`)).url;
    expect(await urlOf()).toBe('/ressources/document-1/');
    await indexer.upsert([indexable(1, { title: 'Alpha', names: { url: '/ressources/ailleurs/' } })]);
    expect(await urlOf()).toBe('/ressources/ailleurs/');
  });

  it('takes out the sections that a shortened document has no more', async () => {
    const long = indexable(1, { title: 'Alpha', sections: sectionsOf('ronce', 'ortie', 'sauge', 'menthe') });
    const short = indexable(1, { title: 'Alpha', sections: sectionsOf('ortie') });
    await indexer.upsert([long, SECOND]);
    expect(await recordsOf(long.id)).toEqual(long.records.map(({ id }) => id).sort());
    await indexer.upsert([short, SECOND]);
    expect(await recordsOf(long.id)).toEqual(short.records.map(({ id }) => id).sort());
    for (const word of ['ronce', 'sauge', 'menthe']) expect(await find(word), word).toEqual([]);
    expect(await find('ortie')).toEqual(['Alpha']);
    await indexer.upsert([indexable(1, { title: 'Alpha' })]);
    expect(await recordsOf()).toEqual([FIRST.id, SECOND.id]);
  });

  it('of calls made together, the last one wins, with no section of those before', async () => {
    const versions = Array.from({ length: 20 }, (_, number) =>
      indexable(1, { title: `Version ${number}`, sections: sectionsOf(...'abcdefghij'.slice(0, (7 * number) % 10)) }),
    );
    await Promise.all(versions.map((version) => indexer.upsert([version])));
    const last = versions.at(-1)!;
    expect((await indexer.digests()).get(last.id)).toBe(last.digest);
    expect(await recordsOf(last.id)).toEqual(last.records.map(({ id }) => id).sort());
  });

  it('may be of nothing', async () => {
    await indexer.upsert([]);
    await indexer.remove([]);
  });

  it('may be of more documents than go into one request', async () => {
    const many = Array.from({ length: 900 }, (_, number) =>
      indexable(100 + number, { sections: sectionsOf('ronce', 'ortie') }),
    );
    await indexer.upsert(many);
    expect((await indexer.digests()).size).toBe(902);
    await indexer.remove(many.map(({ id }) => id));
    expect(await recordsOf()).toEqual([FIRST.id, SECOND.id]);
  });
});

describe('a removed document', () => {
  it('is found no more when the promise resolves, nor is any of its sections', async () => {
    const long = indexable(3, { title: 'Gamma', sections: sectionsOf('ronce', 'ortie') });
    await indexer.upsert([long]);
    await indexer.remove([long.id]);
    for (const word of ['gamma', 'ronce', 'ortie']) expect(await find(word), word).toEqual([]);
    expect(await recordsOf()).toEqual([FIRST.id, SECOND.id]);
    expect([...(await indexer.digests()).keys()]).toEqual([FIRST.id, SECOND.id]);
  });

  it('may be one that was never there', async () => {
    await indexer.remove([searchable(999).id]);
    expect((await indexer.digests()).size).toBe(2);
  });

  it('stays out when it was changed just before', async () => {
    await Promise.all([
      indexer.upsert([indexable(1, { title: 'Alpha', sections: sectionsOf('ronce') })]),
      indexer.remove([FIRST.id]),
    ]);
    expect(await recordsOf()).toEqual([SECOND.id]);
  });
});

describe('a rebuild', () => {
  it('leaves exactly what it was given, and no second index', async () => {
    const entry = indexable(5, { title: 'Delta', sections: sectionsOf('ronce') });
    expect(await indexer.rebuild([entry])).toEqual({ documents: 1 });
    expect([...(await indexer.digests()).keys()]).toEqual([entry.id]);
    expect(await recordsOf()).toEqual(entry.records.map(({ id }) => id));
    expect(await indexes()).toEqual(['palier']);
  });

  it('counts a document that changed while it was read once, in its last version', async () => {
    const many = Array.from({ length: 30 }, (_, number) => indexable(100 + number));
    const before = indexable(5, { title: 'Delta', sections: sectionsOf('ronce', 'ortie', 'sauge') });
    const after = indexable(5, { title: 'Delta', sections: sectionsOf('ortie') });
    for (const entries of [
      [before, ...many, after],
      [after, ...many, before],
      [before, after, ...many, before, after],
    ]) {
      const last = entries.filter(({ id }) => id === before.id).at(-1)!;
      expect(await indexer.rebuild(entries)).toEqual({ documents: 31 });
      expect((await indexer.digests()).get(last.id)).toBe(last.digest);
      expect(await recordsOf(last.id)).toEqual(last.records.map(({ id }) => id).sort());
    }
  });

  it('works in several requests, and for nothing at all', async () => {
    const many = Array.from({ length: 2500 }, (_, number) => indexable(number));
    expect(await indexer.rebuild(many)).toEqual({ documents: 2500 });
    expect((await indexer.digests()).size).toBe(2500);
    expect(await indexer.rebuild([])).toEqual({ documents: 0 });
    expect((await indexer.digests()).size).toBe(0);
  });

  it('that fails leaves the index as it was', async () => {
    function* entries() {
      yield indexable(5);
      throw new Error('snapshot locked');
    }
    await expect(indexer.rebuild(entries())).rejects.toThrow('snapshot locked');
    expect(await find('beta')).toEqual(['Beta']);
    expect(await indexes()).toEqual(['palier']);
  });

  it('that the server refuses in part leaves the index as it was', async () => {
    const { id, digest, records } = indexable(5);
    const broken = { id, digest, records: [{ ...records[0], id: 'pas valable !' }] } as IndexEntry;
    const error = await failure(indexer.rebuild([broken]));
    expect(error.kind).toBe('refused');
    expect(error.message).toContain('pas valable !');
    expect(await find('beta')).toEqual(['Beta']);
  });

  it('does not lose a change made meanwhile', async () => {
    let changed: Promise<void> | undefined;
    function* entries() {
      yield indexable(1, { title: 'Alpha', sections: sectionsOf('ronce', 'ortie') });
      changed = indexer.upsert([indexable(1, { title: 'Omega', sections: sectionsOf('sauge') })]);
    }
    await indexer.rebuild(entries());
    await changed;
    expect(await find('')).toEqual(['Omega']);
    expect(await recordsOf()).toHaveLength(2);
  });

  it('neither delays a removal nor undoes it, of a document and all its sections', async () => {
    const hidden = indexable(3, { title: 'Gamma', sections: sectionsOf('ronce', 'ortie') });
    await indexer.upsert([hidden]);
    let removed: Promise<void> | undefined;
    const during: string[][] = [];
    async function* entries() {
      yield hidden;
      yield SECOND;
      removed = indexer.remove([hidden.id]);
      await expect.poll(() => recordsOf(hidden.id), PATIENTLY).toEqual([]);
      during.push(await find('gamma'), await find('ronce'), await find('beta'));
    }
    await indexer.rebuild(entries());
    await removed;
    expect(during).toEqual([[], [], ['Beta']]);
    expect(await recordsOf()).toEqual([SECOND.id]);
  });

  it('takes over what a killed one left', async () => {
    await direct.send('POST', '/indexes/palier-rebuild/documents?primaryKey=id', indexable(77).records);
    const entry = indexable(5);
    await indexer.rebuild([entry]);
    expect([...(await indexer.digests()).keys()]).toEqual([entry.id]);
    expect(await indexes()).toEqual(['palier']);
  });
});

describe('a rebuild is checked before it is served:', () => {
  const STATS = 'GET /indexes/palier-rebuild/stats';
  const long = indexable(5, { title: 'Delta', sections: sectionsOf('ronce', 'ortie') });

  async function rebuiltThrough(detour: Detour) {
    const proxy = await proxyTo(server.url, detour);
    const through = createIndexer({ ...server, url: proxy.url });
    try {
      return await failure(through.rebuild([long, indexable(6, { title: 'Epsilon' })]));
    } finally {
      through.close();
      proxy.close();
    }
  }

  async function expectNothingChanged() {
    expect((await find('')).sort()).toEqual(['Alpha', 'Beta']);
    expect(await indexes()).toEqual(['palier']);
  }

  it('a record that was lost', async () => {
    const error = await rebuiltThrough({
      before: async (request) => {
        if (request === STATS)
          await done(await direct.send('DELETE', `/indexes/palier-rebuild/documents/${long.records[1]!.id}`));
      },
    });
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('holds 3 records of 4') });
    await expectNothingChanged();
  });

  it('a record too many', async () => {
    const error = await rebuiltThrough({
      before: async (request) => {
        if (request === STATS)
          await done(await direct.send('POST', '/indexes/palier-rebuild/documents', indexable(77).records));
      },
    });
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('holds 5 records of 4') });
    await expectNothingChanged();
  });

  it('a document of another version', async () => {
    const error = await rebuiltThrough({
      before: async (request) => {
        if (request === STATS)
          await done(
            await direct.send('POST', '/indexes/palier-rebuild/documents', indexable(5, { title: 'Autre' }).records),
          );
      },
    });
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('another version of') });
    await expectNothingChanged();
  });

  it('a document in the place of another', async () => {
    const error = await rebuiltThrough({
      before: async (request) => {
        if (request !== STATS) return;
        await done(await direct.send('DELETE', `/indexes/palier-rebuild/documents/${long.id}`));
        await done(await direct.send('POST', '/indexes/palier-rebuild/documents', indexable(77).records));
      },
    });
    expect(error.kind).toBe('refused');
    expect(error.message).toContain(long.id);
    await expectNothingChanged();
  });

  it.each([
    ['failed', 'refused', { message: 'no such', code: 'invalid_document_fields', type: 'invalid_request' }],
    ['failed', 'unavailable', { message: 'disk full', code: 'no_space_left_on_device', type: 'system' }],
    ['canceled', 'unavailable', null],
  ])('a task that %s, which is “%s”', async (status, kind, error) => {
    const answer = await rebuiltThrough({
      instead: (_request, task) =>
        (task as { type?: string } | undefined)?.type === 'documentAdditionOrUpdate'
          ? { ...(task as object), status, error }
          : undefined,
    });
    expect(answer.kind).toBe(kind);
    expect(answer.message).toMatch(new RegExp(`\\(documentAdditionOrUpdate\\) ${status}: ${error?.message ?? ''}`));
    await expectNothingChanged();
  });

  it('a swap that failed', async () => {
    const answer = await rebuiltThrough({
      instead: (_request, task) =>
        (task as { type?: string } | undefined)?.type === 'indexSwap'
          ? { ...(task as object), status: 'failed', error: null }
          : undefined,
    });
    expect(answer.message).toContain('(indexSwap) failed');
    expect(await indexes()).toEqual(['palier']);
  });
});

it('fifty queries a second find all that they should during a rebuild and its swap', async () => {
  const thesaurus = thesaurusOf('rançongiciel = ransomware');
  const generation = (word: string) =>
    Array.from({ length: 300 }, (_, number) => {
      const fields = { title: `Rançongiciel ${word} ${number}`, sections: sectionsOf('ronce', 'ortie') };
      return { document: searchable(number, fields), entry: indexable(number, fields, thesaurus) };
    });
  const [old, next] = [generation('ancien'), generation('nouveau')];
  await indexer.rebuild(old.map(({ entry }) => entry));

  const lexicon = lexiconOf(
    old.map(({ document }) => document),
    thesaurus,
  );
  const ask = async (detail: boolean) => {
    const query = searchQuery.parse({ q: 'ransomware ronce', locale: 'fr', detail });
    const answer = await searchMeilisearch(query, lexicon, (path, body) => direct.send('POST', path, body));
    return answer.hits.map(({ title }) => title.split(' ')[1]).join(' ');
  };
  const answers: Promise<string>[] = [];
  const timer = setInterval(() => answers.push(ask(answers.length % 2 === 0)), 20);
  try {
    async function* entries() {
      for (const [index, { entry }] of next.entries()) {
        if (index % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 50));
        yield entry;
      }
    }
    await expect.poll(() => answers.length, PATIENTLY).toBeGreaterThan(10);
    await indexer.rebuild(entries());
    const before = answers.length;
    await expect.poll(() => answers.length, PATIENTLY).toBeGreaterThan(before + 10);
  } finally {
    clearInterval(timer);
  }
  // None failed, none is empty, and none is of both.
  const whole = (word: string) => Array.from({ length: 10 }, () => word).join(' ');
  expect(new Set(await Promise.all(answers))).toEqual(new Set([whole('ancien'), whole('nouveau')]));
});

describe('an index of an older shape', () => {
  beforeEach(async () => {
    // As the version before would have left it: records of other fields, searched by these.
    await done(await direct.send('DELETE', '/indexes/palier'));
    await done(await direct.send('POST', '/indexes', { uid: 'palier', primaryKey: 'id' }));
    await done(
      await direct.send('PATCH', '/indexes/palier/settings', {
        searchableAttributes: ['title', 'aliases', 'summary', 'text'],
        filterableAttributes: ['locale', 'type'],
        stopWords: ['le', 'la'],
      }),
    );
    const records = [1, 2].map((number) => ({ id: searchable(number).id, title: 'Ancienne forme', locale: 'fr' }));
    await done(await direct.send('POST', '/indexes/palier/documents', records));
  });

  it('is not taken for one that is ready, and is left as it is', async () => {
    expect(await indexer.prepare()).toEqual({ ready: false, changed: [] });
    expect(await direct.send('GET', '/indexes/palier/settings')).toMatchObject({ stopWords: ['la', 'le'] });
  });

  it('is served until a rebuild has replaced it', async () => {
    const seen = new Set<string>();
    let rebuilt = false;
    const watching = (async () => {
      while (!rebuilt) {
        const { hits } = await direct.send<{ hits: { title: string }[] }>('POST', '/indexes/palier/search', { q: '' });
        seen.add(hits.map(({ title }) => title).join(', '));
      }
    })();
    async function* entries() {
      yield FIRST;
      await new Promise((resolve) => setTimeout(resolve, 100));
      yield SECOND;
    }
    try {
      await indexer.rebuild(entries());
    } finally {
      rebuilt = true;
    }
    await watching;
    seen.add((await find('')).join(', '));
    expect([...seen]).toEqual(['Ancienne forme, Ancienne forme', 'Alpha, Beta']);
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
    expect(await indexes()).toEqual(['palier']);
  });
});

it('the digests are those of the documents sent, one each, however many sections and pages there are', async () => {
  const entries = Array.from({ length: 1100 }, (_, number) => indexable(number, { sections: sectionsOf('ronce') }));
  await indexer.rebuild(entries);
  expect(await indexer.digests()).toEqual(new Map(entries.map(({ id, digest }) => [id, digest])));
});

it('the digest of a document tells of each text, each section and each name of the same thing', () => {
  const sections = sectionsOf('ronce', 'ortie');
  const digests = [
    indexable(1),
    indexable(1, { sections }),
    indexable(1, { sections: sections.toReversed() }),
    indexable(1, { sections: sections.slice(1) }),
    indexable(1, { sections }, thesaurusOf('ronce = mûrier')),
    indexable(1, { names: { standsInFor: ['en'] } }),
    indexable(1, { keywords: ['ronce'] }),
  ].map(({ digest }) => digest);
  expect(new Set(digests).size).toBe(digests.length);
  expect(indexable(1).digest).toBe(digests[0]);
});

describe('the search key', () => {
  it('has the value that the front server derives by itself, however often it is made', async () => {
    expect(await indexer.ensureSearchKey()).toBe(searchKeyOf(server.masterKey));
    expect(await indexer.ensureSearchKey()).toBe(searchKeyOf(server.masterKey));
  });

  it('can make the searches of a reader, whole', async () => {
    const reader = createTransport({ url: server.url, key: await indexer.ensureSearchKey(), timeoutMs: 5000 });
    await indexer.upsert([indexable(3, { title: 'Gamma', sections: sectionsOf('ronce') })]);
    const query = searchQuery.parse({ q: 'ronce', locale: 'fr', detail: true, filters: { kind: ['guide'] } });
    const answer = await searchMeilisearch(query, lexiconOf([]), (path, body) => reader.send('POST', path, body));
    expect(answer).toMatchObject({ total: 1, hits: [{ title: 'Gamma', section: { anchor: 'partie-0' } }] });
    reader.close();
  });

  it.each([
    ['read documents', 'GET', '/indexes/palier/documents', undefined],
    ['fetch documents', 'POST', '/indexes/palier/documents/fetch', {}],
    ['add documents', 'POST', '/indexes/palier/documents', []],
    ['delete documents', 'POST', '/indexes/palier/documents/delete', { filter: 'part = 0' }],
    ['remove the index', 'DELETE', '/indexes/palier', undefined],
    ['read settings', 'GET', '/indexes/palier/settings', undefined],
    ['change settings', 'PATCH', '/indexes/palier/settings', {}],
    ['search another index', 'POST', '/indexes/palier-rebuild/search', { q: 'beta' }],
    [
      'search another index among several',
      'POST',
      '/multi-search',
      { queries: [{ indexUid: 'palier-rebuild', q: '' }] },
    ],
    ['see keys', 'GET', '/keys', undefined],
    ['see tasks', 'GET', '/tasks', undefined],
    ['see figures', 'GET', '/stats', undefined],
    ['make a dump', 'POST', '/dumps', undefined],
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

  it('is made again by prepare() when it is gone', async () => {
    await direct.send('DELETE', `/keys/${SEARCH_KEY_UID}`).catch(() => {});
    await indexer.prepare();
    expect(await direct.send<object>('GET', `/keys/${SEARCH_KEY_UID}`)).toMatchObject({ actions: ['search'] });
  });
});

describe('a failure', () => {
  it('of the master key is "refused": retrying changes nothing', async () => {
    const stranger = createIndexer({ ...server, masterKey: 'pas-la-bonne-cle-maitresse' });
    expect((await failure(stranger.upsert([FIRST]))).kind).toBe('refused');
    stranger.close();
  });

  it('of a task carries the message of the server', async () => {
    const { id, digest, records } = indexable(3);
    const broken = { id, digest, records: [{ ...records[0], id: 'é' }] } as IndexEntry;
    const error = await failure(indexer.upsert([broken]));
    expect(error).toMatchObject({ kind: 'refused', code: 'invalid_document_id' });
    expect(error.message).toMatch(/task \d+ .* failed: Document identifier/);
  });

  it('of the server is "unavailable", and the same call succeeds once it is back', async () => {
    const third = indexable(3, { title: 'Gamma', sections: sectionsOf('ronce') });
    await server.kill();
    expect((await failure(indexer.upsert([third]))).kind).toBe('unavailable');
    expect((await failure(indexer.remove([FIRST.id]))).kind).toBe('unavailable');
    expect((await failure(indexer.rebuild([]))).kind).toBe('unavailable');
    expect(await indexer.health()).toMatchObject({ up: false, reason: expect.stringContaining('ECONNREFUSED') });
    await server.restart();
    expect(await indexer.health()).toEqual({ up: true, reason: null });
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
    await indexer.upsert([third]);
    expect(await find('gamma')).toEqual(['Gamma']);
  });

  it('of the server in the middle of a change loses nothing: the call rejects and can be repeated', async () => {
    const entries = Array.from({ length: 300 }, (_, number) =>
      indexable(number, { text: `mot${number} `.repeat(200) }),
    );
    const change = failure(indexer.upsert(entries));
    await expect
      .poll(async () => (await direct.send<{ total: number }>('GET', '/tasks?statuses=enqueued,processing')).total, {
        ...PATIENTLY,
        interval: 5,
      })
      .toBeGreaterThan(0);
    await server.kill();
    expect((await change).kind).toBe('unavailable');
    await server.restart();
    await indexer.upsert(entries);
    expect((await indexer.digests()).size).toBe(300);
    expect(await recordsOf()).toHaveLength(600);
  });

  it('of an emptied server is "index-missing", and no half index comes of it', async () => {
    const third = indexable(3, { title: 'Gamma' });
    await server.restartEmpty();
    expect(await indexer.prepare()).toEqual({ ready: false, changed: [] });
    expect((await failure(indexer.upsert([third]))).kind).toBe('index-missing');
    expect((await failure(indexer.remove([third.id]))).kind).toBe('index-missing');
    expect((await failure(indexer.digests())).kind).toBe('index-missing');
    expect(await indexes()).toEqual([]);
    await indexer.rebuild([third]);
    expect(await find('gamma')).toEqual(['Gamma']);
    expect(await indexes()).toEqual(['palier']);
    expect(await indexer.prepare()).toEqual({ ready: true, changed: [] });
    expect(await direct.send('GET', '/indexes/palier/settings')).toMatchObject({
      searchableAttributes: SETTINGS.searchableAttributes,
    });
  });
});
