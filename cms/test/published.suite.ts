import { DOCUMENT_TYPES } from '@palier/model';
import { EDITED_TYPES, type EditedType } from '../src/content/types.ts';
import { describe, expect, it } from 'vitest';
import { editorOf, newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';

/** What is published, where, and what never is. Run on each database. */
export function publishedSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const version = async (type: EditedType, id: string, locale = 'fr') =>
    (await cms().state(type, id))?.versions.find((one) => one.locale === locale) as Record<string, unknown> | undefined;
  const changesSince = async (head: number) => (await cms().feed(head)).rows.map((row) => row.documentId);

  describe('addresses', () => {
    it('remember each slug that a document was published under', async () => {
      const [first, second] = [newSlug('ancien'), newSlug('nouveau')];
      const id = await editor().published('resource', { slug: first });
      await editor().change('resource', id, { slug: second });
      const state = await cms().state('resource', id);
      expect(state?.addresses.map(({ slug }) => slug).sort()).toEqual([first, second].sort());
      expect(state?.versions[0]?.slug).toBe(second);
    });

    it('belong to one published document: a second one is refused in French, and nothing is written', async () => {
      const slug = newSlug('pris');
      await editor().published('organisation', { slug });
      const other = await editor().draft('organisation', { slug });
      const head = await cms().head();
      await expect(editor().publish('organisation', other)).rejects.toThrow(
        /champ « Adresse \(slug\) » : l’adresse « pris-\d+ » est déjà/,
      );
      expect(await changesSince(head)).toEqual([]);
      expect(await cms().state('organisation', other)).toBeUndefined();
    });

    it('go to the next document once their holder has left them, and both are told', async () => {
      const slug = newSlug('repris');
      const left = await editor().published('topic', { slug });
      await editor().save('topic', left, { slug: newSlug('parti') });
      const head = await cms().head();
      const taker = await editor().published('topic', { slug });
      expect((await changesSince(head)).sort()).toEqual([left, taker].sort());
      expect((await cms().state('topic', left))?.addresses.map((one) => one.slug)).not.toContain(slug);
      expect((await cms().state('topic', taker))?.addresses).toEqual([{ locale: 'fr', slug }]);
    });

    it('outlive the document: unpublished or deleted, it is listed without versions', async () => {
      const slug = newSlug('disparu');
      const id = await editor().published('service', { slug });
      let head = await cms().head();
      await editor().unpublish('service', id);
      expect(await changesSince(head)).toEqual([id]);
      expect(await cms().state('service', id)).toMatchObject({ versions: [], addresses: [{ slug }] });
      await editor().publish('service', id);
      head = await cms().head();
      await editor().delete('service', id);
      expect(await changesSince(head)).toEqual([id]);
      expect(await cms().state('service', id)).toMatchObject({ versions: [], addresses: [{ slug }] });
    });
  });

  describe('references', () => {
    it('to a document that is not published yet appear when it is, in the order of the editor', async () => {
      const [a, b, c] = [
        await editor().published('resource'),
        await editor().draft('resource'),
        await editor().published('resource'),
      ];
      const publisher = await editor().draft('organisation');
      const id = await editor().published('resource', { prerequisites: [a, b, c], publisher });
      expect(await version('resource', id)).toMatchObject({ prerequisites: [a, c], publisher: null });
      const head = await cms().head();
      await editor().publish('resource', b);
      await editor().publish('organisation', publisher);
      expect(await changesSince(head)).toEqual(expect.arrayContaining([id, b, publisher]));
      expect(await version('resource', id)).toMatchObject({ prerequisites: [a, b, c], publisher });
    });

    it('to a document that is unpublished go with it, are told, and come back with it', async () => {
      const target = await editor().published('organisation');
      const id = await editor().published('service', { sponsors: [target] });
      let head = await cms().head();
      await editor().unpublish('organisation', target);
      expect((await changesSince(head)).sort()).toEqual([id, target].sort());
      expect(await version('service', id)).toMatchObject({ sponsors: [] });
      head = await cms().head();
      await editor().publish('organisation', target);
      expect(await changesSince(head)).toEqual(expect.arrayContaining([id]));
      expect(await version('service', id)).toMatchObject({ sponsors: [target] });
    });

    it('to a deleted document or topic are gone, and told', async () => {
      const [target, topic] = [await editor().published('resource'), await editor().published('topic')];
      const id = await editor().published('resource', { nextSteps: [target], topics: [topic] });
      const head = await cms().head();
      await editor().delete('resource', target);
      await editor().delete('topic', topic);
      expect(await changesSince(head)).toEqual(expect.arrayContaining([id]));
      expect(await version('resource', id)).toMatchObject({ nextSteps: [], topics: [] });
    });

    it('survive "discard changes" while their target is not published', async () => {
      const target = await editor().draft('organisation');
      const id = await editor().published('resource', { publisher: target });
      await editor().save('resource', id, { title: 'Brouillon' });
      await editor().discard('resource', id);
      await editor().publish('organisation', target);
      await editor().change('resource', id, { title: 'Publié' });
      expect(await version('resource', id)).toMatchObject({ publisher: target, title: 'Publié' });
    });

    it('that an editor has not published stay unpublished when their target is', async () => {
      const target = await editor().draft('resource');
      const id = await editor().published('resource');
      await editor().save('resource', id, { nextSteps: [target] });
      await editor().publish('resource', target);
      expect(await version('resource', id)).toMatchObject({ nextSteps: [] });
    });
  });

  describe('languages', () => {
    it('share what they share: published in one, it changes in the other', async () => {
      const id = await editor().published('resource', { maturity: 'novice', year: 2024 });
      const english = await editor().required('resource', newSlug('en'));
      await editor().change('resource', id, { ...english, title: 'English title' }, 'en');
      expect(await version('resource', id, 'en')).toMatchObject({
        maturity: 'novice',
        year: 2024,
        title: 'English title',
      });
      const head = await cms().head();
      await editor().save('resource', id, { maturity: 'expert' });
      expect(await version('resource', id, 'en')).toMatchObject({ maturity: 'novice' });
      await editor().publish('resource', id);
      expect(await changesSince(head)).toEqual([id]);
      expect(await version('resource', id, 'fr')).toMatchObject({ maturity: 'expert' });
      expect(await version('resource', id, 'en')).toMatchObject({ maturity: 'expert', title: 'English title' });
    });

    it('are that of the text where the text is the resource, and that of the original where there is one', async () => {
      for (const [externalUrl, languages] of [
        [null, ['fr', 'en']],
        ['https://example.org/original', ['de', 'de']],
      ] as const) {
        const id = await editor().published('resource', { language: 'de', externalUrl });
        await editor().change('resource', id, await editor().required('resource', newSlug('en')), 'en');
        const published = await Promise.all([version('resource', id, 'fr'), version('resource', id, 'en')]);
        expect(published.map((one) => one?.['language'])).toEqual(languages);
      }
    });

    it('have keywords of their own; a change of them is told, and no other is', async () => {
      const id = await editor().published('resource', { keywords: ['copie de secours'] });
      const english = await editor().required('resource', newSlug('en'));
      await editor().change('resource', id, { ...english, keywords: ['spare copy'] }, 'en');
      const head = await cms().head();
      await editor().save('resource', id, { keywords: ['copie de secours', 'backup'] });
      expect(await changesSince(head)).toEqual([]);
      expect(await version('resource', id)).toMatchObject({ keywords: ['copie de secours'] });
      await editor().publish('resource', id);
      expect(await changesSince(head)).toEqual([id]);
      expect(await version('resource', id)).toMatchObject({ keywords: ['copie de secours', 'backup'] });
      expect(await version('resource', id, 'en')).toMatchObject({ keywords: ['spare copy'] });
      await editor().change('resource', id, { keywords: null });
      expect(await version('resource', id)).toMatchObject({ keywords: [] });
    });

    it('share repeated phases as well', async () => {
      const phases = [{ name: 'construction', start: '2024-01-01' }];
      const id = await editor().published('service', { phases });
      await editor().change('service', id, { title: 'A service', slug: newSlug('en') }, 'en');
      await editor().change('service', id, { phases: [...phases, { name: 'success', start: '2025-01-01' }] });
      for (const locale of ['fr', 'en']) {
        expect(await version('service', id, locale)).toMatchObject({
          phases: [
            { name: 'construction', start: '2024-01-01', end: null },
            { name: 'success', start: '2025-01-01', end: null },
          ],
        });
      }
    });

    it('leave one by one', async () => {
      const id = await editor().published('glossary-term');
      await editor().change(
        'glossary-term',
        id,
        { term: 'Term', slug: newSlug('en'), definition: 'Definition.' },
        'en',
      );
      await editor().unpublish('glossary-term', id, 'fr');
      expect((await cms().state('glossary-term', id))?.versions.map((one) => one.locale)).toEqual(['en']);
    });
  });

  describe('a document that does not fit the public schema', () => {
    it.each([
      ['externalUrl', 'javascript:alert(1)', 'Lien vers l’original'],
      ['nis2Articles', ['article vingt et un'], 'Articles de NIS 2'],
      ['externalUrl', 'https://exemple.fr/?q=nom@exemple.fr', 'Lien vers l’original'],
    ])('is refused when it is published, with the name of the field: %s %s', async (field, value, label) => {
      const id = await editor().draft('resource', { [field]: value });
      const head = await cms().head();
      await expect(editor().publish('resource', id)).rejects.toThrow(`champ « ${label} »`);
      expect(await changesSince(head)).toEqual([]);
    });
  });

  describe('attachments', () => {
    it('are published, and told when a file is renamed or removed', async () => {
      const upload = cms().strapi.plugin('upload').service('upload');
      const name = newSlug('piece');
      const file = await cms()
        .strapi.db.query('plugin::upload.file')
        .create({
          data: {
            name: `${name}.pdf`,
            hash: name,
            ext: '.pdf',
            mime: 'application/pdf',
            size: 12.34,
            url: `/uploads/${name}.pdf`,
            provider: 'local',
            folderPath: '/',
          },
        });
      const id = await editor().published('resource', { attachments: [file.id] });
      expect(await version('resource', id)).toMatchObject({
        attachments: [{ name: `${name}.pdf`, url: `/uploads/${name}.pdf`, mime: 'application/pdf', size: 12340 }],
      });
      let head = await cms().head();
      await upload.updateFileInfo(file.id, { name: 'Modèle de registre.pdf' });
      expect(await changesSince(head)).toEqual([id]);
      head = await cms().head();
      await upload.remove(
        await cms()
          .strapi.db.query('plugin::upload.file')
          .findOne({ where: { id: file.id } }),
      );
      expect(await changesSince(head)).toEqual([id]);
      expect(await version('resource', id)).toMatchObject({ attachments: [] });
    });
  });

  describe('what is private', () => {
    it('is in no answer: drafts, contacts, what files said, e-mail addresses', async () => {
      const canary = 'canari-7f3a91';
      for (const type of EDITED_TYPES) {
        const id = await editor().published(type, {
          contacts: `${canary}-contact`,
          importExtras: { cle: `${canary}-extra` },
        });
        if (type !== 'topic' && type !== 'sector') {
          await editor().save(type, id, { [type === 'glossary-term' ? 'definition' : 'body']: `${canary}-brouillon` });
        }
        await editor().draft(type === 'topic' || type === 'sector' ? 'resource' : type, {
          slug: newSlug(`${canary}-slug`),
        });
      }
      const mail = await editor().published('organisation', {
        body: `Écrivez à [Nom](mailto:${canary}@exemple.fr) ou à ${canary}@exemple.fr.`,
      });
      expect(await version('organisation', mail)).toMatchObject({ body: 'Écrivez à Nom ou à …@….' });
      const keyword = await editor().published('resource', { keywords: ['mot', `écrire à ${canary}@exemple.fr`] });
      expect(await version('resource', keyword)).toMatchObject({ keywords: ['mot', 'écrire à …@…'] });

      const paths = [
        ...DOCUMENT_TYPES.map((type) => `/api/published/${type}?limit=500`),
        '/api/feed?after=0&limit=500',
      ];
      for (const path of paths) {
        const text = await (await cms().fetch(path, { token: SECRETS.FEED_TOKEN })).text();
        expect(text).toContain('documents');
        expect(text, path).not.toContain(canary);
      }
    });

    it('has no public address: Strapi’s own routes are closed', async () => {
      const plurals = [
        'resources',
        'organisations',
        'services',
        'glossary-terms',
        'topics',
        'sectors',
        'threads',
        'posts',
        'members',
        'upload/files',
        'upload',
        'i18n/locales',
      ];
      for (const plural of plurals) {
        for (const query of ['', '?status=draft', '?status=x&populate=*', '/1']) {
          const { status } = await cms().fetch(`/api/${plural}${query}`);
          expect([401, 403, 404, 405], `/api/${plural}${query}: ${status}`).toContain(status);
        }
      }
      for (const path of [
        '/content-manager/collection-types/api::resource.resource',
        '/upload/files',
        '/admin/users',
      ]) {
        expect((await cms().fetch(path)).status, path).toBe(401);
      }
    });

    it('is not handed to a page of another origin', async () => {
      const response = await fetch(`${cms().url}/admin/init`, { headers: { origin: 'https://attaquant.example' } });
      expect(response.headers.get('access-control-allow-origin') || null).toBeNull();
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/https:/);
    });
  });

  describe('the first start', () => {
    it('makes one administrator, French and English, and no API token', async () => {
      const login = await fetch(`${cms().url}/admin/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: SECRETS.ADMIN_EMAIL, password: SECRETS.ADMIN_PASSWORD }),
      });
      expect(login.status).toBe(200);
      expect(login.headers.get('set-cookie')).not.toMatch(/secure/i);
      const locales = await cms().strapi.db.query('plugin::i18n.locale').findMany();
      expect(locales.map((locale) => locale.code).sort()).toEqual(['en', 'fr']);
      expect(await cms().strapi.plugin('i18n').service('locales').getDefaultLocale()).toBe('fr');
      expect(await cms().strapi.db.query('admin::api-token').count()).toBe(0);
    });
  });
}
