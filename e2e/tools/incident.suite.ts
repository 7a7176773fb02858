import ical from 'node-ical';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage, visit } from '../lib/browser.ts';
import { read, type Hub } from '../lib/hub.ts';
import { hindrancesIn } from '../lib/readable.ts';
import type { Site } from '../lib/site.ts';
import { alive, printed, refuseStorage, saved } from '../lib/tool.ts';

/** The page that helps to report an incident, as a person in a hurry meets it. */

const PAGE = '/signaler-un-incident/';

/** No-break spaces as spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

export function incidentSuite(site: () => Site): void {
  let hub: Hub;
  let browser: Browser;
  beforeAll(() => void ({ hub, browser } = site()));

  const on = (act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}, address = PAGE) =>
    onPage(
      browser,
      hub.url + address,
      async (page) => {
        await alive(page);
        await act(page);
      },
      options,
    );
  const deadlines = async (page: Page) =>
    (await page.locator('.deadlines > li').allInnerTexts()).map((text) => plain(text));
  const known = (page: Page) => page.getByLabel('Quand avez-vous su').fill('2026-10-24T18:00');

  describe('the page for incidents', () => {
    it('says first whom to call, and needs no JavaScript for it', async () => {
      const { page, close } = await visit(browser, hub.url + PAGE, { javaScriptEnabled: false });
      const first = page.locator('main section').first();
      expect(await first.isVisible()).toBe(true);
      for (const name of ['17Cyber', 'CSIRT', 'CERT-FR', 'Police', 'CNIL'])
        expect(await first.getByText(name).first().isVisible(), name).toBe(true);
      expect(await first.getByRole('link', { name: 'Ouvrir 17Cyber' }).getAttribute('href')).toMatch(/17cyber$/);
      expect(await first.getByRole('link', { name: 'Police nationale' }).getAttribute('href')).toBe(
        '/organisations/police-nationale/',
      );
      expect(await page.getByRole('heading', { name: 'Comment nous comptons' }).isVisible()).toBe(true);
      await close();
    });

    it('its contacts stay when the hub has no page on them', async () => {
      const { text } = await read(hub, '/en/report-an-incident/');
      expect(text).toContain('https://www.cybermalveillance.gouv.fr/17cyber');
      // In English the hub has French pages on them: said so.
      expect(text).toMatch(/href="\/services\/17cyber\/" hreflang="fr"/);
    });

    it('tells when each report is due, over a change of clocks, in the zone of the entity', async () => {
      await on(async (page) => {
        await known(page);
        const [early, notification, breach, final, onRequest] = await deadlines(page);
        expect(early).toMatch(/24 h[\s\S]*Alerte précoce[\s\S]*dimanche 25 octobre 2026 à 17:00 \(Paris\)/);
        expect(notification).toMatch(/72 h[\s\S]*mardi 27 octobre 2026 à 17:00/);
        expect(breach).toMatch(/CNIL[\s\S]*Seulement si/);
        expect(final).toMatch(/vendredi 27 novembre 2026 à 17:00[\s\S]*Compté depuis l’échéance/);
        expect(onRequest).toMatch(/sur demande/);
        await page.getByLabel('Touche-t-il des données').selectOption('no');
        await page.getByLabel('services de confiance').first().selectOption('yes');
        await page.getByLabel('Fuseau horaire').selectOption('Indian/Reunion');
        const trust = await deadlines(page);
        expect(trust).toHaveLength(4);
        expect(trust[1]).toMatch(/24 h[\s\S]*Notification[\s\S]*dimanche 25 octobre 2026 à 18:00 \(La Réunion\)/);
      });
    });

    it('is told of now by a button, says how long is left, and that it is late', async () => {
      await on(async (page) => {
        await page.getByRole('button', { name: 'Maintenant' }).click();
        expect((await deadlines(page))[0]).toMatch(/Il reste (?:24 heures|23 heures 5\d minutes)\./);
        await page.getByLabel('Quand avez-vous su').fill('2020-01-01T10:00');
        expect((await deadlines(page))[0]).toMatch(/Dépassé depuis [\d ]+ jours/);
        // Nothing speaks by itself each minute.
        expect(await page.locator('.deadlines [aria-live], .deadlines [role=status], [role=timer]').count()).toBe(0);
      });
    });

    it('gives the deadlines to a calendar, which another reader of calendars understands', async () => {
      await on(async (page) => {
        await known(page);
        await page.getByLabel('Nom de l’incident').fill('Messagerie ; en panne');
        const { name, text } = await saved(page, () => page.getByRole('button', { name: /agenda/ }).click());
        expect(name).toBe('palier-incident.ics');
        const events = Object.values(ical.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT');
        expect(events.map(({ start }) => start.toISOString())).toEqual([
          '2026-10-25T16:00:00.000Z',
          '2026-10-27T16:00:00.000Z',
          '2026-10-27T16:00:00.000Z',
          '2026-11-27T16:00:00.000Z',
        ]);
        expect(events[0]!.summary).toContain('Messagerie ; en panne');
        expect(events[0]!.alarms).toHaveLength(2);
        // A second file moves the same entries.
        const again = await saved(page, () => page.getByRole('button', { name: /agenda/ }).click());
        const uids = (ics: string) => [...ics.matchAll(/^UID:.*$/gm)].map(([line]) => line);
        expect(uids(again.text)).toEqual(uids(text));
      });
    });

    it('says whether the incident is significant, and by which article', async () => {
      await on(async (page) => {
        await page.getByLabel('Votre activité').selectOption('cloud');
        await page.getByText('On ne peut pas encore le dire.').first().waitFor();
        await page.getByLabel('plus de 30 minutes').selectOption('yes');
        const verdict = page.locator('[role=status]').filter({ hasText: 'Oui' });
        expect(plain(await verdict.innerText())).toContain('Oui : l’incident est important.');
        await page.getByText('Ce qui a compté').click();
        expect(await page.locator('details[open] li').first().innerText()).toContain('7(a)');
        await page.getByLabel('Votre activité').selectOption('other');
        for (const question of ['perturbation opérationnelle', 'pertes financières', 'dommages matériels'])
          await page.getByLabel(question).selectOption('no');
        expect(plain(await page.locator('[role=status]').filter({ hasText: 'Non' }).innerText())).toContain(
          'article 30',
        );
      });
    });

    it('keeps what is written from one visit to the next, erases it when asked twice, and opens what it saved', async () => {
      await on(async (page) => {
        await known(page);
        await page.locator('.fold summary').first().click();
        await page.getByLabel('Entité qui déclare').first().fill('Exemple SA');
        await page.reload();
        await alive(page);
        expect(await page.getByLabel('Quand avez-vous su').inputValue()).toBe('2026-10-24T18:00');
        const file = await saved(page, () => page.getByRole('button', { name: 'Enregistrer (JSON)' }).click());
        await page.getByRole('button', { name: 'Effacer mes réponses' }).click();
        await page.getByRole('button', { name: 'Oui, effacer' }).click();
        expect(await page.getByLabel('Quand avez-vous su').inputValue()).toBe('');
        expect(await page.evaluate(() => localStorage.getItem('palier.incident'))).toBeNull();
        const open = (text: string | Buffer) =>
          page.locator('input[type=file]').setInputFiles({
            name: 'fichier.json',
            mimeType: 'application/json',
            buffer: Buffer.from(text),
          });
        await open(file.text);
        await page.getByText('Le fichier est ouvert.').waitFor();
        expect(await page.getByLabel('Quand avez-vous su').inputValue()).toBe('2026-10-24T18:00');
        // What is not ours changes nothing, and is told in words.
        const hostile: [string | Buffer, RegExp][] = [
          ['', /ne vient pas de cet outil/],
          ['{"format":"palier-incident","version":99}', /version plus récente/],
          [Buffer.from([0xff, 0xfe, 0x00, 0xd8]), /UTF-8/],
          ['x'.repeat(1_000_001), /trop gros/],
          [file.text.replace('Europe/Paris', 'Lune'), /timeZone/],
        ];
        for (const [text, words] of hostile) {
          await open(text);
          await page.getByText(words).waitFor();
          expect(await page.getByLabel('Quand avez-vous su').inputValue()).toBe('2026-10-24T18:00');
        }
      });
    });

    it('fills a report, also those that begin alike, and gives it as a text', async () => {
      await on(async (page) => {
        await page.locator('.fold summary').first().click();
        await page.getByLabel('Entité qui déclare').first().fill('Exemple SA');
        await page.getByLabel('Ce que l’on sait').fill('Messagerie illisible.');
        expect(await page.locator('.fold summary').first().innerText()).toContain('3 champs à remplir');
        expect(await page.locator('.fold summary').nth(1).innerText()).toContain('4 champs à remplir');
        const { name, text } = await saved(page, () =>
          page.getByRole('button', { name: 'Enregistrer ce rapport' }).first().click(),
        );
        expect(name).toBe('palier-early-warning.txt');
        expect(text).toContain('Exemple SA');
        expect(text).toContain('[à remplir]');
        expect(text).toContain('7 octobre 2026');
      });
    });

    it.each([
      ['refused', refuseStorage, 'Ce navigateur ne garde rien'],
      [
        'unreadable',
        (page: Page) => page.addInitScript(() => localStorage.setItem('palier.incident', '{"format":')),
        'illisible',
      ],
    ])('works in memory where the storage of the browser is %s, and says so', async (_, prepare, words) => {
      await on(async (page) => {
        await prepare(page);
        await page.reload();
        await alive(page);
        if (words.startsWith('Ce')) await known(page);
        await page.getByText(words).waitFor();
        await known(page);
        expect((await deadlines(page))[0]).toMatch(/17:00/);
      });
    });

    it('works without the network once it is there, the calendar too', async () => {
      await on(async (page) => {
        await page.waitForLoadState('networkidle');
        await page.context().setOffline(true);
        await known(page);
        const { text } = await saved(page, () => page.getByRole('button', { name: /agenda/ }).click());
        expect(text).toContain('BEGIN:VEVENT');
      });
    });

    it('sends nothing of what is answered', async () => {
      await on(async (page) => {
        await page.waitForLoadState('networkidle');
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await known(page);
        await page.getByLabel('Votre activité').selectOption('cloud');
        await saved(page, () => page.getByRole('button', { name: 'Enregistrer (JSON)' }).click());
        expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);
      });
    });

    it('prints the contacts and the results, not the questions, as a tagged PDF', async () => {
      await on(async (page) => {
        await known(page);
        await page.locator('.fold summary').first().click();
        await page.getByLabel('Entité qui déclare').first().fill('Exemple SA');
        await page.getByLabel('Ce que l’on sait').fill('Messagerie illisible.');
        const { text, tags } = await printed(page);
        expect(tags).toContain('H1');
        expect(plain(text)).toMatch(/Signaler un incident[\s\S]*17Cyber[\s\S]*État du droit au 7 octobre 2026/);
        expect(plain(text)).toContain('dimanche 25 octobre 2026 à 17:00');
        expect(text).toContain('Messagerie illisible.');
        for (const absent of ['Fuseau horaire', 'Comment nous comptons', 'Effacer', 'Gravité et impact'])
          expect(text).not.toContain(absent);
      });
    });

    it('is used by the keyboard alone', async () => {
      await on(async (page) => {
        await page.getByLabel('Quand avez-vous su').focus();
        await page.keyboard.press('Tab');
        while (!(await page.evaluate(() => document.activeElement?.matches('button'))))
          await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        expect((await deadlines(page))[0]).toMatch(/Il reste/);
        await page.getByRole('button', { name: 'Effacer mes réponses' }).focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        expect(await page.locator('.deadlines').count()).toBe(0);
      });
    });

    it('hinders nobody, filled and with every report open: axe, 320 to 1280 px, text at 200 %', async () => {
      await on(async (page) => {
        await known(page);
        await page.getByLabel('Votre activité').selectOption('trust');
        for (const report of await page.locator('.fold summary').all()) await report.click();
        expect(await hindrancesIn(page)).toEqual([]);
      });
    });

    it('speaks English as well', async () => {
      await on(
        async (page) => {
          await page.getByLabel('When did you know').fill('2026-11-10T09:00');
          expect((await deadlines(page))[0]).toMatch(/Early warning[\s\S]*Wednesday,? 11 November 2026 at 09:00/);
          expect(await hindrancesIn(page)).toEqual([]);
        },
        {},
        '/en/report-an-incident/',
      );
    });
  });
}
