import type { Browser, Page, Route } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage, visit } from './lib/browser.ts';
import { read } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { faultsInLightAndDark } from './lib/readable.ts';
import type { Site } from './lib/site.ts';

/** The search as a person meets it, in Chromium, on the starter corpus: the box of every header, the page of results. */

let hub: Hub;
let browser: Browser;

const TELEPHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Opens an address, does something, and checks that nothing went wrong in the page meanwhile. */
const on = (address: string, act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}) =>
  onPage(browser, hub.url + address, act, options);

const box = (page: Page) => page.getByRole('combobox', { name: 'Rechercher dans le site' });
const options = (page: Page) => page.getByRole('listbox').getByRole('option');
/** Words of the option that is active; null while none is. */
const active = (page: Page) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    const option = id ? document.getElementById(id) : null;
    return option?.getAttribute('aria-selected') === 'true' ? option.querySelector('.name')!.textContent : null;
  });

/** Types in the box as a person does, once it is there. */
async function type(page: Page, words: string): Promise<void> {
  const field = page.locator('.find input');
  await field.focus();
  await page.locator('.find input[role=combobox]').waitFor();
  await field.fill(words);
}

const hit = (type: string, n: number) => ({
  id: `${type}-${n}`,
  type,
  locale: 'fr',
  url: `/${type}-${n}/`,
  title: `${type} ${n}`,
  aliases: [],
  extract: 'Une ligne.',
  section: null,
  maturity: type === 'resource' ? 'novice' : null,
  kind: null,
  language: 'fr',
});

/** Answers the search in the place of the server. */
async function answering(page: Page, answer: (q: string) => { hits: ReturnType<typeof hit>[]; delay?: number }) {
  await page.route('**/search', async (route) => {
    const { q } = route.request().postDataJSON() as { q: string };
    const { hits, delay = 0 } = answer(q);
    await new Promise((done) => setTimeout(done, delay));
    const body = { engine: 'meilisearch', total: hits.length, hits, facets: null, corrected: null };
    // The page may have given it up.
    await route.fulfill({ json: body }).catch(() => undefined);
  });
}

const down = (route: Route) => route.fulfill({ status: 503, body: '{}' });

/** Number of results that the page says. */
const total = async (page: Page) =>
  Number((await page.locator('.found [role=status]').innerText()).replace(/\D/g, '') || -1);

