import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage } from '../lib/browser.ts';
import type { Hub } from '../lib/hub.ts';
import { faultsInLightAndDark } from '../lib/readable.ts';
import type { Site } from '../lib/site.ts';
import { printed } from '../lib/tool.ts';

/** « Suis-je concerné ? » as a person meets it. */

const ADDRESS = '/suis-je-concerne/';

let hub: Hub;
let browser: Browser;

const on = (address: string, act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}) =>
  onPage(browser, hub.url + address, act, options);

const question = (page: Page) => page.locator('.ask h2');
const verdict = (page: Page) => page.locator('.outcome h2');

/** What one reads, with plain spaces. */
const textOf = async (part: Locator) => (await part.innerText()).replaceAll('\u00a0', ' ');
const radio = (page: Page, name: string | RegExp) => page.getByRole('radio', { name });
const go = (page: Page) => page.getByRole('button', { name: 'Continuer' }).click();

async function choose(page: Page, name: string | RegExp): Promise<void> {
  await radio(page, name).check();
  await go(page);
}

async function tick(page: Page, words: string, name: string | RegExp): Promise<void> {
  await page.getByRole('searchbox', { name: 'Chercher une activité' }).fill(words);
  await page.getByRole('checkbox', { name }).check();
  await go(page);
}

/** From the first question to the verdict: a company in France that offers cloud services to customers. */
async function cloud(page: Page, headcount: string | RegExp): Promise<void> {
  await choose(page, /^Privée/);
  await tick(page, 'nuage', /Informatique en nuage/);
  await page.getByRole('checkbox', { name: /^France/ }).check();
  await go(page);
  await choose(page, headcount);
}

