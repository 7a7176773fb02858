import { readFile } from 'node:fs/promises';
import { assessmentOf, type Answers } from '@palier/nis2/maturity';
import { QUESTIONNAIRES, type AnswerStep, type Questionnaire } from '@palier/nis2/maturity-questions';
import type { Browser, Download, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onPage } from '../lib/browser.ts';
import type { Hub } from '../lib/hub.ts';
import { hindrancesIn } from '../lib/readable.ts';
import type { Site } from '../lib/site.ts';
import { printed } from '../lib/tool.ts';

/** « Évaluer mon niveau » as a person meets it, in Chromium. */

let hub: Hub;
let browser: Browser;

const ADDRESS = '/evaluer-mon-niveau/';
const KEY = 'palier.assessment';

/** Opens the tool, alive, does something, and checks that nothing went wrong in the page meanwhile. */
const on = (act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}, address = ADDRESS) =>
  onPage(
    browser,
    hub.url + address,
    async (page) => {
      await alive(page);
      await act(page);
    },
    options,
  );

/** Waits until the tool answers to its reader. */
const alive = (page: Page) =>
  page.waitForFunction(() =>
    Object.keys(document.querySelector('[data-tool]') ?? {}).some((key) => key.startsWith('__reactContainer')),
  );

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const next = (page: Page) => page.locator('form.ask .onward button.button');

/** The same answer to every question. */
const all = (questionnaire: Questionnaire, step: AnswerStep): Answers =>
  Object.fromEntries(QUESTIONNAIRES[questionnaire].map(({ id }) => [id, { step }]));

/** Puts answers where the browser keeps them, and shows their result. */
async function resultOf(page: Page, questionnaire: Questionnaire, answers: Answers, results: object[] = []) {
  await keepText(page, JSON.stringify({ version: 1, questionnaire, answers, results }));
  await page.getByRole('button', { name: /^(?:Voir le résultat|See the result)$/ }).click();
  await page.locator('.result').waitFor();
}

async function keepText(page: Page, text: string) {
  await page.evaluate(([key, text]) => localStorage.setItem(key!, text!), [KEY, text]);
  await page.reload();
  await alive(page);
}

const give = (page: Page, ...files: { name: string; text: string | Buffer }[]) =>
  page.locator('#files').setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: name.endsWith('.csv') ? 'text/csv' : 'application/json',
      buffer: Buffer.from(text),
    })),
  );

const fileOf = (questionnaire: Questionnaire, answers: Answers, by?: string) => ({
  name: `${by ?? 'reponses'}.json`,
  text: JSON.stringify(assessmentOf({ questionnaire, answers }, '2026-03-12', by)),
});

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

