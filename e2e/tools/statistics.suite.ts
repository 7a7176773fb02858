import { join } from 'node:path';
import { CONTRIBUTIONS_PATH, STATISTICS_PATH, publicStatistics } from '@palier/model';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage } from '../lib/browser.ts';
import { call } from '../lib/http.ts';
import { read, type Hub } from '../lib/hub.ts';
import { hindrancesIn } from '../lib/readable.ts';
import type { Site } from '../lib/site.ts';

const PAGE = '/statistiques/';

/** What the hub says of itself, and what visitors choose to add. */
export function statisticsSuite(site: () => Site): void {
  let hub: Hub;
  let browser: Browser;
  beforeAll(() => ({ hub, browser } = site()));

  const numberOf = async (page: Page, label: string) =>
    Number((await page.getByRole('row', { name: label }).locator('.n').first().innerText()).replace(/\s/g, ''));

  describe('the page of figures', () => {
    it('says without JavaScript what is published, in tables, and that the rest needs it', async () => {
      await onPage(
        browser,
        hub.url + PAGE,
        async (page) => {
          expect(await numberOf(page, 'Novice')).toBeGreaterThan(0);
          expect(await numberOf(page, 'Posées')).toBeGreaterThan(0);
          expect(await page.locator('main noscript p').innerText()).toContain('il y faut JavaScript');
          expect(await page.locator('[data-live-state]').isVisible()).toBe(false);
        },
        { javaScriptEnabled: false },
      );
    });

    it('is linked from the foot of every page, in both languages', async () => {
      expect((await read(hub, '/')).text).toContain('href="/statistiques/"');
      expect((await read(hub, '/en/')).text).toContain('href="/en/statistics/"');
    });

    it('shows what visitors sent, in months that are over, by sectors named in the language of the page', async () => {
      const instant = new Date();
      instant.setUTCDate(0);
      const month = instant.toISOString().slice(0, 7);
      const database = new Database(join(hub.home, 'cms.db'));
      const insert = database.prepare('INSERT INTO palier_contributions VALUES (?, ?, ?, ?, ?, ?)');
      insert.run(month, 'applicability', 'essential', 'energie', 'medium', 23);
      insert.run(month, 'applicability', 'essential', 'sante', '', 9);
      insert.run(month, 'assessment', 'novice', '', '', 12);
      database.close();
      await onPage(browser, hub.url + PAGE, async (page) => {
        const verdicts = page.getByRole('table', { name: /Verdicts par secteur/ });
        await verdicts.waitFor();
        expect(await verdicts.locator('tbody tr').allInnerTexts()).toEqual([
          expect.stringMatching(/Entité essentielle\s+Tous ceux montrés ici\s+20/),
          expect.stringMatching(/Énergie\s+20/),
        ]);
        await page.getByText(/Compté jusqu’à la fin de/).waitFor();
        expect(await hindrancesIn(page)).toEqual([]);
      });
      await onPage(browser, `${hub.url}/en/statistics/`, async (page) => {
        await page.getByRole('cell', { name: 'Energy' }).waitFor();
      });
    });

    it('stays calm when the server does not answer, or answers something else', async () => {
      for (const answer of [{ status: 503, body: 'down' }, { status: 200, body: '{}' }, null]) {
        const context = await browser.newContext({ locale: 'fr-FR' });
        await context.route(`**${STATISTICS_PATH}`, (route) => (answer ? route.fulfill(answer) : route.abort()));
        const page = await context.newPage();
        await page.goto(hub.url + PAGE);
        await page.getByText('qui ne répond pas pour le moment').waitFor();
        expect(await numberOf(page, 'Novice')).toBeGreaterThan(0);
        await context.close();
      }
    });
  });

  describe('a contribution, through the front server', () => {
    const send = (body: unknown, headers: Record<string, string> = {}) =>
      call(hub.url + CONTRIBUTIONS_PATH, { method: 'POST', body, headers });

    it('is taken without a cookie, and shown to nobody before the month is over', async () => {
      const before = (await read(hub, STATISTICS_PATH)).text;
      const told = { tool: 'assessment', result: 'expert', sector: 'energie', size: 'large' };
      const answer = await send(told);
      expect([answer.status, answer.headers['set-cookie'], answer.headers['cache-control']]).toEqual([
        204,
        undefined,
        'no-store',
      ]);
      expect((await read(hub, STATISTICS_PATH)).text).toBe(before);
    });

    it('is bounded, of this site, and read at no address', async () => {
      const told = { tool: 'assessment', result: 'expert', sector: null, size: null };
      expect((await send(told, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await send({ ...told, more: 'x'.repeat(600) })).status).toBe(413);
      expect((await send({ ...told, name: 'Camille' })).status).toBe(400);
      expect((await read(hub, CONTRIBUTIONS_PATH)).status).toBe(404);
      const statistics = await read(hub, STATISTICS_PATH);
      expect(statistics.headers['cache-control']).toBe('public, max-age=300');
      expect(() => publicStatistics.parse(JSON.parse(statistics.text))).not.toThrow();
    });
  });
}
