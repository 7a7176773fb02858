import type { Thread } from '@palier/model';
import { describe, expect, it } from 'vitest';
import type * as LawDates from '../src/community/law-dates.ts';
import type * as Publications from '../src/published/publications.ts';
import type * as Transactions from '../src/database/transaction.ts';
import { signInAsFirst } from './admin.ts';
import { compiled } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';

/** Threads as they are imported and published. Run on each database. */
export function threadsSuite(cms: () => TestCms): void {
  const file = (slug: string, fields: Record<string, unknown> = {}) => ({
    format: 'hub',
    slug,
    locale: 'fr',
    fields: {
      type: 'thread',
      title: 'Combien de temps garder les sauvegardes ?',
      body: 'Nous gardons tout.',
      answer: 'Raisonnez en points de retour.',
      maturity: 'novice',
      lawDate: '2026-10-07',
      ...fields,
    },
    formerSlugs: [],
    contacts: [],
    extras: {},
  });
  const outcomes = async (...files: unknown[]) => (await cms().import(files)).map(({ outcome }) => outcome);
  const named = (type: string, ...slugs: string[]) => slugs.map((slug) => ({ type, slug }));

  /** The published thread with a slug. */
  async function thread(slug: string): Promise<Thread | undefined> {
    const response = await cms().fetch('/api/published/thread?limit=500', { token: SECRETS.FEED_TOKEN });
    const { documents } = (await response.json()) as { documents: { versions: Thread[] }[] };
    return documents.flatMap(({ versions }) => versions).find((version) => version.slug === slug);
  }

  /** Changes rows behind the rules, and publishes what comes of it. */
  async function change(slug: string, table: string, where: object, values: object): Promise<Thread | undefined> {
    const { documentId } = (await thread(slug))!;
    const { writeTransaction } = compiled<typeof Transactions>('database/transaction');
    const { refresh } = compiled<typeof Publications>('published/publications');
    await writeTransaction(cms().strapi, async (write) => {
      await write.trx(table).where(where).update(values);
      await refresh(cms().strapi, write, 'thread', [documentId], 'refuse');
    });
    return thread(slug);
  }

  describe('a question of the team', () => {
    it('is published with its official answer, which is the one to keep', async () => {
      const slug = newSlug('fil');
      expect(await outcomes(file(slug))).toEqual(['created']);
      const found = (await thread(slug))!;
      expect(found).toMatchObject({
        locale: 'fr',
        title: 'Combien de temps garder les sauvegardes ?',
        author: { standing: 'official', pseudonym: 'Équipe Palier' },
        answers: [
          { number: 1, official: true, lawDate: '2026-10-07', body: 'Raisonnez en points de retour.', comments: [] },
        ],
        closure: null,
      });
      expect(found.accepted).toBe(found.answers[0]?.id);
    });

    it('imported again changes nothing; changed, only what the file changed', async () => {
      const slug = newSlug('fil');
      await outcomes(file(slug));
      const head = await cms().head();
      expect(await outcomes(file(slug))).toEqual(['unchanged']);
      expect(await cms().head()).toBe(head);
      const before = (await change(slug, 'threads', { slug }, { maturity: 'expert' }))!;
      expect(await outcomes(file(slug, { answer: 'Une autre réponse.' }))).toEqual(['updated']);
      expect(await thread(slug)).toMatchObject({
        id: before.id,
        maturity: 'expert',
        body: 'Nous gardons tout.',
        edits: [],
        answers: [{ id: before.answers[0]?.id, body: 'Une autre réponse.', edits: [expect.any(String)] }],
      });
    });

    it('says so once what it states of the law is old, without becoming newer', async () => {
      const [recent, old] = [newSlug('fil'), newSlug('fil')];
      const today = new Date();
      const day = (months: number) => {
        const date = new Date(today);
        date.setUTCMonth(date.getUTCMonth() - months);
        return date.toISOString().slice(0, 10);
      };
      await outcomes(file(recent, { lawDate: day(0) }), file(old, { lawDate: day(11) }));
      const before = (await thread(old))!;
      expect(before.answers[0]).toMatchObject({ lawIsOld: false });
      process.env['OFFICIAL_LAW_MONTHS'] = '6';
      try {
        expect(await compiled<typeof LawDates>('community/law-dates').markOldLaw(cms().strapi)).toBeGreaterThan(0);
        expect(await compiled<typeof LawDates>('community/law-dates').markOldLaw(cms().strapi)).toBe(0);
        expect(await thread(old)).toMatchObject({ updatedAt: before.updatedAt, answers: [{ lawIsOld: true }] });
        expect(await thread(recent)).toMatchObject({ answers: [{ lawIsOld: false }] });
      } finally {
        delete process.env['OFFICIAL_LAW_MONTHS'];
      }
      // Anything else that changes the thread brings it in step too.
      expect(await change(old, 'threads', { slug: old }, { pinned: true })).toMatchObject({
        answers: [{ lawIsOld: false }],
      });
    });

    it('does not take the address of a thread that nobody imported', async () => {
      const slug = newSlug('fil');
      await outcomes(file(slug));
      await cms().strapi.db.connection('palier_import_sources').where({ slug }).delete();
      const [refused] = await cms().import([file(slug)]);
      expect(refused).toMatchObject({ outcome: 'refused', problem: { field: 'slug' } });
    });

    it('tried without writing leaves no trace', async () => {
      const slug = newSlug('fil');
      expect((await cms().import([file(slug)], true)).map(({ outcome }) => outcome)).toEqual(['created']);
      expect(await cms().strapi.db.connection('threads').where({ slug })).toEqual([]);
    });

    it('names topics and sectors that arrive after it, and keeps them when they are renamed', async () => {
      const [slug, topic, sector] = [newSlug('fil'), newSlug('theme'), newSlug('secteur')];
      await outcomes(file(slug, { topics: named('topic', topic), sectors: named('sector', sector) }));
      expect(await thread(slug)).toMatchObject({ topics: [], sectors: [] });
      const topicId = await editorOf(cms()).published('topic', { slug: topic });
      const sectorId = await editorOf(cms()).published('sector', { slug: sector });
      expect(await thread(slug)).toMatchObject({ topics: [topicId], sectors: [sectorId] });
      await editorOf(cms()).change('topic', topicId, { slug: newSlug('autre-nom') });
      await change(slug, 'threads', { slug }, { pinned: true });
      expect(await thread(slug)).toMatchObject({ topics: [topicId], pinned: true });
    });
  });

  it('cannot be changed by the forms of the admin, not even by the super administrator', async () => {
    const slug = newSlug('fil');
    await outcomes(file(slug));
    const before = (await thread(slug))!;
    const session = await signInAsFirst(cms());
    const at = (type: string, rest = '') => `/content-manager/collection-types/api::${type}.${type}${rest}`;
    const post = before.answers[0]!.id;
    for (const [method, path, body] of [
      ['PUT', at('post', `/${post}`), { body: 'Autre chose.' }],
      ['DELETE', at('post', `/${post}`), undefined],
      ['DELETE', at('thread', `/${before.documentId}`), undefined],
      ['POST', at('thread'), { title: 'Titre', slug: newSlug('fil'), language: 'fr', maturity: 'novice' }],
      ['POST', at('post', '/actions/bulkDelete'), { documentIds: [post] }],
    ] as const) {
      const { status, body: answer } = await session.send(method, path, body);
      expect([status, JSON.stringify(answer)], `${method} ${path}`).toEqual([
        403,
        expect.stringContaining('Modération'),
      ]);
    }
    expect((await session.send('GET', at('post', `/${post}`))).status).toBe(200);
    expect(await thread(slug)).toEqual(before);
  });

  describe('of a thread, readers get', () => {
    const CANARY = 'canari-3b1f';

    it('nothing that is not published: neither posts, nor what stands under them', async () => {
      const slug = newSlug('fil');
      await outcomes(file(slug));
      const { answers, documentId } = (await thread(slug))!;
      for (const state of ['pending', 'hidden', 'rejected', 'removed']) {
        const found = await change(slug, 'posts', { document_id: answers[0]!.id }, { state });
        expect(found, state).toMatchObject({ answers: [], accepted: null });
      }
      await change(slug, 'posts', { thread: documentId, kind: 'question' }, { state: 'hidden' });
      expect(await thread(slug)).toBeUndefined();
      expect((await cms().state('thread', documentId))?.versions).toEqual([]);
    });

    it('of its authors what they chose to show, and of those who left nothing', async () => {
      const slug = newSlug('fil');
      await outcomes(file(slug));
      const sector = newSlug('secteur');
      const sectorId = await editorOf(cms()).published('sector', { slug: sector });
      const id = newSlug('0123456789abcdef0123');
      await cms()
        .strapi.db.connection('members')
        .insert({
          document_id: id,
          email: `${CANARY}@exemple.fr`,
          pseudonym: `Merisier ${CANARY}`,
          pseudonym_key: `${CANARY}-cle`,
          state: 'active',
          official: false,
          sector,
          size: 'small',
          entity: `Entité ${CANARY}`,
        });
      const { documentId } = (await thread(slug))!;
      const question = { thread: documentId, kind: 'question' };
      const shown = async (shows: string[]) =>
        (await change(slug, 'posts', question, { author: id, shows: JSON.stringify(shows) }))!.author;
      const nothing = { standing: 'member', pseudonym: null, sector: null, size: null, entity: null };
      expect(await shown([])).toEqual(nothing);
      expect(await shown(['sector', 'size'])).toEqual({ ...nothing, sector: sectorId, size: 'small' });
      const response = await cms().fetch('/api/published/thread?limit=500', { token: SECRETS.FEED_TOKEN });
      expect(await response.text()).not.toContain(CANARY);
      expect(await shown(['pseudonym', 'entity'])).toEqual({
        ...nothing,
        pseudonym: `Merisier ${CANARY}`,
        entity: `Entité ${CANARY}`,
      });
      await cms().strapi.db.connection('members').where({ document_id: id }).update({ state: 'erased' });
      expect(await shown(['pseudonym', 'entity'])).toEqual({ ...nothing, standing: 'former' });
    });

    it('no e-mail address, wherever it was written', async () => {
      const slug = newSlug('fil');
      const address = `${CANARY}@exemple.fr`;
      await outcomes(
        file(slug, { title: `Écrire à ${address} ?`, body: `À ${address}.`, answer: `Non, à ${address}.` }),
      );
      const found = (await thread(slug))!;
      expect([found.title, found.body, found.answers[0]?.body]).toEqual(['Écrire à …@… ?', 'À …@….', 'Non, à …@….']);
    });
  });
}
