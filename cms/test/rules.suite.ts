import type { DocumentType } from '@palier/model';
import { beforeAll, describe, expect, it } from 'vitest';
import { editorOf, newSlug } from './editor.ts';
import type { TestCms } from './strapi.ts';

interface Refusal {
  message: string;
  details: { errors: { path: string[]; message: string }[] };
}

/** What a document must be to be published, and how its editor or importer is told. Run on each database. */
export function rulesSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const refusalOf = async (act: Promise<unknown>): Promise<Refusal> => {
    const refused = await act.then(
      () => undefined,
      (error: unknown) => error as Refusal,
    );
    if (!refused) throw new Error('it was not refused');
    return refused;
  };
  /** What is said under each field. */
  const said = ({ details }: Refusal) =>
    Object.fromEntries(details.errors.map(({ path, message }) => [path.join('.'), message]));

  beforeAll(() => editor().topic());

  describe('what publishing demands', () => {
    it('of a resource is a level, a summary and a topic; all that lacks is said at once, in French', async () => {
      const id = await editor().draft('resource', { maturity: null, summary: ' ', topics: [] });
      const head = await cms().head();
      const refusal = await refusalOf(editor().publish('resource', id));
      expect(said(refusal)).toEqual({
        maturity: expect.stringMatching(/^Choisissez le palier/),
        summary: expect.stringMatching(/^Écrivez un résumé/),
        topics: expect.stringMatching(/^Choisissez au moins un thème/),
      });
      expect(refusal.message).toContain('version française');
      expect(refusal.message).toContain('« Thèmes »');
      expect(await cms().head()).toBe(head);
      expect(await cms().state('resource', id)).toBeUndefined();
      await editor().change('resource', id, {
        maturity: 'novice',
        summary: 'Résumé',
        topics: [await editor().topic()],
      });
      expect((await cms().state('resource', id))?.versions).toHaveLength(1);
    });

    it('is the same of whoever publishes: in one act with the creation, or a new language', async () => {
      const slug = newSlug('seul');
      const documents = cms().strapi.documents('api::resource.resource');
      const data = { title: 'Titre', slug, kind: 'guide', maturity: 'novice' } as const;
      const created = await refusalOf(documents.create({ locale: 'fr', status: 'published', data }));
      expect(Object.keys(said(created)).sort()).toEqual(['summary', 'topics']);
      expect(await documents.findFirst({ filters: { slug }, locale: 'fr' })).toBeNull();

      const id = await editor().published('resource');
      const translated = await refusalOf(
        editor().change('resource', id, { title: 'Title', slug: newSlug('en') }, 'en'),
      );
      expect(translated.message).toContain('version anglaise');
      expect((await cms().state('resource', id))?.versions.map(({ locale }) => locale)).toEqual(['fr']);
    });

    it('does not hide what was published before its last topic went', async () => {
      const topic = await editor().published('topic');
      const id = await editor().published('resource', { topics: [topic] });
      await editor().delete('topic', topic);
      expect((await cms().state('resource', id))?.versions).toHaveLength(1);
      expect(said(await refusalOf(editor().change('resource', id, { title: 'Autre' })))).toHaveProperty('topics');
    });

    it('of a path is a summary and a step; a step without a title needs a page', async () => {
      const id = await editor().draft('learning-path', { summary: null, steps: [] });
      expect(Object.keys(said(await refusalOf(editor().publish('learning-path', id)))).sort()).toEqual([
        'steps',
        'summary',
      ]);
      const steps = [
        { title: 'Une étape', maturity: 'novice' },
        { title: '', maturity: 'novice' },
        { title: '', target: 'pas une adresse', maturity: 'novice' },
        { title: '', target: '/ressources/x/', maturity: 'novice' },
      ];
      await editor().save('learning-path', id, { summary: 'Résumé', steps });
      const refusal = await refusalOf(editor().publish('learning-path', id));
      expect(said(refusal)).toEqual({
        'steps.1.target': expect.stringMatching(/^Donnez un titre à l’étape/),
        'steps.2.target': expect.stringContaining('« pas une adresse » ne convient pas'),
      });
      expect(refusal.message).toContain('« Étapes, 2, Page à ouvrir »');
    });

    it.each([
      ['Majuscules', /minuscules sans accent/],
      ['deux--tirets', /tirets/],
      ['été', /sans accent/],
      ['../../admin', /minuscules/],
      ['', /^À remplir/],
    ])('of an address is its form, and says which: %s', async (slug, advice) => {
      const id = await editor().draft('organisation');
      await cms()
        .strapi.db.query('api::organisation.organisation')
        .updateMany({
          where: { documentId: id },
          data: { slug },
        });
      expect(said(await refusalOf(editor().publish('organisation', id)))).toEqual({
        slug: expect.stringMatching(advice),
      });
    });

    it('is told for each wrong value of a list under the list', async () => {
      const id = await editor().draft('resource', { nis2Articles: ['21', '21.2.d'], audiences: ['tout le monde'] });
      expect(said(await refusalOf(editor().publish('resource', id)))).toEqual({
        nis2Articles: expect.stringContaining('« 21.2.d » ne convient pas'),
        audiences: expect.stringContaining('choisissez dans la liste'),
      });
    });
  });

  describe('a keyword', () => {
    it.each([
      ['too long', ['mot', 'é'.repeat(81)], /^Raccourcissez ce texte : 81 caractères, 1 de trop \(80 au plus\)/],
      ['on two lines', ['deux\nlignes'], /« deux\nlignes » ne convient pas : écrivez un mot-clé par ligne/],
      ['that is empty', [''], /^À remplir/],
      ['that is one too many', Array.from({ length: 21 }, (_, n) => `mot ${n}`), /^21 éléments : gardez-en 20 au plus/],
    ])('%s has publication refused, and is kept in the draft', async (_name, keywords, advice) => {
      const id = await editor().draft('resource', { keywords });
      expect(said(await refusalOf(editor().publish('resource', id)))).toEqual({
        keywords: expect.stringMatching(advice),
      });
      const fit = Array.from({ length: 20 }, (_, n) => `${n} `.padEnd(80, 'é'));
      await editor().change('resource', id, { keywords: fit });
      expect((await cms().state('resource', id))?.versions[0]).toMatchObject({ keywords: fit });
    });
  });

  describe('a text that is too long', () => {
    it.each<[DocumentType, string, number]>([
      ['resource', 'summary', 1000],
      ['organisation', 'tagline', 1000],
      ['service', 'mission', 2000],
      ['topic', 'description', 1000],
    ])('is refused as soon as it is saved, with how much is too much: %s', async (type, field, max) => {
      const id = await editor().draft(type, { [field]: 'é'.repeat(max) });
      const refusal = await refusalOf(editor().save(type, id, { [field]: 'é'.repeat(max + 1234) }));
      expect(said(refusal)[field]?.replaceAll(/\s/gu, ' ')).toBe(
        `Raccourcissez ce texte : ${(max + 1234).toLocaleString('fr-FR')} caractères, 1 234 de trop (${max.toLocaleString('fr-FR')} au plus).`.replaceAll(
          /\s/gu,
          ' ',
        ),
      );
      expect(refusal.message).toMatch(/^Enregistrement refusé/);
    });

    it('is found in a step of a path', async () => {
      const steps = [
        { title: 'a', maturity: 'novice' },
        { title: 'b', note: 'x'.repeat(1001), maturity: 'novice' },
      ];
      const refusal = await refusalOf(editor().draft('learning-path', { steps }));
      expect(said(refusal)).toEqual({ 'steps.1.note': expect.stringContaining('1 de trop') });
    });
  });

  describe('an import', () => {
    const file = (slug: string, fields: Record<string, unknown>) => ({
      format: 'hub',
      slug,
      locale: 'fr',
      fields: { type: 'resource', title: 'Importée', kind: 'guide', maturity: 'novice', summary: 'Résumé', ...fields },
      formerSlugs: [],
      contacts: [],
      extras: {},
    });

    it.each([
      ['topics', { topics: [] }, /au moins un thème/],
      ['topics', {}, /au moins un thème/],
      ['summary', { topics: [{ type: 'topic', slug: 'theme-des-essais' }], summary: '' }, /résumé/],
    ])('without %s is refused with the field, the reason and what to do', async (field, fields, reason) => {
      const slug = newSlug('incomplet');
      const [result] = await cms().import([file(slug, fields)]);
      expect(result).toEqual({
        outcome: 'refused',
        problem: { field, reason: expect.stringMatching(reason), remedy: expect.stringMatching(/fichier/) },
      });
      const kept = await cms()
        .strapi.documents('api::resource.resource')
        .findFirst({ filters: { slug }, locale: 'fr' });
      expect(kept).toBeNull();
    });

    it('that names a topic which arrives later is complete, and stays so for its editor', async () => {
      const [slug, topic] = [newSlug('devance'), newSlug('theme')];
      const topics = [{ type: 'topic', slug: topic }];
      expect(await cms().import([file(slug, { topics })])).toEqual([{ outcome: 'created' }]);
      const { documentId } = (await cms()
        .strapi.documents('api::resource.resource')
        .findFirst({ filters: { slug }, locale: 'fr' })) as { documentId: string };
      await editor().change('resource', documentId, { title: 'Reprise' });
      expect((await cms().state('resource', documentId))?.versions[0]).toMatchObject({ title: 'Reprise', topics: [] });
    });
  });
}
