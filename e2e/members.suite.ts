import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LIVE_PAGES, type ImportFields } from '@palier/model';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPage } from './lib/browser.ts';
import { read, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { mailTo } from './lib/mails.ts';
import { hindrancesAt } from './lib/readable.ts';
import type { Site } from './lib/site.ts';

/** Accounts, as a person meets them: from the form of the address to the account that is gone. */
export function membersSuite(site: () => Site): void {
  let hub: Hub;
  let browser: Browser;
  let people = 0;
  const newEmail = () => `personne-${++people}@exemple.fr`;

  beforeAll(() => void ({ hub, browser } = site()));

  const heading = (page: Page) => page.textContent('h1');
  const submit = (page: Page) => page.click('main form button.button');

  describe.each([
    { with: 'JavaScript', javaScriptEnabled: true },
    { with: 'no JavaScript', javaScriptEnabled: false },
  ])('with $with', ({ javaScriptEnabled }) => {
    it('one signs in by mail, chooses a name, is told what is wrong, and signs out', async () => {
      const email = newEmail();
      await onPage(
        browser,
        `${hub.url}/mon-espace/`,
        async (page) => {
          expect(await heading(page)).toBe('Se connecter');
          await page.fill('#email', email);
          await submit(page);
          expect(await heading(page)).toBe('Consultez votre messagerie');
          await page.fill('#code', '0000 0000');
          await submit(page);
          expect(await page.textContent('#code-flaw')).toContain('pas le bon');
          await page.goto((await mailTo(hub, email)).link);
          expect(await heading(page)).toBe('Confirmer la connexion');
          await submit(page);
          expect(await heading(page)).toBe('Profil');
          await page.fill('#pseudonym', `Équipe ANSSI ${people}`);
          await page.fill('#siren', '732829321');
          await submit(page);
          expect(await page.textContent('#pseudonym-flaw')).toContain('une autorité');
          expect(await page.textContent('#siren-flaw')).toContain('SIREN');
          expect(await page.inputValue('#siren')).toBe('732829321');
          await page.fill('#pseudonym', `Alisier ${javaScriptEnabled ? 'vif' : 'calme'}`);
          await page.fill('#siren', '');
          await submit(page);
          expect(new URL(page.url()).pathname).toBe('/mon-espace/');
          expect(await page.textContent('main')).toContain('Alisier');
          await page.goto(`${hub.url}/deconnexion/`);
          await submit(page);
          expect(await page.textContent('main [role=status]')).toContain('déconnecté');
          await page.goto(`${hub.url}/mon-espace/`);
          expect(await heading(page)).toBe('Se connecter');
        },
        { javaScriptEnabled },
      );
    });
  });

  describe('a member', () => {
    let context: BrowserContext;
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      context = await browser.newContext({ locale: 'fr-FR' });
      page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
      });
      const email = newEmail();
      await page.goto(`${hub.url}/connexion/?retour=/questions/`);
      await page.fill('#email', email);
      await submit(page);
      await page.fill('#code', (await mailTo(hub, email)).code);
      await submit(page);
    });

    afterAll(() => context?.close());

    it('can do everything with the keyboard alone', async () => {
      const one = await browser.newContext({ locale: 'fr-FR' });
      const tab = await one.newPage();
      const email = newEmail();
      await tab.goto(`${hub.url}/connexion/`);
      const reach = async (selector: string) => {
        for (let presses = 0; presses < 60; presses += 1) {
          if (await tab.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
          await tab.keyboard.press('Tab');
        }
        throw new Error(`${selector} cannot be reached`);
      };
      await reach('#email');
      await tab.keyboard.type(email);
      await tab.keyboard.press('Enter');
      await tab.waitForURL('**/connexion/code/**');
      await reach('#code');
      await tab.keyboard.type((await mailTo(hub, email)).code);
      await tab.keyboard.press('Enter');
      await tab.waitForURL('**/mon-espace/profil/**');
      await reach('main form button.button');
      await tab.keyboard.press('Enter');
      await tab.waitForURL(`${hub.url}/`);
      await one.close();
    });

    it('whose posts wait proves the work that the form asks for, sent as soon as it is written', async () => {
      await page.goto(`${hub.url}/mon-espace/profil/`);
      await page.fill('#pseudonym', 'Sorbier éprouvé');
      await submit(page);
      await page.goto(`${hub.url}/poser-une-question/`);
      await page.fill('#title', 'Qui doit garder les journaux ?');
      await page.fill('#body', 'Nous sommes deux.');
      await page.click('main form.writing button[value=send]');
      await page.waitForURL('**/message/**');
      const post = new URL(page.url()).searchParams.get('message');
      const database = new Database(join(hub.home, 'cms.db'), { readonly: true });
      // Without a proof, that would be a reason too.
      expect(database.prepare('select rule from palier_holds where post = ?').pluck().all(post)).toEqual(['newcomer']);
      database.close();
    });

    const publish = (slug: string, fields: ImportFields) =>
      fetch(`${hub.cmsUrl}/api/import`, {
        method: 'POST',
        headers: { authorization: `Bearer ${hub.secrets.IMPORT_TOKEN}` },
        body: JSON.stringify({
          documents: [{ format: 'hub', slug, locale: 'fr', fields, formerSlugs: [], contacts: [], extras: {} }],
          dryRun: false,
        }),
      });

    it('follows a level, is told of a new question, and marks it as read', async () => {
      await page.goto(`${hub.url}/mon-espace/notifications/choix/`);
      await page.selectOption('#follow', 'level expert');
      await page.click('main form:has(#follow) button');
      expect(await page.textContent('main [role=status]')).toContain('enregistré');
      await publish('suivre-les-journaux-de-nuit', {
        type: 'thread',
        title: 'Qui regarde les journaux la nuit ?',
        body: 'Nous dormons.',
        answer: 'Une alerte réveille quelqu’un.',
        maturity: 'expert',
      });
      await until('a notification', async () => {
        await page.goto(`${hub.url}/mon-espace/`);
        return (await page.textContent('main'))?.includes('1 non lue') ?? false;
      });
      await page.click('main a:has-text("1 non lue")');
      await page.click('main a:has-text("Qui regarde les journaux")');
      expect(await heading(page)).toBe('Qui regarde les journaux la nuit ?');
      await page.goBack();
      await page.click('main button:has-text("Marquer comme lue")');
      expect(await page.textContent('main')).toContain('Tout est lu');
      expect(await page.locator('main button').count()).toBe(0);
    });

    it('goes from the agenda to following a region, and is told of a new event there, with its date', async () => {
      await page.goto(`${hub.url}/evenements/`);
      await page.click('aside a:has-text("Être prévenu par courriel")');
      await page.selectOption('#follow', { label: 'Région\u00a0: La Réunion' });
      await page.click('main form:has(#follow) button');
      expect(await page.getAttribute('main a:has-text("La Réunion")', 'href')).toBe('/evenements/region/la-reunion/');
      await publish('rencontre-du-port', {
        type: 'event',
        title: 'Rencontre du port',
        summary: 'Se connaître avant la crise.',
        maturity: 'novice',
        topics: [{ type: 'topic', slug: 'reseau' }],
        format: 'on-site',
        venue: 'Grand port',
        region: 'la-reunion',
        timeZone: 'Indian/Reunion',
        startsAt: '2099-01-14T17:00',
        endsAt: '2099-01-14T18:00',
        registration: 'none',
      });
      await until('a notification', async () => {
        await page.goto(`${hub.url}/mon-espace/notifications/`);
        return (await page.textContent('main'))?.includes('1 non lue') ?? false;
      });
      const line = await page.textContent('main li:has-text("Rencontre du port")');
      expect(line).toMatch(/Un nouvel événement\s*mercredi 14 janvier 2099.*17:00.*La Réunion/s);
    });

    it('finds every page readable for axe, light and dark, in both languages, on every screen', async () => {
      const urls = [
        ...[
          'account',
          'profile',
          'sessions',
          'personalData',
          'notifications',
          'notificationChoices',
          'signOut',
        ].flatMap((name) => Object.values(LIVE_PAGES[name as 'account'])),
      ];
      const wrong: string[] = [];
      for (const url of urls) wrong.push(...(await hindrancesAt(page, hub.url, url)));
      const visitor = await browser.newContext({ locale: 'fr-FR' });
      const tab = await visitor.newPage();
      for (const url of [
        '/connexion/',
        '/en/sign-in/',
        '/connexion/code/',
        '/en/sign-in/code/',
        '/connexion/lien/?jeton=x',
        '/connexion/retour/?x=1',
        '/desinscription/?jeton=x',
        '/en/unsubscribe/?jeton=x',
      ])
        wrong.push(...(await hindrancesAt(tab, hub.url, url)));
      await visitor.close();
      expect(wrong).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('downloads everything that is kept of them', async () => {
      await page.goto(`${hub.url}/mon-espace/donnees/`);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('main a[download]')]);
      const stream = await download.createReadStream();
      const text = (await stream.toArray()).join('');
      expect(JSON.parse(text)).toMatchObject({ profile: { state: 'active' }, posts: [{ state: 'pending' }] });
    });

    it('erases the account, and is nobody afterwards', async () => {
      await page.goto(`${hub.url}/mon-espace/donnees/`);
      await page.check('input[name=confirm]');
      await submit(page);
      expect(await page.textContent('main [role=status]')).toContain('effacé');
      await page.goto(`${hub.url}/mon-espace/`);
      expect(await heading(page)).toBe('Se connecter');
    });
  });

  it('no page for reading sets a cookie, nor differs for a member: what is cached is the same for all', async () => {
    for (const path of ['/', '/questions/', '/ressources/']) {
      const { headers, text } = await read(hub, path, { cookie: `palier-session=${'x'.repeat(43)}` });
      expect(headers['set-cookie']).toBeUndefined();
      expect(text).toBe((await read(hub, path)).text);
    }
  });

  it('a form that another site posts with a member’s cookie does nothing', async () => {
    const response = await fetch(`${hub.url}/deconnexion/`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      body: 'everywhere=yes',
    });
    expect(response.status).toBe(403);
  });
}
