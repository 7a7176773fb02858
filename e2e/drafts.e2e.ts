import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { startBrowser, visit } from './lib/browser.ts';
import { resourceFields } from './lib/editor.ts';
import type { Editor } from './lib/editor.ts';
import { filesHolding } from './lib/files.ts';
import { administrator, differencesOf, hitsOf, read, temporaryHub, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';

/** What an editor sees of a draft before readers do, and what goes out, or comes back, at the hour that they planned. */

let hub: Hub;
let editor: Editor;
let browser: Browser;

beforeAll(async () => {
  hub = await temporaryHub();
  editor = await administrator(hub);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const statusOf = async (path: string) => (await read(hub, path)).status;
const PUBLISHED = '/ressources/mise-a-jour/';

describe('the preview of a draft', () => {
  const canary = 'canari-5b2f90';
  let id: string;
  let link: string;

  beforeAll(async () => {
    id = await editor.createPublished('resource', resourceFields({ title: 'Version publique', slug: 'mise-a-jour' }));
    await until('the page', async () => (await statusOf(PUBLISHED)) === 200);
    await editor.save('resource', id, { title: `Version ${canary}`, body: `## Partie ${canary}\n\nTexte.` });
    link = (await editor.previewUrl('resource', id)) ?? '';
  });

  it('opens in the browser, as the page will be, and says what it is', async () => {
    const { page, complaints, close } = await visit(browser, link);
    expect(await page.locator('h1').textContent()).toContain(canary);
    expect(await page.locator('h2', { hasText: `Partie ${canary}` }).count()).toBe(1);
    expect(await page.locator('.preview-banner').innerText()).toMatch(
      /^Aperçu du brouillon — non publié, lien valable jusqu’à \d\d:\d\d$/,
    );
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex,nofollow');
    expect(await page.locator('link[rel=canonical]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('opens in a frame of the admin, and of no other site', async () => {
    const { page, complaints, close } = await visit(browser, new URL('/admin/auth/login', link).href);
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, link);
    await page.frameLocator('iframe').locator('h1', { hasText: canary }).waitFor();
    expect(complaints).toEqual([]);
    await close();

    // The same hub by another name is another site.
    const elsewhere = await visit(browser, new URL('/admin/auth/login', hub.url).href);
    await elsewhere.page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, link);
    await until('the refusal', () => elsewhere.complaints.some((text) => /frame-(?:src|ancestors)/.test(text)));
    await elsewhere.close();
  });

  it('is kept by no cache and listed by no robot', async () => {
    const answer = await call(link);
    expect(answer.headers).toMatchObject({
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "frame-ancestors 'self'",
    });
  });

  it('shows what was never published, in its language', async () => {
    const draft = await editor.create(
      'resource',
      resourceFields({ title: `Jamais ${canary}`, slug: 'jamais-publiee' }),
    );
    await editor.save('resource', draft, resourceFields({ title: `Never ${canary}`, slug: 'never-published' }), 'en');
    for (const [locale, title] of [
      ['fr', 'Jamais'],
      ['en', 'Never'],
    ] as const) {
      const { page, close } = await visit(browser, (await editor.previewUrl('resource', draft, locale)) ?? '');
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      expect(await page.locator('h1').textContent()).toBe(`${title} ${canary}`);
      await close();
    }
  });

  it('says what keeps a draft from being published', async () => {
    const draft = await editor.create('resource', resourceFields({ externalUrl: 'javascript:alert(1)' }));
    const { page, close } = await visit(browser, (await editor.previewUrl('resource', draft)) ?? '');
    expect(await page.locator('main').innerText()).toContain('Champ « Lien vers l’original »');
    await close();
  });

  it('opens to nobody with another link', async () => {
    const forged = link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const url of [forged, link.split('?')[0] ?? '', `${hub.url}/apercu/?jeton=${hub.secrets.PREVIEW_SECRET}`]) {
      const answer = await call(url, { headers: { accept: 'text/html' } });
      expect([answer.status, answer.headers['cache-control']]).toEqual([403, 'private, no-store']);
      expect(answer.text).not.toContain(canary);
    }
  });

  it('has left nothing where readers, searches, files or the logs could find it', async () => {
    await hub.caughtUp();
    for (const path of [PUBLISHED, '/', '/ressources/', '/feed.xml', '/sitemap.xml', '/sitemaps/1.xml'])
      expect((await read(hub, path)).text, path).not.toContain(canary);
    expect((await read(hub, PUBLISHED)).text).toContain('Version publique');
    expect(await statusOf('/ressources/jamais-publiee/')).toBe(404);
    expect(await hitsOf(hub, canary)).toEqual([]);
    expect(await differencesOf(hub)).toEqual([]);
    const token = new URL(link).searchParams.get('jeton') ?? '';
    // The database of the CMS is where drafts live.
    const places = readdirSync(hub.home).filter((name) => !name.startsWith('cms.db'));
    const holders = (text: string) => filesHolding(text, ...places.map((name) => join(hub.home, name)));
    expect(holders('Version publique').length).toBeGreaterThan(3);
    expect([canary, token].flatMap(holders)).toEqual([]);
  });

  it('is over for the CMS that is down, and not for readers', async () => {
    await hub.stopPart('cms');
    const answer = await call(link, { headers: { accept: 'text/html' } });
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('L’administration ne répond pas')]);
    expect(await statusOf(PUBLISHED)).toBe(200);
    await hub.startPart('cms');
    expect((await call(link)).text).toContain(canary);
  });
});

describe('what is planned', () => {
  it('goes out and comes back by itself, also when the CMS was down at the hour', async () => {
    const soon = Date.now() + 5_000;
    const going = await editor.createPublished('resource', resourceFields({ slug: 'prevu-fin' }));
    await until('the page that will go', async () => (await statusOf('/ressources/prevu-fin/')) === 200);
    const topics = await editor.topics();
    const publishAt = new Date(soon).toISOString();
    await editor.create('resource', resourceFields({ slug: 'prevu-debut', topics, publishAt }));
    await editor.save('resource', going, { unpublishAt: new Date(soon).toISOString() });
    expect(await statusOf('/ressources/prevu-debut/')).toBe(404);
    await hub.stopPart('cms');
    await until('the hour', () => Date.now() > soon);
    await hub.startPart('cms');
    await until('the planned page', async () => (await statusOf('/ressources/prevu-debut/')) === 200);
    await until('its absence', async () => (await statusOf('/ressources/prevu-fin/')) === 410);
    expect((await read(hub, '/ressources/')).text).toContain('/ressources/prevu-debut/');
  });
});
