import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { COLUMNS, EMPTY_SERVICE, TEMPLATE, sheetRows, type Service } from '@palier/nis2/homologation';
import type { Browser, Download, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage } from '../lib/browser.ts';
import type { Hub } from '../lib/hub.ts';
import { hindrancesIn } from '../lib/readable.ts';
import type { Site } from '../lib/site.ts';
import { printed } from '../lib/tool.ts';

const PAGE = '/demarrer-une-homologation/';
const SIRET = '732 829 320 00074';

const WHOLE: Service = {
  ...EMPTY_SERVICE,
  name: '=SOMME(1;2) & associés',
  siret: SIRET,
  status: 'online',
  types: ['api'],
  hosting: 'saas',
  openness: 'internet',
  audience: 'large',
  outage: 'lt4h',
  volume: 'low',
  location: 'eu',
};

const fileOf = (services: readonly Service[]) =>
  Buffer.from(JSON.stringify({ tool: 'palier-homologation', version: 1, services }));

/** The list of services for MonServiceSécurisé, as one makes it in a browser. */
export function homologationSuite(site: () => Site): void {
  let hub: Hub;
  let browser: Browser;
  beforeAll(() => ({ hub, browser } = site()));

  const on = (act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}, path = PAGE) =>
    onPage(
      browser,
      hub.url + path,
      async (page) => {
        await page.getByRole('button', { name: /^(Ajouter un service|Add a service)$/ }).waitFor();
        await act(page);
      },
      options,
    );
  const take = async (page: Page, file: { name: string; mimeType: string; buffer: Buffer }) => {
    const details = page.locator('details.take');
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
    await page.getByLabel(/Ou ouvrez un fichier/).setInputFiles(file);
  };
  const takeServices = (page: Page, services: readonly Service[]) =>
    take(page, { name: 'services.json', mimeType: 'application/json', buffer: fileOf(services) });
  const saved = async (page: Page, name: RegExp): Promise<{ download: Download; file: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return { download, file: readFileSync(await download.path()) };
  };
  const rowsOf = (file: Buffer): Record<string, string>[] =>
    utils.sheet_to_json(read(file, { type: 'buffer' }).Sheets[TEMPLATE.sheet]!, { range: 5, defval: '', raw: false });

  describe('the list of services to approve', () => {
    it('is filled in with the keyboard alone, and becomes the file, offline once the page is loaded', async () => {
      await on(async (page) => {
        await page.context().setOffline(true);
        await page.getByRole('button', { name: 'Ajouter un service' }).focus();
        await page.keyboard.press('Enter');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Service 1');
        await page.keyboard.press('Tab');
        await page.keyboard.type('Prise de rendez-vous');
        await page.keyboard.press('Tab');
        await page.keyboard.type(SIRET);
        // Letters choose in a closed list: « En ligne… », « Autre ».
        for (const letters of ['En ligne', 'Autre']) {
          await page.keyboard.press('Tab');
          await page.keyboard.type(letters);
        }
        await page.keyboard.press('Tab');
        await page.keyboard.press('Space');
        for (let skipped = 0; skipped < 4; skipped += 1) await page.keyboard.press('Tab');
        for (const letters of ['Accessible', 'Large', 'Moins de 12', 'Faible', 'Dans']) {
          await page.keyboard.press('Tab');
          await page.keyboard.type(letters);
        }
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Terminer' }).focus();
        await page.keyboard.press('Enter');
        await page.getByText('Complet').waitFor();
        expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Modifier/);

        const { download, file } = await saved(page, /MonServiceSécurisé/);
        expect(download.suggestedFilename()).toBe('services-a-homologuer.xlsx');
        expect(rowsOf(file)).toEqual([
          expect.objectContaining({
            'Nom du service numérique *': 'Prise de rendez-vous',
            "Siret de l'organisation *": '73282932000074',
            'Statut *': 'En ligne et accessible aux usagers et/ou agents',
            'Type #1 *': "Portail d'information",
            'Localisation des données traitées*': "Au sein de l'Union européenne",
          }),
        ]);
        expect(Object.keys(rowsOf(file)[0]!)).toEqual(COLUMNS.map(({ heading }) => heading));
      });
    });

    it('is not saved with a flaw: says each, and leads to its field', async () => {
      await on(async (page) => {
        await takeServices(page, [WHOLE, { ...WHOLE, name: 'Un autre', siret: '73282932000075', volume: null }]);
        await page.getByText('2 services ajoutés.').waitFor();
        await page.getByRole('button', { name: /MonServiceSécurisé/ }).click();
        const notice = page.locator('.save .notice.bad');
        await notice.waitFor();
        expect(await notice.evaluate((element) => element === document.activeElement)).toBe(true);
        expect(await notice.locator('li').count()).toBe(2);
        await notice.getByRole('button', { name: 'Service 2, Volume des données traitées' }).click();
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-volume');
        expect(await page.locator('#f-siret').getAttribute('aria-invalid')).toBe('true');
        await page.locator('#f-volume').selectOption('high');
        await page.locator('#f-siret').fill(SIRET);
        await page.getByRole('button', { name: 'Terminer' }).click();
        const { file } = await saved(page, /MonServiceSécurisé/);
        expect(rowsOf(file).map((row) => row['Nom du service numérique *'])).toEqual([WHOLE.name, 'Un autre']);
      });
    });

    it('is copied, taken from, and given back what was removed by mistake', async () => {
      await on(async (page) => {
        await takeServices(page, [WHOLE]);
        await page.getByRole('button', { name: /^Dupliquer/ }).click();
        await page.getByRole('button', { name: 'Terminer' }).click();
        await page.getByText('2 services', { exact: true }).waitFor();
        await page
          .getByRole('button', { name: /^Retirer/ })
          .first()
          .click();
        await page.getByText('1 service', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'Annuler' }).click();
        await page.getByText('2 services', { exact: true }).waitFor();
        expect(await page.locator('ol.rows .name').allInnerTexts()).toEqual([WHOLE.name, `${WHOLE.name} (copie)`]);
      });
    });

    it('is there again when one comes back, in the other language too, and erased when one asks twice', async () => {
      await on(async (page) => {
        await takeServices(page, [WHOLE]);
        await page.getByText('1 service ajouté.').waitFor();
        await page.goto(`${hub.url}/en/start-a-security-approval/`);
        await page.getByText('1 service', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'Erase my answers' }).click();
        await page.getByRole('button', { name: 'Yes, erase' }).click();
        await page.getByText('No service yet').waitFor();
        expect(await page.evaluate(() => localStorage.getItem('palier.homologation'))).toBeNull();
      });
    });

    it('takes cells of a spreadsheet, and tells of the words that it does not know', async () => {
      await on(async (page) => {
        await page.locator('details.take summary').click();
        const rows = sheetRows([WHOLE, { ...WHOLE, name: 'Un autre' }]).slice(5);
        const text = rows.map((row) => row.map((cell) => (/\n/.test(cell) ? `"${cell}"` : cell)).join('\t')).join('\n');
        await page.getByLabel('Collez des lignes').fill(text.replace('Faible', 'Minuscule'));
        await page.getByRole('button', { name: 'Ajouter ces lignes' }).click();
        await page.getByText('2 services ajoutés.').waitFor();
        await page.getByText('service 1, Volume des données traitées : « Minuscule »').waitFor();
        expect(await page.locator('ol.rows > li').count()).toBe(2);
      });
    });

    it.each<[string, string, Buffer, RegExp]>([
      ['empty', 'a.csv', Buffer.from(''), /Aucun service/],
      ['of another tool', 'a.json', Buffer.from('{"tool":"x","version":1,"services":[]}'), /ne vient pas.*tool/],
      ['of a newer version', 'a.json', Buffer.from('{"tool":"palier-homologation","version":9}'), /plus récente/],
      ['half of JSON', 'a.json', Buffer.from('{"tool":'), /ne vient pas.*a\.json/],
      ['in another encoding', 'a.csv', Buffer.from('Nom;Santé', 'latin1'), /UTF-8/],
      ['an image', 'a.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254]), /UTF-8/],
      ['endless', 'a.csv', Buffer.alloc(2_000_001, 'a;'), /trop gros/],
      ['lists too deep', 'a.json', Buffer.from('['.repeat(100_000)), /ne vient pas/],
    ])('refuses a file that is %s, in words', async (_name, name, buffer, said) => {
      await on(async (page) => {
        await take(page, { name, mimeType: 'text/plain', buffer });
        await page.locator('.take .notice.bad').filter({ hasText: said }).waitFor();
        expect(await page.locator('ol.rows > li').count()).toBe(0);
      });
    });

    it('has 250 services at most, and says what is left out', async () => {
      await on(async (page) => {
        const many = Array.from({ length: 250 }, (_, at) => ({ ...WHOLE, name: `${'é'.repeat(190)} ${at}` }));
        await takeServices(page, many);
        await page.getByText('La liste est pleine').first().waitFor();
        const { file } = await saved(page, /MonServiceSécurisé/);
        expect(file.length).toBeLessThan(TEMPLATE.bytesMax);
        expect(rowsOf(file)).toHaveLength(250);
        await takeServices(page, [WHOLE]);
        await page.getByText('1 ligne laissée de côté').waitFor();
      });
    });

    it('works in memory where the browser keeps nothing, and says so', async () => {
      const { page, close } = await (async () => {
        const context = await browser.newContext({ locale: 'fr-FR' });
        await context.addInitScript(() => {
          Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        });
        const opened = await context.newPage();
        await opened.goto(hub.url + PAGE);
        return { page: opened, close: () => context.close() };
      })();
      await page.getByRole('button', { name: 'Ajouter un service' }).click();
      await page.getByText('Ce navigateur ne garde rien').waitFor();
      await page.getByRole('button', { name: 'Terminer' }).click();
      await page.getByText('1 service', { exact: true }).waitFor();
      await close();
    });

    it('starts afresh where what was kept cannot be read, and says so', async () => {
      await on(async (page) => {
        for (const kept of ['{', '{"tool":"palier-homologation","version":1,"services":[{"name":1}]}', '"']) {
          await page.evaluate((text) => localStorage.setItem('palier.homologation', text), kept);
          await page.reload();
          await page.getByText('est illisible').waitFor();
          await page.getByText('Aucun service pour l’instant').waitFor();
        }
      });
    });

    it('is accessible in each of its states, light and dark, and no wider than a small screen with a long name', async () => {
      await on(async (page) => {
        await takeServices(page, [WHOLE, { ...EMPTY_SERVICE, name: 'x'.repeat(200) }]);
        await page.getByText('2 services ajoutés.').waitFor();
        await page.getByRole('button', { name: /MonServiceSécurisé/ }).click();
        const look = async () => {
          expect(await hindrancesIn(page)).toEqual([]);
        };
        await look();
        await page
          .getByRole('button', { name: /^Modifier/ })
          .last()
          .click();
        await page.locator('details.approval summary').click();
        await look();
      });
    });

    it('is printed as a sheet of its services alone, tagged, whose text can be taken out', async () => {
      await on(async (page) => {
        await takeServices(page, [WHOLE]);
        await page.getByText('1 service ajouté.').waitFor();
        const { text, tags } = await printed(page);
        expect(tags).toContain('H1');
        expect(text).toContain(WHOLE.name);
        expect(text).toContain('État du droit au 7 octobre 2026');
        expect(text).not.toMatch(/Ajouter un service|Reprendre une liste|Qui peut utiliser/);
      });
    });

    it('says its rules without JavaScript', async () => {
      await onPage(
        browser,
        hub.url + PAGE,
        async (page) => {
          expect(await page.locator('main noscript p').innerText()).toContain('il lui faut JavaScript');
          await page.getByText('les en-têtes en ligne 6').waitFor();
          expect(await page.locator('main button:visible').count()).toBe(0);
          expect(await page.locator('main table tbody tr').count()).toBe(14);
        },
        { javaScriptEnabled: false },
      );
    });
  });
}