export function searchSuite(site: () => Site): void {
  beforeAll(() => void ({ hub, browser } = site()));

  describe('the search box of the header', () => {
    it('is loaded when it is reached, and leads from / to a page by the keyboard alone', async () => {
      await on('/', async (page) => {
        const loaded = () =>
          page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /search-box/.test(name)));
        expect(await loaded()).toBe(false);
        await page.keyboard.press('/');
        await box(page).waitFor();
        expect(await loaded()).toBe(true);
        await page.keyboard.type('sauvegarde');
        await options(page).first().waitFor();
        expect(await box(page).inputValue()).toBe('sauvegarde');
        expect(await box(page).getAttribute('aria-expanded')).toBe('true');
        await page
          .getByRole('status')
          .filter({ hasText: /^\d+ résultats/ })
          .waitFor();
        await page.keyboard.press('ArrowDown');
        const chosen = await active(page);
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/ressources\/[^/]+\/$/);
        const title = await page.getByRole('heading', { level: 1 }).innerText();
        expect(title.replace(/\s/g, ' ')).toBe(chosen?.replace(/\s/g, ' '));
      });
    });

    it('opens with Ctrl K too; / is a sign like others in a field, and can be refused', async () => {
      await on('/glossaire/', async (page) => {
        const filter = page.getByRole('searchbox', { name: 'Chercher un terme' });
        await filter.focus();
        await page.keyboard.press('/');
        expect(await filter.inputValue()).toBe('/');
        await page.keyboard.press('Control+k');
        await box(page).waitFor();
        expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
        await page.goto(`${hub.url}/recherche/`);
        await page.keyboard.press('/');
        expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q');
        await page.getByLabel('Ouvrir la recherche avec la touche /').uncheck();
        await page.goto(`${hub.url}/glossaire/`);
        await page.keyboard.press('/');
        expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      });
    });

    it('is gone through by the arrows, round and round, and left by Escape', async () => {
      await on('/', async (page) => {
        await answering(page, () => ({ hits: [hit('resource', 1), hit('topic', 1)] }));
        await type(page, 'tls');
        await options(page).first().waitFor();
        expect(await active(page)).toBeNull();
        const seen: (string | null)[] = [];
        for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
          await page.keyboard.press(key);
          seen.push(await active(page));
        }
        const all = 'Tous les résultats (2)';
        expect(seen).toEqual([all, 'resource 1', 'topic 1', all, 'resource 1', all]);
        // Home and End stay keys of the text.
        await page.keyboard.press('Home');
        expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).selectionStart)).toBe(0);
        expect(await active(page)).toBe(all);
        await page.keyboard.press('Escape');
        expect(await box(page).getAttribute('aria-expanded')).toBe('false');
        expect(await options(page).count()).toBe(0);
        expect(await box(page).inputValue()).toBe('tls');
        await page.keyboard.press('ArrowDown');
        await options(page).first().waitFor();
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        expect(await box(page).inputValue()).toBe('');
        // Tab leaves the list behind; Enter without a choice leads to the page of results.
        await type(page, 'tls');
        await options(page).first().waitFor();
        await page.keyboard.press('Tab');
        expect(await options(page).count()).toBe(0);
        await box(page).focus();
        await page.keyboard.press('Enter');
        await page.waitForURL('**/recherche/?q=tls');
      });
    });

    it('groups what it finds by type, in the order of the best of each, and shows no more than a few of each', async () => {
      await on('/', async (page) => {
        const many = (type: string) => [1, 2, 3, 4, 5, 6].map((n) => hit(type, n));
        await answering(page, () => ({
          hits: [hit('glossary-term', 0), ...many('resource'), ...many('organisation')],
        }));
        await type(page, 'essai');
        await options(page).first().waitFor();
        const groups = await page
          .getByRole('listbox')
          .getByRole('group')
          .evaluateAll((all) =>
            all.map((group) => [group.getAttribute('aria-label'), group.querySelectorAll('[role=option]').length]),
          );
        expect(groups).toEqual([
          ['Glossaire', 1],
          ['Ressources', 5],
          ['Organisations', 3],
        ]);
        expect(await page.getByRole('option', { name: /resource 1 Novice/ }).count()).toBe(1);
        expect(await options(page).last().getAttribute('href')).toBe(`${hub.url}/recherche/?q=essai`);
      });
    });

    it('never shows the answer to an earlier question', async () => {
      await on('/', async (page) => {
        await answering(page, (q) =>
          q === 'lent' ? { hits: [hit('topic', 1)], delay: 500 } : { hits: [hit('resource', 2)] },
        );
        const slow = page.waitForRequest('**/search');
        await type(page, 'lent');
        await slow;
        await type(page, 'vif');
        await page.getByRole('option', { name: /resource 2/ }).waitFor();
        await page.waitForTimeout(700);
        expect(await page.getByRole('option', { name: /topic 1/ }).count()).toBe(0);
        expect(await page.getByRole('option', { name: /resource 2/ }).count()).toBe(1);
      });
    });

    it('answers at once what a term means, and a question that a page answers', async () => {
      await on('/', async (page) => {
        const answer = page.getByRole('group', { name: 'Réponse' }).getByRole('option');
        await type(page, 'MFA');
        await answer.waitFor();
        expect(await answer.innerText()).toMatch(/^MFA[\s\S]+preuves/);
        expect(await answer.getAttribute('href')).toBe('/glossaire/mfa/');
        expect(await page.locator('a[role=option][href="/glossaire/mfa/"]').count()).toBe(1);
        await type(page, 'Suis-je concernée par NIS2 ?');
        await page.locator('.direct[href="/ressources/guide-premiers-pas-nis-2/"]').waitFor();
        expect(await answer.innerText()).toContain('suis-je concerné, et par quoi commencer');
      });
    });

    it('without result, says so and offers ways on', async () => {
      await on('/', async (page) => {
        await type(page, 'xyzzyplugh');
        await page.locator('.finder .notes').filter({ hasText: 'Aucun résultat' }).waitFor();
        const ways = await options(page).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
        expect(ways).toEqual([`${hub.url}/recherche/?q=xyzzyplugh`, '/glossaire/']);
        await page.getByRole('status').filter({ hasText: 'Aucun résultat' }).waitFor();
      });
    });

    it('answers from Pagefind when the server does not, says so, and comes back by itself', async () => {
      // Under the policy of a page for reading: the engine is WebAssembly, in a worker.
      await on('/a-propos/', async (page) => {
        await page.clock.install();
        await page.route('**/search', down);
        await type(page, 'hameçonnage');
        await page.clock.runFor(100);
        await page.locator('.finder').getByText('Recherche de secours').waitFor();
        expect(await page.getByRole('option', { name: /hameçonnage/i }).count()).toBeGreaterThan(0);
        await page.unroute('**/search');
        await page.clock.runFor(31_000);
        await type(page, 'sauvegarde');
        await page.clock.runFor(100);
        await page
          .getByRole('option', { name: /sauvegard/i })
          .first()
          .waitFor();
        expect(await page.locator('.finder').getByText('Recherche de secours').count()).toBe(0);
      });
    });

    it('is accessible when it is open, light and dark, in colours that the reader forces, and fits a telephone', async () => {
      await on(
        '/',
        async (page) => {
          const before = await page.locator('h1').boundingBox();
          await type(page, 'mfa');
          await page.getByRole('group', { name: 'Réponse' }).waitFor();
          await page.keyboard.press('ArrowDown');
          const sizes = await page.evaluate(() => {
            const { left, width, bottom } = document.querySelector('.finder')!.getBoundingClientRect();
            return { left, width, below: bottom > innerHeight, page: document.documentElement.scrollWidth };
          });
          expect(sizes).toEqual({ left: 0, width: 390, below: false, page: 390 });
          expect(await page.locator('h1').boundingBox()).toEqual(before);
          await page.emulateMedia({ forcedColors: 'active' });
          const outline = await page
            .locator('[aria-selected=true]')
            .evaluate((option) => getComputedStyle(option).outlineStyle);
          expect(outline).toBe('solid');
          await page.emulateMedia({ forcedColors: 'none' });
          await page.setViewportSize({ width: 1280, height: 900 });
          expect(await faultsInLightAndDark(page, 'header')).toEqual([]);
        },
        TELEPHONE,
      );
    });
  });

  describe('the page of results', () => {
    it('answers from Meilisearch, from the keyboard, with the words in the address', async () => {
      await on('/recherche/', async (page) => {
        await page.getByRole('searchbox').fill('sauvegarde');
        await page.keyboard.press('Enter');
        await page
          .locator('.rows .name a', { hasText: /sauvegard/i })
          .first()
          .waitFor();
        expect(new URL(page.url()).searchParams.get('q')).toBe('sauvegarde');
        expect(await page.title()).toBe('sauvegarde · Recherche · Palier');
        expect(await page.locator('.rows mark').count()).toBeGreaterThan(0);
        expect(await page.getByText('Recherche de secours').count()).toBe(0);
      });
    });

    it('answers from Pagefind when Meilisearch is down, says so, without counts', async () => {
      await hub.stopPart('meilisearch');
      await on('/recherche/?q=sauvegarde', async (page) => {
        await page
          .locator('.rows .name a', { hasText: /sauvegard/i })
          .first()
          .waitFor();
        await page.getByText('Recherche de secours').waitFor();
        expect(await page.locator('.filters .n').count()).toBe(0);
        await page.getByRole('checkbox', { name: 'Novice' }).check();
        await page.waitForFunction(
          () =>
            document.querySelectorAll('.rows .level').length > 0 && !document.querySelector('.rows .level:not(.l1)'),
        );
      });
      await hub.startPart('meilisearch');
    });

    it('filters: what a box promises is what it leaves, the address says it, and back undoes it', async () => {
      await on('/recherche/?q=sauvegarde', async (page) => {
        await page.locator('.rows > li').first().waitFor();
        const all = await total(page);
        const level = (name: string) => page.locator('label.box').filter({ hasText: name });
        const promised = async (name: string) => Number(await level(name).locator('.n').innerText());
        const [novice, expert] = [await promised('Novice'), await promised('Expert')];
        await level('Novice').locator('input').check();
        await page.waitForURL(/maturity=novice/);
        await page.waitForFunction(
          (n) => document.querySelector('.found [role=status]')!.textContent.startsWith(`${n} `),
          novice,
        );
        expect(await page.locator('.rows .level:not(.l1)').count()).toBe(0);
        expect(await promised('Expert')).toBe(expert);
        await level('Expert').locator('input').check();
        await page.waitForURL(/maturity=novice&maturity=expert/);
        await page.waitForFunction(
          (n) => document.querySelector('.found [role=status]')!.textContent.startsWith(`${n} `),
          novice + expert,
        );
        await page.goBack();
        await page.goBack();
        await page.waitForFunction(
          (n) => document.querySelector('.found [role=status]')!.textContent.startsWith(`${n} `),
          all,
        );
        expect(await level('Novice').locator('input').isChecked()).toBe(false);
        expect(new URL(page.url()).search).toBe('?q=sauvegarde');
      });
    });

    it('opens as it was shared, ignores what means nothing, and takes filters back one by one', async () => {
      await on('/recherche/?maturity=novice&kind=guide&kind=inconnu&topic=hygiene&sort=newest&x=1', async (page) => {
        await page.locator('.rows > li').first().waitFor();
        for (const name of ['Novice', 'Guide'])
          expect(await page.getByRole('checkbox', { name, exact: false }).first().isChecked(), name).toBe(true);
        expect(await page.getByLabel('Ranger').inputValue()).toBe('newest');
        const some = await total(page);
        await page.getByRole('button', { name: 'Retirer le filtre Guide' }).click();
        await page.waitForURL((url) => !url.search.includes('kind='));
        await page.waitForFunction(
          (n) => !document.querySelector('.found [role=status]')!.textContent.startsWith(`${n} `),
          some,
        );
        expect(await total(page)).toBeGreaterThan(some);
      });
    });

    it('leads to the section that matches', async () => {
      await on('/recherche/?q=débrancher câble réseau', async (page) => {
        const place = page.locator('.rows .place a').first();
        await place.waitFor();
        expect(await place.innerText()).toMatch(/^Dans\s: \S/);
        await place.click();
        await page.waitForURL(/#.+/);
        const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
        expect(await page.locator(`[id="${id}"]`).count()).toBe(1);
      });
    });

    it('shows more, and goes on where it was', async () => {
      await on('/recherche/?type=resource', async (page) => {
        await page.locator('.rows > li').nth(19).waitFor();
        await page.getByRole('button', { name: 'Afficher la suite' }).click();
        await page.locator('.rows > li').nth(39).waitFor();
        const place = await page.evaluate(() => {
          const row = document.activeElement!.closest('li')!;
          return Array.from(row.parentElement!.children).indexOf(row);
        });
        expect(place).toBe(20);
        expect(
          new Set(await page.locator('.rows .name a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))))
            .size,
        ).toBe(40);
      });
    });

    it('puts the reader’s level a little before the others, and says so', async () => {
      await on('/recherche/?q=incident', async (page) => {
        await page.locator('.rows > li').first().waitFor();
        const asked = page.waitForRequest('**/search');
        await page.getByLabel('Mon palier').selectOption('expert');
        expect(((await asked).postDataJSON() as { lens: string }).lens).toBe('expert');
        await page.getByText('Votre palier, Expert, passe un peu avant les autres.').waitFor();
      });
    });

    it('without result, offers the same words without filters, terms that are near, and the lists', async () => {
      await on('/recherche/?q=rançonnageable&kind=video', async (page) => {
        await page.getByRole('status').filter({ hasText: /aucun/i }).waitFor();
        await page.locator('main a', { hasText: 'Rançongiciel' }).waitFor();
        expect(await page.locator('main .notice a[href="/ressources/"]').count()).toBe(1);
        expect(await page.locator('main .notice a[href="/glossaire/"]').count()).toBe(1);
        await page.getByRole('button', { name: /sans filtre/ }).click();
        await page.waitForURL((url) => url.searchParams.get('kind') === null);
        expect(new URL(page.url()).searchParams.get('q')).toBe('rançonnageable');
      });
    });

    it('says when no engine answers, and tries again when it is asked to', async () => {
      const { page, close } = await visit(browser, `${hub.url}/recherche/`);
      await page.route('**/search', down);
      await page.route('**/pagefind/**', (route) => route.abort());
      await page.getByRole('searchbox').fill('sauvegarde');
      await page.getByText('La recherche ne répond pas').waitFor();
      await page.unroute('**/pagefind/**');
      await page.getByRole('button', { name: 'Réessayer' }).click();
      await page.locator('.rows > li').first().waitFor();
      await close();
    });

    it('answers at once what a term means; is accessible with its results and its filters, light and dark', async () => {
      await on('/recherche/?q=mfa', async (page) => {
        const answer = page.getByRole('region', { name: 'Réponse' });
        await answer.waitFor();
        expect(await answer.getByRole('link').getAttribute('href')).toBe('/glossaire/mfa/');
        expect(await page.locator('.rows a[href="/glossaire/mfa/"]').count()).toBe(0);
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
        await page.getByRole('checkbox', { name: /^Novice/ }).check();
        await answer.waitFor({ state: 'detached' });
        await page.getByRole('button', { name: 'Retirer le filtre Novice' }).waitFor();
        expect(await faultsInLightAndDark(page, '.found')).toEqual([]);
      });
    });

    it('on a telephone, filters open over the results, and nothing is wider than the screen', async () => {
      await on(
        '/recherche/?q=incident&maturity=novice',
        async (page) => {
          await page.locator('.rows > li').first().waitFor();
          await page.getByRole('button', { name: 'Filtres (1)' }).tap();
          await page.getByRole('checkbox', { name: /^Guide/ }).tap();
          const close = page.getByRole('button', { name: /^Voir les résultats \(\d+\)$/ });
          await page.waitForURL(/kind=guide/);
          await close.tap();
          await page.getByRole('button', { name: 'Filtres (2)' }).waitFor();
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        },
        TELEPHONE,
      );
    });

    it('without JavaScript, leads to the lists, and shows nothing that does not work', async () => {
      await on(
        '/recherche/',
        async (page) => {
          expect(await page.locator('main a[href="/ressources/"]').count()).toBeGreaterThan(0);
          expect(await page.locator('main input:visible').count()).toBe(0);
          expect((await read(hub, '/recherche/')).status).toBe(200);
        },
        { javaScriptEnabled: false },
      );
    });
  });
}
