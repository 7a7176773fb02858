import { join } from 'node:path';
import { LIVE_PAGES } from '@palier/model';
import Database from 'better-sqlite3';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hitsOf, read, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { mailTo } from './lib/mails.ts';
import { hindrancesAt } from './lib/readable.ts';
import type { Site } from './lib/site.ts';

const TITLE = 'Combien de copies faut-il garder hors du bâtiment ?';
const BODY = 'Nous en avons **une**.\n\n- un disque\n- une armoire\n\n> Est-ce assez ?';

/** A question from its first word to its chosen answer, as a newcomer, a moderator and a reader meet it. */
export function writingSuite(site: () => Site): void {
  describe('a question', () => {
    let hub: Hub;
    let browser: Browser;
    let newcomer: BrowserContext;
    let moderator: BrowserContext;
    let page: Page;
    /** Path of the question, once it is published. */
    let path: string;
    const complaints: string[] = [];

    const heading = (tab: Page) => tab.textContent('h1');
    const listen = (tab: Page) => {
      tab.on('pageerror', (error) => complaints.push(String(error)));
      tab.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
      });
      return tab;
    };

    async function signIn(email: string, pseudonym: string): Promise<BrowserContext> {
      const context = await browser.newContext({ locale: 'fr-FR' });
      const tab = await context.newPage();
      await tab.goto(`${hub.url}/connexion/`);
      await tab.fill('#email', email);
      await tab.click('main form button.button');
      await tab.fill('#code', (await mailTo(hub, email)).code);
      await tab.click('main form button.button');
      await tab.fill('#pseudonym', pseudonym);
      await tab.selectOption('#size', 'small');
      await tab.click('main form button.button');
      // Chromium sometimes never closes a page that is on its way to another.
      await tab.waitForURL((url) => !url.pathname.includes('/profil/'));
      await tab.close();
      return context;
    }

    beforeAll(async () => {
      ({ hub, browser } = site());
      newcomer = await signIn('nouvelle-venue@exemple.fr', 'Poirier 411');
      moderator = await signIn('relectrice@exemple.fr', 'Néflier 412');
      const database = new Database(join(hub.home, 'cms.db'), { timeout: 10_000 });
      database.prepare("UPDATE members SET role = 'moderator' WHERE email = ?").run('relectrice@exemple.fr');
      database.close();
      page = listen(await newcomer.newPage());
    });

    afterAll(async () => {
      await newcomer?.close();
      await moderator?.close();
    });

    it('finds what was answered before while it is written, and moves nothing on the page', async () => {
      await page.goto(`${hub.url}/questions/`);
      await page.click('main .tools a.button');
      expect(await heading(page)).toBe('Poser une question');
      await page.evaluate(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.fill('#title', 'Quels journaux garder ?');
      await page.waitForSelector('[data-similar] li a');
      expect(await page.getAttribute('[data-similar] li a', 'target')).toBe('_blank');
      expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
    });

    it('is shown as readers will see it without leaving the page, and kept as a draft when the page is left', async () => {
      await page.fill('#title', TITLE);
      await page.fill('#body', 'une copie');
      await page.locator('#body').selectText();
      await page.click('md-bold');
      expect(await page.inputValue('#body')).toBe('**une copie**');
      await page.fill('#body', BODY);
      await page.click('button[value=preview]');
      await page.waitForSelector('#preview .prose');
      expect(await page.innerHTML('#preview .prose')).toContain('<strong>une</strong>');
      await page.goto(`${hub.url}/`);
      await page.goto(`${hub.url}/poser-une-question/`);
      expect(await page.inputValue('#body')).toBe(BODY);
      expect(await page.inputValue('#title')).toBe(TITLE);
      expect(await page.isVisible('.draft')).toBe(true);
    });

    it('asks about what exposes its author: masked where they want, never put back by the draft', async () => {
      await page.fill('#body', `${BODY}\n\nNotre serveur est 10.20.30.40.`);
      await page.click('button[value=send]');
      expect(await page.textContent('.guard')).toContain('10.20.30.40');
      await page.click('button[value=mask]');
      await page.waitForSelector('#preview .prose');
      expect(await page.inputValue('#body')).toContain('Notre serveur est [adresse IP masquée].');
      expect(await page.innerHTML('#preview .prose')).toContain('[adresse IP masquée]');
    });

    it('of a newcomer waits: its author sees it, nobody else does', async () => {
      await page.fill('#body', BODY);
      await page.click('button[value=send]');
      await page.waitForURL('**/message/**');
      expect(await page.textContent('main [role=status]')).toContain('Un modérateur le relit');
      const mine = page.url();
      await page.goto(`${hub.url}/mon-espace/messages/`);
      expect(await page.textContent('main')).toContain('En attente');
      // The draft has done its work.
      await page.goto(`${hub.url}/poser-une-question/`);
      expect(await page.inputValue('#body')).toBe('');
      const stranger = await browser.newContext();
      const tab = await stranger.newPage();
      await tab.goto(mine);
      expect(await heading(tab)).toBe('Se connecter');
      await stranger.close();
      expect((await hitsOf(hub, 'copies hors du bâtiment')).filter((url) => url.includes('combien-de-copies'))).toEqual(
        [],
      );
    });

    it('is published once a moderator approves it, with the very text of the preview, and is found', async () => {
      const preview = await (async () => {
        await page.fill('#title', TITLE);
        await page.fill('#body', BODY);
        await page.click('button[value=preview]');
        await page.waitForSelector('#preview .prose');
        const made = await page.innerHTML('#preview .prose');
        await page.evaluate(() => localStorage.clear());
        return made;
      })();
      const tab = await moderator.newPage();
      await tab.goto(`${hub.url}/moderation/`);
      await tab.click(`article:has-text("${TITLE}") button[value=approve]`);
      path = '/questions/combien-de-copies-faut-il-garder-hors-du-batiment/';
      await until('the page of the question', async () => (await read(hub, path)).status === 200);
      await page.goto(hub.url + path);
      expect((await page.innerHTML('.question .prose')).trim()).toBe(preview.trim());
      expect(await page.textContent('.question .who')).toMatch(/Poirier 411\s+10 à 49 personnes/);
      await until('the question in the search', async () =>
        (await hitsOf(hub, 'copies hors du bâtiment')).some((url) => url.startsWith(path)),
      );
      await tab.close();
    });

    it('is answered and commented on without JavaScript', async () => {
      const plain = await browser.newContext({
        locale: 'fr-FR',
        javaScriptEnabled: false,
        storageState: await moderator.storageState(),
      });
      const tab = await plain.newPage();
      await tab.goto(hub.url + path);
      await tab.click('main .tools a.button');
      await tab.fill('#body', 'Une seule ne suffit pas : deux supports, et une copie ailleurs.');
      await tab.click('button[value=preview]');
      expect(await tab.textContent('#preview')).toContain('deux supports');
      await tab.click('button[value=send]');
      expect(await tab.textContent('main [role=status]')).toContain('publié');
      await until('the answer on the page', async () => (await read(hub, path)).text.includes('deux supports'));
      await tab.goto(hub.url + path);
      await tab.click('#reponse-1 .acts a:has-text("Commenter")');
      await tab.fill('#body', 'Ailleurs veut dire à plus de dix kilomètres.');
      await tab.click('button[value=send]');
      await until('the comment on the page', async () => (await read(hub, path)).text.includes('dix kilomètres'));
      await plain.close();
    });

    it('tells an open page that there is a new answer, not what is older, without a cookie, and moves nothing', async () => {
      const reader = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 800 } });
      const tab = listen(await reader.newPage());
      await tab.clock.install();
      // What a cache on the way may still answer.
      const before = { answers: [], updatedAt: '2026-01-01T00:00:00.000Z' };
      await tab.route('**/state.json', (route) => route.fulfill({ json: before }), { times: 1 });
      await tab.goto(hub.url + path);
      await tab.evaluate(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await tab.evaluate(() => document.querySelector('.news')!.scrollIntoView());
      const asked: { status: number; cookie: string | undefined }[] = [];
      tab.on('response', (response) => {
        if (response.url().endsWith('state.json'))
          asked.push({ status: response.status(), cookie: response.request().headers()['cookie'] });
      });
      await tab.clock.runFor(61_000);
      await until('a question to the hub', () => Promise.resolve(asked.length > 0));
      const other = await moderator.newPage();
      await other.goto(`${hub.url}${path}`);
      await other.click('main .tools a.button');
      await other.fill('#body', 'Et testez la copie chaque trimestre.');
      await other.click('button[value=send]');
      await other.waitForURL('**/message/**');
      for (const [file, text] of [
        [path, 'chaque trimestre'],
        [`${path}state.json`, '[1,2]'],
      ] as const)
        await until(`the second answer in ${file}`, async () => (await read(hub, file)).text.includes(text));
      await tab.clock.runFor(100_000);
      await tab.waitForSelector('.news a');
      expect(await tab.textContent('.news')).toContain('1 nouvelle réponse');
      expect(await tab.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
      expect(asked.map(({ cookie }) => cookie)).toEqual(asked.map(() => undefined));
      await tab.click('.news a');
      await tab.waitForSelector('#reponse-2');
      expect(new URL(tab.url()).hash).toBe('#reponse-2');
      await reader.close();
      await other.close();
    });

    it('gives a member their buttons: a vote, a choice, a way to be told', async () => {
      await page.goto(hub.url + path);
      const vote = page.locator('#reponse-1 button[data-on], #reponse-1 button.vote');
      await vote.waitFor();
      await vote.click();
      await page.waitForSelector('#reponse-1 button.vote[aria-pressed=true]');
      expect(await page.textContent('#reponse-1 .vote span[aria-hidden]')).toContain('1');
      // One's own question takes no vote of one's own.
      expect(await page.locator('.question button.vote').count()).toBe(0);
      await page.reload();
      await page.waitForSelector('#reponse-1 button.vote[aria-pressed=true]');
      await page.click('#reponse-1 .acts button:has-text("retiens")');
      await page.waitForSelector('#reponse-1.accepted');
      await until('the choice on the page', async () => (await read(hub, path)).text.includes('Réponse retenue'));
      await page.waitForSelector('.question .acts button:has-text("Ne plus suivre")');
    });

    it('is reported by anyone, without an account', async () => {
      const reader = await browser.newContext({ locale: 'fr-FR' });
      const tab = await reader.newPage();
      await tab.goto(hub.url + path);
      await tab.click('#reponse-2 .acts a:has-text("Signaler")');
      await tab.check('input[value=wrong]');
      await tab.click('main form button.button');
      expect(await tab.textContent('main [role=status]')).toContain('Merci');
      await reader.close();
    });

    it('can be asked with the keyboard alone', async () => {
      const tab = listen(await moderator.newPage());
      await tab.goto(`${hub.url}/poser-une-question/`);
      const reach = async (selector: string) => {
        for (let presses = 0; presses < 90; presses += 1) {
          if (await tab.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
          await tab.keyboard.press('Tab');
        }
        throw new Error(`${selector} cannot be reached`);
      };
      await reach('#title');
      await tab.keyboard.type('Et sans souris, peut-on demander ?');
      await reach('markdown-toolbar *');
      await tab.keyboard.press('ArrowRight');
      await reach('#body');
      await tab.keyboard.type('Oui, au clavier.');
      await reach('button[value=send]');
      await tab.keyboard.press('Enter');
      await tab.waitForURL('**/message/**');
      expect(await tab.textContent('main [role=status]')).toContain('publié');
      await tab.close();
    });

    it('has pages that are readable for axe, light and dark, on every screen', async () => {
      const wrong: string[] = [];
      const tab = listen(await moderator.newPage());
      const question = /data-thread="(\w+)"/.exec((await read(hub, path)).text)?.[1] ?? '';
      const message = /id="reponse-1"[\s\S]*?data-vote="(\w+)"/.exec((await read(hub, path)).text)?.[1] ?? '';
      const urls = (['fr', 'en'] as const).flatMap((locale) => [
        LIVE_PAGES.ask[locale],
        `${LIVE_PAGES.reply[locale]}?question=${question}`,
        `${LIVE_PAGES.reply[locale]}?message=${message}`,
        `${LIVE_PAGES.edit[locale]}?message=${message}`,
        `${LIVE_PAGES.post[locale]}?message=${message}`,
        `${LIVE_PAGES.report[locale]}?message=${message}`,
        `${LIVE_PAGES.thread[locale]}?question=${question}`,
        LIVE_PAGES.ownPosts[locale],
      ]);
      for (const url of [path, ...urls]) wrong.push(...(await hindrancesAt(tab, hub.url, url)));
      expect(wrong).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
}
