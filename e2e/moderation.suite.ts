import { join } from 'node:path';
import { LIVE_PAGES } from '@palier/model';
import Database from 'better-sqlite3';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Hub } from './lib/hub.ts';
import { mailTo } from './lib/mails.ts';
import { hindrancesAt } from './lib/readable.ts';
import type { Site } from './lib/site.ts';

const EMAIL = 'moderatrice@exemple.fr';
const PSEUDONYM = 'Cormier 951';

/** What a text may try on who reads it. */
const HOSTILE = `<img src=x onerror="document.title='pris'"><script>document.title='pris'</script>[x](javascript:document.title='pris')`;

/** The queue of moderators, as one meets it: with the keyboard alone, without JavaScript, on a small screen. */
export function moderationSuite(site: () => Site): void {
  describe('a moderator', () => {
    let hub: Hub;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let posts = 0;
    const complaints: string[] = [];

    /** Changes the database beside the CMS: nobody becomes a moderator by a page of the site. */
    const inDatabase = <Result>(work: (database: Database.Database) => Result): Result => {
      const database = new Database(join(hub.home, 'cms.db'), { timeout: 10_000 });
      try {
        return work(database);
      } finally {
        database.close();
      }
    };

    /** A question that waits, by someone who is not there; returns its identifier. */
    const newQuestion = (title: string, body = 'Nous gardons tout.'): string => {
      const id = `attend951${String(++posts).padStart(3, '0')}`;
      const at = new Date(Date.UTC(2026, 0, 1, 0, posts)).toISOString();
      inDatabase((database) => {
        const row = { id, at, now: Date.now(), title, slug: `attend-951-${posts}`, body };
        database
          .prepare(
            `INSERT INTO threads (document_id, title, slug, language, maturity, topics, sectors, locked, pinned, last_number, created_at, updated_at, published_at)
             VALUES ('f' || @id, @title, @slug, 'fr', 'novice', '[]', '[]', 0, 0, 0, @now, @now, @now)`,
          )
          .run(row);
        database
          .prepare(
            `INSERT INTO posts (document_id, kind, state, thread, body, author, shows, score, official, posted_at, edits, revision, created_at, updated_at, published_at)
             VALUES (@id, 'question', 'pending', 'f' || @id, @body, 'personne', '[]', 0, 0, @at, '[]', 1, @now, @now, @now)`,
          )
          .run(row);
      });
      return id;
    };
    const stateOf = (id: string | undefined) =>
      inDatabase((database) => database.prepare('SELECT state FROM posts WHERE document_id = ?').pluck().get(id));
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '');

    beforeAll(async () => {
      ({ hub, browser } = site());
      context = await browser.newContext({ locale: 'fr-FR' });
      page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
      });
      await page.goto(`${hub.url}/connexion/?retour=/moderation/`);
      await page.fill('#email', EMAIL);
      await page.click('main form button.button');
      await page.fill('#code', (await mailTo(hub, EMAIL)).code);
      await page.click('main form button.button');
      await page.fill('#pseudonym', PSEUDONYM);
      await page.click('main form button.button');
      inDatabase((database) => database.prepare("UPDATE members SET role = 'moderator' WHERE email = ?").run(EMAIL));
    });

    afterAll(() => context?.close());

    beforeEach(() =>
      inDatabase((database) => database.prepare("UPDATE posts SET state = 'removed' WHERE state = 'pending'").run()),
    );

    it('finds the queue from their space, with how many posts wait', async () => {
      newQuestion('Qui tient le registre des incidents ?');
      await page.goto(`${hub.url}/mon-espace/`);
      expect(await page.textContent('main .rows')).toMatch(/\d+ messages? attend/);
      await page.click('main .rows a[href="/moderation/"]');
      expect(await page.textContent('h1')).toBe('Modération');
    });

    it('goes through the queue with the keyboard alone: each act leads to the next post', async () => {
      const ids = ['un', 'deux', 'trois', 'quatre'].map((name) => newQuestion(`La question numéro ${name} ?`));
      await page.goto(`${hub.url}/moderation/`);
      await page.keyboard.press('j');
      expect(await focused()).toBe(`post-${ids[0]}`);
      await Promise.all([page.waitForURL(`**#post-${ids[1]}`), page.keyboard.press('a')]);
      await page.waitForLoadState('load');
      expect(await page.textContent('main [role=status]')).toContain('1 message approuvé');
      expect(await focused()).toBe(`post-${ids[1]}`);

      await page.keyboard.press('r');
      expect(await focused()).toBe(`reason-${ids[1]}`);
      await page.keyboard.type('Hors de notre sujet, ajoutez le contexte.');
      await page.keyboard.press('Tab');
      await Promise.all([page.waitForURL(`**#post-${ids[2]}`), page.keyboard.press('Enter')]);
      await page.waitForLoadState('load');
      expect(await focused()).toBe(`post-${ids[2]}`);

      await page.keyboard.press('x');
      await page.keyboard.press('j');
      expect(await focused()).toBe(`post-${ids[3]}`);
      await page.keyboard.press('k');
      expect(await focused()).toBe(`post-${ids[2]}`);
      expect(await page.isChecked(`#post-${ids[2]} input[type=checkbox]`)).toBe(true);
      await page.keyboard.press('?');
      expect(await page.evaluate(() => document.querySelector<HTMLDetailsElement>('#keys')!.open)).toBe(true);
      expect(ids.map(stateOf)).toEqual(['published', 'rejected', 'pending', 'pending']);
    });

    it('can turn the keys off, and they stay off; then they do nothing', async () => {
      const id = newQuestion('Une question que nulle touche ne juge ?');
      await page.goto(`${hub.url}/moderation/`);
      await page.click('#keys summary');
      await page.uncheck('#keys input');
      await page.reload();
      await page.focus(`#post-${id}`);
      await page.keyboard.press('a');
      await page.keyboard.press('j');
      expect(await focused()).toBe(`post-${id}`);
      await page.click('#keys summary');
      await page.check('#keys input');
      expect(stateOf(id)).toBe('pending');
    });

    it('sees a text as readers would, and nothing in it runs', async () => {
      const id = newQuestion('Un texte hostile est-il montré ?', `**Gras** ${HOSTILE}`);
      for (const url of ['/moderation/', `/moderation/message/?message=${id}`]) {
        await page.goto(hub.url + url);
        expect(await page.innerHTML('main .prose')).toContain('<strong>Gras</strong>');
        expect(await page.innerHTML('main .prose')).not.toMatch(/onerror|<script|javascript:/);
        expect(await page.title()).not.toBe('pris');
      }
    });

    it('without JavaScript, judges one post, several at once, and is told what is missing or was done before', async () => {
      const [first, second, third] = ['un', 'deux', 'trois'].map((name) =>
        newQuestion(`Sans script, numéro ${name} ?`),
      );
      const plain = await browser.newContext({
        locale: 'fr-FR',
        javaScriptEnabled: false,
        storageState: await context.storageState(),
      });
      const tab = await plain.newPage();
      await tab.goto(`${hub.url}/moderation/`);
      await tab.click(`#post-${first} button[value=reject]`);
      expect(await tab.textContent(`#reason-${first}-flaw`)).toContain('À remplir');
      await tab.selectOption(`#ready-${first}`, 'off-topic');
      await tab.click(`#post-${first} button[value=reject]`);
      expect(await tab.textContent('main [role=status]')).toContain('1 message refusé');
      await tab.check(`[name=pick-${second}]`);
      await tab.check(`[name=pick-${third}]`);
      inDatabase((database) => database.prepare("UPDATE posts SET state = 'hidden' WHERE document_id = ?").run(third));
      await tab.click('#chosen button[value=approve]');
      expect(await tab.textContent('main [role=status]')).toContain('1 message approuvé');
      expect(await tab.textContent('#already')).toContain('numéro trois');
      expect([first, second, third].map(stateOf)).toEqual(['rejected', 'published', 'hidden']);
      await plain.close();
    });

    it('corrects a text, and finds what changed, by whom and why', async () => {
      const id = newQuestion('Une question à corriger ensemble ?', 'Notre serveur est srv-01.');
      await page.goto(`${hub.url}/moderation/message/?message=${id}`);
      await page.fill('#body', 'Notre serveur est masqué.');
      await page.selectOption('#ready-edit', 'exposes');
      await page.click('button[value=edit]');
      expect(await page.textContent('main [role=status]')).toContain('enregistré');
      expect(await page.textContent('.diff del')).toContain('srv');
      expect(await page.textContent('.diff ins')).toContain('masqué');
      expect(await page.textContent('main table')).toMatch(new RegExp(`${PSEUDONYM}.*corrigé.*Expose`, 's'));
    });

    it('finds every page readable for axe, light and dark, in both languages, on every screen', async () => {
      const id = newQuestion('Une question au titre assez long pour ne pas tenir sur une ligne ?', 'x'.repeat(300));
      newQuestion(
        'Une autre question qui attend aussi ?',
        `## Titre\n\n- ${'mot '.repeat(60)}\n\n| a | b |\n| - | - |\n| c | d |`,
      );
      await page.goto(`${hub.url}/moderation/message/?message=${id}`);
      inDatabase((database) =>
        database
          .prepare(
            "INSERT INTO palier_reports (post, reporter, reason, words, at) VALUES (?, 'member x', 'exposes', 'Le nom y est.', '2026-11-26T00:00:00.000Z')",
          )
          .run(id),
      );
      const member = inDatabase((database) =>
        database.prepare('SELECT document_id FROM members WHERE email = ?').pluck().get(EMAIL),
      ) as string;
      await page.goto(`${hub.url}/moderation/membre/?membre=${member}`);
      await page.fill('#reason-look', 'Pour vérifier la page.');
      await page.click('button[value=look]');
      expect(await page.textContent('main .facts')).toContain(EMAIL);
      const wrong: string[] = [];
      for (const locale of ['fr', 'en'] as const)
        for (const url of [
          LIVE_PAGES.queue[locale],
          `${LIVE_PAGES.moderatedPost[locale]}?message=${id}`,
          `${LIVE_PAGES.moderatedMember[locale]}?membre=${member}`,
          `${LIVE_PAGES.mergeThreads[locale]}?fil=f${id}`,
          LIVE_PAGES.journal[locale],
          LIVE_PAGES.blockedDomains[locale],
        ])
          wrong.push(...(await hindrancesAt(page, hub.url, url)));
      expect(wrong).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
}
