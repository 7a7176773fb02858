import { LIVE_PAGES, type Act, type LiveAnswer, type LivePage, type LiveShown } from '@palier/model';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../src/members/members.ts';
import type * as Editing from '../src/community/editing.ts';
import type * as Voting from '../src/community/voting.ts';
import type * as Reports from '../src/moderation/reports.ts';
import type { AdminJournal } from '../src/moderation/admin/journal-routes.ts';
import type { AdminMembers } from '../src/moderation/admin/member-routes.ts';
import type { AdminQueue } from '../src/moderation/admin/queue-routes.ts';
import type { AdminThread } from '../src/moderation/admin/thread-routes.ts';
import { signInAs, signInAsFirst, type AdminSession } from './admin.ts';
import { compiled } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import { Browser, newEmail } from './member.ts';
import { posted, writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

const PAGES = ['queue', 'moderatedPost', 'moderatedMember', 'mergeThreads', 'journal', 'blockedDomains'] as const;

/** The queue of moderators, on the site and in the admin. Run on each database. */
export function queueSuite(cms: () => TestCms): void {
  // Signed in once the tests of sessions have ended those of everyone.
  describe('moderators', () => suite(cms));
}

function suite(cms: () => TestCms): void {
  const { rows, write, newMember, ask, reply, published } = writersOf(cms);

  let author: Member;
  let one: Browser;
  let two: Browser;
  let oneId: string;
  beforeAll(async () => {
    author = await newMember({ pseudonym: 'Charme 901' });
    const moderator = async (pseudonym: string) => {
      const email = newEmail();
      const browser = await new Browser(cms()).signIn(email, pseudonym);
      await rows('members', { email }).update({ role: 'moderator' });
      return { browser, email };
    };
    const [first, second] = [await moderator('Érable 902'), await moderator('Sorbier 903')];
    [one, two] = [first.browser, second.browser];
    oneId = (await rows('members', { email: first.email }).first<Member>('document_id')).document_id;
  });

  const page = <Page extends LivePage>(answer: LiveAnswer, name: Page): LiveShown<Page> => {
    if (answer.kind !== 'page' || answer.page !== name) throw new Error(`not ${name}: ${JSON.stringify(answer)}`);
    return answer as unknown as LiveShown<Page>;
  };
  /** What a page holds where a form leads. */
  const follow = async <Page extends LivePage>(browser: Browser, answer: LiveAnswer, name: Page) => {
    if (answer.kind !== 'redirect') throw new Error(`no redirect: ${JSON.stringify(answer)}`);
    const { searchParams } = new URL(answer.to, 'http://hub');
    return page(await browser.get(name, Object.fromEntries(searchParams)), name);
  };
  const mailsTo = (member: Member) =>
    rows('palier_mails', { recipient: member.email, kind: 'moderation' }).select<{ subject: string; text: string }[]>(
      '*',
    );
  const actsOn = async (where: Record<string, string>): Promise<Act[]> =>
    (await rows('palier_journal', where).orderBy('seq').select<{ act: Act }[]>('act')).map(({ act }) => act);
  const waiting = async (fields: Parameters<typeof ask>[1] = {}, by = author) =>
    (await ask(by, { state: 'pending', ...fields })).post;
  const report = (post: string, reporter: string) =>
    write((context) =>
      compiled<typeof Reports>('moderation/reports').report(
        cms().strapi,
        context,
        { post, reporter, reason: 'exposes', words: 'Le nom du serveur y est.' },
        new Date(),
      ),
    );
  const judged = (post: string, act: string, more: Record<string, string> = {}) => ({
    post,
    seen: 'pending',
    act,
    ...more,
  });

  describe('the queue on the site', () => {
    it('lists what waits and what is reported with why, the oldest first, and never who wrote it', async () => {
      const post = await waiting({ title: 'Une question qui attend depuis longtemps ?' });
      await rows('posts', { document_id: post }).update({ posted_at: '2020-01-01T00:00:00.000Z' });
      await rows('palier_holds', {}).insert({ post, rule: 'newcomer', at: '2020-01-01T00:00:00.000Z' });
      const { thread } = await ask(author);
      const answer = posted(await reply(author, thread)).post;
      await report(answer, 'member secret-901');
      const { data } = page(await one.get('queue'), 'queue');
      expect(data.posts[0]).toMatchObject({
        post,
        kind: 'question',
        state: 'pending',
        holds: ['newcomer'],
        reports: [],
      });
      const last = Math.ceil(data.total / 25);
      const found = page(await one.get('queue', { page: String(last) }), 'queue').data.posts.at(-1);
      expect(found).toMatchObject({
        post: answer,
        state: 'published',
        reports: [{ reason: 'exposes', words: 'Le nom du serveur y est.' }],
      });
      expect(JSON.stringify(data)).not.toMatch(new RegExp(`${author.document_id}|Charme 901|secret-901|@`));
    });

    it('approves what waits, gives the focus to what comes next, and keeps what is reported and right', async () => {
      const [post, next] = [await waiting(), await waiting()];
      const answer = await one.post('queue', judged(post, 'approve', { next }));
      expect(answer).toMatchObject({ kind: 'redirect', to: expect.stringMatching(new RegExp(`#post-${next}$`)) });
      expect((await follow(one, answer, 'queue')).data.done).toEqual({ judgement: 'approve', count: 1 });
      await report(post, 'member deux-901');
      await one.post('queue', judged(post, 'approve', { seen: 'published' }));
      expect(await rows('palier_reports', { post }).whereNull('settled_at')).toEqual([]);
      expect(await actsOn({ post })).toEqual(['approve', 'approve']);
      expect(await mailsTo(author)).toEqual([]);
    });

    it('refuses with a reason only, and tells the author once, kindly, in their language', async () => {
      const writer = await newMember({ language: 'en', pseudonym: 'Larch 904' });
      const post = await waiting({ title: 'Which server is the right one to show?' }, writer);
      const refused = page(await one.post('queue', judged(post, 'reject')), 'queue');
      expect(refused).toMatchObject({ status: 422, flaws: { [`reason-${post}`]: 'missing' } });
      expect(await mailsTo(writer)).toEqual([]);
      const given = { ready: 'exposes', reason: 'Retirez srv-01.' };
      await Promise.all([
        one.post('queue', judged(post, 'reject', given)),
        one.post('queue', judged(post, 'reject', given)),
        two.post('queue', judged(post, 'reject', given)),
      ]);
      const mails = await mailsTo(writer);
      expect(mails).toHaveLength(1);
      expect(mails[0]!.subject).toBe('Your post on Palier was not accepted');
      expect(mails[0]!.text).toMatch(/could help to attack[^]*Retirez srv-01\.[^]*correct it and send it again/);
      expect(mails[0]!.text).toContain('Which server is the right one to show?');
      expect(mails[0]!.text).toContain(LIVE_PAGES.ownPosts.en);
      expect(await actsOn({ post })).toEqual(['reject']);
    });

    it('hides what readers see and tells the author why; what reports hide is told to nobody', async () => {
      const writer = await newMember({ pseudonym: 'Houx 905' });
      const { thread } = await ask(author);
      const post = posted(await reply(writer, thread)).post;
      for (const name of ['un', 'deux', 'trois']) await report(post, `member ${name}-905`);
      expect(await mailsTo(writer)).toEqual([]);
      const other = posted(await reply(writer, thread, { body: 'Dix jours.' })).post;
      await one.post('queue', judged(other, 'hide', { seen: 'published', reason: 'Le temps de vérifier.' }));
      expect((await published(thread))?.answers).toEqual([]);
      expect(await mailsTo(writer)).toMatchObject([
        {
          subject: 'Votre message sur Palier est masqué',
          text: expect.stringMatching(/Dix jours\.[^]*Le temps de vérifier\./),
        },
      ]);
    });

    it('tells the second of two moderators what the first did, who and when, and does nothing more', async () => {
      const post = await waiting({ title: 'Deux modérateurs sur la même question ?' });
      await one.post('queue', judged(post, 'approve'));
      const late = await two.post('queue', judged(post, 'reject', { reason: 'Doublon.' }));
      expect(late).toMatchObject({ kind: 'redirect', to: expect.stringMatching(/#already$/) });
      expect((await follow(two, late, 'queue')).data).toMatchObject({
        done: { judgement: 'reject', count: 0 },
        already: [
          {
            title: 'Deux modérateurs sur la même question ?',
            state: 'published',
            last: { act: 'approve', by: { kind: 'member', name: 'Érable 902' } },
          },
        ],
      });
      expect(await actsOn({ post })).toEqual(['approve']);
    });

    it('judges what is ticked, each by itself: one that was judged meanwhile keeps none back', async () => {
      const posts = [await waiting(), await waiting(), await waiting()] as const;
      await two.post('queue', judged(posts[1], 'hide'));
      const picks = Object.fromEntries(posts.map((post) => [`pick-${post}`, 'pending']));
      const answer = await one.post('queue', { act: 'approve', ...picks });
      expect((await follow(one, answer, 'queue')).data).toMatchObject({
        done: { judgement: 'approve', count: 2 },
        already: [{ post: posts[1], state: 'hidden', last: { act: 'hide', by: { name: 'Sorbier 903' } } }],
      });
      const states = await rows('posts', {}).whereIn('document_id', posts).orderBy('id').pluck('state');
      expect(states).toEqual(['published', 'hidden', 'published']);
      expect(page(await one.post('queue', { act: 'approve' }), 'queue').flaws).toEqual({
        'reason-chosen': 'not-allowed',
      });
    });

    it('takes nothing else for an act: unknown names, states, posts and endless reasons change nothing', async () => {
      const post = await waiting();
      for (const fields of [
        judged(post, 'constructor'),
        judged(post, 'reject', { reason: 'x'.repeat(5000) }),
        judged(post, 'look', { reason: ' \u200b ' }),
      ])
        expect(page(await one.post('queue', fields), 'queue').status, JSON.stringify(fields).slice(0, 90)).toBe(422);
      for (const fields of [judged(post, 'approve', { seen: 'dieu' }), judged("x' or 1=1", 'approve')])
        expect((await one.post('queue', fields)).kind).toBe('redirect');
      for (const query of [{ page: '999999999999' }, { page: '-1' }, { deja: "',,(((", fait: 'x', nombre: 'NaN' }])
        expect(page(await one.get('queue', query), 'queue').data.already).toEqual([]);
      expect(await actsOn({ post })).toEqual([]);
    });
  });

  describe('one post', () => {
    it('is corrected by a moderator with a reason, which the journal notes; what it said before is shown', async () => {
      const { thread, post } = await ask(author, { body: 'Notre serveur est srv-01.' });
      const fields = { post, act: 'edit', title: 'Combien de temps garder les sauvegardes ?', revision: '1' };
      const body = 'Notre serveur est masqué.';
      expect(page(await one.post('moderatedPost', { ...fields, body }), 'moderatedPost')).toMatchObject({
        status: 422,
        flaws: { 'reason-edit': 'missing' },
        values: { body },
      });
      const given = { ...fields, body, ready: 'exposes' };
      const shown = await follow(one, await one.post('moderatedPost', given), 'moderatedPost');
      expect(shown).toMatchObject({
        notice: 'saved',
        data: {
          post: { body },
          former: [{ body: 'Notre serveur est srv-01.' }],
          lines: [{ act: 'edit', reason: '[exposes]', by: { name: 'Érable 902' } }],
        },
      });
      expect((await published(thread))?.body).toBe(body);
      const stale = page(await two.post('moderatedPost', { ...given, body: 'Autre texte.' }), 'moderatedPost');
      expect(stale).toMatchObject({
        status: 422,
        data: { stale: { body, revision: 2 } },
        values: { body: 'Autre texte.' },
      });
      expect((await published(thread))?.body).toBe(body);
    });

    it('that its author changes is in no journal, and one that is not there is not found', async () => {
      const { post } = await ask(author);
      const { edit } = compiled<typeof Editing>('community/editing');
      await write((context) =>
        edit(cms().strapi, context, author, { post, title: null, body: 'Autre.', revision: 1 }, new Date()),
      );
      expect(await actsOn({ post })).toEqual([]);
      expect(await one.get('moderatedPost', { message: 'inconnu' })).toMatchObject({ kind: 'refused', status: 404 });
      expect(await one.post('moderatedPost', { post: 'inconnu', act: 'edit', body: 'x' })).toMatchObject({
        status: 404,
      });
    });

    it('is judged from its own page, where the journal says who was there first', async () => {
      const { post } = await ask(author);
      const hide = judged(post, 'hide', { seen: 'published' });
      expect((await follow(one, await one.post('moderatedPost', hide), 'moderatedPost')).notice).toBe('saved');
      const late = await follow(two, await two.post('moderatedPost', hide), 'moderatedPost');
      expect(late).toMatchObject({ notice: 'already', data: { lines: [{ act: 'hide', by: { name: 'Érable 902' } }] } });
    });
  });

  describe('a member', () => {
    it('is shown to who has said why, after it was noted; then warned, suspended and restored', async () => {
      const email = newEmail();
      const browser = await new Browser(cms()).signIn(email, 'Viorne 906');
      const member = (await rows('members', { email }).first<Member>('*')) as Member;
      const post = await waiting({}, member);
      const at = { membre: member.document_id };
      const hidden = await one.get('moderatedMember', at);
      expect(page(hidden, 'moderatedMember').data).toEqual({ member: member.document_id, identity: null, lines: [] });
      const about = { member: member.document_id, reason: 'Publicité répétée.' };
      for (const act of ['warn', 'suspend', 'restore'])
        expect(page(await one.post('moderatedMember', { ...about, act }), 'moderatedMember').status, act).toBe(422);
      const looked = await one.post('queue', judged(post, 'look', { reason: 'Publicité répétée.' }));
      expect((await follow(one, looked, 'moderatedMember')).data).toMatchObject({
        identity: { email, pseudonym: 'Viorne 906', posts: 1, suspended: false },
        lines: [{ act: 'look-at-identity', reason: 'Publicité répétée.' }],
      });
      // The look of one is not that of another.
      expect(page(await two.get('moderatedMember', at), 'moderatedMember').data.identity).toBeNull();

      await one.post('moderatedMember', { ...about, act: 'warn' });
      expect(await mailsTo(member)).toMatchObject([
        { subject: 'Un mot de la modération de Palier', text: expect.stringContaining('Publicité répétée.') },
      ]);
      await one.post('moderatedMember', { ...about, act: 'suspend', days: '7' });
      expect((await browser.get('account')).kind).toBe('redirect');
      const [row] = (await rows('members', { email })) as [Member];
      expect(row.suspended_until).toMatch(/^20\d\d-/);
      const [, told] = await mailsTo(member);
      expect(told).toMatchObject({
        subject: 'Votre compte Palier est suspendu',
        text: expect.stringMatching(/suspendu votre compte jusqu’au \d{1,2}.*La raison.*Publicité répétée\./s),
      });
      const restored = await one.post('moderatedMember', { ...about, act: 'restore' });
      expect((await follow(one, restored, 'moderatedMember')).data.identity?.suspended).toBe(false);
      expect(await actsOn({ member: member.document_id })).toEqual(['look-at-identity', 'warn', 'suspend', 'restore']);

      // Their own file tells what was decided, and not by whom.
      await browser.signIn(email);
      const { json } = (await browser.get('exportData')) as { json: { moderation: Record<string, unknown[]> } };
      expect(json.moderation).toMatchObject({
        decisions: ['look-at-identity', 'warn', 'suspend', 'restore'].map((act) => ({ act, reason: about.reason })),
        ownDecisions: [],
        reports: [],
      });
      expect(JSON.stringify(json.moderation)).not.toContain(oneId);
    });

    it('of the moderators is not suspended by another, and needs a reason', async () => {
      await two.post('moderatedMember', { member: oneId, act: 'look', reason: 'Pour voir.' });
      for (const [act, reason] of [
        ['suspend', 'Assez.'],
        ['warn', ''],
        ['look', ' '],
      ] as const)
        expect(page(await two.post('moderatedMember', { member: oneId, act, reason }), 'moderatedMember').status).toBe(
          422,
        );
      expect((await one.get('queue')).kind).toBe('page');
    });
  });

  describe('two threads that are merged', () => {
    it('are one: answers after answers with their comments and votes, and the old address leads there', async () => {
      const voter = await newMember();
      const [from, into] = [
        await ask(author, { title: 'La même question posée autrement ?', body: 'Qui sait ?' }),
        await ask(author, { title: 'La question qui reste ouverte ici ?' }),
      ];
      const kept = posted(await reply(voter, into.thread, { body: 'Trente jours.' })).post;
      const moved = posted(await reply(voter, from.thread, { body: 'Sept jours.' })).post;
      await reply(author, from.thread, { body: 'Merci.', parent: moved });
      const reader = (await newMember()).document_id;
      const follow = { member: reader, kind: 'thread', target: from.thread, following: true };
      await rows('palier_follows', {}).insert({ ...follow, at: new Date().toISOString() });
      await rows('threads', { document_id: into.thread }).update({ accepted: kept });
      await rows('threads', { document_id: from.thread }).update({ accepted: moved });
      const { vote } = compiled<typeof Voting>('community/voting');
      for (const post of [from.post, moved])
        await write((context) => vote(context, post === moved ? author : voter, { post, useful: true }, new Date()));

      const fields = { thread: from.thread, into: `http://hub/questions/${into.slug}/?x#y`, reason: 'La même.' };
      expect(page(await one.post('mergeThreads', fields), 'mergeThreads').flaws).toEqual({ confirm: 'not-confirmed' });
      const merged = await one.post('mergeThreads', { ...fields, confirm: 'yes' });
      expect(merged).toEqual({ kind: 'redirect', to: LIVE_PAGES.journal.fr });
      expect(await published(into.thread)).toMatchObject({
        accepted: kept,
        closure: null,
        answers: [
          { id: kept, number: 1 },
          { id: from.post, number: 2, score: 1, body: 'La même question posée autrement ?\n\nQui sait ?' },
          { id: moved, number: 3, score: 1, comments: [{ body: 'Merci.' }] },
        ],
      });
      expect(await published(from.thread)).toBeUndefined();
      expect(await rows('palier_follows', { member: reader }).pluck('target')).toEqual([into.thread]);
      expect(await rows('threads', { document_id: from.thread }).first('closure', 'duplicate_of')).toEqual({
        closure: 'duplicate',
        duplicate_of: into.thread,
      });
      const { addresses } = (await cms().state('thread', into.thread))!;
      expect(addresses.map(({ slug }) => slug).sort()).toEqual([from.slug, into.slug].sort());
      expect(await actsOn({ thread: into.thread })).toEqual(['merge']);
      expect(page(await one.post('mergeThreads', { ...fields, confirm: 'yes' }), 'mergeThreads').status).toBe(422);
    });

    it('are two published threads in one language: no other is taken, and nothing moves', async () => {
      const { thread } = await ask(author);
      const english = await ask(author, { language: 'en' });
      const pending = await ask(author, { state: 'pending' });
      const own = await rows('threads', { document_id: thread }).first<{ slug: string }>('slug');
      for (const into of ['', 'inconnue', '/', "' or 1=1", english.slug, pending.slug, own.slug])
        expect(
          page(await one.post('mergeThreads', { thread, into, confirm: 'yes' }), 'mergeThreads').flaws['into'],
          into,
        ).toMatch(/missing|unknown-thread/);
      expect(await published(thread)).toMatchObject({ closure: null, answers: [] });
      expect(await one.get('mergeThreads', { fil: 'inconnu' })).toMatchObject({ status: 404 });
    });

    it('never make one that holds more answers than a thread may', async () => {
      const [from, into] = [await ask(author), await ask(author)];
      const sample = posted(await reply(author, into.thread)).post;
      const row = await rows('posts', { document_id: sample }).first<Record<string, unknown>>('*');
      const copies = Array.from({ length: 499 }, (_, at) => ({
        ...row,
        id: undefined,
        document_id: `plein-${cms().env['DATABASE_URL'] ? 'p' : 's'}-${at}`,
        number: at + 2,
        state: 'pending',
      })).map(({ id: _, ...copy }) => copy);
      await cms().strapi.db.connection.batchInsert('posts', copies, 50);
      const fields = { thread: from.thread, into: into.slug, confirm: 'yes' };
      expect(page(await one.post('mergeThreads', fields), 'mergeThreads').flaws).toEqual({ into: 'full' });
      await rows('posts', { thread: into.thread }).delete();
    });
  });

  describe('the journal', () => {
    it('tells every act with who and why, the newest first, by act and page by page, and of no post who wrote it', async () => {
      const posts = [await waiting(), await waiting()];
      for (const post of posts) await one.post('queue', judged(post, 'reject', { ready: 'hurtful' }));
      const first = page(await two.get('journal'), 'journal').data;
      expect(first.lines[0]).toMatchObject({
        act: 'reject',
        reason: '[hurtful]',
        by: { kind: 'member', name: 'Érable 902' },
        post: posts[1],
        member: null,
        thread: { title: 'Combien de temps garder les sauvegardes ?' },
      });
      expect(JSON.stringify(first)).not.toMatch(/Charme 901|@/);
      const before = String(first.lines[0]!.seq);
      const older = page(await two.get('journal', { avant: before, acte: 'reject' }), 'journal').data;
      expect(older.lines[0]).toMatchObject({ post: posts[0] });
      expect(new Set(older.lines.map(({ act }) => act))).toEqual(new Set(['reject']));
      for (const avant of ['x', '-1', '9'.repeat(30)])
        expect(page(await two.get('journal', { avant, acte: 'toString' }), 'journal').data.act).toBeNull();
    });

    it('is short of nothing that waits: the space of a moderator says how much, that of a member nothing', async () => {
      await waiting();
      const space = page(await one.get('account'), 'account').data;
      expect(space.waiting).toBe(page(await one.get('queue'), 'queue').data.total);
      const member = await new Browser(cms()).signIn(newEmail());
      expect(page(await member.get('account'), 'account').data.waiting).toBeNull();
    });
  });

  describe('blocked domains', () => {
    it('are listed, blocked with a reason and unblocked, and the journal tells both', async () => {
      const block = { act: 'block', domain: 'https://www.pub-911.fr/x', ready: 'advertising' };
      const flawOf = async (fields: Record<string, string>) =>
        page(await one.post('blockedDomains', fields), 'blockedDomains').flaws;
      expect(await flawOf({ ...block, ready: '' })).toEqual({ 'reason-block': 'missing' });
      expect(await flawOf({ ...block, domain: '' })).toEqual({ domain: 'missing' });
      expect(await flawOf({ ...block, domain: 'pas un domaine' })).toEqual({ domain: 'not-a-domain' });
      expect((await one.post('blockedDomains', block)).kind).toBe('redirect');
      expect(await flawOf(block)).toEqual({ domain: 'blocked-already' });
      const listed = async () => page(await two.get('blockedDomains'), 'blockedDomains').data.domains;
      expect(await listed()).toMatchObject([{ domain: 'pub-911.fr', reason: '[advertising]' }]);
      const unblock = { act: 'unblock', domain: 'pub-911.fr' };
      for (const browser of [two, one]) expect((await browser.post('blockedDomains', unblock)).kind).toBe('redirect');
      expect(await listed()).toEqual([]);
      const lines = page(await two.get('journal'), 'journal').data.lines.slice(0, 2);
      expect(lines).toMatchObject([
        { act: 'unblock-domain', domain: 'pub-911.fr', by: { name: 'Sorbier 903' } },
        { act: 'block-domain', domain: 'pub-911.fr', by: { name: 'Érable 902' } },
      ]);
    });
  });

  it('no page of moderation opens to a member without the role, nor does any act', async () => {
    const member = await new Browser(cms()).signIn(newEmail(), 'Fusain 907');
    const post = await waiting();
    for (const name of PAGES) {
      expect(await member.get(name, { message: post }), name).toMatchObject({ kind: 'refused', status: 403 });
      const sent = await member.post(name, { ...judged(post, 'approve'), reason: 'x', member: author.document_id });
      expect(sent, name).toMatchObject({ kind: 'refused', status: 403 });
    }
    expect(await actsOn({ post })).toEqual([]);
  });

  describe('in the admin', () => {
    const at = (path: string) => `/admin/palier/moderation/${path}`;
    const ROUTES = [
      ['GET', 'queue'],
      ['POST', 'judge'],
      ['POST', 'correct'],
      ['GET', 'thread'],
      ['POST', 'change-thread'],
      ['POST', 'merge-threads'],
      ['GET', 'domains'],
      ['POST', 'domain'],
      ['GET', 'journal'],
      ['GET', 'members'],
      ['POST', 'look'],
      ['POST', 'act'],
    ] as const;
    let moderator: AdminSession;
    let administrator: AdminSession;
    beforeAll(async () => {
      moderator = await signInAs(cms(), 'palier-moderator');
      administrator = await signInAsFirst(cms());
    });

    /** What an address answers to the moderator. */
    const answer = async (path: string, body: object) => (await moderator.send('POST', at(path), body)).body;
    const threadAt = async (query: Record<string, string>) => {
      const { body } = await moderator.send('GET', at(`thread?${new URLSearchParams(query).toString()}`));
      return (body as AdminThread).found;
    };
    /** The last lines of the journal, which name the administrator. */
    const lastLines = async (count: number) =>
      ((await moderator.send('GET', at('journal'))).body as AdminJournal).lines.slice(0, count);
    const byModerator = { kind: 'admin', name: 'palier-moderator' };

    it('every route is for roles that moderate, and for nobody else', async () => {
      const paths = cms()
        .strapi.server.listRoutes()
        .flatMap(({ path }) => (path.startsWith(at('')) ? [path] : []));
      expect(paths.sort()).toEqual(ROUTES.map(([, path]) => at(path)).sort());
      const editors = [await signInAs(cms(), 'palier-editor'), await signInAs(cms(), 'palier-event-manager')];
      for (const [method, path] of ROUTES) {
        const body = method === 'POST' ? {} : undefined;
        for (const session of editors)
          expect((await session.send(method, at(path), body)).status, `${method} ${path}`).toBe(403);
        for (const token of ['', 'wrong'])
          expect((await cms().fetch(at(path), { method, token })).status, `${method} ${path}`).toBe(401);
        const open = await moderator.send(method, at(path), body);
        expect(open.status, `${method} ${path}`).toBe(method === 'GET' ? 200 : 400);
      }
    });

    it('the queue is judged as on the site, several at once, under the name of who did it', async () => {
      const writer = await newMember({ pseudonym: 'Saule 908' });
      const [post, late] = [await waiting({}, writer), await waiting({}, writer)];
      await one.post('queue', judged(late, 'approve'));
      const { body: queue } = (await moderator.send('GET', at('queue?page=1'))) as { body: AdminQueue };
      expect(queue.posts.length).toBeLessThanOrEqual(25);
      expect(JSON.stringify(queue)).not.toMatch(/Saule 908|@/);
      const posts = [post, late].map((id) => ({ post: id, seen: 'pending' }));
      const { body } = await moderator.send('POST', at('judge'), { posts, judgement: 'reject', reason: '[unclear]' });
      expect(body.outcomes).toMatchObject([
        { post, outcome: { done: 'rejected' } },
        { post: late, outcome: { already: 'published', last: { act: 'approve', by: { name: 'Érable 902' } } } },
      ]);
      expect(await mailsTo(writer)).toMatchObject([{ text: expect.stringContaining('pas assez ce qui est demandé') }]);
      const { body: journal } = (await moderator.send('GET', at('journal?act=reject'))) as { body: AdminJournal };
      expect(journal.lines[0]).toMatchObject({ post, by: { kind: 'admin', name: 'palier-moderator' } });
    });

    it('a post is corrected with a reason; who corrects what someone else changed meanwhile does so knowingly', async () => {
      const title = 'Combien de temps garder les sauvegardes ?';
      const { thread, post } = await ask(author, { title, body: 'Notre serveur est srv-01.' });
      const correct = (fields: object) =>
        answer('correct', { post, title, body: 'Le serveur.', revision: 1, reason: '[exposes]', ...fields });
      expect(await correct({ reason: ' ' })).toEqual({ outcome: 'no-reason' });
      expect(await correct({ title: 'Aide', body: ' \u200b' })).toEqual({
        flaws: { title: 'too-short', body: 'missing' },
      });
      const given = { post, act: 'edit', title, revision: '1', ready: 'exposes' };
      const [late, kept] = ['Le serveur, vu de l’admin.', 'Le serveur, vu du site.'];
      expect((await one.post('moderatedPost', { ...given, body: kept })).kind).toBe('redirect');
      expect(await correct({ body: late })).toEqual({ stale: { title, body: kept, revision: 2 } });
      expect((await published(thread))?.body).toBe(kept);
      expect(await correct({ body: late, revision: 2 })).toEqual({ outcome: 'done' });
      expect(await correct({ body: late, revision: 2 })).toEqual({ outcome: 'same' });
      expect((await published(thread))?.body).toBe(late);
      expect(await lastLines(1)).toMatchObject([{ act: 'edit', post, reason: '[exposes]', by: byModerator }]);
      expect(await rows('palier_post_revisions', { post }).orderBy('revision').pluck('body')).toEqual([
        'Notre serveur est srv-01.',
        kept,
      ]);
      const { json } = (await one.get('exportData')) as { json: { changes: { post: string }[] } };
      expect(json.changes.filter((change) => change.post === post)).toMatchObject([{ revision: 1 }]);
      await one.post('queue', judged(post, 'hide', { seen: 'published' }));
      expect(await correct({ revision: 3 })).toEqual({ outcome: 'gone' });
      expect(await correct({ post: 'inconnu' })).toEqual({ outcome: 'gone' });
    });

    it('of several who correct one text at once, one does', async () => {
      const { thread, post } = await ask(author);
      const sent = { post, title: 'La question de plusieurs personnes ?', revision: 1, reason: '[unclear]' };
      const outcomes = await Promise.all(
        ['Un.', 'Deux.', 'Trois.'].map((body) => answer('correct', { ...sent, body })),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter(({ stale }) => stale?.revision === 2)).toHaveLength(2);
      expect((await published(thread))?.edits).toHaveLength(1);
    });

    it('a thread is found by its address, closed with a reason, opened again, locked, pinned and moved', async () => {
      const [original, { thread, slug }] = [await ask(author), await ask(author)];
      const [topic, sector] = [newSlug('theme'), newSlug('secteur')];
      const [topicId, sectorId] = [
        await editorOf(cms()).published('topic', { slug: topic }),
        await editorOf(cms()).published('sector', { slug: sector }),
      ];
      const change = async (deed: object) =>
        (await answer('change-thread', { thread, reason: 'Pour ranger.', ...deed })).outcome;
      const close = { act: 'close', closure: 'duplicate' };
      for (const address of ['', 'inconnue', slug, "' or 1=1"])
        expect(await change({ ...close, original: address }), address).toBe('no-original');
      expect(await change({ ...close, original: `https://hub/questions/${original.slug}/` })).toBe('done');
      expect(await published(thread)).toMatchObject({ closure: 'duplicate', duplicateOf: original.thread });
      expect(await threadAt({ address: `/questions/${slug}/?x#y` })).toMatchObject({
        thread: { id: thread, url: `/questions/${slug}/` },
        state: 'published',
        closure: 'duplicate',
        isLocked: false,
      });
      await change({ act: 'reopen' });
      await change({ act: 'lock', locked: true });
      await change({ act: 'pin', pinned: true });
      expect(await change({ act: 'move', topics: [topic, 'nulle-part'], sectors: [sector] })).toBe('done');
      expect(await published(thread)).toMatchObject({
        closure: null,
        locked: true,
        pinned: true,
        topics: [topicId],
        sectors: [sectorId],
      });
      await editorOf(cms()).change('topic', topicId, { slug: newSlug('autre-nom') });
      const found = (await threadAt({ thread }))!;
      for (const choices of [found.topics, found.sectors])
        expect(choices.filter(({ isChosen }) => isChosen)).toHaveLength(1);
      expect(await lastLines(5)).toMatchObject(
        ['move', 'pin', 'lock', 'reopen', 'close'].map((act) => ({
          act,
          reason: 'Pour ranger.',
          thread: { slug },
          by: byModerator,
        })),
      );
      expect(await change({ thread: 'inconnu', act: 'reopen' })).toBe('gone');
      for (const query of [{}, { address: 'inconnue' }, { thread: 'inconnu' }] as Record<string, string>[])
        expect(await threadAt(query)).toBeNull();
      expect(JSON.stringify(found)).not.toMatch(new RegExp(`${author.document_id}|Charme 901|@`));
    });

    it('two threads are merged as on the site, under the name of who did it', async () => {
      const [from, into] = [await ask(author, { body: 'Qui sait ?' }), await ask(author)];
      const merge = (fields: object) =>
        answer('merge-threads', { thread: from.thread, reason: 'La même.', confirmed: true, ...fields });
      for (const address of ['', 'inconnue', from.slug])
        expect(await merge({ into: address }), address).toEqual({ outcome: 'no-target' });
      const address = `/questions/${into.slug}/`;
      const outcomes = await Promise.all([merge({ into: address }), merge({ into: address })]);
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['done', 'gone']);
      expect((await published(into.thread))?.answers).toMatchObject([{ id: from.post, number: 1 }]);
      expect(await threadAt({ address: from.slug })).toMatchObject({ thread: { id: into.thread } });
      expect(await lastLines(1)).toMatchObject([{ act: 'merge', thread: { slug: into.slug }, by: byModerator }]);
    });

    it('domains are listed, blocked with a reason and unblocked, under the name of who did it', async () => {
      const act = async (act: string, domain: string, reason = 'Publicité.') =>
        (await answer('domain', { act, domain, reason })).outcome;
      expect(await act('block', 'pub-912.fr', ' ')).toBe('no-reason');
      for (const domain of ['', 'pas un domaine', 'com'])
        expect(await act('block', domain), domain).toBe('not-a-domain');
      expect(await act('block', 'https://www.pub-912.fr/x')).toBe('done');
      expect(await act('block', 'pub-912.fr')).toBe('already');
      const listed = async () => (await moderator.send('GET', at('domains'))).body.domains;
      expect(await listed()).toEqual([{ domain: 'pub-912.fr', reason: 'Publicité.', at: expect.any(String) }]);
      expect(await act('unblock', 'pub-912.fr', 'Une erreur.')).toBe('done');
      expect(await act('unblock', 'pub-912.fr')).toBe('gone');
      expect(await listed()).toEqual([]);
      expect(await lastLines(2)).toMatchObject([
        { act: 'unblock-domain', domain: 'pub-912.fr', reason: 'Une erreur.', by: byModerator },
        { act: 'block-domain', domain: 'pub-912.fr', by: byModerator },
      ]);
    });

    it('a member is found by pseudonym, and who they are is told after it was noted', async () => {
      const member = await newMember({ pseudonym: 'Néflier 909 100%_!' });
      const search = async (q: string) =>
        ((await moderator.send('GET', at(`members?q=${encodeURIComponent(q)}`))).body as AdminMembers).members;
      expect(await search('FLIER 909 100%_!')).toEqual([
        {
          member: member.document_id,
          pseudonym: 'Néflier 909 100%_!',
          role: 'member',
          official: false,
          suspended: false,
        },
      ]);
      expect(await search('flier%909')).toEqual([]);
      const about = { member: member.document_id, reason: 'Menace.' };
      const suspension = { ...about, act: 'suspend', days: null };
      expect((await moderator.send('POST', at('act'), suspension)).body).toEqual({ outcome: 'gone' });
      expect((await moderator.send('POST', at('look'), { ...about, reason: ' ' })).body).toEqual({
        outcome: 'no-reason',
      });
      const { body } = await moderator.send('POST', at('look'), about);
      expect(body).toMatchObject({ identity: { email: member.email }, lines: [{ act: 'look-at-identity' }] });
      expect((await moderator.send('POST', at('act'), suspension)).body).toEqual({ outcome: 'done' });
      expect(await search('Néflier 909')).toMatchObject([{ suspended: true }]);
      expect((await moderator.send('POST', at('act'), { ...about, act: 'restore' })).body).toEqual({ outcome: 'done' });
      expect(await actsOn({ member: member.document_id })).toEqual(['look-at-identity', 'suspend', 'restore']);
    });

    it('the role of moderator and the official badge are given by super administrators alone, and seen at once', async () => {
      const email = newEmail();
      const browser = await new Browser(cms()).signIn(email, 'Aulne 910');
      const member = (await rows('members', { email }).first<Member>('*')) as Member;
      const { thread } = await ask(author);
      await reply(member, thread, { shows: [] });
      const set = (standing: string, given: boolean, reason = 'Relais du réseau.') => ({
        act: 'set-standing',
        member: member.document_id,
        standing,
        given,
        reason,
      });
      for (const session of [moderator, await signInAs(cms(), 'palier-administrator')])
        expect((await session.send('POST', at('act'), set('moderator', true))).status).toBe(403);
      expect((await browser.get('queue')).kind).toBe('refused');
      const outcome = async (body: object) => (await administrator.send('POST', at('act'), body)).body.outcome;
      expect(await outcome(set('moderator', true, ''))).toBe('no-reason');
      expect(await outcome(set('moderator', true))).toBe('done');
      expect(await outcome(set('moderator', true))).toBe('same');
      expect((await browser.get('queue')).kind).toBe('page');
      expect(await outcome(set('moderator', false))).toBe('done');
      expect((await browser.get('queue')).kind).toBe('refused');
      expect(await outcome(set('official', true))).toBe('done');
      expect((await published(thread))?.answers[0]?.author).toMatchObject({
        standing: 'official',
        pseudonym: 'Aulne 910',
      });
      expect(await outcome(set('official', false))).toBe('done');
      expect((await published(thread))?.answers[0]?.author).toMatchObject({ standing: 'member', pseudonym: null });
      expect(await actsOn({ member: member.document_id })).toEqual([
        'make-moderator',
        'unmake-moderator',
        'make-official',
        'unmake-official',
      ]);
    });

    it('what is not understood changes nothing: no stack, a clear answer', async () => {
      for (const [path, body] of [
        ['judge', { posts: [], judgement: 'approve' }],
        ['judge', { posts: [{ post: 'x', seen: 'dieu' }], judgement: 'approve' }],
        ['judge', { posts: [{ post: 'x', seen: 'pending' }], judgement: 'constructor' }],
        ['correct', { post: 'x', body: 'x', revision: 0, reason: 'x' }],
        ['correct', { post: 'x', body: ['x'], revision: 1, reason: 'x' }],
        ['correct', { post: 'x', body: 'x', revision: 1, reason: 'x'.repeat(1001) }],
        ['correct', { post: 'x', body: 'x', revision: 1, reason: 'x', state: 'published' }],
        ['change-thread', { act: 'constructor', thread: 'x' }],
        ['change-thread', { act: 'close', thread: 'x', closure: 'dieu' }],
        ['change-thread', { act: 'lock', thread: 'x', locked: 'yes' }],
        ['change-thread', { act: 'move', thread: 'x', topics: Array(101).fill('x'), sectors: [] }],
        ['merge-threads', { thread: 'x', into: 'y', confirmed: false }],
        ['merge-threads', { thread: "x' or 1=1", into: 'y', confirmed: true }],
        ['domain', { act: 'toString', domain: 'pub.fr', reason: 'x' }],
        ['domain', { act: 'block', domain: 'x'.repeat(301), reason: 'x' }],
        ['look', { post: ['x'], reason: 'x' }],
        ['act', { act: 'suspend', member: author.document_id, reason: 'x', days: -1 }],
        ['act', { act: 'set-standing', member: author.document_id, standing: 'dieu', given: true }],
      ] as const) {
        const { status, body: answer } = await administrator.send('POST', at(path), body);
        expect(status, path).toBe(400);
        expect(JSON.stringify(answer)).not.toMatch(/node_modules|at \w+ \(/);
      }
    });
  });
}
