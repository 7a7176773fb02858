import type { DocumentType } from '@palier/model';
import { beforeAll, describe, expect, it } from 'vitest';
import { editorOf, newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';

type Fields = Record<string, unknown> & { type: DocumentType };

const document = (slug: string, fields: Fields, more: Record<string, unknown> = {}) => ({
  format: 'hub',
  slug,
  locale: 'fr',
  fields,
  formerSlugs: [],
  contacts: [],
  extras: {},
  ...more,
});

/** Topic of the resources of this file. */
const TOPIC = 'theme-des-imports';

const resource = (fields: Record<string, unknown> = {}): Fields => ({
  type: 'resource',
  title: 'Ressource importée',
  summary: 'Résumé',
  kind: 'guide',
  maturity: 'novice',
  topics: [{ type: 'topic', slug: TOPIC }],
  ...fields,
});

/** The import endpoint. Run on each database. */
export function importSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const outcomes = async (documents: unknown[], dryRun = false) =>
    (await cms().import(documents, dryRun)).map((result) => result.outcome);
  const find = async (type: DocumentType, slug: string) => {
    const { documents } = (await (
      await cms().fetch(`/api/published/${type}?limit=500`, { token: SECRETS.FEED_TOKEN })
    ).json()) as { documents: { documentId: string; versions: Record<string, unknown>[] }[] };
    return documents.find((one) => one.versions.some((version) => version['slug'] === slug));
  };
  const version = async (type: DocumentType, slug: string, locale = 'fr') =>
    (await find(type, slug))?.versions.find((one) => one['locale'] === locale);

  describe('an import', () => {
    beforeAll(async () => {
      await cms().import([document(TOPIC, { type: 'topic', name: 'Thème des imports' })]);
    });

    it('publishes once: the same content again changes nothing and writes no feed row', async () => {
      const slug = newSlug('import');
      const file = document(slug, resource({ body: 'Texte', year: 2024 }), {
        contacts: ['nom@exemple.fr'],
        extras: { cle: 1 },
      });
      expect(await outcomes([file])).toEqual(['created']);
      expect(await version('resource', slug)).toMatchObject({ body: 'Texte', year: 2024, language: 'fr' });
      const head = await cms().head();
      expect(await outcomes([file, file])).toEqual(['unchanged', 'unchanged']);
      expect(await cms().head()).toBe(head);
      expect(await outcomes([document(slug, resource({ body: 'Autre' }))])).toEqual(['updated']);
      expect(await version('resource', slug)).toMatchObject({ body: 'Autre', year: 2024 });
    });

    it('brings the keywords of a file, leaves them when another says nothing of them, and empties them when it says so', async () => {
      const slug = newSlug('mots');
      const keywords = ['copie de secours', 'voir nom@exemple.fr'];
      await cms().import([document(slug, resource({ keywords }))]);
      const cleaned = { keywords: ['copie de secours', 'voir …@…'] };
      expect(await version('resource', slug)).toMatchObject(cleaned);
      await cms().import([document(slug, resource({ title: 'Autre' }))]);
      expect(await version('resource', slug)).toMatchObject({ ...cleaned, title: 'Autre' });
      await cms().import([document(slug, resource({ keywords }))]);
      const head = await cms().head();
      expect(await outcomes([document(slug, resource({ keywords: [] }))])).toEqual(['updated']);
      expect(await version('resource', slug)).toMatchObject({ keywords: [] });
      expect((await cms().feed(head)).rows).toHaveLength(1);
    });

    it('keeps contacts and unknown keys for editors', async () => {
      const slug = newSlug('prive');
      const file = document(
        slug,
        { type: 'organisation', name: 'Nom' },
        { contacts: ['a@exemple.fr', 'b@exemple.fr'], extras: { cle: [1] } },
      );
      await cms().import([file]);
      const row = await cms()
        .strapi.documents('api::organisation.organisation')
        .findFirst({ filters: { slug }, locale: 'fr' });
      expect(row).toMatchObject({ contacts: 'a@exemple.fr\nb@exemple.fr', importExtras: { hub: { cle: [1] } } });
    });

    it('gives the same document whatever the order of the formats that describe it', async () => {
      const states = [];
      for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
      ]) {
        const slug = newSlug('ordre');
        const files = [
          document(
            slug,
            { type: 'organisation', name: 'Page', tagline: 'De la page', url: 'https://page.example' },
            { format: 'organisation-page' },
          ),
          document(slug, { type: 'organisation', name: 'Note', body: 'De la note' }, { format: 'organisation-note' }),
          document(
            slug,
            { type: 'organisation', name: 'Note in English', url: 'https://en.example' },
            { format: 'organisation-note', locale: 'en' },
          ),
        ];
        for (const index of order) await cms().import([files[index]]);
        const found = (await find('organisation', slug))?.versions ?? [];
        states.push(
          found.map(({ documentId: _id, slug: _slug, firstPublishedAt: _first, updatedAt: _updated, ...rest }) => rest),
        );
      }
      expect(states[0]).toEqual([
        expect.objectContaining({
          locale: 'fr',
          name: 'Note',
          tagline: 'De la page',
          body: 'De la note',
          url: 'https://page.example',
        }),
        expect.objectContaining({ locale: 'en', name: 'Note in English', tagline: '', url: 'https://page.example' }),
      ]);
      expect(states[1]).toEqual(states[0]);
      expect(states[2]).toEqual(states[0]);
    });

    it('resolves a reference when the document it names arrives, by import or by an editor', async () => {
      const [topic, publisher, slug] = [newSlug('theme'), newSlug('editeur'), newSlug('avant')];
      await cms().import([
        document(
          slug,
          resource({ topics: [{ type: 'topic', slug: topic }], publisher: { type: 'organisation', slug: publisher } }),
        ),
      ]);
      expect(await version('resource', slug)).toMatchObject({ topics: [], publisher: null });
      await cms().import([document(topic, { type: 'topic', name: 'Thème attendu' })]);
      const topicId = (await find('topic', topic))?.documentId;
      expect(await version('resource', slug)).toMatchObject({ topics: [topicId] });

      const organisation = await editor().draft('organisation', { slug: publisher });
      expect(await version('resource', slug)).toMatchObject({ publisher: null });
      const head = await cms().head();
      await editor().publish('organisation', organisation);
      expect(await version('resource', slug)).toMatchObject({ publisher: organisation });
      expect((await cms().feed(head)).rows.map((row) => row.documentId)).toContain(
        (await find('resource', slug))?.documentId,
      );
    });

    it('of documents that refer to each other works in one request', async () => {
      const [a, b] = [newSlug('cycle'), newSlug('cycle')];
      const next = (slug: string) => resource({ nextSteps: [{ type: 'resource', slug }] });
      expect(await outcomes([document(a, next(b)), document(b, next(a))])).toEqual(['created', 'created']);
      const ids = [(await find('resource', a))?.documentId, (await find('resource', b))?.documentId];
      expect(await version('resource', a)).toMatchObject({ nextSteps: [ids[1]] });
      expect(await version('resource', b)).toMatchObject({ nextSteps: [ids[0]] });
      expect(
        await outcomes([document(a, resource({ nextSteps: [{ type: 'resource', slug: b }], title: 'Autre' }))]),
      ).toEqual(['updated']);
    });

    it('adds former addresses, without taking one that is in use', async () => {
      const [taken, free, slug] = [newSlug('occupe'), newSlug('libre'), newSlug('neuf')];
      await editor().published('resource', { slug: taken });
      await cms().import([document(slug, resource(), { formerSlugs: [taken, free] })]);
      const id = (await find('resource', slug))?.documentId ?? '';
      expect((await cms().state('resource', id))?.addresses.map((one) => one.slug).sort()).toEqual([free, slug].sort());
    });

    it('says in a dry run what it would do, and writes nothing', async () => {
      const slug = newSlug('essai');
      const head = await cms().head();
      expect(await outcomes([document(slug, resource())], true)).toEqual(['created']);
      expect(await cms().head()).toBe(head);
      expect(await find('resource', slug)).toBeUndefined();
      expect(await outcomes([document(slug, resource())])).toEqual(['created']);
    });

    it('follows the document that an editor renamed, and leaves alone what editors wrote', async () => {
      const slug = newSlug('source');
      await cms().import([document(slug, resource({ body: 'Fichier' }))]);
      const id = (await find('resource', slug))?.documentId ?? '';
      const renamed = newSlug('renomme');
      await editor().change('resource', id, { slug: renamed, summary: 'Résumé de l’éditrice' });
      expect(await outcomes([document(slug, resource({ body: 'Fichier 2' }))])).toEqual(['updated']);
      expect(await version('resource', renamed)).toMatchObject({
        documentId: id,
        body: 'Fichier 2',
        summary: 'Résumé de l’éditrice',
      });
    });

    it('does not publish what an editor hides or has not finished', async () => {
      const slug = newSlug('cache');
      await cms().import([document(slug, resource())]);
      const id = (await find('resource', slug))?.documentId ?? '';
      await editor().save('resource', id, { summary: 'En cours' });
      const [refused] = await cms().import([document(slug, resource({ title: 'Autre' }))]);
      expect(refused).toMatchObject({
        outcome: 'refused',
        problem: { reason: expect.stringContaining('pas publiées') },
      });
      await editor().discard('resource', id);
      await editor().unpublish('resource', id);
      expect(await outcomes([document(slug, resource({ title: 'Caché' }))])).toEqual(['updated']);
      expect((await cms().state('resource', id))?.versions).toEqual([]);
      await editor().publish('resource', id);
      expect(await version('resource', slug)).toMatchObject({ title: 'Caché' });
    });

    it('takes a document whole or not at all, and goes on with the others', async () => {
      const [bad, good] = [newSlug('mauvais'), newSlug('bon')];
      const head = await cms().head();
      const results = await cms().import([
        document(bad, { type: 'organisation', name: 'mailto:seul' }, { formerSlugs: [newSlug('jamais')] }),
        document(good, { type: 'organisation', name: 'Bon' }),
      ]);
      expect(results).toEqual([
        {
          outcome: 'refused',
          problem: { field: 'name', reason: expect.stringContaining('à remplir'), remedy: expect.any(String) },
        },
        { outcome: 'created' },
      ]);
      expect((await cms().feed(head)).rows).toHaveLength(1);
      expect(
        await cms()
          .strapi.documents('api::organisation.organisation')
          .findFirst({ filters: { slug: bad } }),
      ).toBeNull();
      expect(await outcomes([document(bad, { type: 'organisation', name: 'Corrigé' })])).toEqual(['created']);
    });

    it('refuses a reference to a document of the wrong type', async () => {
      const file = document(newSlug(), resource({ topics: [{ type: 'sector', slug: 'x' }] }));
      expect(await cms().import([file])).toMatchObject([{ outcome: 'refused', problem: { field: 'topics' } }]);
    });

    it('says what is wrong with a request', async () => {
      const send = async (body: string, token = SECRETS.IMPORT_TOKEN) =>
        (await cms().fetch('/api/import', { method: 'POST', body, token })).status;
      expect(await send('{}', SECRETS.FEED_TOKEN)).toBe(401);
      expect(await send('{')).toBe(400);
      expect(await send(JSON.stringify({ documents: [document('Pas un slug', resource())], dryRun: false }))).toBe(400);
      expect(await send(`"${'x'.repeat(21 * 1024 * 1024)}"`)).toBe(413);
    });

    it('takes a text of 1 MB', async () => {
      const slug = newSlug('gros');
      expect(await outcomes([document(slug, resource({ body: 'é'.repeat(1_000_000) }))])).toEqual(['created']);
      expect((await version('resource', slug))?.['body']).toHaveLength(1_000_000);
    });
  });
}
