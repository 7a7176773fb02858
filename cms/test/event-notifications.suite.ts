import type { NotificationChoicesData, NotificationsData } from '@palier/model';
import { beforeEach, describe, expect, it } from 'vitest';
import type * as PersonalData from '../src/members/personal-data.ts';
import type { Member } from '../src/members/members.ts';
import type * as Unsubscribe from '../src/notifications/unsubscribe.ts';
import { compiled } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import { Browser } from './member.ts';
import { notifiedOf, stopTelling } from './notified.ts';
import { writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What members are told of events: those of a level, a topic and a region that they follow. Run on each database. */
export function eventNotificationsSuite(cms: () => TestCms): void {
  describe('notifications of events', () => suite(cms));
}

function suite(cms: () => TestCms): void {
  const { rows, write, newMember, ask } = writersOf(cms);
  const { notify, sendAt, sendIn, follow, unfollow, choose, told, mailsTo } = notifiedOf(cms);
  const editor = () => editorOf(cms());
  const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

  /** A topic of this test alone, which the reader follows. */
  let topic: string;
  let slug: string;
  let reader: Member;

  stopTelling(cms);
  beforeEach(async () => {
    reader = await newMember();
    slug = newSlug('theme-suivi');
    topic = await editor().published('topic', { name: `Thème ${slug}`, slug });
    await follow(reader, 'topic', slug);
  });

  const publish = (fields: Record<string, unknown> = {}) => editor().published('event', { topics: [topic], ...fields });
  const translate = async (event: string, title: string) => {
    await editor().save('topic', topic, { name: 'Topic', slug: newSlug('topic') }, 'en');
    const fields = { title, slug: newSlug('event'), summary: 'A summary.', topics: [topic] };
    await editor().save('event', event, fields, 'en');
    await editor().publish('event', event, 'en');
  };

  describe('a member is told', () => {
    it('of a new event of a level, of a topic by whatever name it goes, and in a region that they follow', async () => {
      const [byLevel, byRegion, byFormerName, byNone] = [
        await newMember(),
        await newMember(),
        await newMember(),
        await newMember(),
      ];
      await follow(byLevel, 'level', 'expert');
      await follow(byRegion, 'region', 'la-reunion');
      await follow(byFormerName, 'topic', slug);
      await follow(byNone, 'region', 'mayotte');
      await follow(byNone, 'level', 'advanced');
      await editor().save('topic', topic, { slug: newSlug('theme-renomme') });
      const event = await publish({ maturity: 'expert', region: 'la-reunion' });
      for (const one of [reader, byLevel, byRegion, byFormerName])
        expect(await told(one)).toEqual([['new-event', event]]);
      expect(await told(byNone)).toEqual([]);
    });

    it('of an event once, when they follow two things that it is about', async () => {
      await follow(reader, 'level', 'intermediate');
      await follow(reader, 'region', 'bretagne');
      const event = await publish({ maturity: 'intermediate', region: 'bretagne' });
      expect(await told(reader)).toEqual([['new-event', event]]);
    });

    it('of it once, whatever changes, is looked at again or at once, is translated, hidden and published again', async () => {
      const event = await publish();
      await Promise.all(Array.from({ length: 8 }, notify));
      await editor().change('event', event, { title: 'Renommé', startsAt: '2099-01-14T12:00:00.000Z' });
      await notify();
      await translate(event, 'Translated');
      await notify();
      await editor().unpublish('event', event);
      await notify();
      await editor().publish('event', event);
      await rows('palier_notifier', {}).update({ position: 0 });
      expect(await told(reader)).toEqual([['new-event', event]]);
    });

    it('also when the process died while it told them', async () => {
      const event = await publish();
      const died = cms().strapi.db.transaction(async () => {
        await notify();
        throw new Error('killed');
      });
      await expect(died).rejects.toThrow('killed');
      expect(await rows('palier_notifications', { member: reader.document_id })).toEqual([]);
      expect(await told(reader)).toEqual([['new-event', event]]);
    });

    it('of an event whose topic an editor corrects in the days after, as of one that is held after all', async () => {
      const event = await editor().published('event', { isCancelled: true });
      expect(await told(reader)).toEqual([]);
      await editor().change('event', event, { topics: [topic] });
      expect(await told(reader)).toEqual([]);
      await editor().change('event', event, { isCancelled: false });
      expect(await told(reader)).toEqual([['new-event', event]]);
    });

    it.each([
      ['is cancelled', { isCancelled: true }],
      ['is past', { startsAt: '2020-03-01T08:00:00.000Z', endsAt: '2020-03-01T09:00:00.000Z' }],
      ['is an example', { isExample: true }],
    ])('of no event that %s', async (_name, fields) => {
      await publish(fields);
      expect(await told(reader)).toEqual([]);
    });

    it('of no event that they could see for more than a week, nor of a draft', async () => {
      const event = await publish();
      await editor().draft('event', { topics: [topic] });
      await rows('palier_publications', { document_id: event }).update({ first_published_at: inDays(-8) });
      expect(await told(reader)).toEqual([]);
      // Its translation is no news either.
      await translate(event, 'Translated');
      expect(await told(reader)).toEqual([]);
    });

    it('of no event that was there before they followed, even when it changes, nor once they follow no more', async () => {
      const late = await newMember();
      const event = await publish();
      await follow(late, 'topic', slug);
      await editor().change('event', event, { startsAt: '2099-01-14T12:00:00.000Z' });
      expect(await told(late)).toEqual([]);
      await unfollow(late, 'topic', slug);
      await publish();
      expect(await told(late)).toEqual([]);
    });

    it('of nothing once the account is erased', async () => {
      const erased = await newMember();
      await follow(erased, 'topic', slug);
      await rows('members', { document_id: erased.document_id }).update({ state: 'erased', email: null });
      await publish();
      expect(await told(erased)).toEqual([]);
    });
  });

  describe('a mail', () => {
    it('leaves on Monday for who chose nothing, and as each chose', async () => {
      const [atOnce, daily, never] = [await newMember(), await newMember(), await newMember()];
      for (const one of [atOnce, daily, never]) await follow(one, 'topic', slug);
      await choose(atOnce, { 'new-event': 'at-once' });
      await choose(daily, { 'new-event': 'daily' });
      await choose(never, { 'new-event': 'never' });
      await publish();
      await notify();
      const counts = async () =>
        (await Promise.all([atOnce, daily, reader, never].map(mailsTo))).map(({ length }) => length);
      const due = async ({ document_id: member }: Member) =>
        (await rows('palier_notifications', { member }).first<{ due_at: string | null }>('due_at'))!.due_at;
      expect(await due(never)).toBeNull();
      expect(new Date((await due(reader))!).getUTCDay()).toBe(1);
      for (const one of [atOnce, daily, reader]) await sendAt(new Date((await due(one))!));
      await sendIn(30 * DAY);
      expect(await counts()).toEqual([1, 1, 1, 0]);
    });

    it('puts events and questions together, each event with its date where it is held', async () => {
      await choose(reader, { 'new-event': 'daily', 'new-question': 'daily' });
      const at = { startsAt: '2099-01-14T13:00:00.000Z', endsAt: '2099-01-14T15:00:00.000Z' };
      await publish({ title: 'Atelier des sauvegardes', slug: newSlug('atelier'), ...at });
      await publish({ title: 'Sortie du port', timeZone: 'Indian/Reunion', ...at });
      const author = await newMember({ pseudonym: 'Sorbier 812', pseudonym_key: 'sorb1er812' });
      const { slug: thread } = await ask(author, { title: 'Que faut-il sauver ?', topics: [slug] });
      await notify();
      await sendIn(2 * DAY);
      const [mail, ...more] = await mailsTo(reader);
      expect(more).toEqual([]);
      expect(mail!.subject).toBe('Atelier des sauvegardes, et 2 autres nouvelles');
      for (const text of [mail!.text, mail!.html]) {
        expect(text).toContain('Un nouvel événement\u00a0: mercredi 14 janvier 2099 à 14:00');
        expect(text).toMatch(/mercredi 14 janvier 2099 à 17:00 \(heure\s: La Réunion\)/);
        expect(text).toMatch(/http:\/\/localhost:8080\/evenements\/atelier-\d+\//);
        expect(text).toContain(`/questions/${thread}/`);
        expect(text).not.toMatch(/Résumé|Sorbier/);
      }
    });

    it('names an event in the language of the member where it has one, and shows the title as text', async () => {
      const english = await newMember({ language: 'en' });
      await follow(english, 'topic', slug);
      for (const one of [reader, english]) await choose(one, { 'new-event': 'at-once' });
      const event = await publish({ title: 'Les <b>clés</b>, chez jean@exemple.fr' });
      await translate(event, 'The "keys" & who keeps them');
      await publish({ title: 'En français seulement' });
      await notify();
      await sendIn(6 * MINUTE);
      const [[french], [mail]] = [await mailsTo(reader), await mailsTo(english)];
      expect(french!.subject).toBe('Les <b>clés</b>, chez …@…, et un autre événement');
      expect(french!.html).toContain('Les &lt;b&gt;clés&lt;/b&gt;, chez …@…');
      expect(mail!.subject).toBe('The "keys" & who keeps them, and one more event');
      expect(mail!.text).toContain('A new event: Wednesday, 14 January 2099 at 14:00');
      expect(mail!.text).toMatch(/\/en\/events\/event-\d+\/.*En français seulement.*\/evenements\//s);
    });

    it('says nothing of an event that was hidden, cancelled, held or read meanwhile; without news there is none', async () => {
      await choose(reader, { 'new-event': 'daily' });
      const [hidden, cancelled, , read] = [
        await publish(),
        await publish(),
        await publish({ startsAt: inDays(0.01), endsAt: inDays(0.02) }),
        await publish(),
      ];
      expect(await told(reader)).toHaveLength(4);
      await editor().unpublish('event', hidden);
      await editor().change('event', cancelled, { isCancelled: true });
      const { id } = (await rows('palier_notifications', { target: read }).first<{ id: string }>('id'))!;
      await new Browser(cms()).signIn(reader.email!).then((one) => one.post('notifications', { read: id }));
      await sendIn(2 * DAY);
      expect(await mailsTo(reader)).toEqual([]);
      await editor().publish('event', hidden);
      await editor().change('event', cancelled, { isCancelled: false });
      await notify();
      await sendIn(30 * DAY);
      expect(await mailsTo(reader)).toEqual([]);
    });

    it('holds a link that stops mails of new events, and of no others', async () => {
      const { readUnsubscribeToken } = compiled<typeof Unsubscribe>('notifications/unsubscribe');
      await choose(reader, { 'new-event': 'at-once' });
      await publish();
      await notify();
      await sendIn(6 * MINUTE);
      const [, token] = /\/desinscription\/\?jeton=([\w.]+)/.exec((await mailsTo(reader))[0]!.text)!;
      expect(readUnsubscribeToken(token!)).toEqual({ member: reader.document_id, kinds: ['new-event'] });
      const all = compiled<typeof Unsubscribe>('notifications/unsubscribe').unsubscribeToken(reader.document_id, [
        'accepted',
        'mention',
        'comment',
        'answer',
        'new-question',
        'new-event',
      ]);
      expect(readUnsubscribeToken(all)?.kinds).toHaveLength(6);
    });
  });

  describe('the list on the site', () => {
    const listed = async (one: Browser) => ((await one.get('notifications')) as { data: NotificationsData }).data;

    it('shows events among the rest, in the language of the page, until they are hidden or cancelled', async () => {
      const event = await publish({ title: 'Rencontre', slug: newSlug('rencontre'), timeZone: 'America/Cayenne' });
      await translate(event, 'Meeting');
      await ask(await newMember(), { title: 'Qui vient ?', topics: [slug], shows: [] });
      await notify();
      const one = await new Browser(cms()).signIn(reader.email!);
      const english = new Browser(cms(), { locale: 'en' });
      for (const [name, value] of one.cookies) english.cookies.set(name, value);
      const found = (data: NotificationsData) => data.notifications.find(({ kind }) => kind === 'new-event');
      const before = await listed(one);
      expect(before).toMatchObject({ unread: 2, pages: 1 });
      expect(before.notifications.find(({ kind }) => kind === 'new-question')).toMatchObject({ hours: null });
      expect(found(before)).toMatchObject({
        title: 'Rencontre',
        language: 'fr',
        url: expect.stringMatching(/^\/evenements\/rencontre-\d+\/$/),
        hours: {
          startsAt: '2099-01-14T13:00:00.000Z',
          endsAt: '2099-01-14T15:00:00.000Z',
          timeZone: 'America/Cayenne',
        },
        read: false,
      });
      expect(found(await listed(english))).toMatchObject({ title: 'Meeting', language: 'en' });
      await one.post('notifications', { read: found(before)!.id });
      expect(await listed(one)).toMatchObject({ unread: 1 });
      expect(found(await listed(one))).toMatchObject({ read: true });
      await editor().change('event', event, { isCancelled: true });
      expect(found(await listed(one))).toBeUndefined();
      await editor().change('event', event, { isCancelled: false });
      expect(found(await listed(one))).toMatchObject({ title: 'Rencontre' });
      await editor().unpublish('event', event);
      expect(found(await listed(one))).toMatchObject({ title: 'Meeting' });
      await editor().unpublish('event', event, 'en');
      expect(await listed(one)).toMatchObject({ unread: 1, notifications: [{ kind: 'new-question' }] });
    });
  });

  describe('a region', () => {
    it('is followed and left like the rest; one that there is none of is not taken', async () => {
      const one = await new Browser(cms()).signIn(reader.email!);
      const follows = async () =>
        ((await one.get('notificationChoices')) as { data: NotificationChoicesData }).data.follows
          .filter(({ kind }) => kind === 'region')
          .map(({ name }) => name);
      for (const target of ['region bretagne', 'region bretagne', 'region grand-est'])
        expect(await one.post('notificationChoices', { follow: target })).toMatchObject({ kind: 'redirect' });
      for (const target of ['region atlantide', 'region expert', 'level bretagne', 'region BRETAGNE'])
        expect(await one.post('notificationChoices', { follow: target }), target).toMatchObject({
          status: 422,
          flaws: { follow: 'not-allowed' },
        });
      for (const target of ['region ', 'region ../..', `region ${'a'.repeat(5_000)}`])
        await one.post('notificationChoices', { follow: target, unfollow: target });
      expect((await follows()).sort()).toEqual(['bretagne', 'grand-est']);
      await one.post('notificationChoices', { unfollow: 'region bretagne' });
      expect(await follows()).toEqual(['grand-est']);
    });
  });

  describe('what is kept', () => {
    it('is in the file of one’s data, and goes with the account', async () => {
      await follow(reader, 'region', 'corse');
      const event = await publish({ region: 'corse' });
      await notify();
      const one = await new Browser(cms()).signIn(reader.email!);
      const { json } = (await one.get('exportData')) as { json: Record<string, unknown> };
      expect(json['notifications']).toEqual([{ kind: 'new-event', event, at: expect.any(String), readAt: null }]);
      expect(json['follows']).toContainEqual(expect.objectContaining({ kind: 'region', target: 'corse' }));
      await write((context) =>
        compiled<typeof PersonalData>('members/personal-data').eraseMember(cms().strapi, context, reader, 'keep'),
      );
      for (const table of ['palier_notifications', 'palier_follows'])
        expect(await rows(table, { member: reader.document_id }), table).toEqual([]);
    });
  });
}
