import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentTag } from '../publisher/tags.ts';
import { Snapshot } from '../publisher/snapshot/snapshot.ts';
import { idOf, learningPath, organisation, published, resource, term, topic } from '../publisher/test/documents.ts';

/** The site, built for real, renders the pages of a small snapshot. */

const site = dirname(import.meta.dirname);
const dist = join(site, '.tmp', `render-test-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), 'palier-render-'));
let snapshot: Snapshot;
let render: (request: Request) => Promise<Response>;

const READING = [
  '/',
  '/en/',
  '/ressources/',
  '/ressources/sauvegarder/',
  '/ressources/niveau/novice/',
  '/parcours/',
  '/parcours/mairie/',
  '/ma-liste/',
  '/merci/',
  '/style/',
  '/en/resources/',
  '/en/resources/backups/',
  '/organisations/',
  '/organisations/anssi/',
  '/services/',
  '/glossaire/',
  '/glossaire/pssi/',
  '/themes/continuite/',
  '/secteurs/',
  '/a-propos/',
  '/recherche/',
  '/404.html',
  '/en/410.html',
];

const page = (path: string) => render(new Request(`https://palier.example${path}`));
const html = async (path: string) => (await page(path)).text();

beforeAll(async () => {
  const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
  const env = { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' };
  await promisify(execFile)(process.execPath, [astro, 'build', '--outDir', dist], { cwd: site, env });
  snapshot = new Snapshot(join(folder, 'snapshot.db'));
  const continuity = idOf('continuite');
  snapshot.apply([
    published(topic('continuite', { name: 'Continuité' })),
    published(organisation('anssi', { name: 'ANSSI' })),
    published(
      resource('sauvegarder', {
        documentId: idOf('s'),
        title: 'Sauvegarder',
        topics: [continuity],
        publisher: idOf('anssi'),
      }),
      resource('backups', { documentId: idOf('s'), locale: 'en', title: 'Backups', topics: [continuity] }),
    ),
    published(
      resource('journaliser', { title: 'Journaliser & <relire>', maturity: 'expert', body: 'La PSSI, puis la PSSI.' }),
    ),
    published(
      learningPath('mairie', {
        steps: [
          { title: 'Titre de la première étape', note: '', maturity: 'novice', minutes: 20, target: null },
          { title: null, note: '', maturity: 'expert', minutes: null, target: '/ressources/journaliser/' },
        ],
      }),
    ),
    published(term('pssi')),
  ]);
  process.env['PALIER_SNAPSHOT'] = join(folder, 'snapshot.db');
  ({ render } = (await import(pathToFileURL(join(dist, 'server/entry.mjs')).href)) as { render: typeof render });
});

afterAll(() => {
  snapshot?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(dist, { recursive: true, force: true });
});

test('every page for reading renders, in its language, with one heading of the first level', async () => {
  for (const path of READING) {
    const text = await html(path);
    expect(text, path).toMatch(path.startsWith('/en/') ? /<html lang="en"/ : /<html lang="fr"/);
    expect(text.match(/<h1/g), path).toHaveLength(1);
  }
});

test('a page for reading waits for no script: those in it are allowed by their hash, the others are modules of ours', async () => {
  for (const path of READING) {
    const response = await page(path);
    const policy = response.headers.get('content-security-policy');
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain('unsafe');
    const text = await response.text();
    expect(text, path).not.toMatch(/<style|\sstyle=|\son\w+=/);
    for (const [, attributes = '', content = ''] of text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      if (attributes.includes('application/ld+json')) JSON.parse(content);
      else if (content === '') expect(attributes, path).toMatch(/^ type="module" src="\/_astro\/[\w.-]+\.js"$/);
      else expect(policy, path).toContain(`'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
  }
});

test('the scripts in a page are a kilobyte and a half at most, all together', async () => {
  const text = await html('/ressources/sauvegarder/');
  const inline = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, content = '']) => content);
  expect(inline.join('').length).toBeLessThan(1536);
});

test('a list of one value of a facet holds the resources that have it, and no other', async () => {
  const text = await html('/ressources/niveau/expert/');
  expect(text).toContain('href="/ressources/journaliser/"');
  expect(text).not.toContain('href="/ressources/sauvegarder/"');
  expect(await html('/en/resources/article/21-2-c/')).toContain('Article 21(2)(c)');
  expect(await html('/ressources/niveau/initie/')).toContain('<meta name="robots" content="noindex">');
});

test('the catalogue links each value of each facet to its list, with its count', async () => {
  const text = await html('/ressources/');
  expect(text).toMatch(
    /<a class="box" href="\/ressources\/niveau\/expert\/" data-value="expert">[\s\S]*?<span class="n">1<\/span>/,
  );
  expect(text).toContain('href="/themes/continuite/" data-value="continuite"');
  expect(await html('/ressources/lots/1.html')).toContain('topic:continuite');
});

test('a term of the glossary opens its definition at its first use, and leads to the texts that use it', async () => {
  const text = await html('/ressources/journaliser/');
  expect(text.match(/popovertarget="term-pssi">PSSI</g)).toHaveLength(1);
  expect(text).toMatch(/id="term-pssi" popover/);
  expect(await html('/glossaire/pssi/')).toContain('href="/ressources/journaliser/"');
});

test('a path shows its steps in order, each with its page', async () => {
  const text = await html('/parcours/mairie/');
  const at = (words: string) => text.indexOf(words);
  expect(at('Titre de la première étape')).toBeGreaterThan(0);
  expect(at('href="/ressources/journaliser/"')).toBeGreaterThan(at('Titre de la première étape'));
});

test('search engines are told the level of a resource, and the text of no title ends what they are told', async () => {
  const text = await html('/ressources/journaliser/');
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? [];
  const graph = (JSON.parse(json) as { '@graph': Record<string, unknown>[] })['@graph'];
  expect(graph[0]).toMatchObject({ educationalLevel: 'Expert', name: 'Journaliser & <relire>' });
  expect(graph[1]).toMatchObject({ '@type': 'BreadcrumbList' });
});

test('every page that one reads loads the same single style sheet; the samples of the style page have their own', async () => {
  const sheetsOf = async (path: string) =>
    [...(await html(path)).matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href!);
  const common = await sheetsOf('/');
  expect(common).toEqual([expect.stringMatching(/^\/_astro\/[\w.-]+\.css$/)]);
  for (const path of READING.filter((one) => one !== '/style/')) expect(await sheetsOf(path), path).toEqual(common);
  const ofStyle = await sheetsOf('/style/');
  expect(ofStyle).toHaveLength(2);
  expect(ofStyle).toContain(common[0]);
});

test('the search page has its field before any script, and filters by the topics that are published', async () => {
  const topics = async (path: string) => {
    const text = await html(path);
    expect(text, path).toMatch(/<input type="search"[^>]* name="q"/);
    const [, props = ''] = /data-search="([^"]*)"/.exec(text) ?? [];
    return (JSON.parse(props.replaceAll('&quot;', '"')) as { choices: { topic: object[] } }).choices.topic;
  };
  const continuity = { value: 'continuite', id: idOf('continuite'), name: 'Continuité' };
  expect(await topics('/recherche/')).toEqual([continuity]);
  expect(await topics('/en/search/')).toEqual([{ ...continuity, lang: 'fr' }]);
});

test('a page hands out the tags of what it showed', async () => {
  const tags = (await page('/ressources/sauvegarder/')).headers.get('x-palier-tags')?.split(' ');
  expect(tags).toContain(documentTag('resource', idOf('s')));
  expect((await page('/a-propos/')).headers.get('x-palier-tags')).toBeNull();
});

test('feeds and sitemaps hand out theirs', async () => {
  for (const path of [
    '/feed.xml',
    '/ressources/niveau/novice/feed.xml',
    '/themes/continuite/feed.xml',
    '/glossaire/feed.xml',
    '/sitemap.xml',
    '/sitemaps/1.xml',
  ])
    expect((await page(path)).headers.get('x-palier-tags'), path).toMatch(/\S/);
});

test('addresses in full are those of the request, not of the build', async () => {
  const text = await html('/ressources/sauvegarder/');
  expect(text).toContain('<link rel="canonical" href="https://palier.example/ressources/sauvegarder/">');
  expect(text).toContain('<link rel="alternate" hreflang="en" href="https://palier.example/en/resources/backups/">');
  expect(await html('/robots.txt')).toContain('Sitemap: https://palier.example/sitemap.xml');
});

test('an English list shows a document in French only, marked, and leads to its French page', async () => {
  const text = await html('/en/resources/');
  expect(text).toMatch(/<h2 class="name" lang="fr">\s*<a href="\/ressources\/journaliser\/" hreflang="fr">/);
  expect(text).toContain('in French');
  expect(text).toContain('href="/en/resources/backups/"');
  expect(text).not.toContain('href="/ressources/sauvegarder/"');
});

test('markup in a title is text', async () => {
  expect(await html('/ressources/journaliser/')).toContain('<h1>Journaliser &amp; &lt;relire&gt;</h1>');
});

test('an address where nothing is published answers 404, without a page', async () => {
  for (const path of [
    '/ressources/inconnue/',
    '/en/resources/sauvegarder/',
    '/ressources/page/7/',
    '/ressources/lots/7.html',
    '/ressources/niveau/inconnu/',
    '/themes/inconnu/feed.xml',
    '/sitemaps/7.xml',
  ]) {
    const response = await page(path);
    expect(response.status, path).toBe(404);
    expect(await response.text(), path).toBe('');
  }
});

test('the same snapshot gives the same bytes', async () => {
  for (const path of [...READING, '/feed.xml', '/sitemaps/1.xml'])
    expect(await html(path), path).toBe(await html(path));
});

test('what a page throws reaches the caller, and the other pages go on', async () => {
  snapshot.db.prepare("UPDATE document SET headings = '{' WHERE slug = 'sauvegarder'").run();
  await expect(page('/ressources/sauvegarder/')).rejects.toThrow(SyntaxError);
  expect((await page('/ressources/journaliser/')).status).toBe(200);
});

test('browsers get no part of the server', () => {
  const sources = readdirSync(join(dist, 'client/_astro')).map((file) =>
    readFileSync(join(dist, 'client/_astro', file), 'utf8'),
  );
  expect(sources.join('')).not.toMatch(/better-sqlite3|markdown-it|fastify|node:fs/);
});
