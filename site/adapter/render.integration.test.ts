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
import { idOf, organisation, published, resource, term, topic } from '../publisher/test/documents.ts';

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
    published(resource('journaliser', { title: 'Journaliser & <relire>' })),
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

test('a page for reading runs no script and forbids any', async () => {
  for (const path of READING) {
    const response = await page(path);
    const policy = response.headers.get('content-security-policy');
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toMatch(/script-src|unsafe/);
    expect(await response.text(), path).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  }
});

test('every page loads the same single style sheet', async () => {
  const sheets = new Set<string>();
  for (const path of [...READING, '/recherche/'])
    for (const [, href] of (await html(path)).matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) sheets.add(href!);
  expect([...sheets]).toEqual([expect.stringMatching(/^\/_astro\/[\w.-]+\.css$/)]);
  expect(readdirSync(join(dist, 'client/_astro')).filter((file) => file.endsWith('.css'))).toHaveLength(1);
});

test('the search page allows its own inline scripts and styles by their hash, and no other', async () => {
  const response = await page('/recherche/');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).toContain("'wasm-unsafe-eval'");
  const inline = [...(await response.text()).matchAll(/<(?:script|style)>([\s\S]*?)<\/(?:script|style)>/g)];
  expect(inline.length).toBeGreaterThan(0);
  for (const [, content] of inline)
    expect(policy).toContain(`'sha256-${createHash('sha256').update(content!).digest('base64')}'`);
});

test('a page hands out the tags of what it showed', async () => {
  const tags = (await page('/ressources/sauvegarder/')).headers.get('x-palier-tags')?.split(' ');
  expect(tags).toContain(documentTag('resource', idOf('s')));
  expect((await page('/a-propos/')).headers.get('x-palier-tags')).toBeNull();
});

test('feeds and sitemaps hand out theirs', async () => {
  for (const path of ['/feed.xml', '/sitemap.xml', '/sitemaps/1.xml'])
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

test('browsers get what the search page loads, and nothing else', () => {
  const sources = readdirSync(join(dist, 'client/_astro')).map((file) =>
    readFileSync(join(dist, 'client/_astro', file), 'utf8'),
  );
  expect(sources.join('')).not.toMatch(/better-sqlite3|ZodError/);
});
