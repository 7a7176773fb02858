import { readFileSync } from 'node:fs';
import type { LiveAnswer } from '@palier/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visit, type Visit } from './lib/browser.ts';
import type { Editor } from './lib/editor.ts';
import type { Hub } from './lib/hub.ts';
import { invite } from './lib/invite.ts';
import { Member } from './lib/member.ts';
import { faultsOf } from './lib/readable.ts';

const ORGANISER = { email: 'agenda@palier.example', password: 'Palier-2026-agenda' };

const PHONE = { width: 390, height: 844 };

/** An organiser at the door, with a phone, and before a screen. */
export function eventAdminSuite(site: () => { hub: Hub; browser: Browser; editor: Editor }): void {
  describe('the admin of an organiser', () => {
    let hub: Hub;
    let opened: Visit;
    let page: Page;
    let event: string;
    let ticket: string;

    /** Registers a member; returns the address of their ticket, under the hub. */
    const register = async (name: string): Promise<string> => {
      const member = await Member.signIn(hub, `${name.toLowerCase()}-porte@exemple.fr`, { pseudonym: `${name} 960` });
      const answer = await member.post('register', { event, key: `porte-${name}`, name, seats: '1' });
      const to = 'kind' in answer && answer.kind === 'redirect' ? answer.to : '';
      const registration = new URLSearchParams(to.split('?')[1]).get('inscription') ?? '';
      const own = (await member.get('registration', { inscription: registration })) as LiveAnswer;
      const data = own.kind === 'page' ? (own.data as { ticket: string | null }) : { ticket: null };
      return data.ticket?.replace(/^https?:\/\/[^/]+/, '') ?? '';
    };

    beforeAll(async () => {
      const { browser, editor } = site();
      ({ hub } = site());
      await invite(hub, ORGANISER, 'palier-event-manager');
      const startsAt = new Date(Date.now() + 3_600_000);
      event = await editor.createPublished('event', {
        title: 'Atelier de la porte',
        slug: 'atelier-de-la-porte',
        summary: 'Un essai.',
        maturity: 'novice',
        format: 'online',
        timeZone: 'Europe/Paris',
        startsAt: startsAt.toISOString(),
        endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString(),
        registration: 'here',
        capacity: 2,
        waitlist: 'direct',
      });
      ticket = await register('Camille');
      await register('Zoe');
      await register('Ana');
      opened = await visit(browser, hub.url + ticket, { viewport: PHONE });
      page = opened.page;
      page.setDefaultTimeout(15_000);
    });

    afterAll(() => opened?.close());

    const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

    it('opens the ticket of who arrives once signed in, and notes once that they are there', async () => {
      expect(ticket).toMatch(/^\/admin\/evenements\/presence\?billet=/);
      await page.getByLabel('Email').fill(ORGANISER.email);
      await page.locator('input[name="password"]').fill(ORGANISER.password);
      await page.getByRole('button', { name: 'Se connecter' }).click();
      await page.getByRole('heading', { name: 'Camille' }).waitFor();
      expect(page.url()).toBe(hub.url + ticket);
      expect(await page.getByText('Atelier de la porte').count()).toBe(1);
      expect(await isTooWide()).toBe(false);
      expect(await faultsOf(page, 'main')).toEqual([]);
      await page.getByRole('button', { name: 'Noter la présence' }).press('Enter');
      await page.getByText('Présence déjà notée').waitFor();
      await page.reload();
      await page.getByText('Présence déjà notée').waitFor();
      expect(await page.getByRole('button', { name: 'Noter la présence' }).count()).toBe(0);
    });

    it('is told in clear words that a ticket is none', async () => {
      await page.goto(`${hub.url}/admin/evenements/presence?billet=${'0'.repeat(24)}.${'f'.repeat(64)}`);
      await page.getByText('Ce billet n’est pas de ce hub').waitFor();
    });

    it('finds the event in the list, and who is there, on a phone', async () => {
      await page.goto(`${hub.url}/admin/evenements`);
      await page.getByLabel('Chercher dans les titres').fill('de la porte');
      const link = page.getByRole('link', { name: 'Atelier de la porte' });
      await link.waitFor();
      expect(await faultsOf(page, 'main')).toEqual([]);
      await link.press('Enter');
      const camille = page.getByRole('checkbox', { name: 'Camille est là' });
      await camille.waitFor();
      expect(await camille.isChecked()).toBe(true);
      expect(await page.getByRole('checkbox', { name: 'Ana est là' }).isDisabled()).toBe(true);
      await page.getByRole('checkbox', { name: 'Zoe est là' }).press('Space');
      await page.locator('[role=checkbox][aria-label="Zoe est là"][data-state=checked]').waitFor();
      expect(await isTooWide()).toBe(false);
      expect(await faultsOf(page, 'main')).toEqual([]);
    });

    it('cancels a registration with the keyboard, once confirmed; who waited gets the seat', async () => {
      const button = page.getByRole('button', { name: 'Annuler l’inscription de Zoe' });
      await button.press('Enter');
      await page.getByRole('button', { name: 'Garder l’inscription' }).press('Enter');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await button.press('Enter');
      await page.getByRole('button', { name: 'Annuler l’inscription', exact: true }).press('Enter');
      await page.getByText('L’inscription est annulée.').first().waitFor();
      await page.locator('[role=checkbox][aria-label="Ana est là"]:not([disabled])').waitFor();
    });

    it('takes the list away as a file that spreadsheets open in French', async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Télécharger la liste (CSV)' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`inscriptions-${event}.csv`);
      const text = readFileSync(await download.path(), 'utf8');
      expect(text).toMatch(/^\uFEFF"Nom";"Entité";/);
      expect(text).toContain('"Camille"');
    });

    it('counts who has a seat, and writes to them', async () => {
      await page.getByRole('tab', { name: 'Chiffres' }).click();
      await page.getByRole('row', { name: /^présent 1 1$/ }).waitFor();
      expect(await faultsOf(page, 'main')).toEqual([]);
      await page.getByRole('tab', { name: 'Messages' }).click();
      await page.getByLabel('Objet').fill('La salle a changé');
      await page.getByLabel('Message', { exact: true }).fill('Venez salle 2.');
      expect(await faultsOf(page, 'main')).toEqual([]);
      await page.getByRole('button', { name: 'Envoyer le message' }).click();
      await page.getByRole('gridcell', { name: 'Message : La salle a changé' }).waitFor();
    });

    it('makes a series of drafts from the event, once', async () => {
      await page.getByRole('tab', { name: 'Série' }).click();
      await page.getByLabel('Nombre de dates').fill('3');
      expect(await faultsOf(page, 'main')).toEqual([]);
      const make = page.getByRole('button', { name: 'Créer une série' });
      await make.click();
      await page.getByText('2 brouillons sont créés.').first().waitFor();
      await make.click();
      await page.getByText('Rien n’est créé : un événement a déjà l’adresse').first().waitFor();
      expect(opened.complaints).toEqual([]);
    });
  });
}
