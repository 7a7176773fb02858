import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HubState } from '../src/state/state.ts';
import { signIn, signInAsFirst } from './admin.ts';
import { editorOf, newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';
import { startSite, type Site } from './web.ts';

const HEALTH = {
  status: 'up',
  position: null,
  queues: { pages: 3, index: 0 },
  pagesInError: 1,
  search: 'up',
  embeddedSearch: 'behind',
};
const METRICS = `# TYPE palier_publish_latency_seconds histogram
palier_publish_latency_seconds_bucket{le="0.1"} 4
palier_publish_latency_seconds_bucket{le="0.2"} 8
palier_publish_latency_seconds_bucket{le="+Inf"} 8
palier_publish_latency_seconds_count 8
`;
const ERRORS = { pages: [{ url: '/ressources/x/', error: 'cassé', madeAt: '2026-11-25T08:00:00.000Z' }] };

/** What the home page of the admin is told, by role. Run on each database. */
export function stateSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  let publisher: Site;
  let healthy = true;
  const bearers: (string | undefined)[] = [];
  beforeAll(async () => {
    publisher = await startSite((path, response, { headers }) => {
      if (path === '/errors') bearers.push(headers.authorization);
      const bodies: Record<string, string> = {
        '/healthz': healthy ? JSON.stringify(HEALTH) : '<html>',
        '/metrics': METRICS,
        '/errors': JSON.stringify(ERRORS),
      };
      response.end(bodies[path]);
    });
    process.env['PUBLISHER_URL'] = publisher.url;
    process.env['PUBLISHER_TOKEN'] = 'test-publisher-token';
  });
  afterEach(() => {
    healthy = true;
    process.env['PUBLISHER_URL'] = publisher.url;
  });
  afterAll(async () => {
    delete process.env['PUBLISHER_URL'];
    delete process.env['PUBLISHER_TOKEN'];
    await publisher.close();
  });

  const administrator = async () => (await signInAsFirst(cms())).token;
  const stateFor = async (token: string): Promise<HubState> => {
    const answer = await cms().fetch('/admin/palier/state', { token });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    return answer.json();
  };

  /** Someone with these rights to read, and no other. */
  const personWith = async (permissions: { subject: string; fields: string[]; conditions?: string[] }[]) => {
    const name = newSlug('personne');
    const role = await cms().strapi.service('admin::role').create({ name, description: name });
    await cms()
      .strapi.service('admin::role')
      .assignPermissions(
        role.id,
        permissions.map(({ subject, fields, conditions = [] }) => ({
          action: 'plugin::content-manager.explorer.read',
          subject,
          properties: { fields, locales: ['fr', 'en'] },
          conditions,
        })),
      );
    const [email, password] = [`${name}@palier.example`, 'Palier-2026-person'];
    await cms()
      .strapi.service('admin::user')
      .create({ email, password, firstname: name, lastname: '', isActive: true, roles: [role.id] });
    return (await signIn(cms(), email, password)).token;
  };

  const breakLink = async () => {
    const url = `https://exemple.fr/${newSlug('casse')}`;
    await cms().strapi.db.connection('palier_link_checks').insert({
      url,
      asked_on: '2026-11-25',
      checked_on: '2026-11-24',
      status: 'broken',
      code: 404,
      failures: 1,
      failed_on: '2026-11-24',
      reason: 'status',
    });
    return url;
  };

  describe('GET /admin/palier/state', () => {
    it('is for who has signed in', async () => {
      for (const token of ['', 'wrong', SECRETS.FEED_TOKEN, SECRETS.IMPORT_TOKEN]) {
        expect((await cms().fetch('/admin/palier/state', { token })).status).toBe(401);
      }
    });

    it('says how the publisher does, with the causes of errors', async () => {
      const { publisher: said } = await stateFor(await administrator());
      expect(said).toEqual({
        latency: { median: 0.1, p95: expect.closeTo(0.19) },
        queues: HEALTH.queues,
        pagesInError: 1,
        search: 'up',
        embeddedSearch: 'behind',
        errors: ERRORS.pages,
      });
      expect(bearers.at(-1)).toBe('Bearer test-publisher-token');
    });

    it('says that the publisher is down, or answers something else', async () => {
      const token = await administrator();
      healthy = false;
      expect((await stateFor(token)).publisher).toBeNull();
      const { url, close } = await startSite(() => undefined);
      process.env['PUBLISHER_URL'] = url; // Takes the call and does not answer.
      expect((await stateFor(token)).publisher).toBeNull();
      await close();
      expect((await stateFor(token)).publisher).toBeNull();
    });

    it('counts what is to be reviewed by language, from the day itself on', async () => {
      const token = await administrator();
      const before = (await stateFor(token)).toReview?.counts ?? { fr: 0, en: 0 };
      const today = new Date().toISOString().slice(0, 10);
      await editor().published('resource', { reviewBy: today });
      const both = await editor().published('resource', { reviewBy: '2020-01-01' });
      const english = await editor().required('resource', newSlug('en'));
      await editor().change('resource', both, { ...english, reviewBy: '2020-01-01' }, 'en');
      await editor().published('resource', { reviewBy: '2999-01-01' });
      await editor().published('resource');
      expect((await stateFor(token)).toReview).toEqual({ today, counts: { fr: before.fr + 2, en: before.en + 1 } });
    });

    it('lists broken links with the documents that have them, and none that nobody has', async () => {
      const [url, forgotten] = [await breakLink(), await breakLink()];
      const id = await editor().published('resource', { externalUrl: url, title: 'Guide cassé' });
      const { brokenLinks } = await stateFor(await administrator());
      expect(brokenLinks).toContainEqual({
        url,
        checkedOn: '2026-11-24',
        code: 404,
        reason: 'status',
        holders: [{ type: 'resource', documentId: id, locale: 'fr', title: 'Guide cassé' }],
      });
      expect(brokenLinks?.map((link) => link.url)).not.toContain(forgotten);
    });

    it('counts the feedback that nobody has dealt with', async () => {
      const token = await administrator();
      const before = (await stateFor(token)).newFeedback ?? 0;
      const documents = cms().strapi.documents('api::feedback.feedback');
      for (const state of ['new', 'new', 'done'] as const) {
        await documents.create({ data: { page: '/', kind: 'useful', state } });
      }
      expect((await stateFor(token)).newFeedback).toBe(before + 2);
    });

    it('shows a role what it may read, and no more', async () => {
      const url = await breakLink();
      await editor().published('resource', { externalUrl: url, title: 'canari-7f3a91', reviewBy: '2020-01-01' });
      const organisation = await editor().published('organisation', { url });

      const nobody = await stateFor(await personWith([]));
      expect(nobody).toMatchObject({ toReview: null, brokenLinks: null, newFeedback: null });
      expect(nobody.publisher).toMatchObject({ pagesInError: 1, errors: null });

      const some = await stateFor(
        await personWith([
          { subject: 'api::organisation.organisation', fields: ['name', 'url'] },
          { subject: 'api::resource.resource', fields: ['title'], conditions: ['admin::is-creator'] },
          { subject: 'api::feedback.feedback', fields: ['page', 'kind', 'state'] },
        ]),
      );
      expect(some.toReview).toBeNull(); // It may not read this field.
      expect(some.brokenLinks?.find((link) => link.url === url)?.holders).toEqual([
        expect.objectContaining({ type: 'organisation', documentId: organisation }),
      ]);
      expect(JSON.stringify(some)).not.toContain('canari-7f3a91');
      expect(some.newFeedback).toBeGreaterThan(0);
      expect(some.publisher?.errors).toEqual(ERRORS.pages);

      const own = await stateFor(
        await personWith([
          { subject: 'api::resource.resource', fields: ['title', 'reviewBy'], conditions: ['admin::is-creator'] },
        ]),
      );
      expect(own.toReview?.counts).toEqual({ fr: 0, en: 0 });
    });
  });
}
