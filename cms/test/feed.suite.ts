import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as Prune from '../src/feed/prune.ts';
import { DIST } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';

/** The change feed: order, atomicity, wake-up, refusals. Run on each database. */
export function feedSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const changesSince = async (head: number) => (await cms().feed(head)).rows.map((row) => row.documentId);

  describe('the change feed', () => {
    // Its feed rows must not stand among those that a test expects.
    beforeAll(() => editor().topic());

    it('names a document that is published, with its present state', async () => {
      const head = await cms().head();
      const id = await editor().published('resource', { title: 'Guide du bastion', body: 'Texte' });
      const answer = await cms().feed(head);
      expect(answer.rows.map(({ type, documentId }) => ({ type, documentId }))).toEqual([
        { type: 'resource', documentId: id },
      ]);
      expect(answer.documents).toEqual([await cms().state('resource', id)]);
      expect(answer.documents[0]?.versions[0]).toMatchObject({
        title: 'Guide du bastion',
        locale: 'fr',
        maturity: 'novice',
      });
      expect(answer.head).toBe(answer.rows[0]?.seq);
    });

    it('stays silent when what readers see does not change', async () => {
      const id = await editor().published('organisation');
      const before = await cms().state('organisation', id);
      const head = await cms().head();
      await editor().save('organisation', id, { name: 'Pas encore' });
      await editor().discard('organisation', id);
      await editor().publish('organisation', id);
      await editor().save('organisation', id, { contacts: 'privé' });
      await editor().publish('organisation', id);
      expect(await changesSince(head)).toEqual([]);
      expect(await cms().state('organisation', id)).toEqual(before);
    });

    it('keeps the date of first publication when a document is published again', async () => {
      const id = await editor().published('organisation');
      const first = (await cms().state('organisation', id))?.versions[0];
      await editor().change('organisation', id, { name: 'Autre nom' });
      const second = (await cms().state('organisation', id))?.versions[0];
      await editor().unpublish('organisation', id);
      await editor().publish('organisation', id);
      const third = (await cms().state('organisation', id))?.versions[0];
      expect(second?.firstPublishedAt).toBe(first?.firstPublishedAt);
      expect(third?.firstPublishedAt).toBe(first?.firstPublishedAt);
      expect(second?.updatedAt.localeCompare(first?.updatedAt ?? '')).toBe(1);
    });

    it('loses the row together with the change when the transaction fails', async () => {
      const head = await cms().head();
      const slug = newSlug('never');
      let id = '';
      const failed = cms().strapi.db.transaction(async () => {
        id = await editor().published('resource', { slug });
        throw new Error('power cut');
      });
      await expect(failed).rejects.toThrow('power cut');
      expect(id).not.toBe('');
      expect(await changesSince(head)).toEqual([]);
      expect(await cms().state('resource', id)).toBeUndefined();
      await expect(editor().published('resource', { slug })).resolves.toEqual(expect.any(String));
    });

    it('wakes who waits when a change is committed', async () => {
      const head = await cms().head();
      const waiting = cms().feed(head, 30);
      const id = await editor().published('topic');
      expect((await waiting).rows.map((row) => row.documentId)).toEqual([id]);
    }, 20_000);

    it('hands each change once and in order to a consumer that reads while many write', async () => {
      const start = await cms().head();
      const wanted = new Set<string>();
      const seen: number[] = [];
      const found = new Set<string>();
      let done = false;
      const consumer = (async () => {
        for (let after = start; ;) {
          const finished = done;
          const { rows } = await cms().feed(after);
          seen.push(...rows.map((row) => row.seq));
          for (const row of rows) found.add(row.documentId);
          after = rows.at(-1)?.seq ?? after;
          if (finished && rows.length === 0) return;
        }
      })();
      await Promise.all(Array.from({ length: 24 }, async () => wanted.add(await editor().published('glossary-term'))));
      done = true;
      await consumer;
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect([...found].sort()).toEqual([...wanted].sort());
    });

    it('records each document of a bulk action of the admin, in one transaction', async () => {
      const ids = await Promise.all([1, 2, 3, 4].map(() => editor().draft('resource')));
      const head = await cms().head();
      const manager = cms().strapi.plugin('content-manager').service('document-manager');
      await manager.publishMany('api::resource.resource', ids, 'fr');
      expect((await changesSince(head)).sort()).toEqual([...ids].sort());
      await manager.unpublishMany(ids, 'api::resource.resource', { locale: 'fr' });
      await manager.deleteMany(ids, 'api::resource.resource', { locale: '*' });
      for (const id of ids) expect((await cms().state('resource', id))?.versions).toEqual([]);
      expect(await reconcile()).toBe(0);
    });

    it('heals by reconciliation what was changed behind its back', async () => {
      const id = await editor().published('topic', { name: 'Avant' });
      const head = await cms().head();
      await cms().strapi.db.connection('topics').where('document_id', id).update({ name: 'Après' });
      expect(await reconcile()).toBe(1);
      expect(await changesSince(head)).toEqual([id]);
      expect((await cms().state('topic', id))?.versions[0]).toMatchObject({ name: 'Après' });
      expect(await reconcile()).toBe(0);
    });

    it('refuses positions that mean nothing, so that a consumer starts over', async () => {
      const { head, epoch } = await cms().feed();
      const status = async (query: string) => {
        const response = await cms().fetch(`/api/feed?${query}`, { token: SECRETS.FEED_TOKEN });
        return [response.status, ((await response.json()) as { error?: { name: string } }).error?.name];
      };
      expect(await status(`after=${head}&epoch=${epoch}`)).toEqual([200, undefined]);
      expect(await status(`after=${head}&epoch=other`)).toEqual([409, 'EpochChanged']);
      expect(await status(`after=${head + 1}`)).toEqual([409, 'EpochChanged']);
      for (const bad of ['after=-1', 'after=x', 'limit=0', 'limit=501', 'wait=31', 'wait=1.5', 'unknown=1']) {
        expect(await status(bad), bad).toEqual([400, 'ValidationError']);
      }
    });

    it('opens to nobody without its token', async () => {
      for (const token of [undefined, '', 'wrong', SECRETS.IMPORT_TOKEN]) {
        for (const path of ['/api/feed', '/api/published/resource']) {
          expect((await cms().fetch(path, { ...(token !== undefined && { token }) })).status).toBe(401);
        }
        expect((await cms().fetch('/api/feed/reconcile', { method: 'POST', ...(token && { token }) })).status).toBe(
          401,
        );
      }
    });
  });

  async function reconcile(): Promise<number> {
    const response = await cms().fetch('/api/feed/reconcile', { method: 'POST', token: SECRETS.FEED_TOKEN });
    return ((await response.json()) as { changed: number }).changed;
  }
}

/** Pruning; to be run last, for it removes rows. */
export function pruningSuite(cms: () => TestCms): void {
  describe('pruning', () => {
    it('removes old rows once a day, tells it to who has not read them, and never the last ones', async () => {
      const { pruneFeed } = createRequire(import.meta.url)(path.join(DIST, 'src/feed/prune.js')) as typeof Prune;
      const { head } = await cms().feed();
      const inTwoMonths = Date.now() + 60 * 86_400_000;
      expect(await pruneFeed(cms().strapi, inTwoMonths, 5)).toBeGreaterThan(0);
      expect(await pruneFeed(cms().strapi, inTwoMonths, 0)).toBe(0);
      const answer = await cms().fetch(`/api/feed?after=${head - 6}`, { token: SECRETS.FEED_TOKEN });
      expect(answer.status).toBe(410);
      expect(((await answer.json()) as { error: { name: string } }).error.name).toBe('FeedPruned');
      expect((await cms().feed(head - 5)).rows).toHaveLength(5);
    });
  });
}
