import { LIVE_BODY_MAX, LIVE_PAGES, LIVE_PAGE_NAMES, type LiveAnswer } from '@palier/model';
import { THREAD_LIMITS } from '@palier/model/documents';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Member } from '../src/members/members.ts';
import { Browser, PROFILE, newEmail } from './member.ts';
import { posted, writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

let sent = 0;

/** What is sent to break rather than to be read. Run on each database. */
export function hostileSuite(cms: () => TestCms): void {
  describe('what is sent to break the hub', () => attacks(cms));
}

function attacks(cms: () => TestCms): void {
  const { rows, ask, published } = writersOf(cms);
  const FORM = 'application/x-www-form-urlencoded';

  /** Of a moderator: limits of how much one writes are another matter. */
  let browser: Browser;
  let thread: string;

  beforeAll(async () => {
    browser = new Browser(cms());
    const email = newEmail();
    await browser.signIn(email, 'Nerprun 4001');
    await rows('members', { email }).update({ role: 'moderator' });
    const member = (await rows('members', { email }).first<Member>('*')) as Member;
    thread = posted(await ask(member, { title: 'Une question à malmener ?' })).thread;
  });

  /** Everything that members made or are. */
  async function kept(): Promise<unknown[]> {
    const counts = ['threads', 'posts', 'palier_post_keys', 'palier_post_revisions', 'palier_reports'].map((table) =>
      rows(table, {}).count({ count: '*' }).first<{ count: number | string }>(),
    );
    return [...(await Promise.all(counts)).map(({ count }) => Number(count)), await rows('members', {}).orderBy('id')];
  }

  /** Does something, of which nothing may be left and which is no fault of ours. */
  async function leavesNothing(act: () => Promise<void>): Promise<void> {
    const errors = vi.spyOn(cms().strapi.log, 'error');
    const before = await kept();
    await act();
    expect(errors.mock.calls).toEqual([]);
    errors.mockRestore();
    expect(await kept()).toEqual(before);
  }

  const fieldsOf = (given: Record<string, string>) => ({
    title: 'Une question lisible ?',
    level: 'novice',
    key: `cle-hostile-${++sent}-essai`,
    intent: 'confirm',
    ...given,
  });

  /** Posts, and confirms what is exposed: a text that looks like secrets is one more. */
  async function write(page: 'ask' | 'reply', given: Record<string, string>): Promise<LiveAnswer> {
    const fields = fieldsOf(given);
    const answer = await browser.post(page, fields);
    if (answer.kind !== 'page' || !('exposed' in answer.data!) || answer.data.exposed === '') return answer;
    return browser.post(page, { ...fields, exposed: answer.data.exposed });
  }

  describe('a text made to take for ever', () => {
    const fill = (unit: string) => unit.repeat(THREAD_LIMITS.body).slice(0, THREAD_LIMITS.body - 20);
    const numbered = (line: (n: number) => string) => {
      let text = '';
      for (let n = 0; text.length < THREAD_LIMITS.body - 100; n += 1) text += line(n);
      return text;
    };
    const nested = (open: string, close: string) => {
      const times = Math.floor((THREAD_LIMITS.body - 100) / (open.length + close.length));
      return `${open.repeat(times)}a${close.repeat(times)}`;
    };
    const BOMBS: Record<string, string> = {
      quotes: fill('> '),
      lists: numbered((n) => `${' '.repeat(n)}- a\n`),
      brackets: nested('[', ']'),
      'links in links': nested('[', '](b)'),
      emphasis: nested('*a_ ', ' _a*'),
      tables: `${'|a'.repeat(4000)}|\n${'|-'.repeat(4000)}|\n`,
      footnotes: numbered((n) => `[^${n}]: [^${n + 1}]\n\n`),
      definitions: numbered((n) => `[${n}]: /x\n`),
      entities: fill('&amp;'),
      'code fences': numbered((n) => `${'`'.repeat(n % 200)}\n`),
      tags: fill('<div><b a="'),
      addresses: fill('www.a.fr/b.c/d '),
      'one long address': `https://a.fr/${fill('a.b-c/')}`.slice(0, THREAD_LIMITS.body),
      'nearly an e-mail address': fill('a.b@c.'),
      'one long host name': fill('a.b-c.d'),
      'nearly IP addresses': fill('1.2.3.'),
      'nearly IPv6 addresses': fill('1::2:'),
      'telephone numbers': fill('01 23 45 67 '),
      'nearly keys': fill('password=x:'),
      'one key': `-----BEGIN RSA PRIVATE KEY-----${fill('A1b2/+')}`.slice(0, THREAD_LIMITS.body),
      paths: fill('C:\\Users\\a\\'),
      'many paths': fill('/home/a/b.c '),
      mentions: fill('@Nerprun 4001 '),
      accents: fill('e\u0301\u0302\u0303'),
      'characters that are drawn as one': fill('👩‍👩‍👧‍👦'),
      'what cannot be seen': `a${fill('\u200b\u202e\u2066')}b`,
      'white space': `a${fill(' \t\u00a0')}b`,
    };

    it.each(Object.entries(BOMBS))(
      '%s: it is published as another would be, or refused with why',
      async (name, text) => {
        const errors = vi.spyOn(cms().strapi.log, 'error');
        const body = `${name} ${++sent}\n\n${text}`.slice(0, THREAD_LIMITS.body);
        const preview = await browser.post('reply', fieldsOf({ question: thread, body, intent: 'preview' }));
        expect(preview).toMatchObject({ kind: 'page', status: 200, data: { isPreview: true } });
        const answer = await write('reply', { question: thread, body });
        const isPosted = answer.kind === 'redirect' && answer.to.startsWith(LIVE_PAGES.post.fr);
        const isRefused = answer.kind === 'page' && answer.status === 422;
        expect(isPosted || isRefused, JSON.stringify(answer).slice(0, 500)).toBe(true);
        const isRead = (await published(thread))?.answers.some((one) => one.body.startsWith(`${name} `));
        expect(isRead).toBe(isPosted);
        expect(errors.mock.calls).toEqual([]);
        errors.mockRestore();
      },
    );
  });

  describe('a text that is not what it seems', () => {
    it('loses what turns or hides it: readers read what a moderator read', async () => {
      const title = '\u202eUne\u0000 ques\u200btion\u2066 à\ud800 l’envers\u2069 ?\r\nSuite';
      const answer = await write('ask', {
        title,
        body: `Un\u0000 tex\u200bte\u202e, ici\ud800.\r\n\u2067Suite\ufeff`,
      });
      const post = new URLSearchParams((answer as { to: string }).to.split('?')[1]).get('message')!;
      const { thread: made } = (await rows('posts', { document_id: post }).first<{ thread: string }>('thread'))!;
      const read = (await published(made))!;
      expect(read.title).toBe('Une ques tion à\ufffd l’envers ? Suite');
      expect(read.body).toBe('Un texte, ici\ufffd.\nSuite');
      expect(read.slug).toMatch(/^une-[a-z-]+suite$/);
    });

    it('is no other’s pseudonym with something in it that cannot be seen', async () => {
      const other = await new Browser(cms()).signIn(newEmail());
      for (const hidden of ['\u0000', '\u200b', '\u202e', '\u2066', '\ufeff', '\u00ad', '\u{e0041}'])
        for (const pseudonym of [`Nerprun${hidden}4001`, `Ner${hidden}prun 4001${hidden}`])
          expect(await other.post('profile', { ...PROFILE, pseudonym }), JSON.stringify(pseudonym)).toMatchObject({
            status: 422,
            flaws: { pseudonym: 'taken' },
          });
    });

    it('is no pseudonym when it only looks like letters', async () => {
      await leavesNothing(async () => {
        for (const pseudonym of [
          'Nérprun\ud800',
          'Νerprun', // A Greek capital.
          'Nеrprun', // A Cyrillic letter.
          'Ｎｅｒｐｒｕｎ',
          '𝐍𝐞𝐫𝐩𝐫𝐮𝐧',
          'N\u0301\u0302\u0303\u0304erprun',
          'a'.repeat(10_000),
          '\u0301\u0301\u0301',
        ]) {
          const answer = await browser.post('profile', { ...PROFILE, pseudonym });
          expect(answer, JSON.stringify(pseudonym)).toMatchObject({
            status: 422,
            flaws: { pseudonym: expect.any(String) },
          });
        }
      });
    });

    it('is missing when nothing of it can be read', async () => {
      await leavesNothing(async () => {
        for (const nothing of ['', ' \n\t', '\u0000', '\u200b\u2060\ufeff', '\u202e\u202d', '\ud800', '...', '# > - *'])
          expect(await write('reply', { question: thread, body: nothing }), JSON.stringify(nothing)).toMatchObject({
            status: 422,
            flaws: { body: 'missing' },
          });
        const long = { question: thread, body: 'a'.repeat(THREAD_LIMITS.body + 1) };
        expect(await write('reply', long)).toMatchObject({ status: 422, flaws: { body: 'too-long' } });
        const title = 'é'.repeat(THREAD_LIMITS.title + 1);
        expect(await write('ask', { title, body: 'Un texte.' })).toMatchObject({ flaws: { title: 'too-long' } });
      });
    });
  });

  describe('a body that is no form', () => {
    const post = async (body: string | Buffer, type: string | null, page = 'ask') => {
      const response = await fetch(`${cms().url}/api/live/${page}?locale=fr`, {
        method: 'POST',
        headers: {
          cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(type !== null && { 'content-type': type }),
        },
        body: new Blob([new Uint8Array(Buffer.from(body))]),
      });
      return (await response.json()) as { kind: string; status: number };
    };
    const whole = new URLSearchParams(fieldsOf({ body: 'Un texte.', intent: 'send' })).toString();
    const pad = (length: number) => `${whole}&x=`.padEnd(length, 'a');
    const deep = (open: string, close: string) => `{"a":${open.repeat(25_000)}1${close.repeat(25_000)}}`;

    it.each([
      ['a byte too many', 413, () => pad(LIVE_BODY_MAX + 1), FORM],
      ['a megabyte', 413, () => pad(1_000_000), FORM],
      ['a megabyte of JSON', 413, () => JSON.stringify({ body: 'a'.repeat(1_000_000) }), 'application/json'],
      ['a field given twice', 415, () => `${whole}&body=Un+autre.`, FORM],
      ['ten thousand fields of one name', 415, () => `${whole}${'&a=1'.repeat(10_000)}`, FORM],
      ['Latin-1', 415, () => Buffer.from('title=Où ?&body=é', 'latin1'), FORM],
      ['UTF-16', 415, () => Buffer.from(whole, 'utf16le').subarray(1), 'application/json'],
      ['no type', 415, () => whole, null],
      ['an empty type', 415, () => whole, ''],
      ['plain text', 415, () => whole, 'text/plain'],
      ['a form of files', 415, () => whole, 'multipart/form-data; boundary=x'],
      ['half of a JSON text', 415, () => '{"title":"Une question', 'application/json'],
      ['a list', 415, () => '["title","body"]', 'application/json'],
      ['nothing that is JSON', 415, () => 'null', 'application/json'],
      ['JSON without a bottom', 415, () => '['.repeat(200_000), 'application/json'],
      ['nothing', 422, () => '', FORM],
      ['an empty object', 422, () => '{}', 'application/json'],
      ['lists too deep to follow', 422, () => deep('[', ']'), 'application/json'],
      ['objects too deep to follow', 422, () => deep('{"a":', '}'), 'application/json'],
      ['ten thousand fields', 422, () => `a=1${Array.from({ length: 10_000 }, (_, n) => `&f${n}=1`).join('')}`, FORM],
      ['names of what objects have', 422, () => '__proto__=x&constructor=y&toString=z&hasOwnProperty=1', FORM],
      ['what JSON gives an object as its parent', 422, () => '{"__proto__":{"body":"Un texte."}}', 'application/json'],
      ['texts that are not texts', 422, () => '{"title":{"a":1},"body":["x"],"level":7}', 'application/json'],
      ['escapes of no character', 422, () => 'title=%ff%fe%00&body=%c3%28&level=%', FORM],
    ] as const)('%s: %i, and nothing is done', async (_name, status, body, type) => {
      await leavesNothing(async () => {
        expect(await post(body(), type)).toMatchObject({ status });
      });
    });

    it('as large as a form may be, it is read', async () => {
      const answer = await post(pad(LIVE_BODY_MAX), FORM);
      expect(answer.kind).toBe('redirect');
    });

    it('is harmless on every page: an answer, and no fault of ours', async () => {
      const errors = vi.spyOn(cms().strapi.log, 'error');
      const odd = '\u0000\ud800\u202e\ufeff"\\%'.repeat(2);
      const names =
        'title body message question session act reason words key revision email token code pseudonym jeton state ' +
        'returnTo original closure follow unfollow read notification avant page titre theme retour avis';
      const fields = Object.fromEntries(names.split(' ').map((name) => [name, odd]));
      for (const page of LIVE_PAGE_NAMES.filter((name) => name !== 'signOut'))
        for (const method of ['GET', 'POST'] as const) {
          const { response } = await browser.ask(method, page, fields);
          expect(response.status, `${method} ${page}`).toBe(200);
        }
      expect(errors.mock.calls).toEqual([]);
      errors.mockRestore();
    });
  });
}
