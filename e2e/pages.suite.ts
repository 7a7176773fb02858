import { LIVE_PAGES } from '@palier/model';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXED_PAGES, TOOL_PAGES, fixedAddresses, parseFacetAddress } from '../site/publisher/addresses.ts';
import { visit } from './lib/browser.ts';
import { read } from './lib/hub.ts';
import { hindrancesIn } from './lib/readable.ts';
import type { Hub } from './lib/hub.ts';
import type { Site } from './lib/site.ts';

/** Every page type as a person meets it, in Chromium, on the content that a first start publishes. */

let hub: Hub;
let browser: Browser;
/** One page of each type, in both languages. */
let pages: string[];
let sights: Sight[];

const toolPages = new Set<string>(TOOL_PAGES.flatMap((page) => Object.values(FIXED_PAGES[page])));

async function everyPage(check: (url: string) => Promise<void>): Promise<void> {
  for (const url of pages) await check(url);
}

/** What one visit to a page showed. */
interface Sight {
  url: string;
  complaints: string[];
  cookies: unknown[];
  /** Types of its scripts, and what they weigh, in bytes. */
  scripts: { types: string[]; bytes: number };
  /** Where the first Tab leads. */
  focus: { href: string | null; targets: number; outline: string; isSeen: boolean };
  /** What keeps people from reading it: axe in the light and the dark, widths. */
  hindrances: string[];
}

/** All that browsers are asked of a page, in one visit: opening each page for each question takes four times as long. */
async function look(url: string): Promise<Sight> {
  const { page, complaints, close } = await visit(browser, hub.url + url);
  const cookies = await page.context().cookies();
  const scripts = await page.evaluate(() => ({
    types: Array.from(document.querySelectorAll<HTMLScriptElement>('script[src]'), ({ type }) => type),
    bytes: performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  }));
  const ownComplaints = [...complaints];

  // Before the focus is in the page: the link to the content, once it is reached, lies over the logo.
  const hindrances = await hindrancesIn(page);
  await page.keyboard.press('Tab');
  const focus = await page.evaluate(() => {
    const element = document.activeElement as HTMLAnchorElement;
    const href = element.getAttribute('href');
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      href,
      targets: href?.startsWith('#') ? document.querySelectorAll(href).length : 0,
      outline: `${outlineStyle} ${outlineWidth}`,
      isSeen: box.left >= 0 && box.top >= 0,
    };
  });

  await close();
  return { url, complaints: ownComplaints, cookies, scripts, focus, hindrances };
}

/** As many pages at once as there are processors to draw them. */
const AT_ONCE = 2;

async function lookAt(urls: readonly string[]): Promise<Sight[]> {
  const sights: Sight[] = [];
  const left = [...urls];
  const looker = async () => {
    for (let url = left.shift(); url !== undefined; url = left.shift()) sights.push(await look(url));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, looker));
  return sights;
}

