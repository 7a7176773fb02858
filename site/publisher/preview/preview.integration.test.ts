import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signPreview } from '@palier/model';
import type { PreviewSubject, PublishedDocument } from '@palier/model';
import { documentAddress } from '../addresses.ts';
import { ask, deadAddress, startUpstream } from '../front/testing/http.ts';
import type { Upstream } from '../front/testing/http.ts';
import { serve } from '../http.ts';
import { Publisher } from '../publisher.ts';
import { closeReader } from '../reader.ts';
import { loadRenderer } from '../renderer.ts';
import { idOf, organisation, published, resource, term, topic } from '../test/documents.ts';
import { answerPreview } from './answer.ts';
import { asPreview } from './page.ts';

/** The real publisher, with the real site and a real snapshot, previews what the CMS has as drafts. */

const site = dirname(dirname(import.meta.dirname));
const dist = join(site, '.tmp', `preview-test-${process.pid}`);
const home = mkdtempSync(join(tmpdir(), 'palier-preview-'));
const token = 'token-of-the-publisher';
const previewSecret = 'a-secret-of-the-tests';
const siteUrl = 'https://palier.example';

/** Drafts that the stand-in for the CMS has, by `type/documentId?locale=fr`; a text is the reason of a refusal. */
const drafts = new Map<string, PublishedDocument | string>();
const logged: string[] = [];
let cms: Upstream;
let publisher: Publisher;
let server: Server;
let url: string;

beforeAll(async () => {
  const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
  const env = { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' };
  await promisify(execFile)(process.execPath, [astro, 'build', '--outDir', dist], { cwd: site, env });
  cms = await startUpstream((request, response) => {
    const draft = drafts.get(request.url.replace('/api/published/draft/', ''));
    if (draft === undefined) response.writeHead(404).end('{}');
    else if (typeof draft !== 'string') response.end(JSON.stringify({ document: draft }));
    else response.writeHead(422).end(JSON.stringify({ data: null, error: { status: 422, message: draft } }));
  });
  const settings = {
    home,
    siteUrl,
    cmsUrl: cms.url,
    feedToken: 'token-of-the-feed',
    host: '127.0.0.1',
    port: 0,
    token,
    previewSecret,
    meili: null,
    dist,
  };
  publisher = await Publisher.open(settings, (message) => logged.push(message));
  publisher.snapshot.apply([
    published(topic('continuite', { name: 'Continuité' })),
    published(organisation('anssi', { name: 'ANSSI' })),
    published(resource('sauvegarder', { title: 'Sauvegarder', topics: [idOf('continuite')] })),
  ]);
  server = await serve(publisher);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server?.close();
  server?.closeAllConnections();
  await publisher?.stop();
  await cms?.close();
  rmSync(home, { recursive: true, force: true });
  rmSync(dist, { recursive: true, force: true });
});

beforeEach(() => {
  drafts.clear();
  logged.length = 0;
});

const subjectOf = ({ type, documentId, locale }: PublishedDocument) => ({ type, documentId, locale }) as PreviewSubject;

/** Puts a draft into the CMS, and gives its token. */
function draftOf(document: PublishedDocument, answer: PublishedDocument | string = document): string {
  drafts.set(`${document.type}/${document.documentId}?locale=${document.locale}`, answer);
  return signPreview(subjectOf(document), previewSecret);
}

const preview = (jeton: string) => ask(url, { path: `/preview?jeton=${encodeURIComponent(jeton)}` });

/** Names of the files of the hub's folder that hold a text. */
function filesWith(text: string): string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .filter((file) => readFileSync(file).includes(text));
}

