import type { Judgement, PostState, ReportReason } from '@palier/model';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../src/members/members.ts';
import type * as Journal from '../src/moderation/journal.ts';
import type * as Judge from '../src/moderation/judge.ts';
import type * as Members from '../src/moderation/members.ts';
import type * as Queue from '../src/moderation/queue.ts';
import type * as Reports from '../src/moderation/reports.ts';
import type * as Threads from '../src/moderation/threads.ts';
import { compiled } from './built.ts';
import { Browser } from './member.ts';
import { posted, writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

/** What moderators decide, and what is noted of it. Run on each database. */
export function moderationSuite(cms: () => TestCms): void {
  const { rows, write, read, newMember, ask, reply, published } = writersOf(cms);
  const judgeModule = () => compiled<typeof Judge>('moderation/judge');
  const journal = () => compiled<typeof Journal>('moderation/journal');
  const aboutMembers = () => compiled<typeof Members>('moderation/members');

  let author: Member;
  let moderator: { member: string };
  let second: { member: string };
  beforeAll(async () => {
    author = await newMember({ pseudonym: 'Charme 801' });
    moderator = { member: (await newMember({ role: 'moderator' })).document_id };
    second = { member: (await newMember({ role: 'moderator' })).document_id };
  });

  const judge = (by: Journal.Actor, post: string, judgement: Judgement, seen: PostState, reason = '') =>
    write((context) => judgeModule().judge(cms().strapi, context, by, { post, judgement, seen, reason }, new Date()));
  const report = (post: string, reporter: string, reason: ReportReason = 'wrong') =>
    write((context) =>
      compiled<typeof Reports>('moderation/reports').report(
        cms().strapi,
        context,
        { post, reporter, reason, words: 'Ce n’est pas exact.' },
        new Date(),
      ),
    );
  const change = (thread: string, what: Threads.ThreadChange) =>
    write((context) =>
      compiled<typeof Threads>('moderation/threads').changeThread(
        cms().strapi,
        context,
        moderator,
        { thread, change: what, reason: 'Pour l’exemple.' },
        new Date(),
      ),
    );
  const linesOf = (post: string) => read((trx) => journal().journalLines(trx, { post, limit: 50 }));
  const queued = async (post: string) =>
    (await read((trx) => compiled<typeof Queue>('moderation/queue').queue(trx, { limit: 500, offset: 0 }))).find(
      (waiting) => waiting.post === post,
    );

  describe('a post that waits', () => {
    it('stands in the queue without its author, and is published once a moderator approves it', async () => {
      const { thread, post } = await ask(author, { state: 'pending', title: 'Une question qui attend son tour ?' });
      const waiting = await queued(post);
      expect(waiting).toMatchObject({
        kind: 'question',
        state: 'pending',
        title: 'Une question qui attend son tour ?',
      });
      expect(JSON.stringify(waiting)).not.toMatch(new RegExp(`${author.document_id}|Charme|@`));
      expect(await judge(moderator, post, 'approve', 'pending')).toEqual({ done: 'published' });
      expect(await published(thread)).toMatchObject({ title: 'Une question qui attend son tour ?' });
      expect(await queued(post)).toBeUndefined();
    });

    it('is refused with a reason only, and is published nowhere', async () => {
      const { thread, post } = await ask(author, { state: 'pending' });
      expect(await judge(moderator, post, 'reject', 'pending', '  ')).toBe('no-reason');
      expect(await judge(moderator, post, 'reject', 'pending', 'Hors sujet.')).toEqual({ done: 'rejected' });
      expect(await published(thread)).toBeUndefined();
    });

    it('is judged by one of two moderators who judge at once; the other is told what was done', async () => {
      const { post } = await ask(author, { state: 'pending' });
      const outcomes = await Promise.all([
        judge(moderator, post, 'approve', 'pending'),
        judge(second, post, 'reject', 'pending', 'Doublon.'),
      ]);
      expect(outcomes.filter((outcome) => typeof outcome === 'object' && 'done' in outcome)).toHaveLength(1);
      const [late] = outcomes.filter((outcome) => typeof outcome === 'object' && 'already' in outcome);
      expect(late).toMatchObject({
        last: { by: { kind: 'member' }, act: expect.stringMatching(/approve|reject/) },
      });
      expect(await linesOf(post)).toHaveLength(1);
    });
  });

  describe('a post that readers see', () => {
    it('is hidden with all that stands on it, and comes back as it was', async () => {
      const { thread } = await ask(author);
      const { post } = posted(await reply(author, thread));
      await reply(author, thread, { parent: post, body: 'Un commentaire.' });
      await rows('threads', { document_id: thread }).update({ accepted: post });
      expect(await judge(moderator, post, 'hide', 'published')).toEqual({ done: 'hidden' });
      expect(await published(thread)).toMatchObject({ answers: [], accepted: null });
      expect(await judge(moderator, post, 'approve', 'hidden')).toEqual({ done: 'published' });
      expect(await published(thread)).toMatchObject({ answers: [{ id: post, number: 1, comments: [{}] }] });
    });

    it('cannot be judged once its author took it back, nor when there is none', async () => {
      const { post } = await ask(author);
      await rows('posts', { document_id: post }).update({ state: 'removed' });
      expect(await judge(moderator, post, 'approve', 'removed')).toBe('gone');
      expect(await judge(moderator, 'inconnu', 'hide', 'published')).toBe('gone');
    });

    it('that three people report is hidden until a moderator looks; one person counts once', async () => {
      const { thread } = await ask(author);
      const { post } = posted(await reply(author, thread));
      for (let times = 0; times < 5; times += 1) expect(await report(post, 'member un')).toBe('taken');
      expect(await queued(post)).toMatchObject({
        state: 'published',
        reports: [{ reason: 'wrong', words: 'Ce n’est pas exact.' }],
      });
      expect(await report(post, 'machine deux')).toBe('taken');
      const last = await Promise.all(['trois', 'quatre', 'cinq'].map((name) => report(post, `member ${name}`)));
      expect(last.filter((outcome) => outcome === 'hidden')).toHaveLength(1);
      expect((await published(thread))?.answers).toEqual([]);
      expect(await linesOf(post)).toMatchObject([{ by: 'rule reports', act: 'hide' }]);
      expect(await judge(moderator, post, 'approve', 'hidden')).toEqual({ done: 'published' });
      expect(await queued(post)).toBeUndefined();
      expect(await report(post, 'member six')).toBe('taken');
    });

    it('and is official is not hidden by reports: it waits for a moderator in the open', async () => {
      const official = await newMember({ official: true, pseudonym: 'Autorité 802' });
      const { thread } = await ask(author);
      const { post } = posted(await reply(official, thread));
      for (const name of ['un', 'deux', 'trois', 'quatre']) expect(await report(post, `member ${name}`)).toBe('taken');
      expect((await published(thread))?.answers).toHaveLength(1);
      expect((await queued(post))?.reports).toHaveLength(4);
    });
  });

  describe('a thread', () => {
    it('is closed with a reason and opened again, locked, pinned, and moved', async () => {
      const { thread } = await ask(author);
      expect(await change(thread, { closure: 'outdated', duplicateOf: null })).toBe('done');
      expect(await reply(author, thread)).toBe('closed');
      expect(await published(thread)).toMatchObject({ closure: 'outdated' });
      await change(thread, { closure: null });
      await change(thread, { pinned: true });
      await change(thread, { locked: true });
      expect(await published(thread)).toMatchObject({ closure: null, pinned: true, locked: true });
      await change(thread, { locked: false });
      await cms()
        .strapi.documents('api::topic.topic')
        .create({ locale: 'fr', data: { name: 'Rangé', slug: 'range-801' } });
      await change(thread, { topics: ['range-801'], sectors: [] });
      expect((await published(thread))?.topics).toHaveLength(1);
      expect(await change('inconnu', { pinned: true })).toBe('gone');
    });

    it('is closed as asked before only with the thread that asked it, which readers can see', async () => {
      const [first, again, waiting] = [await ask(author), await ask(author), await ask(author, { state: 'pending' })];
      for (const original of [null, again.thread, waiting.thread, 'inconnu'])
        expect(await change(again.thread, { closure: 'duplicate', duplicateOf: original }), String(original)).toBe(
          'no-original',
        );
      expect(await change(again.thread, { closure: 'duplicate', duplicateOf: first.thread })).toBe('done');
      expect(await published(again.thread)).toMatchObject({ closure: 'duplicate', duplicateOf: first.thread });
    });
  });

  describe('who wrote a post', () => {
    it('is told to a moderator who says why, and the look is noted first', async () => {
      const { post } = await ask(author);
      const look = (reason: string) =>
        read((trx) => aboutMembers().lookAtIdentity(trx, moderator, { post, reason }, new Date()));
      expect(await look('')).toBe('no-reason');
      expect(await linesOf(post)).toEqual([]);
      expect(await look('Menace dans le message')).toMatchObject({ email: author.email, pseudonym: 'Charme 801' });
      expect(await linesOf(post)).toMatchObject([
        {
          by: `member ${moderator.member}`,
          act: 'look-at-identity',
          member: author.document_id,
          reason: 'Menace dans le message',
        },
      ]);
    });
  });

  describe('a member who is suspended', () => {
    it('is signed out at once, and can come back when that is over', async () => {
      const email = 'suspendu-801@exemple.fr';
      const one = await new Browser(cms()).signIn(email);
      const [{ document_id: member }] = (await rows('members', { email })) as [Member];
      const suspend = (reason: string, until: Date | null) =>
        read((trx) => aboutMembers().suspend(trx, moderator, { member, until, reason }, new Date()));
      expect(await suspend('', null)).toBe('no-reason');
      expect(await suspend('Publicité, après deux avertissements', new Date(Date.now() + 86_400_000))).toBe('done');
      expect((await one.get('account')).kind).toBe('redirect');
      expect(await read((trx) => aboutMembers().restore(trx, moderator, { member, reason: '' }, new Date()))).toBe(
        'done',
      );
      expect((await one.get('account')).kind).toBe('redirect'); // Its session has ended.
      await one.signIn(email);
      expect((await one.get('account')).kind).toBe('page');
    });

    it('is neither a moderator nor someone who speaks officially', async () => {
      for (const fields of [{ role: 'moderator' }, { official: true }] as const) {
        const member = (await newMember(fields)).document_id;
        expect(
          await read((trx) => aboutMembers().suspend(trx, moderator, { member, until: null, reason: 'x' }, new Date())),
        ).toBe('official');
      }
    });
  });

  it('what is in the journal stays: the database changes and removes none of it', async () => {
    const { post } = await ask(author);
    await judge(moderator, post, 'hide', 'published', 'Canari du journal');
    const lines = await linesOf(post);
    for (const attempt of [
      () => rows('palier_journal', { post }).update({ reason: 'Autre chose' }),
      () => rows('palier_journal', { post }).delete(),
    ])
      await expect(attempt()).rejects.toThrow(/append-only/);
    expect(await linesOf(post)).toEqual(lines);
  });
}
