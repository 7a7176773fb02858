import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildPagefind } from '../pagefind/index.ts';
import { searchAnswer } from '../query.ts';
import { searchable } from '../test/corpus.ts';
import { filesOf, serve, type TestServer } from '../test/http.ts';
import { createSearchClient, segments, type SearchClientOptions } from './index.ts';

/** Real servers, a real Pagefind index, Pagefind's own module: only its loading goes through a file here. */
let folder: string;
let files: TestServer;
const servers: TestServer[] = [];

const fromServer = {
  engine: 'meilisearch',
  total: 1,
  hits: [
    {
      id: 'resource-1-fr',
      type: 'resource',
      locale: 'fr',
      url: '/ressources/un/',
      title: 'Du serveur',
      extract: 'texte',
      maturity: null,
    },
  ],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palier-client-'));
  await present('first', [
    searchable(1, {
      title: 'Prévenir les rançongiciels',
      text: 'Sauvegarder avant l’attaque, <b>puis</b> tester la restauration.',
    }),
    searchable(2, { title: 'Journaliser', maturity: 'expert', text: 'Un rançongiciel laisse des traces.' }),
    searchable(3, { title: 'Backups', locale: 'en', text: 'Backups against ransomware.' }),
  ]);
  files = await serve(filesOf(folder));
  // The page's language, which Pagefind reads to choose its index.
  Object.assign(globalThis, { document: { currentScript: null, querySelector: () => ({ getAttribute: () => 'fr' }) } });
});

