import { randomUUID } from 'node:crypto';
import type { SearchGap } from '@palier/model';
import { describe, expect, it, vi } from 'vitest';
import type * as Add from '../src/search-gaps/add.ts';
import type * as Erase from '../src/search-gaps/erase.ts';
import { signInAs, signInAsFirst, type AdminSession } from './admin.ts';
import { compiled } from './built.ts';
import { newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';

const GAP = 'api::search-gap.search-gap';
const LIST = `/content-manager/collection-types/${GAP}`;

/** What readers search and do not find: how it is counted, who sees it. Run on each database. */
export function searchGapsSuite(cms: () => TestCms): void {
  const query = () => cms().strapi.db.query(GAP);
  const newQuery = () => newSlug('recherche vaine');
  const of = (text: string) => query().findMany({ where: { query: text }, orderBy: 'language' });
  const gap = (text: string, part: Partial<SearchGap> = {}): SearchGap => ({
    query: text,
    locale: 'fr',
    count: 3,
    day: '2026-11-26',
    ...part,
  });

  const post = (body: unknown, token = SECRETS.SEARCH_GAPS_TOKEN) =>
    cms().fetch('/api/search-gaps', {
      method: 'POST',
      token,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const report = async (gaps: SearchGap[], id = randomUUID()) => {
    const answer = await post({ id, gaps });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  };

  describe('a search that found nothing', () => {
    it('is counted with the first and the last day on which it was made, in whatever order they come', async () => {
      const text = newQuery();
      await report([gap(text, { count: 4, day: '2026-11-26' })]);
      await report([gap(text, { count: 3, day: '2026-11-28' })]);
      await report([gap(text, { count: 5, day: '2026-11-24' })]);
      expect(await of(text)).toMatchObject([
        { query: text, language: 'fr', count: 12, firstDay: '2026-11-24', lastDay: '2026-11-28' },
      ]);
    });

    it('is one line, even when a report names it on two days, and another in the other language', async () => {
      const text = newQuery();
      await report([
        gap(text, { day: '2026-11-27' }),
        gap(text, { locale: 'en', count: 7 }),
        gap(text, { count: 9, day: '2026-11-26' }),
      ]);
      expect(await of(text)).toMatchObject([
        { language: 'en', count: 7 },
        { language: 'fr', count: 12, firstDay: '2026-11-26', lastDay: '2026-11-27' },
      ]);
    });

    it('is counted to the letter', async () => {
      const text = `${newQuery()} : l’"été" % ? 😀 \\ ' ; --`;
      await report([gap(text)]);
      await report([gap(text)]);
      expect(await of(text)).toMatchObject([{ query: text, count: 6 }]);
    });

    it('is kept with nothing of who made it: no other column than what the type says', async () => {
      const text = newQuery();
      await report([gap(text)]);
      const [row] = (await cms().strapi.db.connection('search_gaps').where({ query: text })) as object[];
      expect(Object.keys(row ?? {}).sort()).toEqual(
        ['id', 'document_id', 'query', 'language', 'count', 'first_day', 'last_day', 'created_at', 'updated_at']
          .concat(['published_at', 'created_by_id', 'updated_by_id', 'locale'])
          .sort(),
      );
    });

    it('has one line in the database, whoever writes there', async () => {
      const text = newQuery();
      await report([gap(text)]);
      const [{ id: _id, ...row }] = await cms().strapi.db.connection('search_gaps').where({ query: text });
      const twin = cms()
        .strapi.db.connection('search_gaps')
        .insert({ ...row, document_id: 'autre' });
      await expect(twin).rejects.toThrow(/unique/i);
    });

    it('is in nothing that is published, and read by nobody outside', async () => {
      const head = await cms().head();
      await report([gap(newQuery())]);
      expect(await cms().head()).toBe(head);
      for (const path of ['/api/search-gaps', '/api/search-gaps/1', '/api/search-gaps?populate=*']) {
        for (const token of ['', SECRETS.SEARCH_GAPS_TOKEN, SECRETS.FEED_TOKEN]) {
          expect([401, 403, 404, 405], path).toContain((await cms().fetch(path, { token })).status);
        }
      }
    });

    it('is erased 180 days after it was last made, the rest stays', async () => {
      const { eraseOldGaps } = compiled<typeof Erase>('search-gaps/erase');
      const [old, recent] = [newQuery(), newQuery()];
      await report([
        gap(old, { day: '2026-05-29' }),
        gap(recent, { day: '2025-01-01' }),
        gap(recent, { day: '2026-05-30' }),
      ]);
      expect(await eraseOldGaps(cms().strapi, Date.parse('2026-11-26T23:59:59Z'))).toBe(1);
      expect(await of(old)).toEqual([]);
      expect(await of(recent)).toHaveLength(1);
    });

    it('is erased when too many others were made more often', async () => {
      const { eraseOldGaps } = compiled<typeof Erase>('search-gaps/erase');
      const [often, seldom, late] = [newQuery(), newQuery(), newQuery()];
      await query().deleteMany({});
      await report([
        gap(seldom),
        gap(often, { count: 30 }),
        gap(late, { day: '2026-11-27' }),
        ...Array.from({ length: 5 }, () => gap(newQuery(), { count: 10 })),
      ]);
      expect(await eraseOldGaps(cms().strapi, Date.parse('2026-11-27T12:00:00Z'), 7)).toBe(1);
      expect([await query().count(), (await of(late)).length, await of(seldom)]).toEqual([7, 1, []]);
      expect(await eraseOldGaps(cms().strapi, Date.parse('2026-11-27T12:00:00Z'), 1)).toBe(6);
      expect(await of(often)).toHaveLength(1);
    });
  });

  describe('a report of searches', () => {
    it('counts once, however often it is sent', async () => {
      const text = newQuery();
      const id = randomUUID();
      await report([gap(text)], id);
      await report([gap(text)], id);
      const another = randomUUID();
      await Promise.all(Array.from({ length: 20 }, () => report([gap(text, { count: 10 })], another)));
      expect(await of(text)).toMatchObject([{ count: 13 }]);
    });

    it('counts when it comes again after a failure in the middle', async () => {
      const { addSearchGaps } = compiled<typeof Add>('search-gaps/add');
      const text = newQuery();
      const sent = { id: randomUUID(), gaps: [gap(text)] };
      const failing = cms().strapi.db.transaction(async () => {
        await addSearchGaps(cms().strapi, sent);
        throw new Error('the disk is full');
      });
      await expect(failing).rejects.toThrow('the disk is full');
      expect(await of(text)).toEqual([]);
      expect(await addSearchGaps(cms().strapi, sent)).toBe(true);
      expect(await addSearchGaps(cms().strapi, sent)).toBe(false);
      expect(await of(text)).toMatchObject([{ count: 3 }]);
    });

    it('that fails leaves nothing of what was searched in the log', async () => {
      const text = newQuery();
      const rename = (from: string, to: string) => cms().strapi.db.connection.schema.renameTable(from, to);
      const log = vi.spyOn(cms().strapi.log, 'error').mockImplementation(() => cms().strapi.log);
      await rename('search_gaps', 'search_gaps_aside');
      try {
        expect((await post({ id: randomUUID(), gaps: [gap(text)] })).status).toBe(500);
        const said = log.mock.calls.flat().map((entry) => `${String(entry)} ${(entry as unknown as Error).stack}`);
        expect(said.join('\n')).toContain('search_gaps');
        expect(said.join('\n')).not.toContain('vaine');
      } finally {
        await rename('search_gaps_aside', 'search_gaps');
        log.mockRestore();
      }
    });

    it('adds up with others that hold the same searches in another order, all at once', async () => {
      const texts = Array.from({ length: 200 }, newQuery);
      const gaps = texts.map((text) => gap(text));
      const orders = [gaps, gaps.toReversed(), [...gaps.slice(100), ...gaps.slice(0, 100)]];
      await Promise.all(Array.from({ length: 12 }, (_, at) => report(orders[at % orders.length] ?? [])));
      const rows = await query().findMany({ where: { query: { $in: texts } } });
      expect(rows.map(({ count }) => count)).toEqual(Array(200).fill(36));
    });

    it('is refused without its own token, and counts nothing', async () => {
      const text = newQuery();
      for (const token of ['', 'wrong', SECRETS.FEED_TOKEN, SECRETS.IMPORT_TOKEN, SECRETS.PREVIEW_SECRET]) {
        expect((await post({ id: randomUUID(), gaps: [gap(text)] }, token)).status, token).toBe(401);
      }
      expect(await of(text)).toEqual([]);
    });

    it('opens nothing else with its token', async () => {
      const token = SECRETS.SEARCH_GAPS_TOKEN;
      for (const path of ['/api/feed', '/api/published/resource', '/api/published/draft/resource/x?locale=fr']) {
        expect((await cms().fetch(path, { token })).status, path).toBe(401);
      }
      for (const path of ['/api/import', '/api/links/check', '/api/feed/reconcile']) {
        expect((await cms().fetch(path, { method: 'POST', token, body: '{}' })).status, path).toBe(401);
      }
    });

    it('is refused whole for one line outside the schema', async () => {
      const text = newQuery();
      for (const part of [
        { query: 'écrire à nom@exemple.fr' },
        { query: 'NIS2' },
        { query: '06 12 34 56 78' },
        { query: 'nul\u0000' },
        { locale: 'de' },
        { count: 2 },
        { day: '2026-02-30' },
        { client: '192.0.2.1' },
      ]) {
        const answer = await post({ id: randomUUID(), gaps: [gap(text), { ...gap(newQuery()), ...part }] });
        expect(answer.status, JSON.stringify(part)).toBe(400);
        // It may name the field; never what somebody typed.
        expect(await answer.text()).not.toMatch(/exemple|06 12|192/);
      }
      expect(await of(text)).toEqual([]);
    });

    it.each([
      ['nothing', ''],
      ['half of JSON', '{"id":'],
      ['a list', '[]'],
      ['no report', 'null'],
      ['no line', JSON.stringify({ id: randomUUID(), gaps: [] })],
      ['lines without an identifier', JSON.stringify({ gaps: [gap('plan de reprise')] })],
    ])('is refused when it is %s', async (_name, body) => expect((await post(body)).status).toBe(400));

    it('is taken with five hundred of the longest queries, and refused over 256 kB', async () => {
      const texts = Array.from({ length: 500 }, (_, at) => `${at} `.padEnd(80, '漢'));
      await report(texts.map((text) => gap(text)));
      expect(await query().count({ where: { query: { $in: texts } } })).toBe(500);
      expect((await post(' '.repeat(256 * 1024 + 1))).status).toBe(413);
    });

    it('is forgotten with the searches of its time', async () => {
      const { addSearchGaps } = compiled<typeof Add>('search-gaps/add');
      const { eraseOldGaps } = compiled<typeof Erase>('search-gaps/erase');
      const known = (id: string) => cms().strapi.db.connection('palier_search_gap_reports').where({ id });
      const [old, recent] = [randomUUID(), randomUUID()];
      const now = Date.parse('2026-11-26T12:00:00Z');
      const add = (id: string, at: string) =>
        addSearchGaps(cms().strapi, { id, gaps: [gap(newQuery())] }, Date.parse(at));
      await add(old, '2026-05-29T23:00:00Z');
      await add(recent, '2026-05-30T01:00:00Z');
      await eraseOldGaps(cms().strapi, now);
      expect([(await known(old)).length, (await known(recent)).length]).toEqual([0, 1]);
    });
  });

  describe('in the admin, searches that found nothing', () => {
    const idOf = async (text: string) => (await of(text))[0]?.documentId as string;

    const writesNone = async (session: AdminSession, status: number) => {
      const text = newQuery();
      await report([gap(text)]);
      const before = await of(text);
      const written = { query: newQuery(), language: 'fr', count: 5, firstDay: '2026-11-26', lastDay: '2026-11-26' };
      const id = await idOf(text);
      for (const [method, path] of [
        ['POST', LIST],
        ['PUT', `${LIST}/${id}`],
        ['POST', `${LIST}/clone/${id}`],
        ['POST', `${LIST}/auto-clone/${id}`],
      ] as const) {
        const answer = await session.send(method, path, written);
        expect([status, 403], `${method} ${path}: ${answer.status}`).toContain(answer.status);
      }
      expect(await of(text)).toEqual(before);
      expect(await of(written.query)).toEqual([]);
    };

    it.each(['palier-editor', 'palier-administrator'])(
      'are listed for %s, the most frequent first, read and deleted, one or many',
      async (role) => {
        const session = await signInAs(cms(), role);
        const [often, seldom, third] = [newQuery(), newQuery(), newQuery()];
        await report([gap(seldom), gap(often, { count: 90_000 }), gap(third, { count: 80_000 })]);
        const { status, body } = await session.send('GET', `${LIST}?page=1&pageSize=50&sort=count:DESC`);
        expect(status).toBe(200);
        expect(body.results[0]).toMatchObject({
          query: often,
          language: 'fr',
          count: 90_000,
          firstDay: '2026-11-26',
          lastDay: '2026-11-26',
          createdAt: expect.stringMatching(/^20\d\d-/),
        });
        const counts = body.results.map(({ count }: { count: number }) => count);
        expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));

        const id = await idOf(often);
        expect((await session.send('GET', `${LIST}/${id}`)).body.data).toMatchObject({ query: often });
        expect((await session.send('DELETE', `${LIST}/${id}`)).status).toBe(200);
        const documentIds = [await idOf(seldom), await idOf(third)];
        expect((await session.send('POST', `${LIST}/actions/bulkDelete`, { documentIds })).status).toBe(200);
        expect(await query().count({ where: { query: { $in: [often, seldom, third] } } })).toBe(0);

        await report([gap(often)]);
        expect(await of(often)).toMatchObject([{ count: 3 }]);
      },
    );

    it.each(['palier-event-manager', 'palier-moderator'])('are not shown to %s', async (role) => {
      const session = await signInAs(cms(), role);
      expect((await session.send('GET', LIST)).status).toBe(403);
    });

    it('are written by nobody: not by who reads them', async () => {
      await writesNone(await signInAs(cms(), 'palier-editor'), 403);
    });

    it('are written by nobody: not by the super administrator, who is told why', async () => {
      const session = await signInAsFirst(cms());
      await writesNone(session, 400);
      const written = { query: 'mot', language: 'fr', count: 5, firstDay: '2026-11-26', lastDay: '2026-11-26' };
      const { status, body } = await session.send('POST', LIST, written);
      expect([status, body.error.message]).toEqual([403, expect.stringContaining('se comptent d’elles-mêmes')]);
    });
  });
}
