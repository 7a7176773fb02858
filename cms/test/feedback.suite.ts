import { describe, expect, it } from 'vitest';
import type * as Erase from '../src/feedback/erase.ts';
import type * as Store from '../src/feedback/store.ts';
import { compiled } from './built.ts';
import { newSlug } from './editor.ts';
import type { TestCms } from './strapi.ts';

const FEEDBACK = 'api::feedback.feedback';
const PUBLIC_URL = 'http://localhost:8080';
const DAY_MS = 24 * 3_600_000;

/** What readers may say without an account, and what is kept of it. Run on each database. */
export function feedbackSuite(cms: () => TestCms): void {
  const query = () => cms().strapi.db.query(FEEDBACK);
  const newPage = () => `/ressources/${newSlug('page')}/`;
  const about = (page: string) => query().findMany({ where: { page } });

  type Headers = Record<string, string>;
  const send = (body: string, type: string, headers: Headers = {}) =>
    fetch(`${cms().url}/api/feedback`, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body,
      redirect: 'manual',
    });
  const sendForm = (fields: Headers | string, headers: Headers = {}) =>
    send(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', headers);
  const sendJson = (value: unknown, headers: Headers = {}) =>
    send(typeof value === 'string' ? value : JSON.stringify(value), 'application/json', headers);

  describe('feedback', () => {
    it('of a form is stored, and answered by the page of thanks in the language of the page', async () => {
      const page = newPage();
      const french = await sendForm({ page, kind: 'useful', message: '', website: '' });
      expect([french.status, french.headers.get('location'), await french.text()]).toEqual([303, '/merci/', '']);
      expect(french.headers.get('cache-control')).toBe('no-store');
      expect(await about(page)).toMatchObject([{ page, kind: 'useful', message: null, state: 'new' }]);
      const english = await sendForm({ page: `/en${page}`, kind: 'not-useful' });
      expect([english.status, english.headers.get('location')]).toEqual([303, '/en/thanks/']);
    });

    it('of a program is stored, and answered without a word', async () => {
      const page = newPage();
      const answer = await sendJson({ page, kind: 'problem', message: 'Le lien est mort.' });
      expect([answer.status, await answer.text()]).toEqual([204, '']);
      expect(await about(page)).toMatchObject([{ kind: 'problem', message: 'Le lien est mort.' }]);
    });

    it('keeps nothing of who said it: no other column than what the type says', async () => {
      const page = newPage();
      await sendForm({ page, kind: 'useful' }, { 'user-agent': 'canari-navigateur', 'x-forwarded-for': '192.0.2.77' });
      const [row] = (await cms().strapi.db.connection('feedbacks').where({ page })) as Headers[];
      expect(Object.keys(row ?? {}).sort()).toEqual(
        ['id', 'document_id', 'kind', 'page', 'message', 'state', 'created_at', 'updated_at', 'published_at']
          .concat(['created_by_id', 'updated_by_id', 'locale'])
          .sort(),
      );
      expect(JSON.stringify(row)).not.toMatch(/canari|192\.0\.2/);
    });

    it('loses its e-mail addresses, its controls, and the line ends of forms', async () => {
      const page = newPage();
      const message = '  Écrivez à nom@exemple.fr\r\nou [moi](mailto:moi@exemple.fr)\u0000\u0007 !\r  ';
      expect((await sendForm({ page, kind: 'problem', message })).status).toBe(303);
      expect((await about(page))[0]?.message).toBe('Écrivez à …@…\nou moi !');
    });

    it.each<[string, Headers, RegExp]>([
      ['no page', { kind: 'useful' }, /page/],
      ['a page elsewhere', { page: 'https://exemple.fr/', kind: 'useful' }, /adresse du site/],
      ['a page elsewhere without a scheme', { page: '//exemple.fr/', kind: 'useful' }, /adresse du site/],
      ['a page that climbs', { page: '/../etc/', kind: 'useful' }, /adresse du site/],
      ['an endless page', { page: `/${'a/'.repeat(300)}`, kind: 'useful' }, /adresse du site/],
      ['no kind', { page: '/' }, /utile/],
      ['an unknown kind', { page: '/', kind: 'constructor' }, /utile/],
      ['a problem without words', { page: '/', kind: 'problem', message: ' \r\n\u0000' }, /quelques mots/],
      ['words that are only an address', { page: '/', kind: 'problem', message: 'mailto:x' }, /quelques mots/],
      ['words for what is no problem', { page: '/', kind: 'useful', message: 'Bravo' }, /problème signalé/],
      ['too many words', { page: '/', kind: 'problem', message: 'e'.repeat(2001) }, /2 000/],
      ['an unknown field', { page: '/', kind: 'useful', state: 'done' }, /champ/],
    ])('is refused in French with %s', async (_name, fields, reason) => {
      const before = await query().count();
      const form = await sendForm(fields);
      const text = await form.text();
      expect([form.status, form.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
      expect(text).toMatch(reason);
      expect(text).not.toMatch(/[<>{]/);
      const json = await sendJson(fields);
      expect(json.status).toBe(400);
      expect((await json.json()).error.message).toBe(text);
      expect(await query().count()).toBe(before);
    });

    it('may have as many words as the limit says, whatever the line ends of the form', async () => {
      const page = newPage();
      const message = `é\r\n${'e'.repeat(1998)}`;
      expect((await sendForm({ page, kind: 'problem', message })).status).toBe(303);
      expect((await about(page))[0]?.message).toHaveLength(2000);
    });

    it.each<[string, string, string]>([
      ['nothing', '', 'application/json'],
      ['a list', '[]', 'application/json'],
      ['null', 'null', 'application/json'],
      ['half of JSON', '{"page":', 'application/json'],
      ['values that are no texts', '{"page":{"$ne":1},"kind":"useful"}', 'application/json'],
      ['a number of words', '{"page":"/","kind":"problem","message":12}', 'application/json'],
      ['a field twice', 'page=%2F&page=%2F&kind=useful', 'application/x-www-form-urlencoded'],
      ['nested fields', 'page[x]=%2F&kind=useful', 'application/x-www-form-urlencoded'],
      ['an empty form', '', 'application/x-www-form-urlencoded'],
    ])('is refused when it is %s', async (_name, body, type) => {
      expect((await send(body, type)).status).toBe(400);
    });

    it('is refused in another type, which a page elsewhere could send', async () => {
      for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml', '']) {
        expect((await send('page=%2F&kind=useful', type)).status, type).toBe(415);
      }
    });

    it('is refused over 8 kB, announced or not', async () => {
      const message = 'x'.repeat(9000);
      expect((await sendForm({ page: '/', kind: 'problem', message })).status).toBe(413);
      const stream = new Blob([JSON.stringify({ page: '/', kind: 'problem', message })]).stream();
      const unannounced = await fetch(`${cms().url}/api/feedback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: stream,
        duplex: 'half',
      } as RequestInit);
      expect(unannounced.status).toBe(413);
    });

    it.each<[string, Headers]>([
      ['another site', { 'sec-fetch-site': 'cross-site' }],
      ['a neighbour', { 'sec-fetch-site': 'same-site', origin: PUBLIC_URL }],
      ['another origin', { origin: 'https://attaquant.example' }],
      ['another port', { origin: 'http://localhost:8081' }],
      ['nowhere', { origin: 'null' }],
    ])('from %s is refused', async (_name, headers) => {
      const page = newPage();
      for (const answer of [
        await sendForm({ page, kind: 'useful' }, headers),
        await sendJson({ page, kind: 'useful' }, headers),
      ]) {
        expect(answer.status).toBe(403);
        expect(await answer.text()).toContain('autre site');
      }
      expect(await about(page)).toEqual([]);
    });

    it.each<[string, Headers]>([
      ['the site', { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' }],
      ['the site in an old browser', { origin: PUBLIC_URL }],
      ['a program', {}],
    ])('from %s is taken', async (_name, headers) => {
      expect((await sendForm({ page: newPage(), kind: 'useful' }, headers)).status).toBe(303);
    });

    it('that fills in the hidden field is answered like any other, and stored nowhere', async () => {
      const before = await query().count();
      const form = await sendForm({
        page: '/en/',
        kind: 'problem',
        message: 'Achetez',
        website: 'https://spam.example',
      });
      expect([form.status, form.headers.get('location')]).toEqual([303, '/en/thanks/']);
      expect((await sendJson({ website: 'x', anything: [1] })).status).toBe(204);
      expect(await query().count()).toBe(before);
    });

    it('that says the same within a minute is stored once, even sent many times at once', async () => {
      const page = newPage();
      const same = { page, kind: 'problem', message: 'Encore' };
      const answers = await Promise.all(Array.from({ length: 20 }, () => sendJson(same)));
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(204));
      await Promise.all([sendForm({ page, kind: 'useful' }), sendForm({ page, kind: 'useful' })]);
      await sendJson({ ...same, message: 'Autre chose' });
      expect((await about(page)).map((row) => row.message).sort()).toEqual(['Autre chose', 'Encore', null]);
    });

    it('that says the same after a minute is stored again', async () => {
      const { storeFeedback } = compiled<typeof Store>('feedback/store');
      const page = newPage();
      const say = (now: number) => storeFeedback(cms().strapi, { page, kind: 'useful', message: null }, { now });
      expect(await say(Date.now())).toBe('stored');
      expect(await say(Date.now() + 50_000)).toBe('duplicate');
      expect(await say(Date.now() + 70_000)).toBe('stored');
    });

    it('is refused beyond the limit of a day, exactly, and taken the next day', async () => {
      const { storeFeedback } = compiled<typeof Store>('feedback/store');
      const midnight = new Date().setUTCHours(0, 0, 0, 0);
      const today = await query().count({ where: { createdAt: { $gte: new Date(midnight) } } });
      const say = (now = Date.now()) =>
        storeFeedback(cms().strapi, { page: newPage(), kind: 'useful', message: null }, { now, rowsPerDay: today + 3 });
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => say()));
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(3);
      expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(9);
      expect(await say(Date.now() + DAY_MS)).toBe('stored');
    });

    it('is erased after twelve months, the rest stays', async () => {
      const { eraseOldFeedback } = compiled<typeof Erase>('feedback/erase');
      const [old, recent] = [newPage(), newPage()];
      for (const page of [old, recent]) await sendForm({ page, kind: 'useful' });
      const now = Date.parse('2026-11-25T12:00:00Z');
      const made = (page: string, at: string) =>
        query().updateMany({ where: { page }, data: { createdAt: new Date(at) } });
      await made(old, '2025-11-25T11:59:59Z');
      await made(recent, '2025-11-25T12:00:01Z');
      expect(await eraseOldFeedback(cms().strapi, now)).toBe(1);
      expect(await about(old)).toEqual([]);
      expect(await about(recent)).toHaveLength(1);
    });

    it('is read by nobody outside, and is in nothing that is published', async () => {
      for (const path of ['/api/feedback', '/api/feedbacks', '/api/feedback/1', '/api/feedbacks?populate=*']) {
        expect([401, 403, 404, 405], path).toContain((await cms().fetch(path)).status);
      }
      const head = await cms().head();
      await sendForm({ page: newPage(), kind: 'useful' });
      expect(await cms().head()).toBe(head);
    });
  });
}
