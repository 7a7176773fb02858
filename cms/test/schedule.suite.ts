import { createRequire } from 'node:module';
import path from 'node:path';
import { LOCALES, type DocumentType } from '@palier/model';
import { describe, expect, it } from 'vitest';
import type * as Run from '../src/schedule/run.ts';
import { DIST } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import type { TestCms } from './strapi.ts';

const TYPES = ['resource', 'learning-path', 'organisation', 'service', 'glossary-term'] as const;

/**
 * Instants of these tests: years away, so that the job of the CMS itself, which goes by the real clock, finds nothing
 * due; a day apart, so that each look has its turn.
 */
let day = 0;
const nextDay = () => Date.UTC(2060, 0, ++day);
const iso = (instant: number) => new Date(instant).toISOString();

/** Planned publications and their ends. Run on each database. */
export function scheduleSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const look = async (now: number, interval?: number) => {
    const { runSchedule } = createRequire(import.meta.url)(path.join(DIST, 'src/schedule/run.js')) as typeof Run;
    return runSchedule(cms().strapi, { now, ...(interval !== undefined && { interval }) });
  };
  const changesSince = async (head: number) => (await cms().feed(head)).rows.map((row) => row.documentId);
  const localesOf = async (type: DocumentType, id: string) =>
    ((await cms().state(type, id))?.versions ?? []).map((version) => version.locale);
  /** What the form shows. */
  const form = async (type: DocumentType, documentId: string, locale = 'fr', status: 'draft' | 'published' = 'draft') =>
    (await cms()
      .strapi.documents(`api::${type}.${type}`)
      .findOne({ documentId, locale, status, fields: ['publishAt', 'unpublishAt', 'scheduleProblem'] as never })) as {
      publishAt: string | null;
      unpublishAt: string | null;
      scheduleProblem: string | null;
    } | null;
  /** The word beside the title in the admin: draft, published or modified. */
  const stateInAdmin = async (type: DocumentType, id: string) => {
    const uid = `api::${type}.${type}` as const;
    const draft = await cms().strapi.documents(uid).findOne({ documentId: id, locale: 'fr', status: 'draft' });
    const metadata = cms().strapi.plugin('content-manager').service('document-metadata');
    return (await metadata.formatDocumentWithMetadata(uid, draft, {})).data.status as string;
  };

  describe('planned publications', () => {
    it.each(TYPES)('are made when they are due and not before, once: %s', async (type) => {
      const at = nextDay();
      const id = await editor().draft(type, { publishAt: iso(at) });
      const head = await cms().head();
      expect(await look(at - 3_600_000)).toEqual({ published: 0, unpublished: 0, refused: 0 });
      expect(await changesSince(head)).toEqual([]);
      expect(await look(at)).toEqual({ published: 1, unpublished: 0, refused: 0 });
      expect(await look(nextDay())).toEqual({ published: 0, unpublished: 0, refused: 0 });
      expect(await changesSince(head)).toEqual([id]);
      expect(await localesOf(type, id)).toEqual(['fr']);
      expect(await form(type, id)).toMatchObject({ publishAt: null, scheduleProblem: null });
      expect(await stateInAdmin(type, id)).toBe('published');
    });

    it('publish the changes of a published document, as they are by then', async () => {
      const at = nextDay();
      const id = await editor().published('resource', { title: 'Avant' });
      await editor().save('resource', id, { title: 'Prévu', publishAt: iso(at) });
      await editor().save('resource', id, { title: 'Revu' });
      expect((await cms().state('resource', id))?.versions[0]).toMatchObject({ title: 'Avant' });
      await look(at);
      expect((await cms().state('resource', id))?.versions[0]).toMatchObject({ title: 'Revu' });
    });

    it('are no longer planned once somebody published by hand', async () => {
      const at = nextDay();
      const id = await editor().draft('resource', { title: 'Avant', publishAt: iso(at) });
      await editor().publish('resource', id);
      await editor().save('resource', id, { title: 'Pas fini' });
      expect(await look(at)).toMatchObject({ published: 0 });
      expect((await cms().state('resource', id))?.versions[0]).toMatchObject({ title: 'Avant' });
    });

    it('go language by language', async () => {
      const [first, second] = [nextDay(), nextDay()];
      const id = await editor().draft('resource', { publishAt: iso(second) });
      const english = await editor().required('resource', newSlug('en'));
      await editor().save('resource', id, { ...english, publishAt: iso(first) }, 'en');
      await look(first);
      expect(await localesOf('resource', id)).toEqual(['en']);
      expect(await form('resource', id, 'fr')).toMatchObject({ publishAt: iso(second) });
      await look(second);
      expect(await localesOf('resource', id)).toEqual([...LOCALES]);
    });

    it('that are refused say why in the form, hold up no other, and are not tried again until somebody saves', async () => {
      const at = nextDay();
      const slug = newSlug('pris');
      await editor().published('resource', { slug });
      const taken = await editor().draft('resource', { slug, publishAt: iso(at - 2) });
      const empty = await editor().draft('glossary-term', { term: null, publishAt: iso(at - 1) });
      const fine = await editor().draft('resource', { publishAt: iso(at) });
      const head = await cms().head();
      expect(await look(at)).toEqual({ published: 1, unpublished: 0, refused: 2 });
      expect(await changesSince(head)).toEqual([fine]);
      expect((await form('resource', taken))?.scheduleProblem).toMatch(
        /^Publication refusée .*« Adresse \(slug\) » .* déjà .*videz/,
      );
      expect((await form('glossary-term', empty))?.scheduleProblem).toMatch(/^Publication refusée .*« Terme » : /);
      expect(await look(nextDay())).toEqual({ published: 0, unpublished: 0, refused: 0 });

      await editor().save('resource', taken, { slug: newSlug('libre') });
      expect(await form('resource', taken)).toMatchObject({ publishAt: iso(at - 2), scheduleProblem: null });
      await editor().save('glossary-term', empty, { publishAt: null });
      expect(await look(nextDay())).toEqual({ published: 1, unpublished: 0, refused: 0 });
      expect(await localesOf('resource', taken)).toEqual(['fr']);
      expect(await localesOf('glossary-term', empty)).toEqual([]);
    });

    it('of a deleted document are nobody’s', async () => {
      const at = nextDay();
      const id = await editor().draft('service', { publishAt: iso(at) });
      await editor().delete('service', id);
      expect(await look(at)).toEqual({ published: 0, unpublished: 0, refused: 0 });
    });

    it('are not made twice by two looks at once', async () => {
      const at = nextDay();
      const ids = await Promise.all(TYPES.map((type) => editor().draft(type, { publishAt: iso(at) })));
      const head = await cms().head();
      const looks = await Promise.all([look(at, 0), look(at, 0), look(at, 0)]);
      expect(looks.reduce((sum, { published }) => sum + published, 0)).toBe(ids.length);
      expect((await changesSince(head)).sort()).toEqual([...ids].sort());
    });

    it('are looked for once in each interval, whatever the number of processes, and by no clock that was wrong', async () => {
      const at = nextDay();
      await look(at);
      await editor().draft('organisation', { publishAt: iso(at) });
      expect(await look(at + 1000, 15_000)).toMatchObject({ published: 0 });
      expect(await look(at + 7500, 15_000)).toMatchObject({ published: 1 });
      await look(at + 365 * 86_400_000);
      await editor().draft('organisation', { publishAt: iso(at) });
      expect(await look(at + 20_000, 15_000)).toMatchObject({ published: 1 });
    });
  });

  describe('planned ends', () => {
    it('take the document away when they are due, and leave its draft', async () => {
      const at = nextDay();
      const id = await editor().published('resource', { unpublishAt: iso(at) });
      const head = await cms().head();
      expect(await look(at - 3_600_000)).toMatchObject({ unpublished: 0 });
      expect(await look(at)).toEqual({ published: 0, unpublished: 1, refused: 0 });
      expect(await look(nextDay())).toEqual({ published: 0, unpublished: 0, refused: 0 });
      expect(await changesSince(head)).toEqual([id]);
      expect(await localesOf('resource', id)).toEqual([]);
      expect(await form('resource', id)).toMatchObject({ unpublishAt: null, scheduleProblem: null });
      expect(await stateInAdmin('resource', id)).toBe('draft');
    });

    it('go language by language', async () => {
      const at = nextDay();
      const id = await editor().published('organisation');
      await editor().change('organisation', id, { name: 'Name', slug: newSlug('en'), unpublishAt: iso(at) }, 'en');
      await look(at);
      expect(await localesOf('organisation', id)).toEqual(['fr']);
    });

    it('count as they are saved, without a publication, and survive "discard changes"', async () => {
      const at = nextDay();
      const id = await editor().published('resource', { title: 'Titre' });
      const head = await cms().head();
      await editor().save('resource', id, { unpublishAt: iso(at), title: 'À abandonner' });
      await editor().discard('resource', id);
      expect(await form('resource', id)).toMatchObject({ unpublishAt: iso(at) });
      expect(await changesSince(head)).toEqual([]);
      await look(at);
      expect(await localesOf('resource', id)).toEqual([]);
    });

    it('that an editor took away do not come back with "discard changes"', async () => {
      const at = nextDay();
      const id = await editor().published('resource', { unpublishAt: iso(at) });
      await editor().save('resource', id, { unpublishAt: null });
      await editor().discard('resource', id);
      expect(await look(at)).toMatchObject({ unpublished: 0 });
      expect(await localesOf('resource', id)).toEqual(['fr']);
    });

    it('of what nobody published are dropped: a later publication does not end at once', async () => {
      const at = nextDay();
      const id = await editor().draft('resource', { unpublishAt: iso(at) });
      const head = await cms().head();
      expect(await look(at)).toEqual({ published: 0, unpublished: 0, refused: 0 });
      expect(await changesSince(head)).toEqual([]);
      await editor().publish('resource', id);
      expect(await look(nextDay())).toMatchObject({ unpublished: 0 });
      expect(await localesOf('resource', id)).toEqual(['fr']);
    });

    it('that are due together with their beginning publish nothing, and say so', async () => {
      const at = nextDay();
      const never = await editor().draft('resource', { publishAt: iso(at - 2), unpublishAt: iso(at - 1) });
      const older = await editor().published('resource');
      await editor().save('resource', older, { publishAt: iso(at - 2), unpublishAt: iso(at - 1) });
      const head = await cms().head();
      expect(await look(at)).toEqual({ published: 0, unpublished: 1, refused: 0 });
      expect(await changesSince(head)).toEqual([older]);
      expect(await look(nextDay())).toEqual({ published: 0, unpublished: 0, refused: 0 });
      for (const id of [never, older]) {
        expect(await form('resource', id)).toEqual(
          expect.objectContaining({
            publishAt: null,
            unpublishAt: null,
            scheduleProblem: expect.stringContaining('déjà passée'),
          }),
        );
      }
    });
  });

  describe('a schedule', () => {
    it('is no publication: saving it, or publishing it alone, tells nobody', async () => {
      const id = await editor().published('resource');
      const before = await cms().state('resource', id);
      const head = await cms().head();
      await editor().save('resource', id, { publishAt: iso(nextDay()), unpublishAt: iso(nextDay()) });
      await editor().publish('resource', id);
      expect(await changesSince(head)).toEqual([]);
      expect(await cms().state('resource', id)).toEqual(before);
      expect(JSON.stringify(before)).not.toMatch(/publishAt|unpublishAt|scheduleProblem/);
    });

    it('is the same on the draft and on what is published', async () => {
      const [from, until] = [iso(nextDay()), iso(nextDay())];
      const id = await editor().published('resource');
      await editor().save('resource', id, { publishAt: from, unpublishAt: until });
      for (const status of ['draft', 'published'] as const)
        expect(await form('resource', id, 'fr', status)).toMatchObject({ publishAt: from, unpublishAt: until });
      await editor().publish('resource', id);
      for (const status of ['draft', 'published'] as const)
        expect(await form('resource', id, 'fr', status)).toMatchObject({ publishAt: null, unpublishAt: until });
      expect(await stateInAdmin('resource', id)).toBe('published');
      await editor().unpublish('resource', id);
      expect(await form('resource', id)).toMatchObject({ publishAt: null, unpublishAt: null });
    });

    it('whose end does not come after its beginning is refused in French, also one date at a time', async () => {
      const [from, until] = [iso(nextDay()), iso(nextDay())];
      const refusal = /champ « Retirer le » : la fin de la publication doit venir après son début/;
      await expect(editor().draft('resource', { publishAt: until, unpublishAt: from })).rejects.toThrow(refusal);
      await expect(editor().draft('resource', { publishAt: from, unpublishAt: from })).rejects.toThrow(refusal);
      const id = await editor().draft('resource', { publishAt: from, unpublishAt: until });
      await expect(editor().save('resource', id, { publishAt: iso(nextDay()) })).rejects.toThrow(refusal);
      await expect(editor().save('resource', id, { unpublishAt: '2001-01-01T00:00:00.000Z' })).rejects.toThrow(refusal);
      expect(await form('resource', id)).toMatchObject({ publishAt: from, unpublishAt: until });
      await editor().save('resource', id, { publishAt: null, unpublishAt: from });
      await editor().save('resource', id, { title: 'Sans rapport' });
      expect(await form('resource', id)).toMatchObject({ publishAt: null, unpublishAt: from });
    });

    it.each(['demain', '2060-13-45', {}, 'x'.repeat(100_000)])(
      'that is no date is refused and leaves the document as it was',
      async (publishAt) => {
        const id = await editor().draft('resource');
        await expect(editor().save('resource', id, { publishAt })).rejects.toThrow();
        expect(await form('resource', id)).toMatchObject({ publishAt: null });
      },
    );

    it.each(TYPES)('is in the form, its problem for reading only: %s', async (type) => {
      const service = cms().strapi.plugin('content-manager').service('content-types');
      const configuration = await service.findConfiguration(service.findContentType(`api::${type}.${type}`));
      const shown = configuration.layouts.edit.flat().map((field: { name: string }) => field.name) as string[];
      expect(shown).toEqual(expect.arrayContaining(['publishAt', 'unpublishAt', 'scheduleProblem']));
      expect(configuration.metadatas.scheduleProblem.edit).toMatchObject({ visible: true, editable: false });
    });

    it('is not copied with the document', async () => {
      const at = nextDay();
      const id = await editor().draft('resource', { publishAt: iso(at), unpublishAt: iso(nextDay()) });
      const copy = await cms()
        .strapi.documents('api::resource.resource')
        .clone({ documentId: id, data: { slug: newSlug('copie') } });
      expect(await form('resource', copy.documentId)).toMatchObject({ publishAt: null, unpublishAt: null });
      await editor().delete('resource', id);
      expect(await look(at)).toMatchObject({ published: 0 });
    });
  });
}