afterAll(async () => {
  Reflect.deleteProperty(globalThis, 'document');
  files.close();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Node imports no module over HTTP: fetches it, as a browser would, and imports the copy. */
async function loadPagefind(url: string) {
  const copy = join(folder, 'fetched-pagefind.js');
  await writeFile(copy, await (await fetch(url)).text());
  return import(/* @vite-ignore */ pathToFileURL(copy).href);
}

/** Builds an index, unless it was built before, and switches to it. */
async function present(name: string, documents?: Parameters<typeof buildPagefind>[0]) {
  if (documents) await buildPagefind(documents, join(folder, name));
  await rm(join(folder, 'pagefind'), { force: true });
  await symlink(name, join(folder, 'pagefind'));
}

async function clientOf(handler: http.RequestListener, options: SearchClientOptions = {}) {
  const server = await serve(handler);
  servers.push(server);
  return createSearchClient({
    searchUrl: `${server.url}/search`,
    pagefindUrl: `${files.url}/pagefind/pagefind.js`,
    loadPagefind,
    ...options,
  });
}

const json =
  (body: unknown, status = 200): http.RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

const query = { q: 'rançongiciel', locale: 'fr' } as const;

describe('while the server answers', () => {
  it('its answer is given as it is, and Pagefind is not loaded', async () => {
    const client = await clientOf(json(fromServer), { loadPagefind: () => Promise.reject(new Error('loaded')) });
    expect(await client.search(query)).toEqual(fromServer);
  });

  it('the query goes out as JSON, by POST', async () => {
    let sent = '';
    const client = await clientOf((request, response) => {
      request.on('data', (chunk) => (sent += String(chunk)));
      request.on('end', () => json(fromServer)(request, response));
      expect(request.method).toBe('POST');
    });
    await client.search({ ...query, type: 'resource', limit: 5 });
    expect(JSON.parse(sent)).toEqual({ ...query, type: 'resource', limit: 5 });
  });
});

describe('Pagefind answers', () => {
  it.each<[string, http.RequestListener]>([
    ['says 500', json({}, 500)],
    ['says 503', json({}, 503)],
    ['says 429', json({}, 429)],
    ['says 400', json({}, 400)],
    ['says 404', json({}, 404)],
    ['is silent', () => {}],
    ['stops in the middle', (_request, response) => void response.write('{"hits":')],
    ['cuts the connection', (request) => request.socket.destroy()],
    ['sends a page', (_request, response) => void response.end('<!doctype html>')],
    ['sends null', json(null)],
    ['sends hits that are none', json({ engine: 'meilisearch', total: 1, hits: [null] })],
    ['sends hits without a title', json({ ...fromServer, hits: [{ ...fromServer.hits[0], title: undefined }] })],
    [
      'sends a script as address',
      json({ ...fromServer, hits: [{ ...fromServer.hits[0], url: 'javascript:alert(1)' }] }),
    ],
    [
      'sends another site as address',
      json({ ...fromServer, hits: [{ ...fromServer.hits[0], url: '//evil.example' }] }),
    ],
    ['sends a total that is none', json({ ...fromServer, total: 'many' })],
  ])('when the server %s', async (_what, handler) => {
    const client = await clientOf(handler, { timeoutMs: 200 });
    const answer = await client.search(query);
    expect(answer.engine).toBe('pagefind');
    expect(answer.hits.map((hit) => hit.title).sort()).toEqual(['Journaliser', 'Prévenir les rançongiciels']);
  });

  it('when nothing listens', async () => {
    const client = createSearchClient({
      searchUrl: 'http://127.0.0.1:9/search',
      pagefindUrl: `${files.url}/pagefind/pagefind.js`,
      loadPagefind,
    });
    expect((await client.search(query)).engine).toBe('pagefind');
  });
});

describe('an answer of Pagefind', () => {
  const ask = async (request: Parameters<ReturnType<typeof createSearchClient>['search']>[0]) =>
    (await clientOf(json({}, 503))).search(request);

  it('has the shape of an answer of the server', async () => {
    expect(searchAnswer.safeParse(await ask(query)).error).toBeUndefined();
  });

  it('names the document as the server does', async () => {
    const { hits } = await ask({ q: 'journaliser', locale: 'fr' });
    const { id, type, locale, url, maturity } = searchable(2, { maturity: 'expert' });
    expect(hits).toMatchObject([{ id, type, locale, url, maturity }]);
  });

  it('finds without accents, and past an elision', async () => {
    expect((await ask({ q: 'rancongiciel', locale: 'fr' })).total).toBe(2);
    expect((await ask({ q: 'attaque', locale: 'fr' })).total).toBe(1);
    expect((await ask({ q: "l'attaque", locale: 'fr' })).total).toBe(1);
  });

  it('marks the match in plain text, as it was written', async () => {
    const [hit] = (await ask({ q: 'restauration attaque', locale: 'fr' })).hits;
    const parts = segments(hit?.extract ?? '');
    expect(parts.map((part) => part.text).join('')).toBe(
      'Sauvegarder avant l’attaque, <b>puis</b> tester la restauration.',
    );
    expect(parts.filter((part) => part.match).map((part) => part.text.replace(/\P{L}+$/u, ''))).toEqual([
      'attaque',
      'restauration',
    ]);
  });

  it('keeps to the language, the type and the level asked for', async () => {
    expect((await ask({ q: 'ransomware', locale: 'fr' })).total).toBe(0);
    expect((await ask({ ...query, maturity: 'expert' })).hits.map((hit) => hit.title)).toEqual(['Journaliser']);
    expect((await ask({ ...query, type: 'topic' })).total).toBe(0);
  });

  it('comes in pages, with the total of all', async () => {
    const first = await ask({ ...query, limit: 1 });
    const second = await ask({ ...query, limit: 1, offset: 1 });
    expect([first.total, second.total]).toEqual([2, 2]);
    expect(new Set([first.hits[0]?.id, second.hits[0]?.id]).size).toBe(2);
  });

  it('comes from the new index once it was switched, in a page that stays open', async () => {
    const client = await clientOf(json({}, 503));
    const found = async () => (await client.search({ q: 'inattendu', locale: 'fr' })).total;
    expect(await found()).toBe(0);
    try {
      await present('second', [searchable(9, { title: 'Titre inattendu' })]);
      expect(await found()).toBe(1);
      await present('third', []);
      expect(await found()).toBe(0);
    } finally {
      await present('first');
    }
  });
});

describe('a server that failed', () => {
  const counting = (status: () => number) => {
    const seen = { requests: 0 };
    const handler: http.RequestListener = (request, response) => {
      seen.requests += 1;
      json(fromServer, status())(request, response);
    };
    return { seen, handler };
  };

  it('is left alone for a while', async () => {
    const { seen, handler } = counting(() => 503);
    const client = await clientOf(handler);
    await client.search(query);
    await client.search(query);
    await client.search(query);
    expect(seen.requests).toBe(1);
  });

  it('is asked again after that, and used again when it answers', async () => {
    let status = 503;
    const { seen, handler } = counting(() => status);
    const client = await clientOf(handler, { restMs: 0 });
    expect((await client.search(query)).engine).toBe('pagefind');
    status = 200;
    expect((await client.search(query)).engine).toBe('meilisearch');
    expect(seen.requests).toBe(2);
  });

  it('is asked the next query when it only refused this one', async () => {
    let status = 400;
    const { handler } = counting(() => status);
    const client = await clientOf(handler);
    expect((await client.search(query)).engine).toBe('pagefind');
    status = 200;
    expect((await client.search(query)).engine).toBe('meilisearch');
  });
});

describe('an aborted query', () => {
  it('is rejected, asks nothing of Pagefind, and does not count as a failure of the server', async () => {
    let slow = true;
    const client = await clientOf(
      (request, response) => {
        if (!slow) json(fromServer)(request, response);
      },
      { timeoutMs: 5000, loadPagefind: () => Promise.reject(new Error('loaded')) },
    );
    const stop = new AbortController();
    const answer = client.search(query, stop.signal);
    stop.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    slow = false;
    expect((await client.search(query)).engine).toBe('meilisearch');
  });

  it('is rejected while Pagefind works on it', async () => {
    const stop = new AbortController();
    const client = await clientOf(json({}, 503), {
      loadPagefind: async () => {
        stop.abort();
        return new Promise(() => {});
      },
    });
    await expect(client.search(query, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('when neither engine answers', () => {
  it('the search fails instead of finding nothing', async () => {
    const missing = { pagefindUrl: `${files.url}/nowhere/pagefind.js` };
    await expect((await clientOf(json({}, 503), missing)).search(query)).rejects.toThrow('404');
  });

  it('the search fails when Pagefind takes too long', async () => {
    const client = await clientOf(json({}, 503), { pagefindTimeoutMs: 100, loadPagefind: () => new Promise(() => {}) });
    await expect(client.search(query)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
