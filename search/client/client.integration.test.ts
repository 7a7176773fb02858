import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SearchDocument } from '../document.ts';
import { buildPagefind, readFragments, removeFragments } from '../pagefind/index.ts';
import { searchAnswer, type SearchAnswer, type SearchRequest } from '../query.ts';
import { searchable } from '../test/corpus.ts';
import { DOCUMENTS, FINDS, PASSAGES, THESAURUS, THROUGH_LENSES, expectFound } from '../test/finds.ts';
import { HARMLESS, HARMLESS_WORD, HOSTILE } from '../test/hostile.ts';
import { filesOf, serve, type TestServer } from '../test/http.ts';
import { createSearchClient, segments, type SearchClientOptions } from './index.ts';
import type { PagefindModule } from './pagefind.ts';

/** Real servers, a real Pagefind index, Pagefind's own module: only its loading goes through a file here. */
let folder: string;
let files: TestServer;
const servers: TestServer[] = [];

const hit = {
  id: 'resource-1-fr',
  type: 'resource',
  locale: 'fr',
  url: '/ressources/un/',
  title: 'Du serveur',
  aliases: ['Autre nom'] as string[],
  extract: 'texte',
  section: { anchor: 'partie', heading: 'Partie' },
  maturity: null,
  kind: 'guide',
  language: 'fr',
} as const;

const fromServer: SearchAnswer = {
  engine: 'meilisearch',
  total: 1,
  hits: [hit],
  facets: { kind: { guide: 1 }, maturity: {} },
  corrected: 'rançongiciel',
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palier-client-'));
  await build('first', DOCUMENTS);
  await present('first');
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
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const copy = join(folder, 'fetched-pagefind.js');
  await writeFile(copy, await answer.text());
  return import(/* @vite-ignore */ pathToFileURL(copy).href) as Promise<PagefindModule>;
}

const build = (name: string, documents: readonly SearchDocument[]) =>
  buildPagefind(documents, THESAURUS, join(folder, name));

