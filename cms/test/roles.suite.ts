import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../src/roles/roles.ts';
import { signIn, signInAs, signInAsFirst, type AdminSession } from './admin.ts';
import { editorOf, newSlug } from './editor.ts';
import type { TestCms } from './strapi.ts';

const UIDS = [
  'api::resource.resource',
  'api::learning-path.learning-path',
  'api::organisation.organisation',
  'api::service.service',
  'api::glossary-term.glossary-term',
  'api::topic.topic',
  'api::sector.sector',
] as const;

/** What only the super administrator touches. */
const TECHNICAL = [
  ['GET', '/admin/api-tokens'],
  ['POST', '/admin/api-tokens'],
  ['GET', '/admin/webhooks'],
  ['POST', '/admin/webhooks'],
  ['GET', '/admin/transfer/tokens'],
  ['POST', '/admin/roles'],
  ['POST', '/admin/project-settings'],
  ['POST', '/i18n/locales'],
  ['GET', '/email/settings'],
  ['GET', '/upload/settings'],
  ['PUT', '/content-manager/content-types/api::topic.topic/configuration'],
] as const;

const PEOPLE = [
  ['GET', '/admin/users'],
  ['POST', '/admin/users'],
  ['GET', '/admin/roles'],
] as const;

const CANARY = 'canari-contact-41c7';

