import { publicStatistics, type Contribution, type PublicStatistics } from '@palier/model';
import { beforeEach, describe, expect, it } from 'vitest';
import type * as Store from '../src/contributions/store.ts';
import { compiled } from './built.ts';
import { SECRETS, type TestCms } from './strapi.ts';

const TABLE = 'palier_contributions';
const PUBLIC_URL = 'http://localhost:8080';

/** What visitors choose to tell, and what everyone is told of it. Run on each database. */
export function contributionsSuite(cms: () => TestCms): void {
  const table = () => cms().strapi.db.connection(TABLE);
  const rows = async () => (await table().orderBy(['month', 'tool', 'result', 'sector', 'size'])) as object[];
  const row = (part: Partial<Contribution> = {}): Contribution =>
    ({ tool: 'applicability', result: 'essential', sector: null, size: null, ...part }) as Contribution;
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${cms().url}/api/contributions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const count = (part: Partial<Contribution>, now: number) =>
    compiled<typeof Store>('contributions/store').countContribution(cms().strapi, row(part), now);
  const statistics = async (): Promise<PublicStatistics> => {
    const answer = await cms().fetch('/api/statistics');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    return publicStatistics.parse(await answer.json());
  };
  /** An instant in the month before the present one. */
  const lastMonth = () => {
    const instant = new Date();
    return instant.setUTCDate(0);
  };

  let isFilled = false;
  beforeEach(async () => {
    await table().delete();
    if (isFilled) return;
    isFilled = true;
    const sector = (slug: string) => ({
      format: 'hub',
      slug,
      locale: 'fr',
      fields: { type: 'sector', name: slug, description: 'Un secteur.' },
      formerSlugs: [],
      contacts: [],
      extras: {},
    });
    const results = await cms().import(['secteur-un', 'secteur-deux'].map(sector));
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
  });

  describe('a contribution', () => {
    it('is one more in a table of counts, in the month in which it was sent, and nothing else', async () => {
      const told = row({ sector: 'secteur-un', size: 'medium' });
      for (let time = 0; time < 2; time += 1) {
        const answer = await send(told, { 'user-agent': 'canari', 'x-forwarded-for': '192.0.2.77', cookie: 'a=b' });
        expect([answer.status, await answer.text(), answer.headers.get('cache-control')]).toEqual([
          204,
          '',
          'no-store',
        ]);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
      await send(row({ tool: 'assessment', result: 'novice' } as Partial<Contribution>));
      const month = new Date().toISOString().slice(0, 7);
      expect(await rows()).toEqual([
        { month, tool: 'applicability', result: 'essential', sector: 'secteur-un', size: 'medium', n: 2 },
        { month, tool: 'assessment', result: 'novice', sector: '', size: '', n: 1 },
      ]);
    });

    it('is never lost, however many come at once', async () => {
      await Promise.all(Array.from({ length: 60 }, () => send(row({ sector: 'secteur-deux' }))));
      expect(await rows()).toMatchObject([{ sector: 'secteur-deux', n: 60 }]);
    });

    it('changes nothing that is published', async () => {
      const head = await cms().head();
      await send(row());
      expect(await cms().head()).toBe(head);
    });

    it.each<[string, unknown]>([
      ['nothing', ''],
      ['half of JSON', '{"tool":'],
      ['a list', '[]'],
      ['another tool', { ...row(), tool: 'incident' }],
      ['a level for a verdict', row({ result: 'novice' } as Partial<Contribution>)],
      ['a field more', { ...row(), email: 'nom@exemple.fr' }],
      ['a field less', { tool: 'applicability', result: 'essential', sector: null }],
      ['a sector that the hub does not have', row({ sector: 'inconnu' })],
      ['a sector that is no slug', row({ sector: 'nom@exemple.fr' })],
      ['an unknown size', { ...row(), size: '51' }],
      ['a value that asks', { ...row(), sector: { $ne: null } }],
    ])('is refused when it is %s, without a word of what was sent', async (_name, body) => {
      const answer = await send(body);
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toMatch(/exemple|inconnu/);
      expect(await rows()).toEqual([]);
    });

    it('is refused from another site, in another type, and over 512 bytes', async () => {
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'null' }])
        expect((await send(row(), headers)).status).toBe(403);
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', ''])
        expect((await send(row(), { 'content-type': type })).status).toBe(415);
      expect((await send(JSON.stringify(row()).padEnd(513))).status).toBe(413);
      expect(await rows()).toEqual([]);
      expect((await send(row(), { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' })).status).toBe(204);
    });

    it('has a count that the database keeps whole, whoever writes there', async () => {
      await send(row());
      const [only] = await rows();
      await expect(table().insert(only)).rejects.toThrow(/unique/i);
      await expect(table().insert({ ...only, month: '2020-01', n: 0 })).rejects.toThrow(/check/i);
    });
  });

  describe('the public figures', () => {
    it('are of the months that are over, ten contributions at least, rounded down', async () => {
      for (let n = 0; n < 13; n += 1) await count({ sector: 'secteur-un', size: n % 2 ? 'small' : null }, lastMonth());
      for (let n = 0; n < 9; n += 1) await count({ sector: 'secteur-deux' }, lastMonth());
      for (let n = 0; n < 30; n += 1) await send(row({ sector: 'secteur-deux' }));
      const { contributions } = await statistics();
      expect(contributions).toEqual({
        until: new Date(lastMonth()).toISOString().slice(0, 7),
        applicability: [
          { result: 'essential', total: 10, sectors: [{ sector: 'secteur-un', count: 10 }], others: null },
        ],
        assessment: [],
      });
    });

    it('say how many seats are taken at events that are held, and are the same for everyone', async () => {
      const events = cms().strapi.db.query('api::event.event');
      const seats = () => cms().strapi.db.connection('palier_event_seats');
      const now = new Date();
      const times = { starts_at: now.toISOString(), ends_at: now.toISOString() };
      const hold = async (documentId: string, taken: number, fields: object) => {
        await events.create({ data: { documentId, title: documentId, locale: 'fr', publishedAt: now, ...fields } });
        await seats().insert({ event: documentId, taken, next_place: 1, unsettled: false, ...times });
      };
      const before = (await statistics()).seatsTaken;
      await hold('evenementquisetient', 7, {});
      await hold('evenementdexemple', 20, { isExample: true });
      await hold('evenementannule', 30, { isCancelled: true });
      await hold('evenementretire', 40, { publishedAt: null });
      expect((await statistics()).seatsTaken).toBe(before + 7);
      const anyone = await cms().fetch('/api/statistics');
      const editor = await cms().fetch('/api/statistics', { token: SECRETS.FEED_TOKEN });
      expect(await editor.text()).toBe(await anyone.text());
      const ids = ['evenementquisetient', 'evenementdexemple', 'evenementannule', 'evenementretire'];
      await seats().whereIn('event', ids).delete();
      await events.deleteMany({ where: { documentId: { $in: ids } } });
    });

    it('are all that can be read: the counts themselves are at no address', async () => {
      for (const path of ['/api/contributions', '/api/contributions/1', '/api/contribution', '/api/statistics/1'])
        expect([401, 403, 404, 405], path).toContain((await cms().fetch(path)).status);
    });
  });
}
