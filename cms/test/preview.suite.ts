import { PREVIEWED_TYPES, readPreviewToken, type DocumentType } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { CONTENT_TYPES, EDITED_TYPES } from '../src/content/types.ts';
import { signIn, signInAsFirst } from './admin.ts';
import { editorOf, newSlug } from './editor.ts';
import { SECRETS, type TestCms } from './strapi.ts';

/** Drafts on their way to the preview: links for editors, contents for the publisher. Run on each database. */
export function previewSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const draft = async (type: string, id: string, query = 'locale=fr') => {
    const response = await cms().fetch(`/api/published/draft/${type}/${id}?${query}`, { token: SECRETS.FEED_TOKEN });
    const body = (await response.json()) as {
      document?: Record<string, unknown>;
      error?: { name: string; message: string };
    };
    return { status: response.status, ...body };
  };

  it('every type that has drafts can be previewed, and no other', () => {
    expect([...PREVIEWED_TYPES]).toEqual(EDITED_TYPES.filter((type) => CONTENT_TYPES[type].hasDrafts));
  });

  describe('the draft that the publisher asks for', () => {
    it.each(PREVIEWED_TYPES)('is what would be published, of what was never: %s', async (type) => {
      const head = await cms().head();
      const id = await editor().draft(type, { contacts: 'canari-contact', publishAt: '2060-01-01T00:00:00.000Z' });
      const { status, document } = await draft(type, id);
      expect([status, document]).toEqual([200, expect.objectContaining({ type, documentId: id, locale: 'fr' })]);
      expect(JSON.stringify(document)).not.toMatch(/canari|publishAt/);
      expect((await cms().feed(head)).rows).toEqual([]);
      expect(await cms().state(type, id)).toBeUndefined();
      await editor().publish(type, id);
      const published = (await cms().state(type, id))?.versions[0];
      // Publishing sets its instants.
      const instants = { firstPublishedAt: '', updatedAt: '', ...(type === 'event' && { revisedAt: '' }) };
      expect({ ...document, ...instants }).toEqual({ ...published, ...instants });
    });

    it('is the draft of a published document, with the date of its first publication', async () => {
      const id = await editor().published('resource', { title: 'Publié' });
      const firstPublishedAt = (await cms().state('resource', id))?.versions[0]?.firstPublishedAt;
      await editor().save('resource', id, { title: 'Brouillon', body: 'Écrire à nom@exemple.fr.' });
      const { document } = await draft('resource', id);
      expect(document).toMatchObject({ title: 'Brouillon', body: 'Écrire à …@….', firstPublishedAt });
      expect((await cms().state('resource', id))?.versions[0]).toMatchObject({ title: 'Publié' });
    });

    it('names the documents to which it leads, by their identifiers alone', async () => {
      const publisher = await editor().draft('organisation', { name: 'Canari sans publication' });
      const id = await editor().draft('resource', { publisher });
      const { document } = await draft('resource', id);
      expect(document).toMatchObject({ publisher });
      expect(JSON.stringify(document)).not.toContain('Canari');
    });

    it('is of the language that was asked', async () => {
      const id = await editor().draft('resource', { title: 'Titre' });
      expect((await draft('resource', id, 'locale=en')).status).toBe(404);
      await editor().save('resource', id, { title: 'Title', slug: newSlug('en') }, 'en');
      expect((await draft('resource', id, 'locale=en')).document).toMatchObject({ title: 'Title', locale: 'en' });
      expect((await draft('resource', id)).document).toMatchObject({ title: 'Titre', locale: 'fr' });
    });

    it('that is not fit to be published says why, in French', async () => {
      const id = await editor().draft('resource', { externalUrl: 'javascript:alert(1)' });
      const { status, error, document } = await draft('resource', id);
      expect([status, document]).toEqual([422, undefined]);
      expect(error?.message).toMatch(/^Champ « Lien vers l’original » : /);
      const empty = await editor().draft('glossary-term', { definition: null });
      expect((await draft('glossary-term', empty)).error?.message).toBe('Champ « Définition » : à remplir.');
    });

    it.each([
      ['topic', 'abcdefghijklmnopqrstuvwx', 'locale=fr', 404],
      ['user', 'abcdefghijklmnopqrstuvwx', 'locale=fr', 404],
      ['resource', 'abcdefghijklmnopqrstuvwx', 'locale=fr', 404],
      ['resource', '%00', 'locale=fr', 404],
      ['resource', 'a'.repeat(5000), 'locale=fr', 404],
      ['resource', 'abcdefghijklmnopqrstuvwx', 'locale=de', 400],
      ['resource', 'abcdefghijklmnopqrstuvwx', 'locale=*', 400],
      ['resource', 'abcdefghijklmnopqrstuvwx', '', 400],
      ['resource', 'abcdefghijklmnopqrstuvwx', 'locale=fr&populate=*', 400],
    ])('of %s %s?%s is %i', async (type, id, query, status) => {
      expect((await draft(type, id.slice(0, 5000), query)).status).toBe(status);
    });

    it('opens to nobody without the token of the feed', async () => {
      const id = await editor().draft('resource');
      for (const token of [undefined, 'wrong', SECRETS.IMPORT_TOKEN, SECRETS.PREVIEW_SECRET]) {
        const response = await cms().fetch(`/api/published/draft/resource/${id}?locale=fr`, {
          ...(token && { token }),
        });
        expect(response.status).toBe(401);
        expect(response.headers.get('cache-control')).toBe('private, no-store');
      }
    });
  });

  describe('the link that an editor gets', () => {
    const administrator = async () => (await signInAsFirst(cms())).token;
    /** What the admin asks when an entry is open. */
    const link = async (token: string | undefined, type: DocumentType, query: string) => {
      const path = `/content-manager/preview/url/api::${type}.${type}?${query}`;
      const response = await cms().fetch(path, { ...(token && { token }) });
      const text = await response.text();
      return {
        status: response.status,
        url: text ? (JSON.parse(text) as { data?: { url?: string } }).data?.url : undefined,
      };
    };
    const passOf = (url = '') => readPreviewToken(new URL(url).searchParams.get('jeton') ?? '', SECRETS.PREVIEW_SECRET);

    it('leads to the public address and opens that draft in that language', async () => {
      const token = await administrator();
      const id = await editor().draft('resource');
      await editor().save('resource', id, { title: 'Title', slug: newSlug('en') }, 'en');
      for (const [query, locale] of [
        ['', 'fr'],
        ['&locale=fr&status=draft', 'fr'],
        ['&locale=en&status=modified', 'en'],
      ]) {
        const { status, url } = await link(token, 'resource', `documentId=${id}${query}`);
        expect([status, url]).toEqual([
          200,
          expect.stringMatching(/^http:\/\/localhost:8080\/apercu\/\?jeton=[\w.-]+$/),
        ]);
        expect(passOf(url)).toMatchObject({ subject: { type: 'resource', documentId: id, locale } });
      }
    });

    it('is not given under the tab of what is published, when the draft is another', async () => {
      const token = await administrator();
      const id = await editor().published('resource');
      const under = async (status: string) =>
        (await link(token, 'resource', `documentId=${id}&locale=fr&status=${status}`)).status;
      expect([await under('draft'), await under('published')]).toEqual([200, 200]);
      await editor().save('resource', id, { title: 'Autre' });
      expect([await under('draft'), await under('modified'), await under('published')]).toEqual([200, 200, 204]);
    });

    it('is not given for what has no draft', async () => {
      const token = await administrator();
      const topic = await editor().draft('topic');
      const gone = await editor().draft('resource');
      await editor().delete('resource', gone);
      const french = await editor().draft('resource');
      expect(await link(token, 'topic', `documentId=${topic}`)).toEqual({ status: 204, url: undefined });
      expect(await link(token, 'resource', `documentId=${gone}`)).toEqual({ status: 204, url: undefined });
      for (const locale of ['en', 'de', '*'])
        expect(await link(token, 'resource', `documentId=${french}&locale=${locale}`)).toEqual({
          status: 204,
          url: undefined,
        });
    });

    it('is not given to who may not read the entry, nor to who is not signed in', async () => {
      const id = await editor().draft('resource');
      expect((await link(undefined, 'resource', `documentId=${id}`)).status).toBe(401);
      expect((await link('forged', 'resource', `documentId=${id}`)).status).toBe(401);

      const roles = cms().strapi.service('admin::role') as unknown as {
        create(role: object): Promise<{ id: number }>;
        assignPermissions(id: number, permissions: object[]): Promise<unknown>;
      };
      const users = cms().strapi.service('admin::user') as unknown as { create(user: object): Promise<unknown> };
      const role = await roles.create({ name: newSlug('relecture') });
      const reads = (subject: string) => ({
        action: 'plugin::content-manager.explorer.read',
        subject,
        properties: { fields: ['title'], locales: ['fr'] },
        conditions: [],
      });
      await roles.assignPermissions(role.id, [reads('api::learning-path.learning-path')]);
      const email = `${newSlug('relecture')}@palier.example`;
      const password = 'Palier-2026-relecture';
      await users.create({ email, password, firstname: 'Relecture', isActive: true, roles: [role.id] });
      const { token } = await signIn(cms(), email, password);
      expect(await link(token, 'resource', `documentId=${id}`)).toEqual({ status: 204, url: undefined });
      const path = await editor().draft('learning-path');
      expect((await link(token, 'learning-path', `documentId=${path}`)).status).toBe(200);
      await editor().save('learning-path', path, { title: 'Path', slug: newSlug('en') }, 'en');
      expect((await link(token, 'learning-path', `documentId=${path}&locale=en`)).status).toBe(204);
    });
  });
}
