import { LIVE_PAGE_NAMES, type LivePage } from '@palier/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Answer from '../src/live/answer.ts';
import type * as Dispatch from '../src/mail/dispatch.ts';
import type * as Retention from '../src/members/retention.ts';
import type * as Sessions from '../src/members/sessions.ts';
import { PAGES } from '../src/live/pages.ts';
import { compiled } from './built.ts';
import { Browser, PROFILE, addressOf, lastLink, newEmail, newMachine } from './member.ts';
import type { TestCms } from './strapi.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Signing in, sessions, profile and personal data. Run on each database. */
export function signInSuite(cms: () => TestCms): void {
  const browser = (options?: ConstructorParameters<typeof Browser>[1]) => new Browser(cms(), options);
  const rows = (table: string, where: object) => cms().strapi.db.connection(table).where(where);
  const isSignedIn = async (one: Browser) => (await one.get('account')).kind === 'page';
  /** The same request some time from now. */
  const later = async (one: Browser, ms: number, page: LivePage, fields?: Record<string, string>) => {
    const { answerLive } = compiled<typeof Answer>('live/answer');
    const { answer } = await answerLive(
      cms().strapi,
      {
        method: fields ? 'POST' : 'GET',
        page,
        query: { locale: 'fr' },
        fields: fields ?? {},
        cookies: [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        machine: newMachine(),
        userAgent: '',
      },
      new Date(Date.now() + ms),
    );
    return answer;
  };

  // Mails stay in the outbox, where the tests read them.
  beforeAll(() => compiled<typeof Dispatch>('mail/dispatch').stopMailing());
  afterAll(() => compiled<typeof Dispatch>('mail/dispatch').startMailing(cms().strapi));

  describe('a link by mail', () => {
    it('opens a page that asks; its button signs in, once', async () => {
      const [one, email] = [browser(), newEmail()];
      expect(await one.post('signIn', { email, returnTo: '/questions/' })).toEqual({
        kind: 'redirect',
        to: addressOf('signInCode', { retour: '/questions/' }),
      });
      const { token } = await lastLink(cms(), email);
      for (let times = 0; times < 3; times += 1)
        expect(await one.get('signInLink', { jeton: token })).toMatchObject({ data: { usable: true, token } });
      expect(await isSignedIn(one)).toBe(false);
      expect(await one.post('signInLink', { token })).toEqual({
        kind: 'redirect',
        to: addressOf('profile', { retour: '/questions/' }),
      });
      expect(await isSignedIn(one)).toBe(true);
      expect(await one.post('signInLink', { token })).toMatchObject({ status: 422, notice: 'expired' });
    });

    it('of several clicks at once one signs in', async () => {
      const [one, email] = [browser(), newEmail()];
      await one.post('signIn', { email });
      const { token } = await lastLink(cms(), email);
      const answers = await Promise.all(Array.from({ length: 8 }, () => one.post('signInLink', { token })));
      expect(answers.filter(({ kind }) => kind === 'redirect')).toHaveLength(1);
      expect(await rows('members', { email })).toHaveLength(1);
    });

    it('is worth nothing in another browser, nor does it harm there', async () => {
      const [asking, other, email] = [browser(), browser(), newEmail()];
      await asking.post('signIn', { email });
      const { token, code } = await lastLink(cms(), email);
      expect(await other.get('signInLink', { jeton: token })).toMatchObject({
        notice: 'elsewhere',
        data: { usable: false, token: '' },
      });
      expect(await other.post('signInLink', { token })).toMatchObject({ status: 422 });
      expect(await other.post('signInCode', { code })).toMatchObject({ flaws: { code: 'wrong-code' } });
      await other.post('signIn', { email: newEmail() });
      expect(await other.post('signInLink', { token })).toMatchObject({ status: 422 });
      expect((await asking.post('signInLink', { token })).kind).toBe('redirect');
    });

    it('and its code are worth nothing after fifteen minutes', async () => {
      const [one, email] = [browser(), newEmail()];
      await one.post('signIn', { email });
      const { token, code } = await lastLink(cms(), email);
      expect(await later(one, 16 * MINUTE, 'signInLink', { token })).toMatchObject({ notice: 'expired' });
      expect(await later(one, 16 * MINUTE, 'signInCode', { code })).toMatchObject({ flaws: { code: 'wrong-code' } });
      expect((await later(one, 14 * MINUTE, 'signInCode', { code })).kind).toBe('redirect');
    });

    it('is not kept: neither it nor its code stands in the database', async () => {
      const [one, email] = [browser(), newEmail()];
      await one.post('signIn', { email });
      const { token, code } = await lastLink(cms(), email);
      const kept = JSON.stringify(await rows('palier_sign_ins', { email }));
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(code.replace(' ', ''));
    });

    it('answers alike for an address that a member has and for one that nobody has', async () => {
      const known = newEmail();
      await browser().signIn(known);
      const told = async (email: string) => {
        const { answer, response } = await browser().ask('POST', 'signIn', { email });
        const headers = [...response.headers].filter(([name]) => !['date', 'x-response-time'].includes(name));
        const shape = headers.map(([name, value]) => `${name}: ${value.replace(/=[\w-]{43}/, '=…')}`);
        return { answer, status: response.status, shape };
      };
      expect(await told(known)).toEqual(await told(newEmail()));
    });

    it('is refused for what is no address, and for what would write another header', async () => {
      for (const email of [
        '',
        '   ',
        'x',
        'x@y',
        'a@b.fr\r\nBcc: c@d.fr',
        '"a b"@exemple.fr',
        `${'a'.repeat(260)}@b.fr`,
        'a@b.fr, c@d.fr',
      ])
        expect(await browser().post('signIn', { email }), email).toMatchObject({
          status: 422,
          flaws: { email: email.trim() === '' ? 'missing' : 'not-an-address' },
        });
      expect(await rows('palier_mails', {}).where('recipient', 'like', '%bcc%')).toEqual([]);
    });

    it('is not sent to a machine that fills in the trap, which is told what everyone is', async () => {
      const email = newEmail();
      expect((await browser().post('signIn', { email, website: 'https://spam.example' })).kind).toBe('redirect');
      expect(await rows('palier_mails', { recipient: email })).toEqual([]);
    });

    it('is sent six times an hour to one address at most, whoever asks, and the answer stays the same', async () => {
      const email = newEmail();
      const answers = await Promise.all(Array.from({ length: 20 }, () => browser().post('signIn', { email })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await rows('palier_mails', { recipient: email })).toHaveLength(6);
    });

    it('is sent thirty times an hour for one machine at most, whatever the addresses', async () => {
      const machine = newMachine();
      const emails = Array.from({ length: 40 }, newEmail);
      for (const email of emails) await browser({ machine }).post('signIn', { email });
      expect(await rows('palier_mails', {}).whereIn('recipient', emails)).toHaveLength(30);
    });

    it('leads back to a page of the hub and nowhere else', async () => {
      for (const [returnTo, to] of [
        ['/questions/?x=1#a', '/questions/?x=1#a'],
        ['//evil.example/', '/'],
        ['/\\evil.example', '/'],
        ['https://evil.example/', '/'],
        ['javascript:alert(1)', '/'],
        ['/a\r\nSet-Cookie: x=1', '/'],
      ] as const) {
        const [one, email] = [browser(), newEmail()];
        await one.post('signIn', { email, returnTo });
        const { token } = await lastLink(cms(), email);
        expect(await one.post('signInLink', { token }), returnTo).toEqual({
          kind: 'redirect',
          to: addressOf('profile', { retour: to }),
        });
      }
    });
  });

  describe('a code', () => {
    it('signs in where the link was asked for', async () => {
      const [one, email] = [browser(), newEmail()];
      await one.post('signIn', { email });
      const { code } = await lastLink(cms(), email);
      expect((await one.post('signInCode', { code })).kind).toBe('redirect');
      expect(await isSignedIn(one)).toBe(true);
    });

    it('is worth nothing after five wrong ones, tried one by one or all at once', async () => {
      for (const atOnce of [false, true]) {
        const [one, email] = [browser(), newEmail()];
        await one.post('signIn', { email });
        const { code, token } = await lastLink(cms(), email);
        const wrong = code.startsWith('0') ? '1111 1111' : '0000 0000';
        const tries = Array.from({ length: 6 }, () => () => one.post('signInCode', { code: wrong }));
        if (atOnce) await Promise.all(tries.map((attempt) => attempt()));
        else for (const attempt of tries) await attempt();
        expect(await one.post('signInCode', { code })).toMatchObject({ flaws: { code: 'wrong-code' } });
        expect(await one.post('signInLink', { token })).toMatchObject({ status: 422 });
      }
    });

    it('cannot be guessed by asking for link after link: a machine tries forty an hour', async () => {
      const machine = newMachine();
      const statuses: number[] = [];
      for (let tried = 0; tried < 45; tried += 1) {
        const answer = await browser({ machine }).post('signInCode', { code: '1234 5678' });
        statuses.push((answer as { status: number }).status);
      }
      expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    });
  });

  describe('a session', () => {
    it('is a cookie that no script reads and no other site sends, and its token is not kept', async () => {
      const [one, email] = [browser(), newEmail()];
      await one.post('signIn', { email });
      const { token } = await lastLink(cms(), email);
      const { response } = await one.ask('POST', 'signInLink', { token });
      const header = response.headers.getSetCookie().find((text) => text.startsWith('palier-session='));
      expect(header).toMatch(/; HttpOnly; SameSite=Lax$/);
      const value = one.cookies.get('palier-session')!;
      expect(JSON.stringify(await rows('palier_sessions', {}))).not.toContain(value);
    });

    it('ends when it is not used, and some day whatever happens', async () => {
      const one = await browser().signIn(newEmail());
      const { SESSION_LIMITS } = compiled<typeof Sessions>('members/sessions');
      expect((await later(one, SESSION_LIMITS.idleMs - MINUTE, 'account')).kind).toBe('page');
      expect((await later(one, 2 * SESSION_LIMITS.idleMs - 2 * MINUTE, 'account')).kind).toBe('page');
      expect((await later(one, 3 * SESSION_LIMITS.idleMs, 'account')).kind).toBe('redirect');
      const other = await browser().signIn(newEmail());
      for (let at = 0; at < SESSION_LIMITS.absoluteMs; at += 10 * DAY) await later(other, at, 'account');
      expect((await later(other, SESSION_LIMITS.absoluteMs + MINUTE, 'account')).kind).toBe('redirect');
    });

    it('is listed with the others, and ended one by one or all at once; no other member’s can be', async () => {
      const email = newEmail();
      const here = await browser().signIn(email);
      const there = await browser().signIn(email);
      const stranger = await browser().signIn(newEmail());
      const list = async (one: Browser) =>
        ((await one.get('sessions')) as { data: { sessions: { id: string; current: boolean; device: string }[] } }).data
          .sessions;
      const sessions = await list(here);
      expect(sessions).toHaveLength(2);
      expect(sessions.map(({ device }) => device)).toEqual(['Firefox, Linux', 'Firefox, Linux']);
      const elsewhere = sessions.find(({ current }) => !current)!;
      await stranger.post('sessions', { session: elsewhere.id });
      expect(await isSignedIn(there)).toBe(true);
      await here.post('sessions', { session: elsewhere.id });
      expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
      await there.signIn(email);
      await here.post('signOut', { everywhere: 'yes' });
      expect([await isSignedIn(here), await isSignedIn(there), await isSignedIn(stranger)]).toEqual([
        false,
        false,
        true,
      ]);
    });

    it('of a member who was suspended or is no more opens nothing', async () => {
      const email = newEmail();
      const one = await browser().signIn(email);
      await rows('members', { email }).update({ state: 'suspended', suspended_until: null });
      expect(await isSignedIn(one)).toBe(false);
      expect(await browser().signIn(email).then(isSignedIn)).toBe(false);
      await rows('members', { email }).update({ suspended_until: new Date(Date.now() - 1).toISOString() });
      expect(await isSignedIn(one)).toBe(true);
    });
  });

  describe('the profile', () => {
    it('keeps what was chosen, and shows it again with what is wrong', async () => {
      const one = await browser().signIn(newEmail());
      const fields = {
        ...PROFILE,
        pseudonym: 'Cormier des essais',
        level: 'expert',
        siren: '732 829 320',
        size: 'small',
      };
      expect(await one.post('profile', fields)).toEqual({
        kind: 'redirect',
        to: addressOf('profile', { avis: 'garde' }),
      });
      expect(await one.get('profile')).toMatchObject({
        viewer: { pseudonym: 'Cormier des essais' },
        data: { pseudonym: 'Cormier des essais', level: 'expert', siren: '732829320', size: 'small', isNew: false },
      });
      const wrong = { ...fields, level: 'dieu', siren: '732829321', sector: 'inconnu', entity: 'x'.repeat(300) };
      expect(await one.post('profile', wrong)).toMatchObject({
        status: 422,
        flaws: { level: 'not-allowed', siren: 'not-a-siren', sector: 'not-allowed', entity: 'too-long' },
        values: { siren: '732829321' },
      });
      expect(await one.get('profile')).toMatchObject({ data: { level: 'expert' } });
    });

    it('gives a pseudonym to one member only, whatever looks like it', async () => {
      await browser().signIn(newEmail(), 'Olivier 101');
      const other = await browser().signIn(newEmail());
      for (const pseudonym of ['Olivier 101', 'olivier-101', 'OLIVIER 1O1', 'O1ivier l0l', 'Ölivier 101'])
        expect(await other.post('profile', { ...PROFILE, pseudonym }), pseudonym).toMatchObject({
          flaws: { pseudonym: 'taken' },
        });
      const both = await Promise.all(
        [await browser().signIn(newEmail()), await browser().signIn(newEmail())].map((one) =>
          one.post('profile', { ...PROFILE, pseudonym: 'Micocoulier unique' }),
        ),
      );
      expect(both.map(({ kind }) => kind).sort()).toEqual(['page', 'redirect']);
    });
  });

  describe('personal data', () => {
    it('are all in the file that a member downloads, and in no other member’s', async () => {
      const email = newEmail();
      const one = await browser().signIn(email, 'Sorbier exporté');
      const other = await browser().signIn(newEmail(), 'Sureau étranger');
      const file = await one.get('exportData');
      expect(file).toMatchObject({
        kind: 'file',
        json: { profile: { email, pseudonym: 'Sorbier exporté' }, posts: [] },
      });
      expect(JSON.stringify(await other.get('exportData'))).not.toContain(email);
    });

    it('are gone once the account is erased, and the address can begin again', async () => {
      const email = newEmail();
      const one = await browser().signIn(email, 'Tilleul effacé');
      expect(await one.post('personalData')).toMatchObject({ flaws: { confirm: 'not-confirmed' } });
      expect(await isSignedIn(one)).toBe(true);
      expect((await one.post('personalData', { confirm: 'yes' })).kind).toBe('redirect');
      expect(await isSignedIn(one)).toBe(false);
      for (const table of ['members', 'posts', 'palier_sessions', 'palier_sign_ins', 'palier_mails', 'palier_rates']) {
        const kept = JSON.stringify(await rows(table, {}));
        expect(kept, table).not.toContain(email);
        expect(kept, table).not.toContain('Tilleul effacé');
      }
      await browser().signIn(email, 'Tilleul effacé');
      expect(await rows('members', { email })).toHaveLength(1);
    });

    it('of a member who has not come for three years are erased, and what is over is forgotten', async () => {
      const [old, recent] = [newEmail(), newEmail()];
      await browser().signIn(old);
      await browser().signIn(recent);
      await rows('members', { email: old }).update({ seen_at: new Date(Date.now() - 1096 * DAY).toISOString() });
      const { eraseOldMembers } = compiled<typeof Retention>('members/retention');
      await eraseOldMembers(cms().strapi);
      expect([await rows('members', { email: old }), await rows('members', { email: recent })]).toMatchObject([
        [],
        [{}],
      ]);
      await eraseOldMembers(cms().strapi, new Date(Date.now() + 61 * DAY));
      for (const table of ['palier_sessions', 'palier_sign_ins', 'palier_provider_requests', 'palier_rates'])
        expect(await rows(table, {}), table).toEqual([]);
    });
  });

  describe('every live page', () => {
    /** Who may open what: a page that is not in this table fails the test. */
    const ALLOWED: Record<LivePage, { get: Who | null; post: Who | null }> = {
      signIn: { get: 'anyone', post: 'anyone' },
      signInCode: { get: 'anyone', post: 'anyone' },
      signInLink: { get: 'anyone', post: 'anyone' },
      providerStart: { get: null, post: 'anyone' },
      providerReturn: { get: 'anyone', post: 'anyone' },
      signOut: { get: 'anyone', post: 'anyone' },
      account: { get: 'member', post: null },
      profile: { get: 'member', post: 'member' },
      sessions: { get: 'member', post: 'member' },
      personalData: { get: 'member', post: 'member' },
      exportData: { get: 'member', post: null },
      ask: { get: 'member', post: 'member' },
      reply: { get: 'member', post: 'member' },
      edit: { get: 'member', post: 'member' },
      post: { get: 'member', post: 'member' },
      report: { get: 'anyone', post: 'anyone' },
      thread: { get: 'member', post: 'member' },
      register: { get: 'anyone', post: 'anyone' },
      registration: { get: 'anyone', post: 'anyone' },
      ownRegistrations: { get: 'member', post: null },
      ownPosts: { get: 'member', post: null },
      notifications: { get: 'member', post: 'member' },
      notificationChoices: { get: 'member', post: 'member' },
      unsubscribe: { get: 'anyone', post: 'anyone' },
      queue: { get: 'moderator', post: 'moderator' },
      moderatedPost: { get: 'moderator', post: 'moderator' },
      moderatedMember: { get: 'moderator', post: 'moderator' },
      mergeThreads: { get: 'moderator', post: 'moderator' },
      journal: { get: 'moderator', post: null },
      blockedDomains: { get: 'moderator', post: 'moderator' },
    };
    type Who = 'anyone' | 'member' | 'moderator';
    /** Pages to which mail programs post: what they may do is in the address. */
    const OPEN_TO_OTHERS: readonly LivePage[] = ['unsubscribe'];

    it('is open to whom this table says, and to nobody else', async () => {
      expect(Object.keys(ALLOWED).sort()).toEqual([...LIVE_PAGE_NAMES].sort());
      for (const page of LIVE_PAGE_NAMES) {
        const { access, get, post } = PAGES[page];
        const wanted = (here: unknown): Who | null => (here ? access : null);
        expect({ get: wanted(get), post: wanted(post) }, page).toEqual(ALLOWED[page]);
        for (const method of ['GET', 'POST'] as const) {
          const who = ALLOWED[page][method === 'GET' ? 'get' : 'post'];
          const { answer } = await browser().ask(method, page);
          const isSentToSignIn =
            answer.kind === 'redirect' && answer.to.startsWith(addressOf('signIn', { retour: '' }));
          expect(isSentToSignIn, `${method} ${page} without a session`).toBe(who !== 'anyone' && access !== 'anyone');
          if (who === null && access === 'anyone') expect(answer).toMatchObject({ kind: 'refused', status: 405 });
        }
      }
    });

    it('answers nothing that a cache may keep, with a session or without', async () => {
      const member = await browser().signIn(newEmail());
      for (const one of [browser(), member])
        for (const page of [...LIVE_PAGE_NAMES, 'unknown'])
          for (const method of ['GET', 'POST'] as const) {
            if (method === 'POST' && ['signOut', 'personalData'].includes(page)) continue;
            const { response } = await one.ask(method, page);
            expect(response.headers.get('cache-control'), `${method} ${page}`).toBe('private, no-store');
          }
    });

    it('refuses what a page of another site posts', async () => {
      const one = await browser().signIn(newEmail());
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': '', origin: 'https://evil.example' },
        { 'sec-fetch-site': '', origin: 'null' },
      ])
        for (const page of LIVE_PAGE_NAMES.filter((name) => !OPEN_TO_OTHERS.includes(name)))
          expect(
            (await one.ask('POST', page, { everywhere: 'yes', confirm: 'yes' }, headers)).answer,
            page,
          ).toMatchObject({
            kind: 'refused',
            status: 403,
          });
      expect(await isSignedIn(one)).toBe(true);
      expect(LIVE_PAGE_NAMES.filter((page) => 'fromElsewhere' in PAGES[page])).toEqual(OPEN_TO_OTHERS);
    });

    it('says what is wrong with a body that it cannot read, and does nothing', async () => {
      const one = await browser().signIn(newEmail());
      const post = (body: string | Buffer, type: string) =>
        fetch(`${cms().url}/api/live/signIn?locale=fr`, {
          method: 'POST',
          headers: { 'content-type': type },
          body: body as string,
        });
      const statusOf = async (response: Response) => ((await response.json()) as { status: number }).status;
      expect(await statusOf(await post('email=%ff%fe', 'application/x-www-form-urlencoded'))).toBe(422);
      expect(await statusOf(await post(Buffer.from([0xff, 0xfe]), 'application/x-www-form-urlencoded'))).toBe(415);
      expect(await statusOf(await post('{"email":', 'application/json'))).toBe(415);
      expect(await statusOf(await post('{"email":["a@b.fr"]}', 'application/json'))).toBe(422);
      expect(await statusOf(await post('<email/>', 'text/xml'))).toBe(415);
      expect(await statusOf(await post(`email=${'a'.repeat(300_000)}`, 'application/x-www-form-urlencoded'))).toBe(413);
      expect(await isSignedIn(one)).toBe(true);
    });

    it('takes no other name for a page: nothing of an object is one', async () => {
      for (const page of ['__proto__', 'constructor', 'toString', 'SIGNIN', 'signIn%2f..'])
        expect(
          (
            await browser()
              .ask('GET', page)
              .catch(() => null)
          )?.answer ?? { status: 404 },
          page,
        ).toMatchObject({
          status: 404,
        });
    });
  });
}