describe('a preview', () => {
  it('is the real page of what was never published, marked as a draft', async () => {
    const document = resource('brouillon', {
      title: 'Un brouillon & <son titre>',
      body: '## Partie\n\nTexte du brouillon.',
      topics: [idOf('continuite')],
      publisher: idOf('anssi'),
    });
    const { status, text, headers } = await preview(draftOf(document));
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'private, no-store',
    ]);
    expect(text).toContain('<h1>Un brouillon &amp; &lt;son titre&gt;</h1>');
    expect(text).toContain('Texte du brouillon.');
    expect(text).toContain('href="/themes/continuite/"');
    expect(text).toContain('ANSSI');
    expect(text).toContain('class="preview-banner"');
    expect(text).toContain('<meta name="robots" content="noindex,nofollow">');
    expect(text).toMatch(/<meta http-equiv="content-security-policy" content="default-src 'none'/);
    expect(text).not.toContain('rel="canonical"');
    expect(text.match(/<h1/g)).toHaveLength(1);
  });

  it('is the page that a publication makes, but for what marks it', async () => {
    const documents = [
      resource('sauvegarder', { title: 'Nouveau titre', slug: 'nouveau', topics: [idOf('continuite')] }),
      resource('sauvegarder', { title: 'Backups', slug: 'backups', locale: 'en' }),
      organisation('anssi', { name: 'Autre nom', body: 'Voir [[20230924193839]].' }),
      term('pssi'),
    ];
    for (const document of documents) {
      const { text } = await preview(draftOf(document));
      const { snapshot } = publisher;
      const before = snapshot.db.prepare('SELECT json FROM document WHERE document_id = ?').pluck();
      const others = (before.all(document.documentId) as string[])
        .map((json) => JSON.parse(json) as PublishedDocument)
        .filter((version) => version.locale !== document.locale);
      snapshot.apply([published(document, ...others)]);
      const render = await loadRenderer(dist, siteUrl);
      const page = await render(documentAddress(document.type, document.locale, document.slug));
      const until = Date.parse(/<time datetime="([^"]+)">\d\d:\d\d<\/time><\/p><\/aside>/.exec(text)?.[1] ?? '');
      expect(text, document.slug).toBe(asPreview(page.body.toString('utf8'), until));
    }
    closeReader();
  });

  it('leaves nothing behind: not in the snapshot, not on the disk, not in the next preview', async () => {
    const canary = 'canari-8c41d7';
    const document = resource('sauvegarder', { title: canary, body: `${canary} `.repeat(50_000), summary: canary });
    const state = () =>
      JSON.stringify([
        publisher.snapshot.db.prepare('SELECT * FROM document ORDER BY 1, 2, 3').all(),
        publisher.snapshot.queueDepths(),
      ]);
    const before = state();
    expect((await preview(draftOf(document))).text).toContain(canary);
    expect(state()).toBe(before);
    publisher.snapshot.db.pragma('wal_checkpoint(TRUNCATE)');
    expect(filesWith('Continuité')).not.toEqual([]); // The search would find it.
    expect(filesWith(canary)).toEqual([]);
    expect(logged.join('\n')).not.toContain(canary);
    expect((await preview(draftOf(term('pssi')))).text).not.toContain(canary);
    expect(existsSync(join(home, 'releases'))).toBe(false);
  });

  it('shows the draft as it is by now, each time', async () => {
    const jeton = draftOf(resource('vivant', { title: 'Premier état' }));
    expect((await preview(jeton)).text).toContain('Premier état');
    draftOf(resource('vivant', { title: 'Second état' }));
    expect((await preview(jeton)).text).toContain('Second état');
  });

  it('of a draft that is not fit to be published says why, as text', async () => {
    const { status, text } = await preview(draftOf(resource('inapte'), 'champ « title » : <b>à remplir</b>.'));
    expect(status).toBe(422);
    expect(text).toContain('<p>champ « title » : &lt;b&gt;à remplir&lt;/b&gt;.</p>');
  });

  it('of a document that is gone says so', async () => {
    const jeton = draftOf(resource('parti'));
    drafts.clear();
    const { status, text } = await preview(jeton);
    expect([status, text]).toEqual([404, expect.stringContaining('pas de brouillon')]);
  });

  it('is made for many at once, a few at a time, and refuses some rather than fall', async () => {
    const jeton = draftOf(resource('demande', { title: 'Très demandé' }));
    const answers = await Promise.all(Array.from({ length: 12 }, () => preview(jeton)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect(count(200)).toBeGreaterThanOrEqual(8);
    expect(count(200) + count(503)).toBe(12);
    for (const { status, text } of answers)
      expect(text).toContain(status === 200 ? 'Très demandé' : 'Trop d’aperçus sont demandés');
    expect((await preview(jeton)).status).toBe(200);
  });
});

