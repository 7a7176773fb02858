import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage, visit } from '../lib/browser.ts';
import type { Hub } from '../lib/hub.ts';
import { hindrancesIn } from '../lib/readable.ts';
import type { Site } from '../lib/site.ts';
import { alive, printed, refuseStorage, saved } from '../lib/tool.ts';

/** The registration file, as who prepares it meets it. */

const PAGE = '/mon-dossier/';
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

export function registrationFileSuite(site: () => Site): void {
  let hub: Hub;
  let browser: Browser;
  beforeAll(() => void ({ hub, browser } = site()));

  const on = (act: (page: Page) => Promise<void>, address = PAGE) =>
    onPage(browser, hub.url + address, async (page) => {
      await alive(page);
      await act(page);
    });
  const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

  async function complete(page: Page): Promise<void> {
    await field(page, 'Nom de l’entité').fill('Exemple SA');
    await field(page, 'Adresse').fill('1 rue de l’Exemple\n75000 Paris');
    await field(page, 'Adresses électroniques').fill('securite@exemple.fr');
    await field(page, 'Numéros de téléphone').fill('+33123456789');
    await field(page, 'Plages d’adresses IP publiques').fill('51.15.0.0/16');
    await field(page, 'Santé').check();
    await field(page, 'France').check();
  }

  describe('the registration file', () => {
    it('says what is asked and where to file it, dated, without JavaScript', async () => {
      const { page, close } = await visit(browser, hub.url + PAGE, { javaScriptEnabled: false });
      await page.getByRole('heading', { name: 'Où le déposer aujourd’hui' }).waitFor();
      expect(plain(await page.locator('.rules').innerText())).toContain('Au 7 octobre 2026');
      expect(await page.getByRole('link', { name: /pré-enregistrement \(Club SSI\)/ }).getAttribute('href')).toBe(
        'https://club.ssi.gouv.fr/#/nis2/introduction',
      );
      await close();
    });

    it('tells what is wrong once one has left the field, and writes what it proposes', async () => {
      await on(async (page) => {
        const networks = field(page, 'Plages d’adresses IP publiques');
        await networks.fill('10.0.0.5/8\n51.15.0.0/16\n51.15.3.0/24');
        expect(await page.getByText('déborde de son préfixe').count()).toBe(0);
        await networks.blur();
        await page.getByText('déborde de son préfixe').waitFor();
        await page.getByText('plage privée').waitFor();
        await page.getByText('déjà comprise dans 51.15.0.0/16').waitFor();
        await page.getByRole('button', { name: 'Écrire 10.0.0.0/8' }).click();
        expect(await networks.inputValue()).toBe('10.0.0.0/8\n51.15.0.0/16\n51.15.3.0/24');
        const siren = field(page, 'SIREN');
        await siren.fill('732829321');
        await siren.blur();
        await page.getByText('clé de ce SIREN').waitFor();
        expect(await siren.getAttribute('aria-invalid')).toBe('true');
        const described = await siren.getAttribute('aria-describedby');
        expect(await page.locator(`#${described}`).innerText()).toContain('clé de ce SIREN');
      });
    });

    it('moves nothing under a pointer that leaves a field with errors for a box', async () => {
      await on(async (page) => {
        await field(page, 'Plages d’adresses IP publiques').fill('10.0.0.5/8\n10.0.0.6/8\n10.0.0.7/8\nx');
        await field(page, 'Santé').scrollIntoViewIfNeeded();
        await field(page, 'Santé').click();
        expect(await field(page, 'Santé').isChecked()).toBe(true);
        await page.getByText(/«\sx\s»/).waitFor();
      });
    });

    it('lists what is missing, leads there, and says when nothing is', async () => {
      await on(async (page) => {
        const missing = page.getByRole('link', { name: /Numéros de téléphone \(article 3\(4\)\(b\)\)/ });
        await missing.click();
        expect(new URL(page.url()).hash).toBe('#dossier-phones');
        await complete(page);
        expect(await missing.count()).toBe(0);
        await page.getByText('Rien ne manque').waitFor();
        await page.getByText('7 champs demandés sur 7').waitFor();
        // A digital entity is asked more, and a representative only outside the Union.
        await field(page, 'Informatique en nuage').check();
        await field(page, 'Établie dans l’Union ?').selectOption('no');
        await page.getByRole('link', { name: /Représentant : téléphone/ }).waitFor();
      });
    });

    it('asks the subsectors of a sector that has some', async () => {
      await on(async (page) => {
        await field(page, 'Énergie').check();
        await page.getByText('précisez le sous-secteur').waitFor();
        await field(page, 'Gaz').check();
        expect(await page.getByText('précisez le sous-secteur').count()).toBe(0);
        await field(page, 'Énergie').uncheck();
        expect(await field(page, 'Gaz').count()).toBe(0);
      });
    });

    it('saves and opens JSON and CSV; no cell of the table is a formula', async () => {
      await on(async (page) => {
        await complete(page);
        await field(page, 'Nom de l’entité').fill('=HYPERLINK("http://exemple.fr")');
        const json = await saved(page, () => page.getByRole('button', { name: 'Enregistrer (JSON)' }).click());
        const csv = await saved(page, () => page.getByRole('button', { name: 'Enregistrer (CSV)' }).click());
        expect(csv.name).toBe('palier-dossier.csv');
        expect(csv.text).not.toMatch(/(?:^|;)"?[=+@-]/m);
        for (const { text } of [json, csv]) {
          await page.getByRole('button', { name: 'Effacer mes réponses' }).click();
          await page.getByRole('button', { name: 'Oui, effacer' }).click();
          expect(await field(page, 'Nom de l’entité').inputValue()).toBe('');
          await page.locator('input[type=file]').setInputFiles({
            name: 'dossier',
            mimeType: 'text/plain',
            buffer: Buffer.from(text),
          });
          await page.getByText('Le fichier est ouvert.').waitFor();
          expect(await field(page, 'Nom de l’entité').inputValue()).toBe('=HYPERLINK("http://exemple.fr")');
          expect(await field(page, 'Adresse').inputValue()).toBe('1 rue de l’Exemple\n75000 Paris');
          expect(await field(page, 'Numéros de téléphone').inputValue()).toBe('+33123456789');
          expect(await field(page, 'Santé').isChecked()).toBe(true);
        }
      });
    });

    it.each([
      ['', /ne vient pas de cet outil/],
      ['a;b\r\nc;d', /ne vient pas de cet outil/],
      ['{"format":"palier-registration-file","version":2}', /version plus récente/],
      ['{"format":"palier-registration-file","version":1,"fields":{"emails":[3]}}', /fields\.emails\.0/],
      [Buffer.from([0xe9, 0x3b, 0xe8]), /UTF-8/],
      ['x'.repeat(1_000_001), /trop gros/],
    ])('a file that is not ours changes nothing, and is told in words: %#', async (content, words) => {
      await on(async (page) => {
        await field(page, 'Nom de l’entité').fill('Exemple SA');
        await page.locator('input[type=file]').setInputFiles({
          name: 'autre.json',
          mimeType: 'application/json',
          buffer: Buffer.from(content),
        });
        await page.getByText(words).waitFor();
        expect(await field(page, 'Nom de l’entité').inputValue()).toBe('Exemple SA');
      });
    });

    it('keeps the file from one visit to the next; where the browser refuses, for the time of the page, and says so', async () => {
      await on(async (page) => {
        await field(page, 'Nom de l’entité').fill('Exemple SA');
        await page.reload();
        await alive(page);
        expect(await field(page, 'Nom de l’entité').inputValue()).toBe('Exemple SA');
        await refuseStorage(page);
        await page.reload();
        await alive(page);
        await field(page, 'Nom de l’entité').fill('Autre SA');
        await page.getByText('Ce navigateur ne garde rien').waitFor();
        expect(await field(page, 'Nom de l’entité').inputValue()).toBe('Autre SA');
      });
    });

    it('works without the network, and sends nothing', async () => {
      await on(async (page) => {
        await page.waitForLoadState('networkidle');
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.context().setOffline(true);
        await complete(page);
        await page.getByText('Rien ne manque').waitFor();
        await saved(page, () => page.getByRole('button', { name: 'Enregistrer (CSV)' }).click());
        expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);
      });
    });

    it('prints the file alone, what is empty too, as a tagged PDF', async () => {
      await on(async (page) => {
        await complete(page);
        const { text, tags } = await printed(page);
        expect(tags).toContain('H1');
        expect(plain(text)).toMatch(/Mon dossier[\s\S]*État du droit au 7 octobre 2026[\s\S]*Exemple SA/);
        expect(text).toContain('51.15.0.0/16');
        expect(text).toContain('à remplir');
        for (const absent of ['Effacer', 'Une valeur par ligne', 'Ce que l’outil vérifie'])
          expect(text).not.toContain(absent);
      });
    });

    it('is filled by the keyboard alone', async () => {
      await on(async (page) => {
        await field(page, 'Nom de l’entité').focus();
        await page.keyboard.type('Exemple SA');
        await page.keyboard.press('Tab');
        await page.keyboard.type('732829320');
        await field(page, 'Santé').focus();
        await page.keyboard.press('Space');
        expect(await field(page, 'Santé').isChecked()).toBe(true);
        expect(await field(page, 'SIREN').inputValue()).toBe('732829320');
        expect(await page.getByText('clé de ce SIREN').count()).toBe(0);
      });
    });

    it.each([PAGE, '/en/my-registration-file/'])(
      'hinders nobody, with every field shown and errors: axe, 320 to 1280 px, text at 200 %: %s',
      async (address) => {
        await on(async (page) => {
          await page.locator('#dossier-siren').fill('1');
          await page.locator('#dossier-networks').fill('10.0.0.5/8\n2001:db8:0000:0000:0000:0000:0000:0001/32');
          await page.locator('#dossier-sectors input').first().check();
          await page.locator('#dossier-digitalKinds input').first().check();
          await page.locator('#dossier-inUnion').selectOption('no');
          expect(await hindrancesIn(page)).toEqual([]);
        }, address);
      },
    );
  });
}
