import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage, visit } from './lib/browser.ts';
import { read, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import type { Site } from './lib/site.ts';

/** What readers do with the catalogue, the paths and their own list, in Chromium, on the starter corpus. */

let hub: Hub;
let browser: Browser;

const GUIDE = '/ressources/les-sept-premiers-gestes/';
const PATH = '/parcours/parcours-pme/';

/** Opens an address, does something, and checks that nothing went wrong in the page meanwhile. */
const on = (address: string, act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}) =>
  onPage(browser, hub.url + address, act, options);

const chooseLevel = (page: Page, level: string) => page.getByLabel(/Mon palier|My level/).selectOption(level);
const titles = (page: Page) => page.locator('main .rows .name a').allInnerTexts();
const ranks = (page: Page) =>
  page
    .locator('main .rows > li')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['rank'])));
const status = (page: Page) => page.locator('[data-status]').innerText();
const count = async (page: Page) => Number((await status(page)).replace(/\D/g, ''));

export function readingSuite(site: () => Site): void {
  beforeAll(() => void ({ hub, browser } = site()));

  describe('the catalogue', () => {
    it('filters by several facets at once without a page load, says how many are left, and keeps it in the address', async () => {
      await on('/ressources/', async (page) => {
        const all = await count(page);
        await page.evaluate(() => Object.assign(window, { sameDocument: true }));
        await page.getByRole('checkbox', { name: /Novice/ }).check();
        await page.waitForFunction(
          (n) => !document.querySelector('[data-status]')!.textContent.includes(String(n)),
          all,
        );
        const novice = await count(page);
        await page.getByRole('checkbox', { name: /^Fiche/ }).check();
        await page.waitForFunction(
          (n) => !document.querySelector('[data-status]')!.textContent.includes(String(n)),
          novice,
        );
        const both = await count(page);
        expect(novice).toBeLessThan(all);
        expect(both).toBeGreaterThan(0);
        expect(both).toBeLessThan(novice);
        expect(new Set(await ranks(page))).toEqual(new Set([1]));
        expect(page.url()).toMatch(/\?niveau=novice&nature=sheet$/);
        expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
      });
    });

    it('on a telephone, filters open over the list, say how many are left, and close on it', async () => {
      const options = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
      await on(
        '/ressources/',
        async (page) => {
          const novice = page.getByRole('checkbox', { name: /Novice/ });
          expect(await novice.isVisible()).toBe(false);
          await page.getByRole('button', { name: 'Filtres' }).tap();
          await novice.tap();
          const close = page.getByRole('button', { name: /^Voir les résultats \(\d+\)$/ });
          await close.waitFor();
          expect(await close.innerText()).toContain(`(${await count(page)})`);
          await close.tap();
          expect(await novice.isVisible()).toBe(false);
          expect(new Set(await ranks(page))).toEqual(new Set([1]));
        },
        options,
      );
    });

    it('counts follow the other choices: what a box promises is what it leaves', async () => {
      await on('/ressources/?niveau=expert', async (page) => {
        await page.waitForFunction(() => !document.querySelector('[data-clear]')!.hasAttribute('hidden'));
        const box = page.locator('[data-facet=topic] label.box').filter({ hasText: 'Réseau' });
        const promised = Number(await box.locator('.n').innerText());
        const before = await count(page);
        await box.locator('input').check();
        await page.waitForFunction(
          (n) => !document.querySelector('[data-status]')!.textContent.includes(String(n)),
          before,
        );
        expect(await count(page)).toBe(promised);
      });
    });

    it('goes back one choice with the back button, and opens as it was shared', async () => {
      await on('/ressources/', async (page) => {
        await page.getByRole('checkbox', { name: /Expert/ }).check();
        await page.waitForURL(/niveau=expert/);
        const shared = page.url();
        await page.goBack();
        await page.waitForFunction(() => location.search === '');
        expect(await page.getByRole('checkbox', { name: /Expert/ }).isChecked()).toBe(false);
        await page.goto(shared);
        await page.waitForFunction(() => document.querySelectorAll('.rows > li:not([data-rank="4"])').length === 0);
        expect(await page.getByRole('checkbox', { name: /Expert/ }).isChecked()).toBe(true);
      });
    });

    it('finds words without their accents, orders by title, and says when nothing answers', async () => {
      await on('/ressources/', async (page) => {
        const words = page.getByLabel('Mots du titre ou du résumé');
        await words.fill('hameconnage');
        await page.waitForFunction(() => location.search.includes('q=hameconnage'));
        await page
          .locator('.rows .name a', { hasText: /hameçonnage/i })
          .first()
          .waitFor();
        await page.getByLabel('Ranger').selectOption('title');
        await page.waitForURL(/tri=title/);
        const found = await titles(page);
        expect(found).toEqual(found.toSorted(new Intl.Collator('fr', { numeric: true }).compare));
        await words.fill('xyzzyplugh');
        await page.getByText('Aucune ressource ne répond').waitFor();
        await page.getByRole('button', { name: 'Effacer mes choix' }).click();
        await page.waitForFunction(() => document.querySelectorAll('.rows > li').length > 10);
      });
    });

    it('is used by the keyboard alone', async () => {
      await on('/ressources/', async (page) => {
        await page.getByLabel('Mots du titre ou du résumé').focus();
        for (let n = 0; n < 2; n += 1) await page.keyboard.press('Tab');
        expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('novice');
        await page.keyboard.press('Space');
        await page.waitForURL(/niveau=novice/);
      });
    });

    it('without JavaScript, every value of every facet leads to a list', async () => {
      await on(
        '/ressources/',
        async (page) => {
          const links = await page.locator('a.box').evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
          expect(links.length).toBeGreaterThan(60);
          for (const link of links) expect((await read(hub, link)).status, link).toBe(200);
          await page.locator('a.box', { hasText: 'Novice' }).click();
          expect(new URL(page.url()).pathname).toBe('/ressources/niveau/novice/');
          expect(new Set(await ranks(page))).toEqual(new Set([1]));
        },
        { javaScriptEnabled: false },
      );
    });

    it('keeps what it shows, and says so, when the whole list cannot be loaded', async () => {
      const { page, close } = await visit(browser, `${hub.url}/ressources/`);
      await page.route('**/lots/*', (route) => route.abort());
      const before = await titles(page);
      await page.getByRole('checkbox', { name: /Novice/ }).check();
      await page.getByText('n’a pas pu être chargée').waitFor();
      expect(await titles(page)).toEqual(before);
      await page.unroute('**/lots/*');
      await page.getByRole('button', { name: 'Réessayer' }).click();
      await page.waitForFunction(() => document.querySelectorAll('.rows > li:not([data-rank="1"])').length === 0);
      await close();
    });
  });

  describe('the level of the reader', () => {
    it('orders lists, says how far each is, hides nothing, and follows from page to page', async () => {
      await on('/ressources/', async (page) => {
        const before = (await titles(page)).toSorted();
        await chooseLevel(page, 'expert');
        await page.goto(`${hub.url}/ressources/page/1/`);
        const order = (await ranks(page)).map((rank) => Math.abs(rank - 4));
        expect(order).toEqual(order.toSorted());
        expect(await page.locator('.distance', { hasText: 'à votre palier' }).count()).toBeGreaterThan(0);
        await page.goto(`${hub.url}/ressources/`);
        expect((await titles(page)).toSorted()).toEqual(before);
        await chooseLevel(page, '');
        expect(await page.locator('.distance:not(:empty)').count()).toBe(0);
      });
    });

    it('is in place before anything is shown: the first frame has the right order', async () => {
      const context = await browser.newContext();
      await context.addInitScript(() => localStorage.setItem('palier.level', 'novice'));
      const page = await context.newPage();
      // Without a single file of script, only what stands in the page can have ordered it.
      await page.route('**/_astro/*.js', (route) => route.abort());
      await page.goto(`${hub.url}/ressources/page/1/`);
      const order = (await ranks(page)).map((rank) => Math.abs(rank - 1));
      expect(order).toEqual(order.toSorted());
      expect(await page.evaluate(() => document.documentElement.dataset['level'])).toBe('1');
      await context.close();
    });

    it('changes what the home page proposes first', async () => {
      await on('/', async (page) => {
        expect(await page.getByRole('heading', { name: 'À lire en premier, palier Novice' }).isVisible()).toBe(true);
        await chooseLevel(page, 'expert');
        expect(await page.getByRole('heading', { name: 'À lire en premier, palier Expert' }).isVisible()).toBe(true);
        expect(await page.getByRole('heading', { name: 'À lire en premier, palier Novice' }).isVisible()).toBe(false);
      });
    });

    it('is said to who does not see the page', async () => {
      await on('/en/', async (page) => {
        await chooseLevel(page, 'advanced');
        expect(await page.locator('[data-lens-said]').innerText()).toContain('Advanced');
      });
    });
  });

  describe('a resource', () => {
    it('is three clicks away from the home page for who is starting out', async () => {
      await on('/', async (page) => {
        await page.getByRole('link', { name: 'Les ressources pour débuter' }).click();
        await page.locator('main .rows .name a', { hasText: 'NIS 2 en dix minutes' }).click();
        expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('NIS 2 en dix minutes');
      });
    });

    it('explains a term where it is used, by the keyboard, without a script', async () => {
      await on(
        GUIDE,
        async (page) => {
          const term = page.locator('.prose .term').first();
          await term.focus();
          await page.keyboard.press('Enter');
          const definition = page.locator('.definition:popover-open');
          await definition.waitFor();
          expect((await definition.innerText()).length).toBeGreaterThan(30);
          await page.keyboard.press('Escape');
          await definition.waitFor({ state: 'hidden' });
        },
        { javaScriptEnabled: false },
      );
    });

    it('shows the definitions to novices by default, to others when they ask', async () => {
      await on('/ressources/journaliser-utile/', async (page) => {
        const words = page.locator('details.words');
        expect(await words.getAttribute('open')).toBeNull();
        await chooseLevel(page, 'novice');
        expect(await words.getAttribute('open')).not.toBeNull();
      });
    });

    it('is cited, as text and as BibTeX, and copied', async () => {
      await on(
        GUIDE,
        async (page) => {
          await page.getByText('Citer', { exact: true }).click();
          expect(await page.locator('#cite-text').innerText()).toContain('Les sept premiers gestes');
          await page.locator('[data-copy=cite-bibtex]').click();
          await page.getByText('Copié').waitFor();
          expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
            /^@misc\{les-sept-premiers-gestes,/,
          );
        },
        { permissions: ['clipboard-read', 'clipboard-write'] },
      );
    });

    it('in French only is reached from its English address', async () => {
      await on('/en/resources/nis-2-en-dix-minutes/', async (page) => {
        expect(new URL(page.url()).pathname).toBe('/ressources/nis-2-en-dix-minutes/');
      });
    });

    it('has an image for shared links, of the size that it says', async () => {
      const { text } = await read(hub, GUIDE);
      const image = /<meta property="og:image" content="[^"]*(\/og\/[0-9a-f]+\.png)"/.exec(text)?.[1];
      await until('the image', async () => (await read(hub, image!)).status === 200, 120_000);
      const { body, headers } = await read(hub, image!);
      expect([body.readUInt32BE(16), body.readUInt32BE(20)]).toEqual([1200, 630]);
      expect(headers['content-type']).toBe('image/png');
    });
  });

  describe('the opinion of a reader', () => {
    it('is taken in without an account, and without leaving the page', async () => {
      await on(GUIDE, async (page) => {
        await page.getByRole('button', { name: 'Oui', exact: true }).click();
        await page.getByText('Merci, c’est noté.').waitFor();
        expect(new URL(page.url()).pathname).toBe(GUIDE);
      });
    });

    it('is taken in without JavaScript, and thanked for', async () => {
      await on(
        PATH,
        async (page) => {
          await page.getByText('Signaler un problème').click();
          await page.getByLabel('Ce qui ne va pas').fill('Le lien de l’étape 3 ne mène nulle part.');
          await page.getByRole('button', { name: 'Envoyer' }).click();
          await page.waitForURL(`${hub.url}/merci/`);
        },
        { javaScriptEnabled: false },
      );
    });

    it('that cannot be sent is said so, and can be sent again', async () => {
      const { page, close } = await visit(browser, hub.url + GUIDE);
      await page.route('**/api/feedback', (route) => route.abort());
      await page.getByRole('button', { name: 'Non', exact: true }).click();
      await page.getByText('L’envoi n’a pas abouti.').waitFor();
      expect(await page.getByRole('button', { name: 'Non', exact: true }).isEnabled()).toBe(true);
      await close();
    });
  });

  describe('a learning path', () => {
    it('keeps the steps done in the browser, resumes at the first one left, and starts again', async () => {
      await on(PATH, async (page) => {
        const boxes = page.getByRole('checkbox', { name: 'Fait' });
        await page.getByRole('link', { name: /^Commencer\s: / }).waitFor();
        await boxes.nth(0).check();
        await boxes.nth(1).check();
        await page.reload();
        expect(await boxes.nth(1).isChecked()).toBe(true);
        expect(await page.locator('.progress [role=status]').innerText()).toMatch(/^2 sur \d+ faites/);
        await page.getByRole('link', { name: /^Reprendre\s: / }).click();
        const third = await page.locator('.stairway > li').nth(2).getAttribute('id');
        expect(new URL(page.url()).hash).toBe(`#${third}`);
        await page.goto(`${hub.url}/parcours/`);
        await page.getByText(/2 sur \d+ faites/).waitFor();
        await page.goto(hub.url + PATH);
        await page.getByRole('button', { name: 'Recommencer' }).click();
        expect(await boxes.nth(0).isChecked()).toBe(false);
      });
    });

    it('for the smallest structures comes first', async () => {
      for (const address of ['/', '/parcours/'])
        await on(address, async (page) => {
          const first = page.locator(`main a[href^="/parcours/"]:not([href="/parcours/"])`).first();
          expect(await first.getAttribute('href'), address).toBe(PATH);
        });
    });

    it('gives its progress as a file', async () => {
      await on(PATH, async (page) => {
        await page.getByRole('checkbox', { name: 'Fait' }).first().check();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Télécharger ma progression' }).click(),
        ]);
        expect(download.suggestedFilename()).toBe('palier-parcours-pme.json');
        const chunks: Buffer[] = [];
        for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
        const { steps } = JSON.parse(Buffer.concat(chunks).toString()) as { steps: { step: string; done: boolean }[] };
        expect(steps.filter(({ done }) => done)).toHaveLength(1);
        expect(steps.every(({ step }) => step.length > 0)).toBe(true);
      });
    });

    it('is read without JavaScript, every step with its words', async () => {
      await on(
        PATH,
        async (page) => {
          expect(await page.locator('.stairway > li').count()).toBeGreaterThanOrEqual(10);
          expect(await page.locator('.js-only:visible').count()).toBe(0);
        },
        { javaScriptEnabled: false },
      );
    });
  });

  describe('the reader’s own list', () => {
    it('keeps pages, is shared by a link that holds it, and is taken over by who receives it', async () => {
      let link = '';
      await on(GUIDE, async (page) => {
        await page.getByRole('button', { name: 'Garder dans ma liste' }).click();
        await page.goto(hub.url + PATH);
        await page.getByRole('button', { name: 'Garder dans ma liste' }).click();
        await page.goto(`${hub.url}/ma-liste/`);
        await page.getByText('2 pages').waitFor();
        expect(await titles(page)).toHaveLength(2);
        link = await page.locator('#list-link').innerText();
        await page
          .getByRole('button', { name: /^Retirer/ })
          .first()
          .click();
        await page.getByText('1 page').waitFor();
      });
      await on(link.slice(hub.url.length), async (page) => {
        await page.getByText('partagée par un lien').waitFor();
        expect(await titles(page)).toHaveLength(2);
        await page.getByRole('button', { name: 'L’ajouter à la mienne' }).click();
        await page.reload();
        await page.getByText('2 pages').waitFor();
      });
    });

    it('takes nothing from a link that is no list, and shows nothing of what is not published', async () => {
      await on('/ma-liste/#javascript:alert(1),%2F%2Fevil.example,ressources/inconnue', async (page) => {
        await page.getByText('Plus publiées : 1.').waitFor();
        expect(await page.locator('main .rows a').count()).toBe(0);
      });
    });
  });

  describe('the glossary and the directory', () => {
    it('find a term by its English name, as one types', async () => {
      await on('/glossaire/', async (page) => {
        await page.getByRole('searchbox', { name: 'Chercher un terme' }).fill('phishing');
        await page.locator('[data-item]:visible a', { hasText: 'Hameçonnage' }).first().waitFor();
        expect(await page.locator('[data-item]:visible').count()).toBeLessThan(10);
        await page.getByRole('searchbox', { name: 'Chercher un terme' }).fill('xyzzy');
        await page.getByText('Aucun terme.').waitFor();
      });
    });

    it('say where a term is used', async () => {
      const { text } = await read(hub, '/glossaire/mfa/');
      expect(text).toContain(`href="${GUIDE}"`);
    });

    it('draw the links of an organisation, and say the same in words', async () => {
      await on('/organisations/anssi/', async (page) => {
        const drawn = await page.locator('.graph text:not(.self)').allInnerTexts();
        const listed = await page.locator('dl.links a').allInnerTexts();
        expect(drawn.length).toBeGreaterThan(1);
        expect(listed.length).toBeGreaterThanOrEqual(drawn.length);
      });
    });

    it('list organisations of one kind', async () => {
      await on('/organisations/', async (page) => {
        const all = await page.locator('[data-item]:visible').count();
        await page.getByLabel('Nature ou mot-clé').selectOption({ index: 1 });
        const some = await page.locator('[data-item]:visible').count();
        expect(some).toBeGreaterThan(0);
        expect(some).toBeLessThan(all);
      });
    });
  });

  describe('a printed page', () => {
    it('holds the text and the definitions, and no control', async () => {
      await on(GUIDE, async (page) => {
        await page.emulateMedia({ media: 'print' });
        expect(
          await page
            .locator('.top .find, .tools, .feedback, .toc')
            .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
        ).toBe(0);
        expect(await page.locator('.prose').isVisible()).toBe(true);
        expect((await page.pdf()).length).toBeGreaterThan(20_000);
      });
    });
  });
}