export function applicabilitySuite(site: () => Site): void {
  beforeAll(() => {
    ({ hub, browser } = site());
  });

  describe('« Suis-je concerné ? »', () => {
    it('leads a small company to its verdict, each step with its article and its answer', async () => {
      await on(ADDRESS, async (page) => {
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
        await cloud(page, /^De 10 à 49/);
        expect(await textOf(question(page))).toMatch(/chiffre d’affaires/);
        await page.getByRole('textbox', { name: 'Ou le chiffre exact' }).fill('12');
        await go(page);
        // The turnover leaves a doubt: the balance sheet settles it.
        expect(await textOf(question(page))).toMatch(/total du bilan/);
        await choose(page, /^Plus de 2, jusqu’à 10/);
        expect(await textOf(question(page))).toMatch(/groupe/);
        await choose(page, /^Non, ou/);
        await choose(page, 'Non');
        await choose(page, 'Non');
        expect(await textOf(verdict(page))).toBe('L’entité ne serait pas visée, par défaut.');
        // Who moves to a new step hears it.
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(await verdict(page).textContent());
        const why = page.locator('.why');
        expect(await textOf(why)).toContain('directive (UE) 2022/2555, 2(1)');
        expect(await textOf(why)).toContain('Chiffre d’affaires : 12 millions d’euros');
        expect(await textOf(page.locator('.verdict'))).toContain('Effectif : 250 et plus → entité essentielle');
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
      });
    });

    it('asks nothing that no longer matters: a designated operator has three screens', async () => {
      await on(ADDRESS, async (page) => {
        await choose(page, /^Publique/);
        await choose(page, 'Région');
        expect(await textOf(question(page))).toMatch(/cas à part/);
        await choose(page, /^Aucun de ces cas/);
        expect(await textOf(verdict(page))).toBe('L’entité serait une entité essentielle.');
        expect(await textOf(page.locator('.verdict'))).toContain('projet de loi');
      });
    });

    it('« Je ne sais pas » is always an answer; the verdict then says what is missing, and one can add it', async () => {
      await on(ADDRESS, async (page) => {
        await cloud(page, /^Je ne sais pas/);
        for (let screens = 0; (await verdict(page).count()) === 0 && screens < 10; screens++)
          await choose(page, /^Je ne sais pas/);
        expect(await textOf(verdict(page))).toBe('On ne peut pas encore conclure.');
        expect(await textOf(page.locator('.outcome'))).toMatch(/Il manque : Effectif/);
        await page.locator('.outcome').getByRole('button', { name: 'Effectif' }).click();
        await choose(page, /^250 et plus/);
        expect(await textOf(verdict(page))).toBe('L’entité serait une entité essentielle.');
      });
    });

    it('goes back without loss, and resumes after the page was closed', async () => {
      await on(ADDRESS, async (page) => {
        await cloud(page, /^De 50 à 249/);
        await page.getByRole('button', { name: 'Revenir' }).click();
        expect(await radio(page, /^De 50 à 249/).isChecked()).toBe(true);
        await page.getByRole('button', { name: 'Revenir' }).click();
        expect(await page.getByRole('checkbox', { name: /^France/ }).isChecked()).toBe(true);
        await go(page);
        expect(await textOf(question(page))).toMatch(/chiffre d’affaires/);
        await page.reload();
        await question(page).filter({ hasText: 'chiffre d’affaires' }).waitFor();
        expect(await textOf(page.locator('.ask .notice'))).toContain('Encore possible');
      });
    });

    it('a screen without an answer says so, and goes nowhere', async () => {
      await on(ADDRESS, async (page) => {
        await go(page);
        expect(await textOf(page.getByRole('alert'))).toMatch(/^Choisissez une réponse/);
        expect(await textOf(question(page))).toBe('Quelle est la nature de l’entité ?');
      });
    });

    it('answers with the keyboard alone', async () => {
      await on(ADDRESS, async (page) => {
        await radio(page, /^Privée/).focus();
        await page.keyboard.press('Space');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        // The search of activities, then « Aucune de ces activités ».
        expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
        await page.getByRole('checkbox', { name: 'Aucune de ces activités' }).focus();
        await page.keyboard.press('Space');
        await page.keyboard.press('Enter');
        await question(page).filter({ hasText: 'opérateur de services essentiels' }).waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await verdict(page).filter({ hasText: 'ne serait pas visée' }).waitFor();
      });
    });

    it('counts the companies of a group, those of a partner for their share', async () => {
      await on(ADDRESS, async (page) => {
        await cloud(page, /^De 10 à 49/);
        await choose(page, /^Plus de 2, jusqu’à 10/);
        await radio(page, /^Oui, j’ajoute/).check();
        await page.getByRole('combobox', { name: 'Effectif' }).selectOption('gte250');
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
        await go(page);
        for (let screens = 0; (await verdict(page).count()) === 0 && screens < 5; screens++) await choose(page, 'Non');
        expect(await textOf(verdict(page))).toBe('L’entité serait une entité essentielle.');
      });
    });

    it('a company of several countries is asked where it decides', async () => {
      await on(ADDRESS, async (page) => {
        await choose(page, /^Privée/);
        await tick(page, 'nuage', /Informatique en nuage/);
        await page.getByRole('checkbox', { name: /^France/ }).check();
        await page.getByText('Autres pays de l’Union').click();
        await page.getByRole('checkbox', { name: 'Allemagne' }).check();
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
        await go(page);
        await page.getByRole('combobox', { name: /se décident/ }).selectOption('DE');
        await go(page);
        await choose(page, /^250 et plus/);
        for (let screens = 0; (await verdict(page).count()) === 0 && screens < 5; screens++) await choose(page, /^Non/);
        expect(await textOf(verdict(page))).toBe('L’entité relèverait d’un autre État membre.');
        expect(await textOf(page.locator('.outcome'))).toContain('Allemagne');
      });
    });

    it('a link holds the answers, reaches no server with them, and replaces nothing by itself', async () => {
      let link = '';
      await on(
        ADDRESS,
        async (page) => {
          await choose(page, /^Publique/);
          await choose(page, 'Département');
          await choose(page, /^Aucun de ces cas/);
          await page.getByRole('button', { name: 'Copier le lien de ces réponses' }).click();
          await page.getByText('Lien copié').waitFor();
          link = await page.evaluate(() => navigator.clipboard.readText());
        },
        { permissions: ['clipboard-read', 'clipboard-write'] },
      );
      expect(new URL(link).pathname).toBe(ADDRESS);
      expect(new URL(link).search).toBe('');
      await on(ADDRESS + new URL(link).hash, async (page) => {
        await verdict(page).filter({ hasText: 'entité essentielle' }).waitFor();
        expect(await page.getByRole('button', { name: /^Changer/ }).count()).toBe(0);
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
        await page.getByRole('button', { name: 'Revenir aux miennes' }).click();
        expect(await textOf(question(page))).toBe('Quelle est la nature de l’entité ?');
        await page.goto(link);
        await page.reload();
        await page.getByRole('button', { name: 'Reprendre ces réponses' }).click();
        expect(new URL(page.url()).hash).toBe('');
        await page.reload();
        await verdict(page).filter({ hasText: 'entité essentielle' }).waitFor();
      });
    });

    it.each(['#r=', '#r=%%%', '#r=bm90IGpzb24', `#r=${'A'.repeat(30_000)}`, '#r=eyJoZWFkY291bnQiOi0xfQ'])(
      'a damaged link %.20s says so, and the tool works',
      async (fragment) => {
        await on(ADDRESS + fragment, async (page) => {
          await page.getByText('Ce lien est incomplet ou abîmé').waitFor();
          await choose(page, /^Privée/);
          expect(await textOf(question(page))).toBe('Que fait l’entité ?');
        });
      },
    );

    it('saves the answers to a file and takes them back; another file is refused with its flaw', async () => {
      await on(ADDRESS, async (page) => {
        await choose(page, /^Publique/);
        await choose(page, /^Commune$/);
        await choose(page, /^Plus de 30 000/);
        await choose(page, /^Aucun de ces cas/);
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: 'Enregistrer (JSON)' }).click();
        const file = await (await download).path();
        const saved = JSON.parse(await readFile(file, 'utf8')) as object;
        expect(saved).toMatchObject({
          regime: 'essential',
          answers: { publicKind: 'municipality', population: 30_001 },
        });

        const input = page.locator('input[type=file]');
        const give = (name: string, content: string | Buffer) =>
          input.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
        await give('autre.json', '{"headcount": "beaucoup"}');
        await page.getByText('Ce fichier n’est pas un jeu de réponses : headcount').waitFor();
        await give('vide.json', '');
        await page.getByText('ne vient pas de cet outil').waitFor();
        await give('binaire.json', Buffer.from([0xff, 0xfe, 0xfd]));
        await page.getByText('n’est pas un texte en UTF-8').waitFor();
        await give('gros.json', 'x'.repeat(200_000));
        await page.getByText('trop gros').waitFor();
        await give(
          'region.json',
          JSON.stringify({ ...saved, answers: { structure: 'public', publicKind: 'region', excluded: 'none' } }),
        );
        await page.locator('.why').getByText('Région').first().waitFor();
      });
    });

    it('forgets everything, once one has said so twice', async () => {
      await on(ADDRESS, async (page) => {
        await choose(page, /^Privée/);
        await page.getByRole('button', { name: 'Effacer mes réponses' }).click();
        await page.getByRole('button', { name: 'Non, garder' }).click();
        await page.getByRole('button', { name: 'Effacer mes réponses' }).click();
        await page.getByRole('button', { name: 'Oui, effacer' }).click();
        expect(await textOf(question(page))).toBe('Quelle est la nature de l’entité ?');
        expect(await page.evaluate(() => localStorage.getItem('palier.applicability'))).toBeNull();
      });
    });

    it('says when the browser keeps nothing, and works all the same; when what it kept is unreadable too', async () => {
      await on(ADDRESS, async (page) => {
        await page.evaluate(() => {
          Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        });
        await choose(page, /^Privée/);
        await page.getByText('vos réponses vivent le temps de cette page').waitFor();
        expect(await textOf(question(page))).toBe('Que fait l’entité ?');
      });
      await on(ADDRESS, async (page) => {
        for (const kept of ['{', '{"headcount":"x"}', '[]', 'null', '"a"']) {
          await page.evaluate((text) => localStorage.setItem('palier.applicability', text), kept);
          await page.reload();
          await page.getByText('illisible').waitFor();
          expect(await textOf(question(page)), kept).toBe('Quelle est la nature de l’entité ?');
        }
      });
    });

    it('works offline once it is loaded', async () => {
      await on(ADDRESS, async (page) => {
        await page.waitForLoadState('networkidle');
        await page.context().setOffline(true);
        await cloud(page, /^250 et plus/);
        for (let screens = 0; (await verdict(page).count()) === 0 && screens < 5; screens++) await choose(page, /^Non/);
        expect(await textOf(verdict(page))).toBe('L’entité serait une entité essentielle.');
        await page.context().setOffline(false);
      });
    });

    it('prints a sheet for the management: the verdict, its reasons and its date, as tagged text', async () => {
      await on(ADDRESS, async (page) => {
        await choose(page, /^Publique/);
        await choose(page, 'Métropole');
        await choose(page, /^Aucun de ces cas/);
        const { text, tags } = await printed(page);
        expect(text).toContain('L’entité serait une entité essentielle.');
        expect(text).toMatch(/Verdict établi le \d+ \p{L}+ \d{4}/u);
        expect(text).toContain('État du droit au 7 octobre 2026');
        expect(text).toContain('Pourquoi');
        // The rules of the page are no part of the sheet.
        expect(text).not.toContain('Les règles, en clair');
        expect(tags).toContain('H1');
      });
    });

    it('speaks English', async () => {
      await on('/en/am-i-concerned/', async (page) => {
        expect(await faultsInLightAndDark(page, 'main')).toEqual([]);
        await radio(page, /^Public/).check();
        await page.getByRole('button', { name: 'Continue' }).click();
        await radio(page, 'Region').check();
        await page.getByRole('button', { name: 'Continue' }).click();
        await radio(page, /^None of these/).check();
        await page.getByRole('button', { name: 'Continue' }).click();
        expect(await textOf(verdict(page))).toBe('The entity would be an essential entity.');
      });
    });

    it('reads without JavaScript: its rules, in plain words', async () => {
      await on(
        ADDRESS,
        async (page) => {
          const main = await textOf(page.locator('main'));
          expect(main).toContain('il lui faut JavaScript');
          expect(main).toContain('moins de 50 personnes');
          expect(await page.locator('.rules table').count()).toBe(3);
        },
        { javaScriptEnabled: false },
      );
    });
  });
}