export function pagesSuite(site: () => Site): void {
  beforeAll(async () => {
    ({ hub, browser } = site());
    const firstOf = async (list: string) => {
      const link = new RegExp(`href="(${list}(?!page/)[a-z0-9-]+/)"`).exec((await read(hub, list)).text)?.[1];
      if (!link) throw new Error(`${list} links to no document`);
      return link;
    };
    const documents = await Promise.all(
      [
        '/ressources/',
        '/en/resources/',
        '/organisations/',
        '/services/',
        '/glossaire/',
        '/en/glossary/',
        '/themes/',
        '/secteurs/',
        '/parcours/',
        '/en/paths/',
        '/questions/',
        '/evenements/',
      ].map(firstOf),
    );
    pages = [
      ...fixedAddresses().filter((url) => !/\.(xml|txt|ics)$/.test(url) && !parseFacetAddress(url)),
      '/ressources/page/1/',
      '/en/resources/page/1/',
      '/ressources/niveau/novice/',
      '/questions/page/1/',
      '/questions/niveau/novice/',
      '/en/questions/state/unanswered/',
      '/themes/incidents/questions/',
      '/evenements/periode/passes/',
      '/themes/incidents/evenements/',
      '/en/resources/article/21-2-c/',
      ...documents,
    ];
    // French pages, and one in English: the two languages are made by the same templates.
    sights = await lookAt(pages.filter((url) => !url.startsWith('/en/') || url === '/en/'));
    expect(sights.length).toBeGreaterThan(20);
  });

  describe('accessibility', () => {
    it('hinders nobody: WCAG 2.2 AA as far as axe sees, light and dark; no wider than the screen, from 320 to 1280 px, nor with text at 200 %', () => {
      for (const { url, hindrances } of sights) expect(hindrances, url).toEqual([]);
    });

    it('the first Tab leads to the content, and the focus is seen', () => {
      for (const { url, focus } of sights) {
        expect(focus.href, url).toMatch(/^#/);
        expect(focus.targets, url).toBe(1);
        expect(focus.isSeen, url).toBe(true);
        expect(focus.outline, url).not.toMatch(/^none| 0px$/);
      }
    });
  });

  describe('what a page asks of its reader', () => {
    it('no request elsewhere, no cookie, no error, nothing that its policy refuses; 7 kB at most of scripts, more for tools, waited for by nobody', () => {
      for (const { url, complaints, cookies, scripts } of sights) {
        expect(complaints, url).toEqual([]);
        expect(cookies, url).toEqual([]);
        if (/recherche|search/.test(url)) continue;
        expect(new Set(scripts.types), url).toEqual(new Set(['module']));
        expect(scripts.bytes, url).toBeGreaterThan(0);
        // Tools have React, of 60 kB, and their rules.
        expect(scripts.bytes, url).toBeLessThanOrEqual(toolPages.has(url) ? 110_000 : 7_000);
      }
    });

    it('HTML of at most 24 kB and CSS of at most 8 kB, compressed', async () => {
      await everyPage(async (url) => {
        const page = await read(hub, url, { 'accept-encoding': 'br' });
        expect(page.body.length, url).toBeLessThanOrEqual(24_000);
        const { text } = await read(hub, url);
        const sheets = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((match) => match[1]!);
        let total = 0;
        for (const sheet of sheets) total += (await read(hub, sheet, { 'accept-encoding': 'br' })).body.length;
        expect(total, url).toBeGreaterThan(0);
        expect(total, url).toBeLessThanOrEqual(8_000);
      });
    });

    it('a strict content security policy, in the file itself', async () => {
      await everyPage(async (url) => {
        const { text } = await read(hub, url);
        const policy = /<meta http-equiv="content-security-policy" content="([^"]+)"/.exec(text)?.[1] ?? '';
        expect(policy, url).toContain("default-src 'none'");
        expect(policy, url).not.toContain('unsafe-inline');
      });
    });
  });

  describe('links', () => {
    it('every internal link of every page leads somewhere', async () => {
      const targets = new Map<string, string>();
      await everyPage(async (url) => {
        for (const [, href] of (await read(hub, url)).text.matchAll(/(?:href|src)="(\/[^"#?]*)/g))
          if (!targets.has(href!)) targets.set(href!, url);
      });
      expect(targets.size).toBeGreaterThan(20);
      // A page of one's own sends who is not signed in to where one signs in; what it is about is in its query, cut off here.
      const live = Object.values(LIVE_PAGES).flatMap((page): string[] => Object.values(page));
      for (const [href, from] of targets)
        expect(live.includes(href) ? [303, 404] : [200], `${href} from ${from}`).toContain(
          (await read(hub, href)).status,
        );
    });

    it('a page names itself and its twin in the other language', async () => {
      const { text } = await read(hub, '/');
      expect(text).toMatch(/<html lang="fr"/);
      expect(text).toMatch(/<link rel="alternate" hreflang="en" href="[^"]+\/en\/"/);
      expect((await read(hub, '/en/')).text).toMatch(/<html lang="en"/);
    });
  });

  describe('absent pages', () => {
    it('an unknown address answers 404 with ways on, in its language', async () => {
      const fr = await read(hub, '/ressources/inconnue/');
      const en = await read(hub, '/en/resources/unknown/');
      expect([fr.status, en.status]).toEqual([404, 404]);
      expect(fr.text).toMatch(/<html lang="fr"/);
      expect(en.text).toMatch(/<html lang="en"/);
      expect(fr.text).toContain('href="/ressources/"');
    });
  });

  describe('feeds and sitemaps', () => {
    it('are well-formed, and lead to pages that exist', async () => {
      const { page, close } = await visit(browser, `${hub.url}/`);
      for (const url of ['/feed.xml', '/en/feed.xml', '/sitemap.xml', '/sitemaps/1.xml']) {
        const { text } = await read(hub, url);
        const faults = await page.evaluate(
          (xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelectorAll('parsererror').length,
          text,
        );
        expect(faults, url).toBe(0);
        const locations = [...text.matchAll(/<loc>([^<]+)<\/loc>|<link[^>]* href="(http[^"]+)"/g)];
        for (const [, location, href] of locations)
          expect((await read(hub, new URL(location ?? href!).pathname)).status, `${url}: ${location ?? href}`).toBe(
            200,
          );
      }
      await close();
    });
  });

  describe('the Strapi admin, through the front server', () => {
    it('signs in, with the password of the first start, and shows the content types', async () => {
      const { page, close } = await visit(browser, `${hub.url}/admin`);
      await page.locator('input[name="email"]').fill(hub.settings.adminEmail);
      await page.locator('input[name="password"]').fill(hub.secrets.ADMIN_PASSWORD);
      await page.locator('button[type="submit"]').click();
      await page.waitForURL((url) => !url.pathname.includes('login'));
      await page.goto(`${hub.url}/admin/content-manager`);
      await page
        .getByRole('link', { name: /ressource/i })
        .first()
        .waitFor();
      await close();
    });
  });
}
