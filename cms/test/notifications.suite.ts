import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { LiveAnswer, NotificationChoicesData, NotificationsData } from '@palier/model';
import { beforeEach, describe, expect, it } from 'vitest';
import type * as Editing from '../src/community/editing.ts';
import type * as Voting from '../src/community/voting.ts';
import type * as Bounces from '../src/mail/bounces.ts';
import type * as Dispatch from '../src/mail/dispatch.ts';
import type * as Transport from '../src/mail/transport.ts';
import type { Member } from '../src/members/members.ts';
import type * as PersonalData from '../src/members/personal-data.ts';
import type * as Retention from '../src/members/retention.ts';
import type * as Judge from '../src/moderation/judge.ts';
import type * as Choices from '../src/notifications/choices.ts';
import type * as Follows from '../src/notifications/follows.ts';
import type * as Unsubscribe from '../src/notifications/unsubscribe.ts';
import { compiled } from './built.ts';
import { editorOf } from './editor.ts';
import { Browser, newEmail } from './member.ts';
import { notifiedOf, stopTelling } from './notified.ts';
import { posted, writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const tomorrow = () => new Date(Date.now() + DAY);

/** What members are told, on the site and by mail. Run on each database. */
export function notificationsSuite(cms: () => TestCms): void {
  describe('notifications', () => suite(cms));
}

function suite(cms: () => TestCms): void {
  const { rows, write, read, newMember, ask, reply } = writersOf(cms);
  const { notify, sendAt, sendIn, follow, unfollow, choose, told, mailsTo } = notifiedOf(cms);
  const follows = () => compiled<typeof Follows>('notifications/follows');
  const judge = (post: string, judgement: Judge.Judgement, seen: 'pending' | 'published' | 'hidden') =>
    write((context) =>
      compiled<typeof Judge>('moderation/judge').judge(
        cms().strapi,
        context,
        { rule: 'tests' },
        { post, judgement, seen, reason: 'Pour l’exemple.' },
        new Date(),
      ),
    );
  const accept = (member: Member, post: string, accepted = true) =>
    write((context) =>
      compiled<typeof Voting>('community/voting').accept(cms().strapi, context, member, { post, accepted }),
    );
  const answer = async (author: Member, thread: string, body = 'Sept jours.') =>
    posted(await reply(author, thread, { body })).post;
  stopTelling(cms);

  let people = 0;
  let asker: Member;
  let writer: Member;
  const person = (fields: Partial<Member> = {}) => {
    const name = `Fusain ${++people + 400}`;
    return newMember({
      pseudonym: name,
      pseudonym_key: name.toLowerCase().replace(' ', '').replace(/[i1]/g, 'l').replace(/0/g, 'o'),
      ...fields,
    });
  };
  beforeEach(async () => {
    asker = await person();
    writer = await person();
  });

  describe('a member is told', () => {
    it('of answers to their question, of comments on their posts, and that their answer is kept', async () => {
      const { thread, post: question } = await ask(asker);
      const given = await answer(writer, thread);
      const comment = posted(await reply(asker, thread, { parent: given })).post;
      const other = posted(await reply(writer, thread, { parent: question })).post;
      await accept(asker, given);
      expect((await told(asker)).sort()).toEqual([
        ['answer', given],
        ['comment', other],
      ]);
      expect((await told(writer)).sort()).toEqual([
        ['accepted', given],
        ['comment', comment],
      ]);
    });

    it('of answers in a thread that they follow, from then on', async () => {
      const { thread } = await ask(asker);
      await answer(writer, thread);
      const reader = await person();
      expect(await follow(reader, 'thread', thread)).toBe('done');
      const second = await answer(writer, thread);
      expect(await told(reader)).toEqual([['answer', second]]);
    });

    it('of questions on a topic, by whatever name it goes, and of a level that they follow', async () => {
      const topic = await editorOf(cms()).published('topic', { name: 'Sauvegarde', slug: 'sauvegarde-suivie' });
      const [byTopic, byLevel] = [await person(), await person()];
      await follow(byTopic, 'topic', 'sauvegarde-suivie');
      await follow(byLevel, 'level', 'expert');
      await editorOf(cms()).save('topic', topic, { slug: 'copies-suivies' });
      const { post } = await ask(asker, { topics: ['copies-suivies'] });
      const { post: expert } = await ask(asker, { maturity: 'expert' });
      expect(await told(byTopic)).toEqual([['new-question', post]]);
      expect(await told(byLevel)).toEqual([['new-question', expert]]);
    });

    it('when a post mentions them, and of that post only once', async () => {
      const { thread } = await ask(asker);
      const post = await answer(writer, thread, `@${asker.pseudonym}, sept jours. @${writer.pseudonym} le dit.`);
      expect(await told(asker)).toEqual([['mention', post]]);
      expect(await told(writer)).toEqual([]);
    });

    it('when a change of a post mentions them, unless they were told of the post', async () => {
      const { thread } = await ask(asker);
      const post = await answer(writer, thread);
      const named = await person();
      await notify();
      const change = (revision: number, body: string) =>
        write((context) =>
          compiled<typeof Editing>('community/editing').edit(
            cms().strapi,
            context,
            writer,
            { post, title: null, body, revision },
            new Date(),
          ),
        );
      await change(1, `Sept jours, comme le disent @${named.pseudonym} et @${asker.pseudonym}.`);
      expect(await told(named)).toEqual([['mention', post]]);
      expect(await told(asker)).toEqual([['answer', post]]);
      await rows('palier_notifications', { member: named.document_id }).delete();
      // What they were told is forgotten after a while; that they were is not.
      await change(2, `Dix jours, dit @${named.pseudonym}.`);
      expect(await told(named)).toEqual([]);
    });

    it('of a post under a kind that they want by mail, when several fit', async () => {
      await choose(asker, { mention: 'never' });
      const { thread } = await ask(asker);
      const post = await answer(writer, thread, `@${asker.pseudonym}, sept jours.`);
      expect(await told(asker)).toEqual([['answer', post]]);
    });

    it('of nothing that they do themselves', async () => {
      const { thread, post: question } = await ask(asker);
      const own = await answer(asker, thread, `Voir @${asker.pseudonym}.`);
      await reply(asker, thread, { parent: question });
      await accept(asker, own);
      expect(await told(asker)).toEqual([]);
    });

    it('of nothing that waits, is hidden or was refused; of what is approved, however long it waited', async () => {
      const { thread } = await ask(asker);
      const waiting = posted(await reply(writer, thread, { state: 'pending' })).post;
      const refused = posted(await reply(writer, thread, { state: 'pending' })).post;
      await judge(refused, 'reject', 'pending');
      expect(await told(asker)).toEqual([]);
      await rows('posts', { document_id: waiting }).update({
        posted_at: new Date(Date.now() - 30 * DAY).toISOString(),
      });
      await judge(waiting, 'approve', 'pending');
      expect(await told(asker)).toEqual([['answer', waiting]]);
    });

    it('of nothing that is old when it is first seen: it was imported', async () => {
      const { thread } = await ask(asker);
      const old = await answer(writer, thread, `Voir @${asker.pseudonym}.`);
      await rows('posts', { document_id: old }).update({ posted_at: new Date(Date.now() - 8 * DAY).toISOString() });
      const recent = await answer(writer, thread);
      expect(await told(asker)).toEqual([['answer', recent]]);
      expect(await rows('palier_notified_events', { post: old })).toHaveLength(1);
    });

    it('of nothing once they have said that they do not follow, even if they answer again', async () => {
      const { thread } = await ask(asker);
      await notify();
      expect(
        await read((trx) => follows().isFollowing(trx, asker.document_id, { kind: 'thread', target: thread })),
      ).toBe(true);
      await unfollow(asker, 'thread', thread);
      await answer(asker, thread);
      await answer(writer, thread);
      expect(await told(asker)).toEqual([]);
      await follow(asker, 'thread', thread);
      const after = await answer(writer, thread);
      expect(await told(asker)).toEqual([['answer', after]]);
    });

    it('of no answer that came before their own', async () => {
      const { thread } = await ask(asker);
      const before = await answer(writer, thread);
      const third = await person();
      await rows('posts', { document_id: before }).update({ posted_at: new Date(Date.now() - MINUTE).toISOString() });
      await answer(third, thread);
      expect(await told(third)).toEqual([]);
    });

    it('once, whatever is done again, at once, or after what they were told is forgotten', async () => {
      const { thread } = await ask(asker);
      const given = await answer(writer, thread);
      await Promise.all(Array.from({ length: 8 }, notify));
      await accept(asker, given);
      await accept(asker, given, false);
      await accept(asker, given);
      await rows('palier_notifier', {}).update({ position: 0 });
      expect(await told(asker)).toEqual([['answer', given]]);
      expect(await told(writer)).toEqual([['accepted', given]]);
      await rows('palier_notifications', {}).delete();
      await rows('palier_notifier', {}).update({ position: 0 });
      expect([...(await told(asker)), ...(await told(writer))]).toEqual([]);
    });

    it('also when the process died while it told them', async () => {
      const { thread } = await ask(asker);
      const given = await answer(writer, thread);
      const died = cms().strapi.db.transaction(async () => {
        await notify();
        throw new Error('killed');
      });
      await expect(died).rejects.toThrow('killed');
      expect(await rows('palier_notifications', { member: asker.document_id })).toEqual([]);
      expect(await told(asker)).toEqual([['answer', given]]);
    });

    it('of everything in a thread that is longer than one look', async () => {
      const { thread } = await ask(asker);
      const bodies = Array.from({ length: 30 }, (_, at) => `Réponse ${at}.`);
      for (const body of bodies) await answer(writer, thread, body);
      expect(await told(asker)).toHaveLength(bodies.length);
    });

    it('of nothing when nobody of that name is there, or the account is no more', async () => {
      const { thread } = await ask(asker);
      await write(({ trx }) =>
        trx('members').where({ document_id: asker.document_id }).update({ state: 'erased', email: null }),
      );
      await answer(writer, thread, '@Personne du tout, @, @@, @Fusain');
      expect(await told(asker)).toEqual([]);
      expect(await told(writer)).toEqual([]);
    });
  });

  describe('a mail', () => {
    it('leaves five minutes after the first news, with all that came: ten answers are one mail', async () => {
      const { thread, slug } = await ask(asker, { title: 'Faut-il garder dix copies ?' });
      for (let count = 1; count <= 10; count += 1) await answer(writer, thread, `Secret ${count} de la réponse.`);
      await notify();
      await sendIn(4 * MINUTE);
      expect(await mailsTo(asker)).toEqual([]);
      await Promise.all(Array.from({ length: 4 }, () => sendIn(6 * MINUTE)));
      await sendIn(7 * MINUTE);
      const [mail, ...more] = await mailsTo(asker);
      expect(more).toEqual([]);
      expect(mail!.subject).toBe('10 nouvelles réponses\u00a0: Faut-il garder dix copies ?');
      for (const text of [mail!.text, mail!.html]) {
        expect(text).toContain(`http://localhost:8080/questions/${slug}/#reponse-1`);
        expect(text).toContain('/mon-espace/notifications/choix/');
        expect(text).toContain('/desinscription/?jeton=');
        expect(text).not.toMatch(/Secret|Fusain/);
      }
      expect(mail!.html).toMatch(/<html lang="fr">.*<ul .*<li .*<a href=/s);
      expect(mail!.html).not.toMatch(/<img|<script|<link|src=|url\(/);
    });

    it('names the questions, speaks the language of the member, and shows titles as text', async () => {
      const english = await person({ language: 'en' });
      const first = await ask(english, { title: 'Is <b>one</b> copy & "one" disk enough?', language: 'en' });
      const second = await ask(english, { title: 'Où garder la clé, chez jean@exemple.fr ?' });
      await answer(writer, first.thread);
      await accept(english, await answer(writer, second.thread));
      const comment = posted(await reply(writer, first.thread, { parent: first.post })).post;
      await notify();
      await sendIn(6 * MINUTE);
      const [mail] = await mailsTo(english);
      expect(mail!.subject).toBe('Is <b>one</b> copy & "one" disk enough?, and one more question');
      expect(mail!.html).toContain('Is &lt;b&gt;one&lt;/b&gt; copy &amp; &quot;one&quot; disk enough?');
      expect(mail!.text).toContain(`/en/questions/${first.slug}/#comment-${comment.slice(0, 8)}`);
      expect(mail!.text).toContain(`/questions/${second.slug}/#reponse-1`);
      expect(mail!.text + mail!.html).not.toContain('jean@');
      expect((await mailsTo(writer))[0]!.subject).toBe('Votre réponse est retenue\u00a0: Où garder la clé, chez …@… ?');
    });

    it('can be stopped by the mail program with one click (RFC 8058)', async () => {
      const { thread } = await ask(asker);
      await answer(writer, thread);
      await notify();
      await sendIn(6 * MINUTE);
      const headers = JSON.parse((await mailsTo(asker))[0]!.headers) as Record<string, string>;
      expect(headers).toEqual({
        'List-Id': 'Palier <notifications.localhost>',
        'List-Unsubscribe': expect.stringMatching(/^<http:\/\/localhost:8080\/desinscription\/\?jeton=[\w.]+>$/),
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      });
      await rows('palier_mails', {}).whereNot({ recipient: asker.email }).delete();
      const folder = path.join(cms().env['PALIER_HOME']!, 'mails');
      rmSync(folder, { recursive: true, force: true });
      const { send } = compiled<typeof Transport>('mail/transport').createTransport();
      await compiled<typeof Dispatch>('mail/dispatch').sendAll(cms().strapi, send, undefined, tomorrow);
      const message = readFileSync(path.join(folder, readdirSync(folder)[0]!), 'utf8').replace(/\r?\n /g, ' ');
      const lines = message.split(/\r?\n/).map((line) => line.toLowerCase());
      for (const [name, value] of Object.entries({ ...headers, 'Auto-Submitted': 'auto-generated' }))
        expect(lines).toContain(`${name}: ${value}`.toLowerCase());
    });

    it('says nothing of what was read, hidden, taken back or is no longer so; without news there is none', async () => {
      const { thread } = await ask(asker);
      const [seen, hidden] = [await answer(writer, thread), await answer(writer, thread)];
      await accept(asker, seen);
      await notify();
      const { id } = (await rows('palier_notifications', { member: asker.document_id, target: seen }).first<{
        id: string;
      }>('id'))!;
      await new Browser(cms()).signIn(asker.email!).then((one) => one.post('notifications', { read: id }));
      await judge(hidden, 'hide', 'published');
      await accept(asker, seen, false);
      await sendIn(6 * MINUTE);
      expect([await mailsTo(asker), await mailsTo(writer)]).toEqual([[], []]);
      await judge(hidden, 'approve', 'hidden');
      await notify();
      await sendIn(DAY);
      expect(await mailsTo(asker)).toEqual([]);
    });

    it('goes to nobody who is suspended', async () => {
      const { thread } = await ask(asker);
      await answer(writer, thread);
      await notify();
      await rows('members', { email: asker.email }).update({ state: 'suspended' });
      await sendIn(6 * MINUTE);
      expect(await mailsTo(asker)).toEqual([]);
    });

    it('is written and noted as written at once: a process that dies in between has done neither', async () => {
      const { thread } = await ask(asker);
      await answer(writer, thread);
      await notify();
      const died = cms().strapi.db.transaction(async () => {
        await sendIn(6 * MINUTE);
        throw new Error('killed');
      });
      await expect(died).rejects.toThrow('killed');
      expect(await mailsTo(asker)).toEqual([]);
      await sendIn(6 * MINUTE);
      await sendIn(6 * MINUTE);
      expect(await mailsTo(asker)).toHaveLength(1);
    });

    it('leaves once a day or a week for who wants it so, and never for who does not', async () => {
      const [daily, weekly, never] = [await person(), await person(), await person()];
      await choose(daily, { answer: 'daily' });
      await choose(weekly, { answer: 'weekly' });
      await choose(never, { answer: 'never' });
      const { thread } = await ask(asker);
      for (const one of [daily, weekly, never]) await follow(one, 'thread', thread);
      await answer(writer, thread);
      await notify();
      const due = async ({ document_id: member }: Member) =>
        (await rows('palier_notifications', { member }).first<{ due_at: string | null }>('due_at'))!.due_at;
      expect(await due(never)).toBeNull();
      const [day, week] = [(await due(daily))!, (await due(weekly))!];
      const sendAfter = (instant: string, late: number) => sendAt(new Date(Date.parse(instant) + late));
      await sendAfter(day, -1);
      expect(await mailsTo(daily)).toEqual([]);
      await sendAfter(day, 0);
      expect(await mailsTo(daily)).toHaveLength(1);
      await sendAfter(week, 0);
      await sendAfter(week, 30 * DAY);
      expect([await mailsTo(daily), await mailsTo(weekly), await mailsTo(never)].map(({ length }) => length)).toEqual([
        1, 1, 0,
      ]);
    });

    it('that waits goes by what its member chooses meanwhile', async () => {
      const { thread } = await ask(asker);
      await answer(writer, thread);
      await notify();
      await choose(asker, { answer: 'never' });
      await sendIn(30 * DAY);
      await choose(asker, { answer: 'at-once' });
      await sendIn(30 * DAY);
      expect(await mailsTo(asker)).toEqual([]);
    });
  });

  describe('an address that refuses mails', () => {
    const mail = (answerOf: () => Error | undefined) => {
      const { MailRefused } = compiled<typeof Transport>('mail/transport');
      return async () => {
        const error = answerOf();
        if (error) throw error instanceof MailRefused ? error : new MailRefused(error.message, true);
      };
    };
    const deliver = async (refused: boolean) => {
      await rows('palier_mails', {}).whereNot({ recipient: asker.email }).delete();
      const send = mail(() => (refused ? new Error('550 no such user') : undefined));
      await compiled<typeof Dispatch>('mail/dispatch').sendAll(cms().strapi, send, undefined, tomorrow);
    };
    const tellByMail = async (thread: string, refused: boolean) => {
      await answer(writer, thread);
      await notify();
      await sendIn(6 * MINUTE);
      const waiting = (await rows('palier_mails', { recipient: asker.email, state: 'waiting' })).length;
      await deliver(refused);
      return waiting;
    };

    it('gets none after three in a row, until its member signs in again', async () => {
      const { thread } = await ask(asker);
      const one = await new Browser(cms()).signIn(asker.email!);
      const isRefused = async () =>
        ((await one.get('notificationChoices')) as { data: NotificationChoicesData }).data.refused;
      await deliver(false);
      for (let times = 1; times <= 3; times += 1) {
        expect(await isRefused()).toBe(false);
        expect(await tellByMail(thread, true)).toBe(1);
      }
      expect(await rows('palier_bounces', {})).toMatchObject([{ count: 3, reason: '550 no such user' }]);
      expect(await isRefused()).toBe(true);
      expect(await tellByMail(thread, true)).toBe(0);
      await one.signIn(asker.email!);
      expect(await isRefused()).toBe(false);
      await deliver(false);
      expect(await tellByMail(thread, false)).toBe(1);
    });

    it('begins anew with a mail that it takes; of an address that no member has nothing is kept', async () => {
      const { thread } = await ask(asker);
      for (const refused of [true, true, false, true, true]) expect(await tellByMail(thread, refused)).toBe(1);
      expect(await rows('palier_bounces', { member: asker.document_id })).toMatchObject([{ count: 2 }]);
      const { noteBounce } = compiled<typeof Bounces>('mail/bounces');
      const before = await rows('palier_bounces', {});
      await read((trx) => noteBounce(trx, newEmail(), 'inconnu', new Date()));
      expect(await rows('palier_bounces', {})).toEqual(before);
    });
  });

  describe('the link that stops mails', () => {
    const tokenOf = (member: Member, kinds: Parameters<typeof Unsubscribe.unsubscribeToken>[1]) =>
      compiled<typeof Unsubscribe>('notifications/unsubscribe').unsubscribeToken(member.document_id, kinds);
    const paceOf = async ({ document_id: member }: Member) =>
      (await read((trx) => compiled<typeof Choices>('notifications/choices').choicesOf(trx, [member]))).get(member)!;
    const post = async (token: string, init: RequestInit): Promise<LiveAnswer> => {
      const url = `${cms().url}/api/live/unsubscribe?${new URLSearchParams({ locale: 'fr', jeton: token }).toString()}`;
      return (await (await fetch(url, { method: 'POST', ...init })).json()) as LiveAnswer;
    };
    const click = (token: string, type = 'application/x-www-form-urlencoded') =>
      post(token, {
        headers: { 'content-type': type, 'sec-fetch-site': 'cross-site', origin: 'https://mail.example' },
        body: 'List-Unsubscribe=One-Click',
      });

    it('opens a page that asks, and changes nothing', async () => {
      const one = new Browser(cms());
      expect(await one.get('unsubscribe', { jeton: tokenOf(asker, ['answer']) })).toMatchObject({
        status: 200,
        data: { kinds: ['answer'] },
        viewer: null,
      });
      expect(await paceOf(asker)).toMatchObject({ answer: 'at-once' });
    });

    it('stops mails of its kinds, and no others, when a mail program posts without a session', async () => {
      expect(await click(tokenOf(asker, ['answer', 'mention']))).toMatchObject({ status: 200, notice: 'unsubscribed' });
      expect(await paceOf(asker)).toEqual({
        accepted: 'at-once',
        mention: 'never',
        comment: 'at-once',
        answer: 'never',
        'new-question': 'weekly',
        'new-event': 'weekly',
      });
      expect(await paceOf(writer)).toMatchObject({ answer: 'at-once' });
      expect(await click(tokenOf(asker, ['answer']))).toMatchObject({ status: 200 });
    });

    it('works with a body in parts, as the standard wants it, and with none', async () => {
      const form = new FormData();
      form.set('List-Unsubscribe', 'One-Click');
      expect(await post(tokenOf(asker, ['comment']), { body: form })).toMatchObject({ notice: 'unsubscribed' });
      expect(await post(tokenOf(asker, ['answer']), {})).toMatchObject({ notice: 'unsubscribed' });
      expect(await paceOf(asker)).toMatchObject({ comment: 'never', answer: 'never', mention: 'at-once' });
    });

    it('is worth nothing when a part of it is changed', async () => {
      const token = tokenOf(asker, ['answer']);
      const [, letters = '', digest = ''] = token.split('.');
      for (const wrong of [
        '',
        'x',
        '../..',
        token.slice(0, -1),
        `${writer.document_id}.${letters}.${digest}`,
        token.replace(`.${letters}.`, '.amcrq.'),
        token.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        'a'.repeat(10_000),
      ]) {
        expect(await click(wrong), wrong).toMatchObject({ status: 422, data: { kinds: null } });
      }
      expect(await paceOf(asker)).toMatchObject({ answer: 'at-once', mention: 'at-once' });
      expect(await rows('palier_notification_choices', { member: writer.document_id })).toEqual([]);
    });

    it('keeps nothing of an account that is no more', async () => {
      const token = tokenOf(asker, ['answer']);
      await rows('members', { email: asker.email }).update({ state: 'erased', email: null });
      expect(await click(token)).toMatchObject({ status: 200 });
      expect(await rows('palier_notification_choices', { member: asker.document_id })).toEqual([]);
    });
  });

  describe('the list on the site', () => {
    const listed = async (one: Browser, page = '1') =>
      ((await one.get('notifications', { page })) as { data: NotificationsData }).data;

    it('has what is new first, twenty a page, and tells the number on the page of the account', async () => {
      const { thread } = await ask(asker);
      for (let count = 0; count < 22; count += 1) await answer(writer, thread);
      await notify();
      const one = await new Browser(cms()).signIn(asker.email!);
      const first = await listed(one);
      expect(first).toMatchObject({ page: 1, pages: 2, unread: 22 });
      expect(first.notifications).toHaveLength(20);
      expect((await listed(one, '2')).notifications).toHaveLength(2);
      for (const page of ['0', '-1', '99999', '1e9', 'x', ''])
        expect((await listed(one, page)).notifications.length, page).toBeGreaterThan(0);
      expect(await one.get('account')).toMatchObject({ data: { unread: 22 } });
      await listed(one);
      expect((await listed(one)).unread).toBe(22);
      expect(await one.post('notifications', { read: first.notifications[0]!.id })).toMatchObject({ kind: 'redirect' });
      expect((await listed(one)).unread).toBe(21);
      await one.post('notifications', { read: 'all' });
      expect(await listed(one)).toMatchObject({
        unread: 0,
        notifications: [{ read: true }, ...Array<object>(19).fill({ read: true })],
      });
    });

    it('leads to the page and the place of each post', async () => {
      const { thread, slug } = await ask(asker);
      await rows('threads', { document_id: thread }).update({ last_number: 50 });
      const given = await answer(writer, thread);
      await reply(writer, thread, { parent: given, body: `Voir @${asker.pseudonym}` });
      await notify();
      const one = await new Browser(cms()).signIn(asker.email!);
      const { notifications } = await listed(one);
      expect(notifications.map(({ url }) => url).sort()).toEqual([
        expect.stringMatching(new RegExp(`^/questions/${slug}/page/2/#commentaire-\\w{8}$`)),
        `/questions/${slug}/page/2/#reponse-51`,
      ]);
    });

    it('shows nothing of others, nor of what readers no longer see, and nobody reads for another', async () => {
      const { thread } = await ask(asker);
      const given = await answer(writer, thread);
      await notify();
      const [one, stranger] = [
        await new Browser(cms()).signIn(asker.email!),
        await new Browser(cms()).signIn(newEmail()),
      ];
      const [notification] = (await listed(one)).notifications;
      expect(JSON.stringify(await listed(one))).not.toMatch(/@exemple|Fusain|Sept jours/);
      await stranger.post('notifications', { read: notification!.id });
      await stranger.post('notifications', { read: 'all' });
      expect((await listed(one)).unread).toBe(1);
      expect((await listed(stranger)).notifications).toEqual([]);
      await judge(given, 'hide', 'published');
      expect(await listed(one)).toMatchObject({ unread: 0, notifications: [] });
    });
  });

  describe('the choices', () => {
    const data = async (one: Browser) =>
      ((await one.get('notificationChoices')) as { data: NotificationChoicesData }).data;

    it('are kept as chosen, and nothing else is taken', async () => {
      const one = await new Browser(cms()).signIn(asker.email!);
      expect((await data(one)).choices).toMatchObject({ answer: 'at-once', 'new-question': 'weekly' });
      expect(await one.post('notificationChoices', { answer: 'daily', mention: 'never' })).toMatchObject({
        kind: 'redirect',
      });
      expect(await one.post('notificationChoices', { answer: 'hourly', comment: 'never' })).toMatchObject({
        status: 422,
        flaws: { answer: 'not-allowed' },
      });
      expect((await data(one)).choices).toMatchObject({ answer: 'daily', mention: 'never', comment: 'at-once' });
    });

    it('show what is followed, to begin and to end; what does not exist cannot be followed', async () => {
      await editorOf(cms()).published('topic', { name: 'Chiffrement', slug: 'chiffrement-choisi' });
      const { thread } = await ask(asker, { title: 'Une question que je suis de près ?' });
      const hidden = await ask(asker, { state: 'pending' });
      await notify();
      const one = await new Browser(cms()).signIn(asker.email!);
      for (const target of ['level expert', 'topic chiffrement-choisi', 'topic chiffrement-choisi'])
        expect(await one.post('notificationChoices', { follow: target })).toMatchObject({ kind: 'redirect' });
      for (const target of ['level dieu', 'topic inconnu', `thread ${hidden.thread}`])
        expect(await one.post('notificationChoices', { follow: target }), target).toMatchObject({
          flaws: { follow: 'not-allowed' },
        });
      for (const target of ['', 'x', 'member x', 'topic ../..', `topic ${'a'.repeat(5_000)}`])
        await one.post('notificationChoices', { follow: target, unfollow: target });
      expect((await data(one)).follows.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
        'level expert',
        'thread Une question que je suis de près ?',
        'topic Chiffrement',
      ]);
      for (const target of [`thread ${thread}`, 'level expert'])
        await one.post('notificationChoices', { unfollow: target });
      expect((await data(one)).follows.map(({ kind }) => kind)).toEqual(['topic']);
    });
  });

  describe('what is kept', () => {
    it('is in the file of one’s data, and goes with the account', async () => {
      const { thread } = await ask(asker);
      const given = await answer(writer, thread);
      await choose(asker, { comment: 'daily' });
      await notify();
      const one = await new Browser(cms()).signIn(asker.email!);
      expect(await one.get('exportData')).toMatchObject({
        json: {
          notifications: [{ kind: 'answer', post: given, readAt: null }],
          notificationChoices: { comment: 'daily', answer: 'at-once' },
          follows: [{ kind: 'thread', target: thread, following: true }],
        },
      });
      await write((context) =>
        compiled<typeof PersonalData>('members/personal-data').eraseMember(cms().strapi, context, asker, 'keep'),
      );
      await answer(writer, thread);
      await notify();
      await sendIn(DAY);
      for (const table of ['palier_notifications', 'palier_follows', 'palier_notification_choices', 'palier_bounces'])
        expect(await rows(table, { member: asker.document_id }), table).toEqual([]);
      expect(await mailsTo(asker)).toEqual([]);
    });

    it('is forgotten after ninety days', async () => {
      const { thread } = await ask(asker);
      await answer(writer, thread);
      await notify();
      const { eraseOldMembers } = compiled<typeof Retention>('members/retention');
      const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
      const own = () => rows('palier_notifications', { member: asker.document_id });
      await own().update({ at: ago(89) });
      await eraseOldMembers(cms().strapi);
      expect(await own()).toHaveLength(1);
      await own().update({ at: ago(91) });
      await eraseOldMembers(cms().strapi);
      expect(await own()).toEqual([]);
    });
  });
}