/** Switches to an index, in one step as the publisher does. */
async function present(name: string) {
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

const down = json({}, 503);
const query = { q: 'rançongiciel', locale: 'fr' } as const;

/** A client whose server is down, on another index than the one of all tests. */
const onIndex = (name: string, options: SearchClientOptions = {}) =>
  clientOf(down, { pagefindUrl: `${files.url}/${name}/pagefind.js`, ...options });

const titlesOf = ({ hits }: SearchAnswer) => hits.map(({ title }) => title);

describe('while the server answers', () => {
  it.each([
    ['with counts and a passage', fromServer],
    ['with neither', { ...fromServer, facets: null, corrected: null, hits: [{ ...hit, section: null, kind: null }] }],
    ['with nothing found', { ...fromServer, total: 0, hits: [] }],
  ])('its answer is given as it is, %s, and Pagefind is not loaded', async (_what, answer) => {
    const client = await clientOf(json(answer), { loadPagefind: () => Promise.reject(new Error('loaded')) });
    expect(await client.search(query)).toEqual(answer);
  });

  it('the query goes out as JSON, by POST', async () => {
    let sent = '';
    const client = await clientOf((request, response) => {
      request.on('data', (chunk) => (sent += String(chunk)));
      request.on('end', () => json(fromServer)(request, response));
      expect(request.method).toBe('POST');
      expect(request.headers['content-type']).toBe('application/json');
    });
    const asked: SearchRequest = {
      ...query,
      filters: { type: ['resource'] },
      lens: 'novice',
      detail: true,
      limit: 5,
    };
    await client.search(asked);
    expect(JSON.parse(sent)).toEqual(asked);
  });
});

const { title: _title, ...untitled } = hit;
const { kind: _kind, ...unkind } = hit;
const { facets: _facets, ...uncounted } = fromServer;
const { corrected: _corrected, ...uncorrected } = fromServer;
const withHit = (fields: object) => json({ ...fromServer, hits: [{ ...hit, ...fields }] });
const withSection = (section: unknown) => withHit({ section });
const withFacets = (facets: unknown) => json({ ...fromServer, facets });

describe('Pagefind answers', () => {
  it.each<[string, http.RequestListener]>([
    ['says 500', json({}, 500)],
    ['says 503', down],
    ['says 429', json({}, 429)],
    ['says 400', json({}, 400)],
    ['says 404', json({}, 404)],
    ['says 405', json({}, 405)],
    ['leads elsewhere', (_request, response) => void response.writeHead(302, { location: '/connexion' }).end()],
    ['is silent', () => {}],
    ['stops in the middle', (_request, response) => void response.write('{"hits":')],
    ['cuts the connection', (request) => request.socket.destroy()],
    [
      'cuts the connection in the middle',
      (_request, response) => void response.write('{"hits":', () => response.destroy()),
    ],
    ['sends a page', (_request, response) => void response.end('<!doctype html>')],
    ['sends nothing', (_request, response) => void response.end()],
    ['sends null', json(null)],
    ['sends a list', json([fromServer])],
    ['sends a total that is none', json({ ...fromServer, total: 'many' })],
    ['sends a total below zero', json({ ...fromServer, total: -1 })],
    ['sends no hits', json({ ...fromServer, hits: null })],
    ['sends hits by name', json({ ...fromServer, hits: { 0: hit } })],
    ['sends hits that are none', json({ ...fromServer, hits: [null] })],
    ['sends one hit of two that is none', json({ ...fromServer, hits: [hit, 'x'] })],
    ['sends a hit without a title', json({ ...fromServer, hits: [untitled] })],
    ['sends a hit without a kind', json({ ...fromServer, hits: [unkind] })],
    ['sends a name that is none', withHit({ id: 1 })],
    ['sends a type that is none', withHit({ type: null })],
    ['sends a language of the site that is none', withHit({ locale: 1 })],
    ['sends a language that is none', withHit({ language: null })],
    ['sends a kind that is none', withHit({ kind: 3 })],
    ['sends a level that is none', withHit({ maturity: 3 })],
    ['sends an extract that is none', withHit({ extract: { html: '' } })],
    ['sends a script as address', withHit({ url: 'javascript:alert(1)' })],
    ['sends another site as address', withHit({ url: '//evil.example' })],
    ['sends another site as address, in disguise', withHit({ url: '/\\evil.example' })],
    ['sends an address that is none', withHit({ url: ['/a'] })],
    ['sends no section', withSection(undefined)],
    ['sends a section that is a text', withSection('partie')],
    ['sends a section without an anchor', withSection({ heading: 'Partie' })],
    ['sends a section without a heading', withSection({ anchor: 'partie' })],
    ['sends a section whose anchor is none', withSection({ anchor: null, heading: 'Partie' })],
    ['sends no counts', json(uncounted)],
    ['sends counts that are a list', withFacets([])],
    ['sends counts that are a number', withFacets({ kind: 3 })],
    ['sends counts that are texts', withFacets({ kind: { guide: '1' } })],
    ['sends counts below zero', withFacets({ kind: { guide: -1 } })],
    ['does not say whether it mended the query', json(uncorrected)],
    ['sends a mended query that is none', json({ ...fromServer, corrected: true })],
  ])('when the server %s', async (_what, handler) => {
    const client = await clientOf(handler, { timeoutMs: 200 });
    const answer = await client.search(query);
    expect(answer.engine).toBe('pagefind');
    expect(titlesOf(answer)).toEqual(['Face aux rançongiciels']);
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

describe('without the server, a reader finds', () => {
  it.each([...FINDS, ...THROUGH_LENSES])('$what', async (one) => {
    const client = await clientOf(down);
    await expectFound(one, async (request) => {
      const answer = await client.search(request);
      expect(answer.engine).toBe('pagefind');
      return answer;
    });
  });
});

describe('an answer of Pagefind', () => {
  const ask = async (request: SearchRequest) => (await clientOf(down)).search(request);

  it('has the shape of an answer of the server, counts aside', async () => {
    for (const detail of [true, false])
      for (const q of ['rançongiciel', 'politique', 'introuvablissime']) {
        const answer = await ask({ q, locale: 'fr', detail });
        expect(searchAnswer.safeParse(answer).error).toBeUndefined();
        expect(answer.facets).toBeNull();
      }
  });

  it('names the document as the server does', async () => {
    const { hits } = await ask({ q: 'analyse de risques', locale: 'fr', limit: 1 });
    const { id, type, locale, url, maturity, kind, language } = DOCUMENTS[1]!;
    expect(hits).toEqual([expect.objectContaining({ id, type, locale, url, maturity, kind, language })]);
  });

  it.each(PASSAGES)('shows, on a page of results, $what', async ({ q, title, extract, section }) => {
    const { hits } = await ask({ q, locale: 'fr', detail: true });
    expect(hits).toContainEqual(expect.objectContaining({ title, extract, section }));
  });

  it('shows the summary while one types', async () => {
    const { hits } = await ask({ q: 'politique', locale: 'fr' });
    expect(hits).toMatchObject([{ extract: 'Ce qu’elle contient.', section: null }]);
  });

  it('marks the match in plain text, as it was written', async () => {
    await build('marked', [
      searchable(1, {
        title: '<i>Sauver</i> & garder',
        text: 'Sauvegarder avant l’attaque, <b>puis</b> tester la restauration &amp; le reste.',
      }),
    ]);
    const client = await onIndex('marked');
    const { hits } = await client.search({ q: 'restauration ATTAQUES', locale: 'fr', detail: true });
    expect(hits[0]?.title).toBe('<i>Sauver</i> & garder');
    const parts = segments(hits[0]?.extract ?? '');
    expect(parts.map((part) => part.text).join('')).toBe(
      'Sauvegarder avant l’attaque, <b>puis</b> tester la restauration &amp; le reste.',
    );
    expect(parts.filter((part) => part.match).map((part) => part.text)).toEqual(['attaque', 'restauration']);
  });

  it('puts what stands in a title before keywords, a summary, what is wider and a text', async () => {
    const word = 'authentification multifacteur';
    await build('parts', [
      searchable(5, { title: 'Cinquième', text: `Où l’on parle d’${word}.` }),
      searchable(3, { title: 'Troisième', summary: `De l’${word}.` }),
      searchable(2, { title: 'Deuxième', keywords: [word] }),
      searchable(1, { title: `Premier : ${word}` }),
    ]);
    const client = await onIndex('parts');
    for (const q of ['MFA', word, `l’${word}`])
      expect(titlesOf(await client.search({ q, locale: 'fr' })), q).toEqual([
        'Premier : authentification multifacteur',
        'Deuxième',
        'Troisième',
        'Cinquième',
      ]);
  });

  it('shows hostile documents as what they are, and finds the others', async () => {
    await build('hostile', [...HARMLESS, ...HOSTILE]);
    const client = await onIndex('hostile');
    expect((await client.search({ q: HARMLESS_WORD, locale: 'fr' })).total).toBe(2);
    for (const q of ['', 'mot', 'a', 'x', 'constructor', 'script', '安全', 'partie', 'avant'])
      for (const offset of [0, 20]) {
        const answer = await client.search({
          q,
          locale: 'fr',
          filters: { type: ['resource'] },
          detail: true,
          limit: 20,
          offset,
        });
        expect(searchAnswer.safeParse(answer).error).toBeUndefined();
        // Marks come in pairs, and are the client's own.
        for (const { title, extract } of answer.hits)
          expect(`${title}${extract}`).toMatch(/^(?:\P{Co}|\u{E000}\P{Co}+\u{E001})*$/u);
      }
  });

  it('comes in pages that repeat no document and leave none out, with the total of all', async () => {
    await build(
      'many',
      Array.from({ length: 45 }, (_, number) =>
        searchable(number, { title: number % 3 === 0 ? 'Palissandre' : 'Titre', text: 'palissandre acajou' }),
      ),
    );
    const client = await onIndex('many');
    for (const request of [
      { q: 'palissandre' },
      { q: 'palissandre', lens: 'novice' as const },
      { q: 'palissandre', sort: 'newest' as const },
      { q: '', filters: { kind: ['guide' as const] } },
    ]) {
      const ids: string[] = [];
      for (const offset of [0, 20, 40, 60]) {
        const { hits, total } = await client.search({ ...request, locale: 'fr', limit: 20, offset });
        expect(total).toBe(45);
        ids.push(...hits.map(({ id }) => id));
      }
      expect(ids).toHaveLength(45);
      expect(new Set(ids).size).toBe(45);
    }
  });

  it('leaves out what was taken out of the index, and finds the rest', async () => {
    await build(
      'hidden',
      [1, 2, 3].map((number) => searchable(number, { text: 'palissandre' })),
    );
    const index = join(folder, 'hidden');
    removeFragments(index, readFragments(index)[searchable(2).url]!);
    const client = await onIndex('hidden');
    const { hits, total } = await client.search({ q: 'palissandre', locale: 'fr' });
    expect(hits.map(({ url }) => url).sort()).toEqual([searchable(1).url, searchable(3).url]);
    expect(total).toBe(2);
  });

  it('lists the newest first when only filters choose', async () => {
    const { hits } = await ask({ q: '', locale: 'fr', filters: { type: ['resource'] }, limit: 1 });
    expect(hits).toMatchObject([{ title: 'Nouveau guide' }]);
  });

  it('is everything else when only a word behind a minus chooses', async () => {
    const { hits } = await ask({ q: '-ancien', locale: 'fr', filters: { kind: ['guide'] }, limit: 20 });
    expect(hits[0]?.title).toBe('Nouveau guide');
    expect(hits.map(({ title }) => title)).not.toContain('Ancien guide');
  });

  it.each([
    '"',
    '""',
    '« »',
    '-',
    '- -',
    '(((',
    '21(',
    '\\',
    '%00',
    '__proto__',
    'constructor',
    'toString',
    '<script>',
    '🔐',
    '安全',
    'أمن',
    '\uE000mfa\uE001',
    'zq',
    'qz',
    'a',
    '1',
    'de la',
    'x'.repeat(200),
    'mot '.repeat(50),
    '"mot de',
    '-"mot de passe',
    '\u0000',
  ])('comes for %j too', async (q) => {
    const client = await clientOf(down);
    for (const detail of [true, false]) {
      const answer = await client.search({ q, locale: 'fr', detail });
      expect(searchAnswer.safeParse(answer).error).toBeUndefined();
    }
  });
});

describe('an index that is replaced while a page stays open', () => {
  beforeAll(async () => {
    await build('second', [
      searchable(9, { title: 'Titre inattendu' }),
      searchable(10, { title: 'Rançongiciels, nouvelle édition' }),
    ]);
    await build('third', []);
  });
  afterEach(() => present('first'));

  it('is followed by the next query, words and all', async () => {
    const client = await clientOf(down);
    const found = async (q: string) => {
      const { total, corrected } = await client.search({ q, locale: 'fr' });
      return [total, corrected];
    };
    expect(await found('inattendu')).toEqual([0, null]);
    expect(await found('chifrement')).toEqual([2, 'chiffrement']);
    await present('second');
    expect(await found('inattendu')).toEqual([1, null]);
    expect(await found('inatendu')).toEqual([1, 'inattendu']);
    expect(await found('chifrement')).toEqual([0, null]);
    await present('third');
    expect(await found('inattendu')).toEqual([0, null]);
    await present('first');
    expect(await found('chifrement')).toEqual([2, 'chiffrement']);
  });

  it('answers the queries that began on the one before, which is let go only then', async () => {
    const held: (() => void)[] = [];
    const destroyed: number[] = [];
    let made = 0;
    const client = await clientOf(down, {
      loadPagefind: async (url) => {
        const { createInstance } = await loadPagefind(url);
        return {
          createInstance: (options) => {
            const number = (made += 1);
            const instance = createInstance(options);
            return {
              search: async (q, how) => {
                if (number === 1) await new Promise<void>((resolve) => held.push(resolve));
                return instance.search(q, how);
              },
              destroy: async () => {
                destroyed.push(number);
                await instance.destroy();
              },
            };
          },
        };
      },
    });
    const slow = client.search(query);
    await expect.poll(() => held.length, { timeout: 60_000 }).toBe(1);
    await present('second');
    expect((await client.search({ q: 'inattendu', locale: 'fr' })).total).toBe(1);
    expect(destroyed).toEqual([]);
    for (const go of held) go();
    expect(titlesOf(await slow)).toEqual(['Rançongiciels, nouvelle édition']);
    await expect.poll(() => destroyed, { timeout: 60_000 }).toEqual([1]);
    expect((await client.search({ q: 'inattendu', locale: 'fr' })).total).toBe(1);
  });
});

describe('a lexicon that cannot be used', () => {
  beforeAll(() => cp(join(folder, 'first'), join(folder, 'unread'), { recursive: true }));
  const LEXICON = () => join(folder, 'unread', 'lexicon.json');

  it.each<[string, () => Promise<void>]>([
    ['is missing', () => rm(LEXICON())],
    ['is of another version', () => writeFile(LEXICON(), JSON.stringify({ version: 2, words: [] }))],
    ['is of another shape', () => writeFile(LEXICON(), JSON.stringify({ version: 1, terms: 3, concepts: null }))],
    ['is no JSON', () => writeFile(LEXICON(), '{"version":1,"docum')],
    ['is nothing', () => writeFile(LEXICON(), '')],
    ['is null', () => writeFile(LEXICON(), 'null')],
  ])('because it %s leaves a search by words as they are', async (_what, spoil) => {
    await spoil();
    const client = await onIndex('unread');
    const titles = async (q: string, more: Partial<SearchRequest> = {}) =>
      titlesOf(await client.search({ q, locale: 'fr', ...more }));
    expect(await titles('L’HAMECONNAGE')).toEqual(['Sensibiliser']);
    expect(await titles('chiffrement')).toEqual(['Chiffrement', 'Généralités']);
    expect(await titles('mutualiser', { filters: { kind: ['law'] } })).toEqual(['Mutualiser en anglais']);
    expect((await client.search({ q: 'chiffrement', locale: 'fr', detail: true })).corrected).toBeNull();
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

  it.each([500, 503, 429, 404])('with %i is asked again after that, and used again when it answers', async (first) => {
    let status = first;
    const { seen, handler } = counting(() => status);
    const client = await clientOf(handler, { restMs: 0 });
    expect((await client.search(query)).engine).toBe('pagefind');
    status = 200;
    expect((await client.search(query)).engine).toBe('meilisearch');
    expect((await client.search(query)).engine).toBe('meilisearch');
    expect(seen.requests).toBe(3);
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

describe('queries that overlap', () => {
  it('each get their own answer, in whatever order the server gives them', async () => {
    const waiting = new Map<string, () => void>();
    const client = await clientOf(
      (request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += String(chunk)));
        request.on('end', () => {
          const { q } = JSON.parse(body) as SearchRequest;
          waiting.set(q, () => json({ ...fromServer, corrected: q })(request, response));
        });
      },
      { timeoutMs: 60_000 },
    );
    const first = client.search({ ...query, q: 'premier' });
    const second = client.search({ ...query, q: 'second' });
    await expect.poll(() => waiting.size, { timeout: 60_000 }).toBe(2);
    waiting.get('second')?.();
    expect((await second).corrected).toBe('second');
    waiting.get('premier')?.();
    expect((await first).corrected).toBe('premier');
  });

  it('load the index once for all, each with its own answer', async () => {
    let loaded = 0;
    const client = await clientOf(down, {
      loadPagefind: (url) => {
        loaded += 1;
        return loadPagefind(url);
      },
    });
    const answers = await Promise.all(
      ['chiffrement', 'phishing', 'anssi', 'ebios'].map((q) => client.search({ q, locale: 'fr' })),
    );
    expect(answers.map(({ hits }) => hits[0]?.title)).toEqual([
      'Chiffrement',
      'Sensibiliser',
      'Agence nationale',
      'Analyse de risques',
    ]);
    expect(loaded).toBe(1);
  });
});

describe('an aborted query', () => {
  it('is rejected, asks nothing of Pagefind, and does not count as a failure of the server', async () => {
    let slow = true;
    const client = await clientOf(
      (request, response) => {
        if (!slow) json(fromServer)(request, response);
      },
      { timeoutMs: 60_000, loadPagefind: () => Promise.reject(new Error('loaded')) },
    );
    const stop = new AbortController();
    const answer = client.search(query, stop.signal);
    stop.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    slow = false;
    expect((await client.search(query)).engine).toBe('meilisearch');
  });

  it('is rejected at once when it was aborted before', async () => {
    let requests = 0;
    const client = await clientOf((request, response) => {
      requests += 1;
      json(fromServer)(request, response);
    });
    await expect(client.search(query, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).toBe(0);
  });

  it('is rejected while Pagefind works on it', async () => {
    const stop = new AbortController();
    const client = await clientOf(down, {
      loadPagefind: async () => {
        stop.abort();
        return new Promise(() => {});
      },
    });
    await expect(client.search(query, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('does not end the loading of the index that the next one needs', async () => {
    const stop = new AbortController();
    let loaded = 0;
    const client = await clientOf(down, {
      loadPagefind: async (url) => {
        loaded += 1;
        stop.abort();
        return loadPagefind(url);
      },
    });
    await expect(client.search(query, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect((await client.search(query)).total).toBe(1);
    expect(loaded).toBe(1);
  });
});

describe('when neither engine answers', () => {
  it('the search fails instead of finding nothing', async () => {
    const client = await onIndex('nowhere');
    await expect(client.search(query)).rejects.toThrow('404');
  });

  it('the search fails when Pagefind takes too long', async () => {
    const client = await clientOf(down, { pagefindTimeoutMs: 100, loadPagefind: () => new Promise(() => {}) });
    await expect(client.search(query)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('the next search tries again', async () => {
    let isThere = false;
    const client = await clientOf(down, {
      loadPagefind: (url) => (isThere ? loadPagefind(url) : Promise.reject(new Error('the line is down'))),
    });
    await expect(client.search(query)).rejects.toThrow('the line is down');
    isThere = true;
    expect((await client.search(query)).total).toBe(1);
  });
});
