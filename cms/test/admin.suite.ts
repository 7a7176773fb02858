import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as ApplyViews from '../src/admin-views/apply.ts';
import { COMPONENT_VIEWS, VIEWS } from '../src/admin-views/views.ts';
import type * as ApplyRoles from '../src/roles/apply.ts';
import { signInAsFirst, type AdminSession } from './admin.ts';
import { DIST } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import type { TestCms } from './strapi.ts';

/** What the admin shows its editors: views as code, custom fields, checks. Run on each database. */
export function adminSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  let first: AdminSession;

  beforeAll(async () => {
    await editor().topic();
    first = await signInAsFirst(cms());
  });

  const compiled = <T>(file: string) => createRequire(import.meta.url)(path.join(DIST, file)) as T;

  /** Runs what the start of the CMS runs again, and counts the rows that it writes. */
  async function writesOf(models: string[], act: () => Promise<unknown>): Promise<number> {
    let writes = 0;
    const count = () => {
      writes += 1;
    };
    const stop = cms().strapi.db.lifecycles.subscribe({
      models,
      afterCreate: count,
      afterUpdate: count,
      afterDelete: count,
      afterCreateMany: count,
      afterUpdateMany: count,
      afterDeleteMany: count,
    });
    await act();
    stop();
    return writes;
  }

  describe('the views of the admin', () => {
    it.each(VIEWS.map((view) => [view.uid, view] as const))('are what the code says: %s', async (uid, view) => {
      const { body } = await first.send('GET', `/content-manager/content-types/${uid}/configuration`);
      const { settings, metadatas, layouts } = body.data.contentType;
      expect(settings).toMatchObject({
        mainField: view.mainField,
        defaultSortBy: view.list?.sort[0],
        defaultSortOrder: view.list?.sort[1],
        pageSize: view.list?.pageSize,
      });
      expect(layouts.list).toEqual(view.list?.columns);
      expect(layouts.edit).toEqual(view.form.map((row) => row.map(([name, size]) => ({ name, size }))));
      for (const [name, { label, help, mainField }] of Object.entries(view.fields)) {
        expect(metadatas[name].edit).toMatchObject({ label, description: help, ...(mainField && { mainField }) });
        expect(metadatas[name].list.label).toBe(label);
      }
    });

    it('speak of every field of every type and component, once', () => {
      for (const view of [...VIEWS, ...COMPONENT_VIEWS]) {
        const schema =
          cms().strapi.contentTypes[view.uid as 'api::topic.topic'] ?? cms().strapi.components[view.uid as never];
        const system = [
          'id',
          'documentId',
          'createdAt',
          'updatedAt',
          'publishedAt',
          'createdBy',
          'updatedBy',
          'locale',
        ];
        const expected = Object.keys(schema.attributes).filter(
          (name) => ![...system, 'localizations', 'firstPublishedAt'].includes(name),
        );
        expect(Object.keys(view.fields).sort(), view.uid).toEqual(expected.sort());
        const placed = [...view.form.flat().map(([name]) => name), ...view.hidden];
        expect(placed.sort(), view.uid).toEqual(expected.sort());
        for (const row of view.form) {
          expect(
            row.reduce((sum, [, width]) => sum + width, 0),
            `${view.uid}: ${row.join()}`,
          ).toBeLessThanOrEqual(12);
        }
      }
    });

    it('are written when they differ, and only then', async () => {
      const { applyAdminViews } = compiled<typeof ApplyViews>('src/admin-views/apply.js');
      const apply = () => writesOf(['strapi::core-store'], () => applyAdminViews(cms().strapi));
      expect(await apply()).toBe(0);
      const uid = 'api::topic.topic';
      const { body } = await first.send('GET', `/content-manager/content-types/${uid}/configuration`);
      const { settings, metadatas, layouts } = body.data.contentType;
      const changed = await first.send('PUT', `/content-manager/content-types/${uid}/configuration`, {
        settings: { ...settings, pageSize: 10 },
        metadatas: { name: metadatas.name },
        layouts: { ...layouts, list: ['slug'] },
      });
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
      expect(await apply()).toBe(1);
      const after = await first.send('GET', `/content-manager/content-types/${uid}/configuration`);
      expect(after.body.data.contentType.layouts.list).toEqual(layouts.list);
    });

    it('filter and sort on the columns that they show', async () => {
      const topic = await editor().published('topic');
      const wanted = await editor().published('resource', {
        maturity: 'expert',
        kind: 'tool',
        reviewBy: '2027-01-02',
        topics: [topic],
      });
      await editor().published('resource', { maturity: 'novice', kind: 'guide', reviewBy: '2028-01-02' });
      const list = async (query: string) => {
        const answer = await first.send(
          'GET',
          `/content-manager/collection-types/api::resource.resource?locale=fr&pageSize=100&${query}`,
        );
        expect(answer.status, query).toBe(200);
        return (answer.body.results as { documentId: string }[]).map(({ documentId }) => documentId);
      };
      for (const filter of [
        'filters[$and][0][maturity][$eq]=expert',
        'filters[$and][0][kind][$eq]=tool',
        'filters[$and][0][reviewBy][$lt]=2027-06-01',
      ]) {
        expect(await list(filter), filter).toContain(wanted);
        expect((await list(filter)).length, filter).toBeLessThan((await list('')).length);
      }
      const { name } = (await cms().strapi.documents('api::topic.topic').findOne({ documentId: topic })) as {
        name: string;
      };
      expect(await list(`filters[$and][0][topics][name][$eq]=${encodeURIComponent(name)}`)).toEqual([wanted]);
      const { columns = [] } = VIEWS[0]?.list ?? {};
      for (const column of columns.filter((one) => one !== 'topics')) {
        expect((await list(`sort=${column}:DESC`)).length, column).toBeGreaterThan(1);
      }
    });
  });

  describe('a list of lines', () => {
    it('is stored as it always was, and offered by its custom field', async () => {
      const { body } = await first.send('GET', '/content-manager/content-types');
      const organisation = body.data.find((type: { uid: string }) => type.uid === 'api::organisation.organisation');
      expect(organisation.attributes.kinds).toMatchObject({ type: 'json', customField: 'global::lines' });
      const resource = body.data.find((type: { uid: string }) => type.uid === 'api::resource.resource');
      // What its input refuses while it is being written.
      expect(resource.attributes.keywords).toMatchObject({
        customField: 'global::lines',
        options: { max: 20, maxLength: 80 },
      });
      const created = await first.send('POST', '/content-manager/collection-types/api::organisation.organisation', {
        name: 'Nom',
        slug: newSlug('lignes'),
        kinds: ['autorité', 'établissement public'],
      });
      expect(created.status).toBe(201);
      const id = created.body.data.documentId;
      await editor().publish('organisation', id);
      expect((await cms().state('organisation', id))?.versions[0]).toMatchObject({
        kinds: ['autorité', 'établissement public'],
      });
    });
  });

  describe('the check of a document', () => {
    const check = async (query: string, session = first) => session.send('GET', `/admin/palier/check?${query}`);
    const resource = 'uid=api::resource.resource';

    it('says before publishing what would have it refused', async () => {
      const id = await editor().draft('resource', { summary: '', topics: [] });
      const { status, body } = await check(`${resource}&documentId=${id}&locale=fr`);
      expect(status).toBe(200);
      expect(body.flaws).toEqual([
        { field: 'summary', label: 'Résumé', advice: expect.stringContaining('écrivez un résumé') },
        { field: 'topics', label: 'Thèmes', advice: expect.stringContaining('au moins un thème') },
      ]);
      expect(body.deadLinks).toEqual([]);
    });

    it('says of a document that is not saved yet what it will need', async () => {
      const { body } = await check(`${resource}&locale=fr`);
      expect(body.flaws.map(({ field }: { field: string }) => field).sort()).toEqual([
        'kind',
        'maturity',
        'slug',
        'summary',
        'title',
        'topics',
      ]);
    });

    it('names an address that another document holds', async () => {
      const slug = newSlug('occupe');
      await editor().published('organisation', { slug });
      const id = await editor().draft('organisation', { slug });
      const { body } = await check(`uid=api::organisation.organisation&documentId=${id}`);
      expect(body.flaws).toMatchObject([{ field: 'slug', advice: expect.stringContaining('déjà celle') }]);
    });

    it('warns of links to pages that do not exist, wherever they stand, and of no other', async () => {
      const [there, moved, hidden] = [newSlug('la'), newSlug('avant'), newSlug('cachee')];
      const target = await editor().published('resource', { slug: moved });
      await editor().change('resource', target, { slug: there });
      const gone = await editor().published('resource', { slug: hidden });
      await editor().unpublish('resource', gone);
      const body = [
        `[a](/ressources/${there}/) [b](/ressources/${there}) [c](/ressources/${moved}/#partie)`,
        `[d](/ressources/${hidden}/ "titre") [e](</en/resources/${there}/>)`,
        '[f]: /glossaire/nulle-part/',
        '<a href="/themes/nulle-part/?x=1">g</a> <http://localhost:8080/secteurs/nulle-part/>',
        '[h](https://ailleurs.example/ressources/nulle-part/) [i](/recherche/) [j](/ressources/) [k](#ici) [l](//a/b)',
      ].join('\n\n');
      const id = await editor().published('resource', { body });
      const answer = await check(`${resource}&documentId=${id}`);
      expect(answer.body.flaws).toEqual([]);
      expect(answer.body.deadLinks).toEqual(
        [
          `/ressources/${hidden}/`,
          `/en/resources/${there}/`,
          '/glossaire/nulle-part/',
          '/themes/nulle-part/',
          '/secteurs/nulle-part/',
        ].map((address) => ({ field: 'body', label: 'Texte', address })),
      );
    });

    it('warns of steps that lead to no page', async () => {
      const id = await editor().published('learning-path', {
        steps: [
          { title: 'a', maturity: 'novice', target: 'https://ailleurs.example/' },
          { title: 'b', maturity: 'novice', target: '/ressources/nulle-part/' },
        ],
      });
      const { body } = await check(`uid=api::learning-path.learning-path&documentId=${id}`);
      expect(body.deadLinks).toEqual([
        { field: 'steps.1.target', label: 'Étapes, 2, Page à ouvrir', address: '/ressources/nulle-part/' },
      ]);
    });

    it('takes thousands of links and a hostile text of 1 MB', async () => {
      const links = Array.from({ length: 3000 }, (_, n) => `[x](/ressources/nulle-part-${n}/)`).join(' ');
      const body = `${links} ${'](['.repeat(150_000)}${'<a href='.repeat(60_000)}`;
      const id = await editor().draft('resource', { body });
      const answer = await check(`${resource}&documentId=${id}`);
      expect(answer.body.deadLinks).toHaveLength(3000);
    });

    it.each([
      ['', 400],
      ['uid=api::resource.resource&documentId=x', 400],
      ['uid=api::resource.resource&locale=de', 400],
      ['uid=api::resource.resource&locale=fr&locale=en', 400],
      ['uid=api::resource.resource&autre=1', 400],
      ['uid=admin::user', 404],
      [`uid=${'x'.repeat(1000)}`, 400],
      ['uid=api::resource.resource&documentId=zzzzzzzzzzzzzzzzzzzzzzzz', 200],
    ])('answers %s with %i', async (query, status) => {
      expect((await check(query)).status).toBe(status);
    });

    it('answers nobody who is not signed in', async () => {
      expect((await fetch(`${cms().url}/admin/palier/check?${resource}`)).status).toBe(401);
    });
  });

  describe('the roles', () => {
    it('are written when they differ, and only then; other roles are left alone', async () => {
      const { applyRoles } = compiled<typeof ApplyRoles>('src/roles/apply.js');
      const models = ['admin::role', 'admin::permission'];
      const apply = () => writesOf(models, () => applyRoles(cms().strapi));
      expect(await apply()).toBe(0);

      const permissions = (code: string) =>
        cms()
          .strapi.db.query('admin::permission')
          .findMany({ where: { role: { code } }, orderBy: 'id' });
      const [taken] = await permissions('palier-editor');
      await cms()
        .strapi.db.query('admin::permission')
        .delete({ where: { id: taken.id } });
      const others = await permissions('strapi-author');
      expect(others.length).toBeGreaterThan(0);
      const before = (await permissions('palier-editor')).length;
      expect(await apply()).toBeGreaterThan(0);
      expect(await permissions('palier-editor')).toHaveLength(before + 1);
      expect(await permissions('strapi-author')).toEqual(others);
      expect(await apply()).toBe(0);
    });
  });
}
