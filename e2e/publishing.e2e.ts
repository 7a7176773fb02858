import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resourceFields } from './lib/editor.ts';
import type { Editor } from './lib/editor.ts';
import { filesAt } from './lib/files.ts';
import { administrator, differencesOf, hitsOf, read, temporaryHub, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';
import { startPostgres } from './lib/postgres.ts';
import type { Postgres } from './lib/postgres.ts';

/** What an editor does in the CMS, and what readers then get. The same on both databases. */
describe.each(['SQLite', 'PostgreSQL'] as const)('publishing, on %s', (database) => {
  let postgres: Postgres | null = null;
  let hub: Hub;
  let editor: Editor;

  beforeAll(async () => {
    postgres = database === 'PostgreSQL' ? await startPostgres() : null;
    hub = await temporaryHub({ env: postgres ? { DATABASE_URL: postgres.url } : {} });
    editor = await administrator(hub);
  });

  afterAll(async () => {
    await hub?.stop();
    await postgres?.stop();
  });

  const shows = async (path: string, text: string) => (await read(hub, path)).text.includes(text);
  const answers = async (path: string, status: number) => (await read(hub, path)).status === status;

  it('publish: the page, the lists, the feed, the sitemap and the search hit follow by themselves', async () => {
    const topic = await editor.create('topic', { name: 'Sauvegardes', slug: 'sauvegardes' });
    await editor.createPublished('resource', {
      ...resourceFields({ title: 'Une publication suivie', slug: 'une-publication-suivie' }),
      topics: { connect: [{ documentId: topic, locale: 'fr' }] },
    });
    const page = '/ressources/une-publication-suivie/';
    await until('the page', () => shows(page, 'Une publication suivie'));
    await until('the topic on the page', () => shows(page, 'Sauvegardes'));
    for (const list of [
      '/',
      '/ressources/',
      '/ressources/page/1/',
      '/themes/sauvegardes/',
      '/feed.xml',
      '/sitemaps/1.xml',
    ])
      await until(`the entry in ${list}`, () => shows(list, '/ressources/une-publication-suivie/'));
    await until('the search hit', async () => (await hitsOf(hub, 'publication suivie')).includes(page));
  });

  it('a draft shows nowhere, and neither do unpublished changes of a published document', async () => {
    const id = await editor.createPublished(
      'resource',
      resourceFields({ title: 'Version publiée', slug: 'brouillon' }),
    );
    await until('the page', () => answers('/ressources/brouillon/', 200));
    await editor.save('resource', id, { title: 'Version en brouillon' });
    await editor.create('resource', resourceFields({ title: 'Jamais publiée', slug: 'jamais-publiee' }));
    // A later change goes the same way behind them: when it has arrived, they would have.
    await editor.createPublished('resource', resourceFields({ slug: 'temoin-brouillon' }));
    await until('the later page', () => answers('/ressources/temoin-brouillon/', 200));
    await hub.caughtUp();
    expect((await read(hub, '/ressources/brouillon/')).text).not.toContain('Version en brouillon');
    expect(await answers('/ressources/jamais-publiee/', 404)).toBe(true);
    expect((await read(hub, '/ressources/')).text).not.toContain('Jamais publiée');
    expect(await hitsOf(hub, 'Jamais publiée')).not.toContain('/ressources/jamais-publiee/');
  });

  it('rename: the old address answers a permanent redirect to the new one', async () => {
    const id = await editor.createPublished('resource', resourceFields({ slug: 'ancienne-adresse' }));
    await until('the page', () => answers('/ressources/ancienne-adresse/', 200));
    await editor.publish('resource', id, { slug: 'nouvelle-adresse' });
    await until('the new page', () => answers('/ressources/nouvelle-adresse/', 200));
    await until('the redirect', () => answers('/ressources/ancienne-adresse/', 301));
    expect((await read(hub, '/ressources/ancienne-adresse/')).headers['location']).toBe(
      '/ressources/nouvelle-adresse/',
    );
  });

  it('unpublish and delete: page, lists, feed and hit go, the address answers 410', async () => {
    const first = await editor.createPublished(
      'resource',
      resourceFields({ title: 'Retirée zébulon', slug: 'retiree' }),
    );
    const second = await editor.createPublished(
      'resource',
      resourceFields({ title: 'Supprimée zébulon', slug: 'supprimee' }),
    );
    await until('both hits', async () => (await hitsOf(hub, 'zébulon')).length === 2);
    await editor.unpublish('resource', first);
    await editor.delete('resource', second);
    for (const path of ['/ressources/retiree/', '/ressources/supprimee/'])
      await until(`410 at ${path}`, () => answers(path, 410));
    for (const list of ['/', '/ressources/', '/feed.xml', '/sitemaps/1.xml'])
      await until(
        `no trace in ${list}`,
        async () => !(await read(hub, list)).text.match(/\/ressources\/(retiree|supprimee)\//),
      );
    await until('no hit', async () => (await hitsOf(hub, 'zébulon')).length === 0);
  });

  it('a published document that is published again comes back at its address', async () => {
    const id = await editor.createPublished('resource', resourceFields({ slug: 'aller-retour' }));
    await until('the page', () => answers('/ressources/aller-retour/', 200));
    await editor.unpublish('resource', id);
    await until('410', () => answers('/ressources/aller-retour/', 410));
    await editor.publish('resource', id);
    await until('the page again', () => answers('/ressources/aller-retour/', 200));
  });

  it('a renamed organisation or topic is renamed on every page that names it, and in search', async () => {
    const organisation = await editor.createPublished('organisation', { name: 'Nom premier', slug: 'nom-premier' });
    const topic = await editor.create('topic', { name: 'Thème premier', slug: 'theme-premier' });
    await editor.createPublished('resource', {
      ...resourceFields({ slug: 'nomme' }),
      publisher: { connect: [{ documentId: organisation, locale: 'fr' }] },
      topics: { connect: [{ documentId: topic, locale: 'fr' }] },
    });
    await until('the name', () => shows('/ressources/nomme/', 'Nom premier'));
    await editor.publish('organisation', organisation, { name: 'Nom second' });
    await editor.save('topic', topic, { name: 'Thème second' });
    for (const name of ['Nom second', 'Thème second'])
      await until(`${name} on the page`, () => shows('/ressources/nomme/', name));
    await until('the list', () => shows('/ressources/', 'Nom second'));
    await until('the hit by the new topic', async () =>
      (await hitsOf(hub, 'Thème second')).includes('/ressources/nomme/'),
    );
  });

  it('an English version has its own page, linked with the French one', async () => {
    const id = await editor.createPublished('resource', resourceFields({ slug: 'bilingue' }));
    const topics = await editor.topics('en');
    await editor.publish('resource', id, resourceFields({ title: 'Bilingual', slug: 'bilingual', topics }), 'en');
    await until('the English page', () => shows('/en/resources/bilingual/', 'hreflang="fr"'));
    await until('the link from the French one', () => shows('/ressources/bilingue/', '/en/resources/bilingual/'));
  });

  it('nothing private is in any file, index, feed or answer of the API', async () => {
    const canary = (name: string) => `canari${name}${database.toLowerCase()}`;
    const id = await editor.createPublished('organisation', {
      ...{ name: 'Porteuse de canaris', slug: 'porteuse-de-canaris' },
      contacts: `${canary('contact')}@exemple.fr`,
      body: `Écrire à ${canary('corps')}@exemple.fr`,
    });
    await editor.save('organisation', id, { tagline: canary('brouillon') });
    await editor.create('resource', resourceFields({ title: canary('titre'), slug: canary('slug') }));
    await until('the page', () => answers('/organisations/porteuse-de-canaris/', 200));
    await hub.caughtUp();
    const feedToken = { authorization: `Bearer ${hub.secrets.FEED_TOKEN}` };
    const outputs = [
      ...['releases', 'pagefind'].flatMap((name) =>
        filesAt(join(hub.home, name))
          .map(({ content }) => content.toString('utf8'))
          .toArray(),
      ),
      (await call(`${hub.cmsUrl}/api/feed?limit=500`, { headers: feedToken })).text,
      (await call(`${hub.cmsUrl}/api/published/organisation`, { headers: feedToken })).text,
      (await call(`${hub.cmsUrl}/api/published/resource`, { headers: feedToken })).text,
      ...(await Promise.all(
        ['organisations', 'resources', 'organisations?populate=*', `organisations/${id}?status=draft`].map(
          async (path) => (await call(`${hub.url}/api/${path}`)).text,
        ),
      )),
      (
        await call(`${hub.meiliUrl!}/indexes/palier/documents?limit=1000`, {
          headers: { authorization: `Bearer ${hub.secrets.MEILI_MASTER_KEY}` },
        })
      ).text,
      (await call(`${hub.url}/metrics`)).text,
      (await call(`${hub.url}/healthz`)).text,
    ];
    expect(outputs.some((text) => text.includes('Porteuse de canaris'))).toBe(true);
    for (const text of outputs) expect(text).not.toMatch(/canari(contact|corps|brouillon|titre|slug)/);
  });

  it('ends with nothing to mend', async () => {
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });

  it('with everything but the front server stopped, every page still reads', async () => {
    for (const part of ['cms', 'publisher', 'meilisearch'] as const) await hub.stopPart(part);
    for (const path of [
      '/',
      '/en/',
      '/ressources/',
      '/ressources/une-publication-suivie/',
      '/glossaire/',
      '/feed.xml',
      '/sitemap.xml',
    ])
      expect((await read(hub, path)).status, path).toBe(200);
    expect((await read(hub, '/ressources/ancienne-adresse/')).status).toBe(301);
    expect((await read(hub, '/ressources/retiree/')).status).toBe(410);
    expect((await read(hub, '/pagefind/pagefind.js')).status).toBe(200);
    expect((await call(`${hub.url}/search`, { method: 'POST', body: { q: 'x', locale: 'fr' } })).status).toBe(503);
  });
});