describe('a link that does not hold', () => {
  const subject: PreviewSubject = { type: 'resource', documentId: idOf('secret'), locale: 'fr' };
  const topicLink = signPreview({ ...subject, type: 'topic' as 'resource' }, previewSecret);

  it.each([
    ['nothing', ''],
    ['another secret', signPreview(subject, 'another-secret-of-tests')],
    ['another document', signPreview(subject, previewSecret).replace(/^.{20}/, (start) => start.toLowerCase())],
    ['a type without drafts', topicLink],
    ['a megabyte of letters', 'a'.repeat(10_000)],
    ['no token at all', '../../snapshot.db'],
  ])('%s: 403, and the CMS is not even asked', async (_name, jeton) => {
    draftOf(resource('secret', { title: 'Un secret' }));
    const before = cms.seen.length;
    const { status, text } = await preview(jeton);
    expect([status, text]).toEqual([403, expect.stringContaining('n’est pas valable')]);
    expect(text).not.toContain('Un secret');
    expect(cms.seen.length).toBe(before);
  });

  it('ten minutes old: 403, with what to do', async () => {
    draftOf(resource('secret', { title: 'Un secret' }));
    const before = cms.seen.length;
    const { status, text } = await preview(signPreview(subject, previewSecret, Date.now() - 600_001));
    expect([status, text]).toEqual([403, expect.stringContaining('a expiré. Rechargez')]);
    expect(text).not.toContain('Un secret');
    expect(cms.seen.length).toBe(before);
  });

  it('opens no other call', async () => {
    const jeton = draftOf(resource('secret'));
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await ask(url, { method, path: `/preview?jeton=${jeton}` })).status).toBe(404);
    for (const [method, path] of [
      ['GET', '/errors'],
      ['POST', '/publish'],
      ['POST', '/rollback'],
      ['POST', '/doctor/fix'],
    ] as const)
      for (const authorization of [`Bearer ${jeton}`, `Bearer ${previewSecret}`, token])
        expect((await ask(url, { method, path: `${path}?jeton=${jeton}`, headers: { authorization } })).status).toBe(
          401,
        );
  });
});

describe('when a part fails', () => {
  const { signal } = new AbortController();

  it('says that the CMS does not answer', async () => {
    const { FeedClient } = await import('../feed-client.ts');
    const client = new FeedClient(await deadAddress(), 'token-of-the-feed');
    const jeton = draftOf(resource('brouillon'));
    const parts = { settings: publisher.settings, client, drafts: publisher.drafts, log: publisher.log };
    expect(await answerPreview(parts, jeton, signal)).toEqual({
      status: 503,
      html: expect.stringContaining('L’administration ne répond pas'),
    });
    client.close();
    expect(logged.join('\n')).toContain('ECONNREFUSED');
    expect(logged.join('\n')).not.toContain(jeton);
  });

  it('says that the page could not be made, and logs why', async () => {
    const jeton = draftOf(resource('brouillon'));
    const settings = { ...publisher.settings, dist: join(home, 'not-built') };
    expect(await answerPreview({ ...partsOf(publisher), settings }, jeton, signal)).toEqual({
      status: 500,
      html: expect.stringContaining('n’a pas pu être faite'),
    });
    expect(logged.join('\n')).toContain('not-built');
    expect((await preview(jeton)).status).toBe(200);
  });

  it('takes a document that a newer CMS publishes otherwise for an unusable answer, and shows nothing of it', async () => {
    const document = { ...resource('brouillon'), later: 'canari-plus-tard' } as unknown as PublishedDocument;
    const { status, text } = await preview(draftOf(document));
    expect(status).toBe(503);
    expect(text).not.toContain('canari');
  });
});

const partsOf = ({ settings, client, drafts: renderer, log }: Publisher) => ({
  settings,
  client,
  drafts: renderer,
  log,
});
