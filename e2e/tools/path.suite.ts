import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage } from '../lib/browser.ts';
import { read, type Hub } from '../lib/hub.ts';
import { faultsInLightAndDark } from '../lib/readable.ts';
import type { Site } from '../lib/site.ts';

const ADDRESS = '/mon-parcours/';

/** A hospital of 400 people that has no second factor. */
const KEPT = {
  'palier.applicability': {
    structure: 'private',
    activities: ['I.5.healthcare-provider'],
    establishedIn: ['FR'],
    headcount: 'gte250',
  },
  'palier.assessment': {
    version: 1,
    questionnaire: 'quick',
    answers: { secondFactor: { step: 'not-started' } },
    results: [],
  },
};

/** « Mon parcours » as a person meets it. */
export function pathSuite(site: () => Site): void {
  let hub: Hub;
  let browser: Browser;
  beforeAll(() => ({ hub, browser } = site()));

  const on = (address: string, act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}) =>
    onPage(browser, hub.url + address, act, options);
  const keep = async (page: Page, kept: object) => {
    await page.evaluate((all) => {
      for (const [key, value] of Object.entries(all)) localStorage.setItem(key, JSON.stringify(value));
    }, kept);
    await page.reload();
    await page.locator('.rows h3').first().waitFor();
  };

  describe('« Mon parcours »', () => {
    it('starts where everybody does, with what is quick, and every step leads somewhere', async () => {
      await on(ADDRESS, async (page) => {
        await page.locator('.rows h3').first().waitFor();
        expect(await page.locator('#stage-quick-wins').innerText()).toMatch(/ce qui va vite/);
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
        const addresses = await page
          .locator('.rows h3 a')
          .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
        expect(addresses.length).toBeGreaterThan(5);
        expect(new Set(addresses).size).toBe(addresses.length);
        for (const address of addresses) expect((await read(hub, address)).status, address).toBe(200);
      });
    });

    it('follows the verdict and the next actions, and says why each step is there', async () => {
      await on(ADDRESS, async (page) => {
        await page.locator('.rows h3').first().waitFor();
        await keep(page, KEPT);
        const given = await page.locator('.given').innerText();
        expect(given).toContain('entité essentielle');
        expect(given).toContain('Novice');
        const why = await page.locator('.rows .chips').allInnerTexts();
        expect(why[0]).toMatch(/Pour votre prochaine action/);
        expect(why.join()).toMatch(/Obligation à venir, article/);
      });
    });

    it('follows the level of the header where nothing else says one', async () => {
      await on(ADDRESS, async (page) => {
        await page.locator('.rows h3').first().waitFor();
        await page.getByRole('combobox', { name: 'Mon palier' }).selectOption('expert');
        await page.locator('.given').getByText('Expert').waitFor();
        expect(await page.locator('.rows .chips').first().innerText()).toMatch(/Niveau Expert/);
      });
    });

    it('stays when the network goes, and starts afresh from what it cannot read', async () => {
      await on(ADDRESS, async (page) => {
        await page.locator('.rows h3').first().waitFor();
        await page.context().setOffline(true);
        await page.getByRole('combobox', { name: 'Mon palier' }).selectOption('intermediate');
        await page.locator('.given').getByText('Initié').waitFor();
        expect(await page.locator('.rows h3').count()).toBeGreaterThan(0);
        await page.context().setOffline(false);
        await keep(page, { 'palier.applicability': 'x', 'palier.assessment': { version: 9 } });
        expect(await page.locator('.given').innerText()).toContain('Pas encore connu');
      });
    });

    it('says that the lists did not come, and tries again', async () => {
      await on('/outils/', async (page) => {
        await page.route('**/ressources/lots/**', (route) => route.fulfill({ status: 503, body: '' }));
        await page.goto(hub.url + ADDRESS);
        await page.getByText('ne sont pas arrivées').waitFor();
        await page.unroute('**/ressources/lots/**');
        await page.getByRole('button', { name: 'Réessayer' }).click();
        await page.locator('.rows h3').first().waitFor();
      });
    });
  });
}
