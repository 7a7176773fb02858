import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, visit } from './lib/browser.ts';
import type { Visit } from './lib/browser.ts';
import type { Editor } from './lib/editor.ts';
import { administrator, temporaryHub } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';
import { invite } from './lib/invite.ts';
import { faultsOf } from './lib/readable.ts';
import { eventAdminSuite } from './event-admin.suite.ts';

/** The admin as an editor meets it: in French, with inputs for lists, and told what is to be checked. */

const EDITOR = { email: 'redaction@palier.example', password: 'Palier-2026-redaction' };

let hub: Hub;
let editor: Editor;
let browser: Browser;
let opened: Visit;
let page: Page;

beforeAll(async () => {
  hub = await temporaryHub({ parts: ['cms', 'front'] });
  editor = await administrator(hub);
  await editor.topics();
  await invite(hub, EDITOR, 'palier-editor');
  browser = await startBrowser();
  opened = await visit(browser, `${hub.url}/admin`, { viewport: { width: 1280, height: 900 } });
  page = opened.page;
  page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await opened?.close();
  await browser?.close();
  await hub?.stop();
});

const form = (uid: string, id = 'create') =>
  `${hub.url}/admin/content-manager/collection-types/${uid}/${id}?plugins[i18n][locale]=fr`;
const panel = (): Locator => page.locator('aside', { hasText: 'À vérifier' });
/** By name: the label of a field holds its marks too, « obligatoire », « traduit ». */
const field = (name: string): Locator => page.locator(`form [name="${name}"]`);
const publish = () => page.getByRole('button', { name: 'Publier', exact: true }).click();
const writeBody = async (text: string) => {
  await page.locator('.CodeMirror').click();
  await page.locator('.CodeMirror-focused').waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
  // The editor reads what the page shows a tenth of a second later; the form has it then.
  await page.waitForFunction((text) => {
    const { CodeMirror } = document.querySelector('.CodeMirror') as unknown as { CodeMirror: { getValue(): string } };
    return CodeMirror.getValue() === text;
  }, text);
};
const choose = async (label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

describe('the admin of an editor', () => {
  it('speaks French from the sign-in page on, and shows no account, token, queue of moderators, registration or setting of others', async () => {
    await page.getByLabel('Email').fill(EDITOR.email);
    await page.locator('input[name="password"]').fill(EDITOR.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.waitForURL((url) => !url.pathname.includes('login'));
    await page.goto(`${hub.url}/admin/content-manager`);
    await page.getByRole('link', { name: 'Ressource', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(
      await page
        .locator(
          'a[href*="/settings/users"], a[href*="/settings/api-tokens"], a[href$="/moderation"], a[href$="/evenements"]',
        )
        .count(),
    ).toBe(0);
  });

  it('offers real inputs for lists, which say in French what they do not take', async () => {
    await page.goto(form('api::resource.resource'));
    await field('title').fill('Une fiche d’essai');
    await field('slug').fill('une-fiche-d-essai');
    await choose('Nature', 'Guide');
    await choose('Palier', 'Initié');

    const articles = page.getByLabel('Articles de NIS 2', { exact: true });
    await articles.fill('21.2.d');
    await articles.press('Enter');
    await page.getByText('« 21.2.d » : citez l’article comme la directive').waitFor();
    await articles.fill('21 (2) (D)');
    await articles.press('Enter');
    await page.getByRole('button', { name: 'Retirer l’article 21(2)(d)' }).waitFor();

    await page.getByRole('combobox', { name: 'Publics' }).click();
    await page.getByRole('option', { name: 'Collectivités' }).click();
    await page.keyboard.press('Escape');

    await page.getByLabel('Mots-clés, ligne 1').fill('x'.repeat(90));
    await page.getByText('Ligne 1 : 10 caractères de trop (80 au plus)').waitFor();
    await page.getByLabel('Mots-clés, ligne 1').fill('');
    await paste(page.getByLabel('Mots-clés, ligne 1'), '- copie de secours\n- backup');
  });

  it('says what keeps a document from being published before and when Publish is pressed', async () => {
    await panel().getByText('écrivez un résumé').waitFor();
    await panel().getByText('choisissez au moins un thème').waitFor();
    // Filled since: nothing more is said of it.
    expect(await panel().getByText('Nature :').count()).toBe(0);

    await field('summary').fill('x'.repeat(1_240));
    await panel().getByText('240 caractères de trop').waitFor();
    await publish();
    await page.getByText(/^Trop long : 1\s000 caractères au plus/).waitFor();

    await field('summary').fill('');
    await field('slug').fill('Pas une adresse');
    await publish();
    await page.getByText('Écrivez-la en minuscules sans accent').waitFor();

    await field('slug').fill('une-fiche-d-essai');
    await publish();
    await page.getByText(/^Écrivez un résumé/).waitFor();
    await page.getByText(/^Choisissez au moins un thème/).waitFor();
  });

  it('publishes once all is there, and warns of a link that leads nowhere', async () => {
    await field('summary').fill('Un résumé.');
    await choose('Thèmes', 'Thème des essais');
    await writeBody('[rien](/ressources/nulle-part/)');
    await publish();
    await page.waitForURL(/api::resource\.resource\/[a-z0-9]{20,}/);
    await panel().getByText('/ressources/nulle-part/').waitFor();
    const id = /resource\/([a-z0-9]{20,})/.exec(page.url())?.[1] ?? '';

    await writeBody('[rien](/glossaire/nulle-part/)');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.getByText('Un lien mène à une page que personne n’a publiée').waitFor();
    await panel().getByText('/glossaire/nulle-part/').waitFor();

    const published = await call(`${hub.cmsUrl}/api/published/resource`, {
      headers: { authorization: `Bearer ${hub.secrets.FEED_TOKEN}` },
    });
    const { documents } = JSON.parse(published.text) as {
      documents: { documentId: string; versions: Record<string, unknown>[] }[];
    };
    expect(documents.find(({ documentId }) => documentId === id)?.versions[0]).toMatchObject({
      nis2Articles: ['21(2)(d)'],
      audiences: ['local-authority'],
      keywords: ['copie de secours', 'backup'],
      body: '[rien](/ressources/nulle-part/)',
    });
  });

  it('takes a list pasted as lines, and gives it back line by line', async () => {
    await page.goto(form('api::organisation.organisation'));
    await field('name').fill('Organisation d’essai');
    await page.getByLabel('Types, ligne 1').waitFor();
    await paste(page.getByLabel('Types, ligne 1'), '- autorité\n- association\r\n\n  entreprise ');
    expect(await page.getByLabel('Types, ligne 3').inputValue()).toBe('entreprise');
    await page.getByRole('button', { name: 'Retirer la ligne 2' }).first().click();
    await page.getByLabel('Mots-clés, ligne 1').fill('x'.repeat(510));
    await page.getByText('Ligne 1 : 10 caractères de trop').waitFor();
    await page.getByLabel('Mots-clés, ligne 1').fill('réponse');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.waitForURL(/api::organisation\.organisation\/[a-z0-9]{20,}/);
    await page.reload();
    await page.getByLabel('Types, ligne 2').waitFor();
    expect(await page.getByLabel('Types, ligne 1').inputValue()).toBe('autorité');
    expect(await page.getByLabel('Types, ligne 2').inputValue()).toBe('entreprise');
    expect(await page.getByLabel('Mots-clés, ligne 1').inputValue()).toBe('réponse');
  });

  it('can be used by everyone: our inputs and our panel have no fault that axe finds', async () => {
    await page.goto(form('api::resource.resource'));
    await panel().getByText('choisissez le palier').waitFor();
    await page.getByLabel('Articles de NIS 2', { exact: true }).fill('21');
    await page.getByLabel('Articles de NIS 2', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Retirer l’article 21' }).waitFor();
    expect(
      await faultsOf(page, 'aside [role="status"]', '[role="group"][aria-label="Articles de NIS 2 choisis"]'),
    ).toEqual([]);
    const inputs = page.locator('form').getByRole('combobox', { name: 'Publics' });
    expect(await inputs.getAttribute('aria-describedby')).toMatch(/\S/);

    await page.goto(form('api::organisation.organisation'));
    await page.getByLabel('Types, ligne 1').fill('autorité');
    await page.getByRole('button', { name: 'Retirer la ligne 1' }).waitFor();
    expect(await faultsOf(page, '[role="group"][aria-label="Types"]', 'aside [role="status"]')).toEqual([]);
  });

  it('lists resources by their French names, and filters on them', async () => {
    await page.goto(
      `${hub.url}/admin/content-manager/collection-types/api::resource.resource?plugins[i18n][locale]=fr`,
    );
    await page.getByRole('gridcell', { name: 'Guide', exact: true }).waitFor();
    await page.getByRole('gridcell', { name: 'Initié', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Filtres' }).click();
    await choose('Sélectionner un champ', 'Palier');
    await choose('Palier', 'Expert');
    await page.getByRole('button', { name: 'Ajouter un filtre' }).click();
    await page.getByText('Palier est Expert').waitFor();
    await page.getByText('Rien trouvé').waitFor();
    expect(await page.getByRole('gridcell', { name: 'Initié', exact: true }).count()).toBe(0);
  });

  it('asks nothing of another server, and breaks no rule of its pages', () => {
    expect(opened.complaints).toEqual([]);
  });
});

describe('the admin of who moderates', () => {
  const pageTab = (name: string) => page.getByRole('tab', { name }).click();

  beforeAll(async () => {
    await opened.close();
    opened = await visit(browser, `${hub.url}/admin`, { viewport: { width: 1280, height: 900 } });
    page = opened.page;
    page.setDefaultTimeout(15_000);
    const imported = await call(`${hub.cmsUrl}/api/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.secrets.IMPORT_TOKEN}` },
      body: { documents: ['une-question', 'la-meme-question'].map(threadFile), dryRun: false },
    });
    expect(imported.text).not.toContain('refused');
    await page.getByLabel('Email').fill(hub.settings.adminEmail);
    await page.locator('input[name="password"]').fill(hub.secrets.ADMIN_PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.waitForURL((url) => !url.pathname.includes('login'));
    await page.goto(`${hub.url}/admin/moderation`);
  });

  it('opens a thread by its address, closes it, merges it with another, and finds both in the journal', async () => {
    await pageTab('Discussions');
    await page.getByLabel('Adresse de la discussion').fill(`${hub.url}/questions/une-question/`);
    await page.keyboard.press('Enter');
    const thread = page.getByRole('region', { name: 'La discussion' });
    await thread.getByRole('button', { name: 'Clore la discussion' }).click();
    await thread.getByText('close : la question a reçu sa réponse').waitFor();
    expect(await faultsOf(page, 'section[aria-label="La discussion"]')).toEqual([]);
    const merge = thread.getByRole('button', { name: 'Fusionner les discussions' });
    await thread.getByLabel('Adresse de l’autre discussion').fill('/questions/la-meme-question/');
    expect(await merge.isDisabled()).toBe(true);
    await thread.getByLabel('J’ai compris').click();
    await merge.click();
    await thread.waitFor({ state: 'detached' });
    await pageTab('Journal');
    await page.getByRole('gridcell', { name: 'discussion fusionnée' }).waitFor();
    await page.getByRole('gridcell', { name: 'discussion close' }).waitFor();
  });

  it('blocks a domain with a reason, and unblocks it', async () => {
    await pageTab('Domaines');
    await page.getByLabel('Domaine', { exact: true }).fill('https://www.publicite.fr/offre');
    await page.getByRole('button', { name: 'Bloquer', exact: true }).click();
    await page.getByText('Donnez une raison.').first().waitFor();
    await page.getByLabel('Raison, en vos mots').fill('Publicité répétée.');
    await page.getByRole('button', { name: 'Bloquer', exact: true }).click();
    await page.getByRole('button', { name: 'Débloquer publicite.fr' }).click();
    await page.getByText('Aucun domaine n’est bloqué.').waitFor();
    expect(opened.complaints).toEqual([]);
  });
});

eventAdminSuite(() => ({ hub, browser, editor }));

/** A question of the hub's team, as a file is imported. */
const threadFile = (slug: string) => ({
  format: 'hub',
  slug,
  locale: 'fr',
  fields: { type: 'thread', title: `Faut-il ${slug} ?`, body: 'Qui sait ?', answer: 'Oui.', maturity: 'novice' },
  formerSlugs: [],
  contacts: [],
  extras: {},
});

/** Pastes a text into an input, as the keyboard does. */
async function paste(input: Locator, text: string): Promise<void> {
  await input.evaluate((node, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