/** One test a role, by the HTTP calls of the admin. Run on each database. */
export function rolesSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const at = (uid: string, rest = '') => `/content-manager/collection-types/${uid}${rest}`;
  const roleId = async (code: string) => (await cms().strapi.db.query('admin::role').findOne({ where: { code } })).id;
  const bodyOf = async (uid: string) => {
    const type = uid.split('.')[1] as Parameters<ReturnType<typeof editor>['required']>[0];
    return editor().required(type, newSlug('role'));
  };

  const refuses = async (session: AdminSession, calls: readonly (readonly [string, string, unknown?])[]) => {
    for (const [method, path, body] of calls) {
      const { status } = await session.send(method, path, body ?? (method === 'GET' ? undefined : {}));
      expect([401, 403], `${method} ${path}: ${status}`).toContain(status);
    }
  };

  /** A resource with a contact, found in no answer that the session can get. */
  const seesNoContact = async (session: AdminSession) => {
    const id = await editor().published('resource', { contacts: CANARY, importExtras: { cle: CANARY } });
    for (const query of ['', '?populate=*', '?fields=contacts', '?populate[contacts]=true']) {
      for (const path of [at('api::resource.resource', `/${id}${query}`), at('api::resource.resource', query)]) {
        const { status, body } = await session.send('GET', path);
        expect([200, 400], path).toContain(status);
        expect(JSON.stringify(body), path).not.toContain(CANARY);
      }
    }
    // Nor by asking whether something holds it.
    const all = await session.send('GET', at('api::resource.resource', '?pageSize=100'));
    const total = all.body.pagination.total;
    for (const query of [`filters[contacts][$contains]=${CANARY}`, `filters[$or][0][contacts][$contains]=${CANARY}`]) {
      const { status, body } = await session.send('GET', at('api::resource.resource', `?pageSize=100&${query}`));
      if (status === 200) expect(body.pagination.total, query).toBe(total);
      else expect(status, query).toBe(400);
    }
    const search = await session.send('GET', at('api::resource.resource', `?_q=${CANARY}`));
    expect(search.body.results).toEqual([]);
  };

  describe('the role', () => {
    beforeAll(async () => {
      await editor().topic();
    });

    it('Rédaction writes, publishes, hides and deletes all content, sees contacts, and nobody’s account', async () => {
      const session = await signInAs(cms(), 'palier-editor');
      for (const uid of UIDS) {
        const created = await session.send('POST', at(uid), { ...(await bodyOf(uid)), contacts: CANARY });
        expect(created.status, `${uid} ${JSON.stringify(created.body)}`).toBe(201);
        const id = created.body.data.documentId;
        const read = await session.send('GET', at(uid, `/${id}`));
        expect(read.body.data.contacts, uid).toBe(CANARY);
        expect((await session.send('PUT', at(uid, `/${id}`), { contacts: 'autre' })).status, uid).toBe(200);
        if (uid !== 'api::topic.topic' && uid !== 'api::sector.sector') {
          const published = await session.send('POST', at(uid, `/${id}/actions/publish`), {});
          expect(published.status, `${uid} ${JSON.stringify(published.body)}`).toBe(200);
          expect((await session.send('POST', at(uid, `/${id}/actions/unpublish`), {})).status, uid).toBe(200);
        }
        expect((await session.send('DELETE', at(uid, `/${id}`))).status, uid).toBe(200);
      }
      expect((await session.send('GET', '/upload/files')).status).toBe(200);
      expect((await session.send('GET', '/admin/palier/check?uid=api::topic.topic')).status).toBe(200);
      await refuses(session, [...TECHNICAL, ...PEOPLE, ['GET', at('admin::user')], ['GET', at('admin::role')]]);
    });

    it('Événements reads content without its contacts, and writes none', async () => {
      const session = await signInAs(cms(), 'palier-event-manager');
      const ids = {
        'api::resource.resource': await editor().published('resource'),
        'api::topic.topic': await editor().published('topic'),
      };
      for (const [uid, id] of Object.entries(ids)) {
        expect((await session.send('GET', at(uid))).status).toBe(200);
        expect((await session.send('GET', at(uid, `/${id}`))).body.data.documentId).toBe(id);
        await refuses(session, [
          ['POST', at(uid), await bodyOf(uid)],
          ['POST', at(uid, '/actions/publish'), await bodyOf(uid)],
          ['PUT', at(uid, `/${id}`), { title: 'Autre' }],
          ['POST', at(uid, `/${id}/actions/publish`)],
          ['POST', at(uid, `/${id}/actions/unpublish`)],
          ['POST', at(uid, '/actions/bulkUnpublish'), { documentIds: [id] }],
          ['POST', at(uid, '/actions/bulkDelete'), { documentIds: [id] }],
          ['POST', at(uid, `/clone/${id}`), await bodyOf(uid)],
          ['DELETE', at(uid, `/${id}`)],
        ]);
      }
      await seesNoContact(session);
      await refuses(session, [...TECHNICAL, ...PEOPLE]);
      expect((await cms().state('resource', ids['api::resource.resource']))?.versions).toHaveLength(1);
    });

    it('Modération hides content, one or many, and neither publishes, writes nor deletes', async () => {
      const session = await signInAs(cms(), 'palier-moderator');
      const uid = 'api::resource.resource';
      const [one, two, kept] = [
        await editor().published('resource'),
        await editor().published('resource'),
        await editor().published('resource', { title: 'Publié' }),
      ];
      expect((await session.send('POST', at(uid, `/${one}/actions/unpublish`), {})).status).toBe(200);
      const bulk = await session.send('POST', at(uid, '/actions/bulkUnpublish'), { documentIds: [two], locale: 'fr' });
      expect(bulk.status).toBe(200);
      for (const id of [one, two]) expect((await cms().state('resource', id))?.versions).toEqual([]);

      await editor().save('resource', kept, { title: 'Brouillon de la rédaction' });
      const published = await session.send('POST', at(uid, `/${kept}/actions/publish`), {});
      expect(published.status).toBe(403);
      expect(published.body.error.message).toContain('pas de le publier');
      await refuses(session, [
        ['POST', at(uid, `/${one}/actions/publish`), { title: 'Autre' }],
        ['POST', at(uid, '/actions/bulkPublish'), { documentIds: [one, kept], locale: 'fr' }],
        ['POST', at(uid, '/actions/publish'), await bodyOf(uid)],
        ['POST', at(uid), await bodyOf(uid)],
        ['PUT', at(uid, `/${kept}`), { title: 'Autre' }],
        ['POST', at(uid, `/${kept}/actions/discard`)],
        ['POST', at(uid, `/${kept}/actions/unpublish`), { discardDraft: true }],
        ['DELETE', at(uid, `/${kept}`)],
        ['POST', at(uid, '/actions/bulkDelete'), { documentIds: [kept] }],
        ['PUT', at('api::topic.topic', `/${await editor().published('topic')}`), { name: 'Autre' }],
      ]);
      expect((await cms().state('resource', kept))?.versions).toMatchObject([{ title: 'Publié' }]);
      expect((await cms().state('resource', one))?.versions).toEqual([]);
      await seesNoContact(session);
      await refuses(session, [...TECHNICAL, ...PEOPLE]);
    });

    it('Administration writes content and keeps the accounts of the team, without rising above itself', async () => {
      const session = await signInAs(cms(), 'palier-administrator');
      const uid = 'api::organisation.organisation';
      const created = await session.send('POST', at(uid), { ...(await bodyOf(uid)), contacts: CANARY });
      expect(created.body.data.contacts).toBe(CANARY);
      expect((await session.send('GET', '/admin/roles')).status).toBe(200);

      const invited = await session.send('POST', '/admin/users', {
        email: `${newSlug('invitee')}@palier.example`,
        firstname: 'Invitée',
        roles: [await roleId('palier-moderator')],
      });
      expect(invited.status, JSON.stringify(invited.body)).toBe(201);
      expect(invited.body.data.preferedLanguage).toBe('fr');
      const { id } = invited.body.data;
      const promoted = { roles: [await roleId('palier-editor')] };
      expect((await session.send('PUT', `/admin/users/${id}`, promoted)).status).toBe(200);

      const above = { roles: [await roleId('strapi-super-admin')] };
      const [me] = await cms()
        .strapi.db.query('admin::user')
        .findMany({ where: { firstname: 'palier-administrator' } });
      // Not the last one, which Strapi itself protects.
      const superUser = await cms()
        .strapi.service('admin::user')
        .create({ email: `${newSlug('super')}@palier.example`, firstname: 'Super', ...above });
      await refuses(session, [
        ['POST', '/admin/users', { email: 'haut@palier.example', firstname: 'Haut', ...above }],
        ['PUT', `/admin/users/${id}`, above],
        ['PUT', `/admin/users/${me.id}`, above],
        ['PUT', `/admin/users/${id}`, { roles: [await roleId('strapi-editor')] }],
        ['PUT', `/admin/users/${superUser.id}`, { password: 'Prise-2026-prise' }],
        ['PUT', `/admin/users/${superUser.id}`, promoted],
        ['DELETE', `/admin/users/${superUser.id}`],
        ['POST', '/admin/users/batch-delete', { ids: [superUser.id] }],
        ['PUT', `/admin/roles/${await roleId('palier-administrator')}/permissions`, { permissions: [] }],
        ['DELETE', `/admin/roles/${await roleId('palier-editor')}`],
        ...TECHNICAL,
      ]);
      expect((await session.send('DELETE', `/admin/users/${id}`)).status).toBe(200);
      expect((await signInAsFirst(cms())).send).toBeTypeOf('function');
    });

    it('of a type that does not exist yet is skipped, and every role says that the code keeps it', async () => {
      for (const { code, name, description } of ROLES) {
        const role = await cms().strapi.db.query('admin::role').findOne({ where: { code } });
        expect(role).toMatchObject({ name, description });
        expect(description).toContain('tenus par le code');
        const permissions = await cms()
          .strapi.db.query('admin::permission')
          .findMany({ where: { role: { code } } });
        for (const { subject } of permissions) {
          if (subject !== null) expect(Object.keys(cms().strapi.contentTypes)).toContain(subject);
        }
      }
    });
  });

  describe('a new account', () => {
    it('speaks French, unless its owner chooses', async () => {
      const users = cms().strapi.service('admin::user');
      const account = (more: object) => ({ email: `${newSlug('compte')}@palier.example`, firstname: 'A', ...more });
      expect(await users.create(account({}))).toMatchObject({ preferedLanguage: 'fr' });
      const english = account({ preferedLanguage: 'en', password: 'Palier-2026-anglais', isActive: true });
      expect(await users.create(english)).toMatchObject({ preferedLanguage: 'en' });
      const session = await signIn(cms(), english.email, 'Palier-2026-anglais');
      expect((await session.send('PUT', '/admin/users/me', { preferedLanguage: 'fr' })).status).toBe(200);
      const changed = await session.send('PUT', '/admin/users/me', { preferedLanguage: 'en' });
      expect(changed.body.data.preferedLanguage).toBe('en');
    });
  });
}
