import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as CheckLinks from '../src/links/check-links.ts';
import type { CheckLinksOptions, LinksSummary } from '../src/links/check-links.ts';
import { compiled } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';
import { startSite, TEST_WEB, type Site } from './web.ts';

const DAY_MS = 24 * 3_600_000;
const MONDAY = Date.parse('2026-11-23T08:00:00Z');

/** What the link checker does to what is published, and who may run it. Run on each database. */
export function linksSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());

  let site: Site;
  /** Answers of the site by path; 200 where it has none. */
  const answers = new Map<string, number>();
  beforeAll(async () => {
    site = await startSite((path, response) => {
      if (path === '/robots.txt') return;
      response.writeHead(answers.get(path) ?? 200, { 'content-type': 'application/pdf', 'content-length': '2048' });
      response.end();
    });
  });
  afterAll(() => site.close());

  /** A new address of the site. */
  const address = () => `${site.url}/${newSlug('lien')}`;
  const answer = (url: string, code: number) => answers.set(new URL(url).pathname, code);
  const run = (now: number, options: Partial<CheckLinksOptions> = {}): Promise<LinksSummary> => {
    const signal = new AbortController().signal;
    const { checkLinks } = compiled<typeof CheckLinks>('links/check-links');
    return checkLinks(cms().strapi, { which: 'all', signal, web: TEST_WEB, now: () => now, ...options });
  };
  const published = async (id: string) => (await cms().state('resource', id))?.versions[0] as Record<string, unknown>;
  const linkCheckOf = async (id: string) => (await published(id))['linkCheck'];
  const changesSince = async (head: number) => (await cms().feed(head)).rows.map((row) => row.documentId);
  const rows = () => cms().strapi.db.connection('palier_link_checks');
  const askedSince = (before: number) => site.asked().slice(before);

  describe('checks of links', () => {
    it('are published with the resources that lead there, and told, without a change of their date', async () => {
      const externalUrl = address();
      const id = await editor().published('resource', { externalUrl });
      expect(await linkCheckOf(id)).toBeNull();
      const { updatedAt } = await published(id);
      let head = await cms().head();
      await run(MONDAY);
      expect(await changesSince(head)).toEqual([id]);
      expect(await published(id)).toMatchObject({
        updatedAt,
        linkCheck: { checkedOn: '2026-11-23', status: 'ok', size: 2048, mime: 'application/pdf' },
      });
      head = await cms().head();
      await run(MONDAY);
      expect(await changesSince(head)).toEqual([]);
      expect(
        await (await cms().fetch('/api/feed/reconcile', { method: 'POST', token: SECRETS.FEED_TOKEN })).json(),
      ).toEqual({ changed: 0 });
    });

    it('of one address reach each resource and language that has it', async () => {
      const externalUrl = address();
      const [one, other] = [
        await editor().published('resource', { externalUrl }),
        await editor().published('resource', { externalUrl }),
      ];
      await editor().change('resource', one, await editor().required('resource', newSlug('en')), 'en');
      answer(externalUrl, 404);
      const head = await cms().head();
      await run(MONDAY);
      expect((await changesSince(head)).filter((id) => id === one || id === other).sort()).toEqual([one, other].sort());
      for (const id of [one, other]) {
        for (const version of (await cms().state('resource', id))?.versions ?? []) {
          expect(version).toMatchObject({ linkCheck: { status: 'broken', size: null, mime: null } });
        }
      }
    });

    it('break a link after failures on two days, and mend it when it answers', async () => {
      const externalUrl = address();
      const id = await editor().published('resource', { externalUrl });
      answer(externalUrl, 500);
      await run(MONDAY);
      await run(MONDAY + 3_600_000);
      expect(await linkCheckOf(id)).toBeNull();
      await run(MONDAY + DAY_MS);
      expect(await linkCheckOf(id)).toMatchObject({ checkedOn: '2026-11-24', status: 'broken' });
      answer(externalUrl, 403);
      await run(MONDAY + 2 * DAY_MS);
      expect(await linkCheckOf(id)).toMatchObject({ checkedOn: '2026-11-24', status: 'broken' });
      expect(await rows().where('url', externalUrl).first()).toMatchObject({ code: 403, reason: 'status' });
      answer(externalUrl, 200);
      await run(MONDAY + 3 * DAY_MS);
      expect(await linkCheckOf(id)).toMatchObject({ checkedOn: '2026-11-26', status: 'ok' });
    });

    it('do not follow an address that changes, and forget it', async () => {
      const [before, after] = [address(), address()];
      const id = await editor().published('resource', { externalUrl: before });
      await run(MONDAY);
      await editor().change('resource', id, { externalUrl: after });
      expect(await linkCheckOf(id)).toBeNull();
      await run(MONDAY);
      expect(await linkCheckOf(id)).toMatchObject({ status: 'ok' });
      expect(await rows().where('url', before)).toEqual([]);
    });

    it('are of organisations and services too, of nothing that is not published', async () => {
      const [organisation, service, draft] = [address(), address(), address()];
      await editor().published('organisation', { url: organisation });
      await editor().published('service', { url: service });
      await editor().draft('resource', { externalUrl: draft });
      await run(MONDAY);
      const known = await rows().whereIn('url', [organisation, service, draft]).orderBy('url').pluck('url');
      expect(known).toEqual([organisation, service].sort());
    });

    it('leave out what is no address, and what is longer than a key', async () => {
      const long = `${site.url}/${'é'.repeat(1200)}`;
      const id = await editor().published('resource', { externalUrl: long });
      await run(MONDAY);
      expect(await rows().where('url', long)).toEqual([]);
      expect(await linkCheckOf(id)).toBeNull();
    });

    it('keep a size beyond 32 bits to the byte', async () => {
      const externalUrl = address();
      const id = await editor().published('resource', { externalUrl });
      await run(MONDAY);
      await rows().where('url', externalUrl).update({ size: 5_000_000_000 });
      expect(await linkCheckOf(id)).toMatchObject({ size: 5_000_000_000 });
    });

    it('come back after a week, after a day for what failed once, at once for what is new', async () => {
      const [fine, failing, gone] = [address(), address(), address()];
      for (const externalUrl of [fine, failing, gone]) await editor().published('resource', { externalUrl });
      answer(failing, 500);
      answer(gone, 410);
      const asked = async (now: number) => {
        const before = site.asked().length;
        await run(now, { which: 'due' });
        const seen = new Set(askedSince(before).map((line) => line.split(' ')[1]));
        return [fine, failing, gone].filter((url) => seen.has(new URL(url).pathname));
      };
      expect(await asked(MONDAY)).toEqual([fine, failing, gone]);
      expect(await asked(MONDAY + 3_600_000)).toEqual([]);
      expect(await asked(MONDAY + DAY_MS)).toEqual([failing]);
      expect(await asked(MONDAY + 2 * DAY_MS)).toEqual([]);
      expect(await asked(MONDAY + 7 * DAY_MS)).toEqual([fine, gone]);
    });

    it('that are stopped keep what was done, and ask nothing more', async () => {
      for (let n = 0; n < 3; n++) await editor().published('resource', { externalUrl: address() });
      const stop = new AbortController();
      let checked = 0;
      const stopped = run(MONDAY + 30 * DAY_MS, {
        signal: stop.signal,
        onChecked: () => {
          if (++checked === 1) stop.abort(new Error('asked to stop'));
        },
      });
      await expect(stopped).rejects.toThrow('asked to stop');
      expect(await rows().where('asked_on', '2026-12-23').count({ count: '*' }).first()).toMatchObject({
        count: expect.toSatisfy((count) => Number(count) === checked),
      });
    });
  });

  describe('POST /api/links/check', () => {
    const post = (token = SECRETS.IMPORT_TOKEN) => cms().fetch('/api/links/check', { method: 'POST', token });

    it('is for the bearer of the token', async () => {
      for (const token of ['', 'wrong', SECRETS.FEED_TOKEN]) expect((await post(token)).status).toBe(401);
    });

    it('says how it goes line by line, does not reach this machine, and ends with what is broken', async () => {
      // Broken by an earlier check: this one, which goes by the rules for all, may not reach the site.
      const externalUrl = address();
      const id = await editor().published('resource', { externalUrl, title: 'Guide perdu' });
      answer(externalUrl, 404);
      await run(MONDAY);
      const before = site.received.length;
      const response = await post();
      expect(response.status).toBe(200);
      const lines = (await response.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const { summary, broken } = lines.pop();
      expect(lines).toContainEqual({
        link: { url: externalUrl, verdict: 'unknown', status: 'broken', code: null, reason: 'private' },
      });
      expect(summary.checked).toBe(lines.length);
      expect(broken).toContainEqual({
        url: externalUrl,
        checkedOn: '2026-11-23',
        code: null,
        reason: 'private',
        holders: [{ type: 'resource', documentId: id, locale: 'fr', title: 'Guide perdu' }],
      });
      expect(site.received.length).toBe(before);
    });

    it('answers 409 while another process is at it', async () => {
      const jobs = cms().strapi.db.connection('palier_jobs').where('name', 'links');
      await jobs.clone().update({ holder: 'another', held_until: '9999-01-01T00:00:00.000Z' });
      expect((await post()).status).toBe(409);
      await jobs.clone().update({ holder: '', held_until: '' });
      expect((await post()).status).toBe(200);
    });
  });
}