export function assessmentSuite(site: () => Site): void {
  beforeAll(() => void ({ hub, browser } = site()));

  describe('the self-assessment', () => {
    it('goes from the first question to a level by the keyboard alone, offline, and sets the lens', async () => {
      await on(async (page) => {
        await page.waitForLoadState('networkidle');
        await page.context().setOffline(true);
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));

        await page.getByLabel('Rapide').focus();
        await page.keyboard.press('Space');
        await page.keyboard.press('Enter');
        for (const theme of [
          'Pilotage',
          'Inventaire et fournisseurs',
          'Comptes et accès',
          'Protection et mises à jour',
          'Sauvegardes et continuité',
          'Détection et incidents',
        ]) {
          await page.getByRole('heading', { level: 2, name: theme }).waitFor();
          // The heading has the focus; each Tab reaches the next question, arrows choose.
          expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(theme);
          for (let question = 0; question < 3; question += 1) {
            await page.keyboard.press('Tab');
            await page.keyboard.press('ArrowDown');
          }
          await page.keyboard.press('Enter');
        }
        await page.getByRole('heading', { level: 2, name: 'Votre résultat' }).waitFor();
        expect(await page.locator('dd.overall').allInnerTexts()).toEqual(['Initié', '50 %']);
        expect(await page.locator('.result tr').count()).toBe(7);
        const chart = page.getByRole('img', { name: /Pilotage : Initié, 50 %/ });
        expect((await chart.getAttribute('aria-label'))?.replace(/\s/g, ' ')).toMatch(
          /Détection et incidents : Initié, 50 %/,
        );
        expect(await page.locator('.next-actions > li').count()).toBe(5);
        expect(await page.locator('.next-actions > li').first().innerText()).toMatch(/Gain rapide/);

        await button(page, 'Prendre Initié comme mon palier').press('Enter');
        expect(await page.locator('html').getAttribute('data-level')).toBe('2');
        expect(await page.locator('[data-lens-control]').inputValue()).toBe('intermediate');
        expect(await page.evaluate(() => localStorage.getItem('palier.level'))).toBe('intermediate');
        expect(requests).toEqual([]);
        await page.context().setOffline(false);
      });
    });

    it('leads from each action to topics that are published, in both languages', async () => {
      for (const [address, start] of [
        [ADDRESS, '/themes/'],
        ['/en/assess-my-level/', '/en/topics/'],
      ] as const)
        await on(
          async (page) => {
            await resultOf(page, 'quick', all('quick', 'not-started'));
            const links = await page
              .locator('.next-actions a')
              .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
            expect(links.length).toBeGreaterThanOrEqual(5);
            for (const link of links) {
              expect(link.startsWith(start), link).toBe(true);
              expect((await page.request.get(hub.url + link)).status(), link).toBe(200);
            }
          },
          {},
          address,
        );
    });

    it('asks an important entity of 15 objectives, the reason of what does not apply, and resumes where one was', async () => {
      await on(async (page) => {
        await page.getByLabel('Complet, pour une entité importante').check();
        await button(page, 'Commencer').click();
        await page.getByText('Objectif 1 sur 15').waitFor();
        await page.getByLabel('En place', { exact: true }).check();
        await page.getByLabel('Note (facultative)').fill('Tableau tenu par l’informatique.');
        await next(page).click();
        await page.getByLabel('Non applicable').check();
        await page.getByLabel('Pourquoi cela ne s’applique pas').waitFor();

        await page.reload();
        await alive(page);
        await button(page, 'Reprendre où vous en étiez').click();
        await page.getByText('Objectif 3 sur 15').waitFor();
        await page.getByLabel('Aller à l’objectif').selectOption({ index: 0 });
        expect(await page.getByLabel('Note (facultative)').inputValue()).toBe('Tableau tenu par l’informatique.');
        await button(page, 'Voir le résultat').click();
        await page.getByText('Non applicable, sans raison donnée').waitFor();
        expect(await page.locator('.result .notice li').allInnerTexts()).toEqual([
          'Mettre en place une gouvernance de la sécurité',
        ]);
        // One objective in place of the fourteen that apply.
        expect(await page.locator('dd.overall').allInnerTexts()).toEqual(['Novice', '5 %']);
        await page.getByText('13 questions sans réponse connue').waitFor();
      });
    });

    it('keeps a result, and compares it with what one answers later', async () => {
      await on(async (page) => {
        const before = assessmentOf({ questionnaire: 'quick', answers: all('quick', 'not-started') }, '2026-03-12');
        const answers: Answers = { ...all('quick', 'not-started'), backups: { step: 'in-place' } };
        await resultOf(page, 'quick', answers, [before]);
        await page.getByLabel('Résultat antérieur').selectOption({ label: '12 mars 2026, Rapide, 0 %' });
        const rows = await page.locator('.result table').last().getByRole('row').allInnerTexts();
        expect(rows[1]!.replace(/\s+/g, ' ')).toMatch(/^Ensemble Novice, 0 % Novice, 4 % \+4 points$/);
        await page.getByText('En progrès :').waitFor();

        await button(page, 'Garder ce résultat').click();
        await page.getByText(/^Résultat du .+ gardé dans ce navigateur/).waitFor();
        // Twice the same day is once.
        await button(page, 'Garder ce résultat').click();
        const kept = await page.evaluate((key) => localStorage.getItem(key)!, KEY);
        expect((JSON.parse(kept) as { results: unknown[] }).results).toHaveLength(2);
      });
    });

    it('saves answers to files, and takes them again from either', async () => {
      await on(async (page) => {
        const note = '=HYPERLINK("http://ailleurs.example")';
        const answers: Answers = { ...all('important', 'partly'), recyf9: { step: 'not-applicable', note } };
        await resultOf(page, 'important', answers);
        await page.getByLabel('Qui a répondu (facultatif)').fill('Service informatique');
        const [json] = await Promise.all([page.waitForEvent('download'), button(page, 'Enregistrer (JSON)').click()]);
        const [csv] = await Promise.all([page.waitForEvent('download'), button(page, 'Enregistrer (CSV)').click()]);
        expect(json.suggestedFilename()).toMatch(/^palier-evaluation-\d{4}-\d{2}-\d{2}\.json$/);
        const texts = { json: await textOf(json), csv: await textOf(csv) };
        expect(texts.csv).toContain(`"'=HYPERLINK(`);

        for (const form of ['json', 'csv'] as const) {
          await button(page, 'Effacer mes réponses').click();
          await button(page, 'Oui, effacer').click();
          expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
          await give(page, { name: `reponses.${form}`, text: texts[form] });
          await page.getByText('Service informatique : Complet, pour une entité importante, 15 réponses').waitFor();
          await button(page, 'Prendre ces réponses').click();
          await page.locator('.result').waitFor();
          const kept = await page.evaluate((key) => localStorage.getItem(key)!, KEY);
          expect(JSON.parse(kept)).toMatchObject({ questionnaire: 'important', answers });
        }
      });
    });

    it('brings the answers of several people together, and shows where they disagree', async () => {
      await on(async (page) => {
        await give(
          page,
          fileOf('quick', { ...all('quick', 'in-place'), training: { step: 'unknown' } }, 'Informatique'),
          fileOf('quick', { ...all('quick', 'in-place'), backups: { step: 'not-started' } }, 'Direction'),
          fileOf('essential', all('essential', 'checked'), 'Prestataire'),
        );
        await page.getByText('1 désaccord : la réponse la plus prudente compte.').waitFor();
        await page.getByText('Laissé de côté, car d’une autre sorte de questionnaire : Prestataire.').waitFor();
        const row = (await page.locator('.disagreements > li').innerText()).replace(/\s+/g, ' ');
        expect(row).toMatch(/Informatique : Oui Direction : Non Retenue : Non$/);
        await button(page, 'Prendre ces réponses').click();
        expect(await page.locator('dd.overall').allInnerTexts()).toEqual(['Confirmé', '70 %']);

        // One's own answers count with those of a file, unless one leaves them out.
        const rate = page.locator('dd.overall').last();
        await give(page, fileOf('quick', { leader: { step: 'checked' } }, 'Direction'));
        await page.getByLabel('Avec mes propres réponses').uncheck();
        await button(page, 'Prendre ces réponses').click();
        await page.getByText('17 questions sans réponse connue').waitFor();
        expect(await rate.innerText()).toBe('5 %');
        await give(page, fileOf('quick', { backups: { step: 'checked' } }, 'Informatique'));
        await page.getByText('Aucun désaccord entre ces réponses.').waitFor();
        await button(page, 'Prendre ces réponses').click();
        await page.getByText('16 questions sans réponse connue').waitFor();
        expect(await rate.innerText()).toBe('11 %');
      });
    });

    it('says why it cannot take a file, whatever is in it, and goes on', async () => {
      await on(async (page) => {
        const answers = all('quick', 'partly');
        const file = assessmentOf({ questionnaire: 'quick', answers }, '2026-03-12');
        const hostile: [string, string | Buffer, RegExp][] = [
          ['vide.json', '', /ne vient pas de cet outil/],
          ['photo.json', Buffer.from([0x89, 0x50, 0xff, 0xfe]), /n’est pas un texte en UTF-8/],
          ['enorme.csv', 'a'.repeat(500_001), /trop gros \(500 ko au plus\)/],
          ['autre.json', '{"a":1}', /ne vient pas de cet outil/],
          ['coupe.json', JSON.stringify(file).slice(0, -9), /ne vient pas de cet outil/],
          ['futur.json', JSON.stringify({ ...file, version: 2 }), /version plus récente/],
          ['faux.json', JSON.stringify({ ...file, answers: { leader: { step: 3 } } }), /answers\.leader\.step/],
          ['autre.csv', 'nom;prénom\nA;B', /ne vient pas de cet outil/],
        ];
        await give(page, ...hostile.map(([name, text]) => ({ name, text })), fileOf('quick', answers, 'Direction'));
        await page.getByText('Direction : Rapide, 18 réponses').waitFor();
        const said = await page.getByRole('alert').locator('p').allInnerTexts();
        expect(said).toHaveLength(hostile.length);
        hostile.forEach(([name, , why], n) => {
          expect(said[n]!.startsWith(name), said[n]).toBe(true);
          expect(said[n]).toMatch(why);
        });
      });
    });

    it('works in memory where the browser refuses to keep, and says so', async () => {
      await on(async (page) => {
        await page.evaluate(() => {
          Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        });
        await page.getByLabel('Rapide').check();
        await page.getByText(/Ce navigateur ne garde rien/).waitFor();
        await button(page, 'Commencer').click();
        await page.getByLabel('Oui', { exact: true }).first().check();
        await next(page).click();
        await button(page, 'Revenir').click();
        expect(await page.getByLabel('Oui', { exact: true }).first().isChecked()).toBe(true);
      });
    });

    it('starts afresh from what it cannot read, and says so', async () => {
      await on(async (page) => {
        for (const text of ['{', '[]', '{"version":9}', 'null']) {
          await keepText(page, text);
          await page.getByText(/Ce que ce navigateur avait gardé est illisible/).waitFor();
          expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
        }
      });
    });

    it('is accessible and fits every screen, from the choice to the comparison', async () => {
      await on(async (page) => {
        const look = async (screen: string) => {
          expect(await hindrancesIn(page), screen).toEqual([]);
        };
        await page.getByLabel('Rapide').check();
        await button(page, 'Commencer').click();
        await look('a theme');
        await button(page, 'Changer de questionnaire').click();
        await page.getByLabel('Complet, pour une entité essentielle').check();
        await button(page, 'Commencer').click();
        await page.getByLabel('Non applicable').check();
        await look('an objective');
        const before = assessmentOf({ questionnaire: 'essential', answers: all('essential', 'begun') }, '2026-03-12');
        const answers: Answers = { ...all('essential', 'in-place'), recyf1: { step: 'not-applicable' } };
        await resultOf(page, 'essential', answers, [before]);
        await page.getByLabel('Résultat antérieur').selectOption({ index: 1 });
        await give(page, fileOf('essential', all('essential', 'partly'), 'Direction'), { name: 'x.json', text: '' });
        await page.getByText('20 désaccords').waitFor();
        await look('a result');
      });
    });

    it('draws its chart in colours that the reader forces, and in words', async () => {
      await on(async (page) => {
        await resultOf(page, 'quick', all('quick', 'partly'));
        await page.emulateMedia({ forcedColors: 'active' });
        const { fill, stroke, text } = await page.locator('.chart').evaluate((chart) => ({
          fill: getComputedStyle(chart.querySelector('rect:not(.empty)')!).fill,
          stroke: getComputedStyle(chart.querySelector('.empty')!).stroke,
          text: chart.textContent.replace(/\s/g, ' '),
        }));
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect([fill, stroke]).not.toContain(ground);
        expect(text).toMatch(/Pilotage.*Initié, 50 %/);
      });
    });

    it('prints the result alone, with its day and that of the law, as a tagged PDF with text', async () => {
      await on(async (page) => {
        const earlier = assessmentOf({ questionnaire: 'quick', answers: {} }, '2026-03-12');
        await resultOf(page, 'quick', all('quick', 'partly'), [earlier]);
        const { text, tags } = await printed(page);
        expect(text).toMatch(/Évaluer mon niveau/);
        expect(text).toMatch(/Réponses du \d+ \S+ \d{4}\. État du droit au 7 octobre 2026/);
        expect(text).toMatch(/Vos cinq prochaines actions/);
        expect(text).not.toMatch(
          /Comment le palier se calcule|Fichiers, et réponses|Effacer|Garder ce résultat|Comparer/,
        );
        expect(tags).toContain('H1');
      });
    });

    it('weighs 30 kB at most without React', async () => {
      await on(async (page) => {
        const scripts = await page.evaluate(() =>
          (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
            .filter(({ name }) => name.endsWith('.js'))
            .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize })),
        );
        const own = scripts.filter(({ name }) => !/\/client\.[^/]+\.js$/.test(name));
        expect(own.length).toBe(scripts.length - 1);
        expect(own.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(30_000);
      });
    });
  });
}
