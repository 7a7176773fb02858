import { eventUid } from '@palier/calendar/event';
import type { Event, LiveAnswer, LiveData } from '@palier/model';
import ical, { type VEvent } from 'node-ical';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Clock from '../src/events/clock.ts';
import type * as Mailings from '../src/events/mailings.ts';
import type * as Dispatch from '../src/mail/dispatch.ts';
import { compiled } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import { Browser, newEmail } from './member.ts';
import type { TestCms } from './strapi.ts';

const HOUR = 3_600_000;

/** Registering for events as people do, and the mails that they get. Run on each database. */
export function registeringSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const visitor = (options?: ConstructorParameters<typeof Browser>[1]) => new Browser(cms(), options);
  const open = (data: Record<string, unknown> = {}) => editor().published('event', { capacity: 2, ...data });
  const published = async (id: string) =>
    (await cms().state('event', id))?.versions.find(({ locale }) => locale === 'fr') as Event;
  const mailsTo = async (recipient: string) =>
    (await cms()
      .strapi.db.connection('palier_mails')
      .where({ recipient, kind: 'registration' })
      .orderBy(['created_at', 'id'])
      .select<{ subject: string; text: string; invite: string | null }[]>('subject', 'text', 'invite')) ?? [];
  const subjectsTo = async (recipient: string) =>
    (await mailsTo(recipient)).map(({ subject }) => subject.replace(/\u00a0/g, ' ').replace(/ :.*/, ''));
  const tokenIn = (mail: { text: string } | undefined) => /jeton=([\w.]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const inviteIn = ({ invite }: { invite: string | null }) => {
    const { method, text } = JSON.parse(invite!) as { method: string; text: string };
    const [event] = Object.values(ical.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT') as VEvent[];
    return { method, event: event! };
  };
  const rows = (event: string) =>
    cms().strapi.db.connection('palier_registrations').where({ event }).select<{ state: string; email: string }[]>('*');
  const form = (event: string, fields: Record<string, string> = {}) => ({
    event,
    key: `key-${Math.random()}`,
    name: 'Camille Exemple',
    email: newEmail(),
    ...fields,
  });
  /** Registers and confirms; the address and the token of the registration. */
  const registered = async (event: string, fields: Record<string, string> = {}) => {
    const sent = form(event, fields);
    await visitor().post('register', sent);
    const token = tokenIn((await mailsTo(sent.email)).at(-1));
    await visitor().post('registration', { token, act: 'confirm' });
    return { email: sent.email, token };
  };
  const standing = async (token: string) => {
    const answer = (await visitor().get('registration', { jeton: token })) as Extract<LiveAnswer, { kind: 'page' }>;
    return answer.data as LiveData['registration'];
  };
  const tell = (now?: Date) => compiled<typeof Mailings>('events/mailings').runMailings(cms().strapi, now);

  // Mails stay in the outbox, where the tests read them.
  beforeAll(() => compiled<typeof Dispatch>('mail/dispatch').stopMailing());
  afterAll(() => compiled<typeof Dispatch>('mail/dispatch').startMailing(cms().strapi));

  describe('a visitor who registers', () => {
    it('has a seat once they confirm, and not by opening the link', async () => {
      const event = await open();
      const sent = form(event);
      expect(await visitor().post('register', sent)).toMatchObject({ kind: 'redirect' });
      const [mail] = await mailsTo(sent.email);
      const token = tokenIn(mail);
      for (let times = 0; times < 3; times += 1)
        expect(await standing(token)).toMatchObject({
          registration: { state: 'unconfirmed' },
          may: { confirm: true },
          join: null,
          ticket: null,
        });
      await visitor().post('registration', { token, act: 'confirm' });
      expect(await standing(token)).toMatchObject({ registration: { state: 'seated' }, may: { confirm: false } });
      expect(await subjectsTo(sent.email)).toEqual(['Confirmez votre inscription', 'Vous êtes inscrit']);
      await visitor().post('registration', { token, act: 'confirm' });
      expect(await subjectsTo(sent.email)).toHaveLength(2);
    });

    it('gets the link to join, and the event in their calendar under the identifier of the feed, with their seat alone', async () => {
      const event = await open({ joinUrl: 'https://visio.example/salle-secrete', joinNotes: 'Code secret 1234' });
      const { email, token } = await registered(event);
      const [first, second] = await mailsTo(email);
      expect(`${first!.text}${first!.invite}`).not.toMatch(/secret/);
      expect(second!.text).toContain('https://visio.example/salle-secrete');
      const { method, event: invited } = inviteIn(second!);
      expect(method).toBe('REQUEST');
      expect(invited).toMatchObject({ uid: eventUid(event), sequence: 0, status: 'CONFIRMED' });
      expect(invited.start.toISOString()).toBe('2099-01-14T13:00:00.000Z');
      expect(await standing(token)).toMatchObject({
        join: { url: 'https://visio.example/salle-secrete', notes: 'Code secret 1234' },
      });
      const page = JSON.stringify(await visitor().get('register', { evenement: event }));
      expect(page).not.toMatch(/secret/);
    });

    it('is one, with one mail, when the form is sent again or from two tabs', async () => {
      const event = await open();
      const sent = form(event);
      await Promise.all([1, 2, 3].map(() => visitor().post('register', sent)));
      expect(await rows(event)).toHaveLength(1);
      expect(await mailsTo(sent.email)).toHaveLength(1);
    });

    it('gets the mail again when they register again, once, and no page says that they were known', async () => {
      const event = await open();
      const { email } = await registered(event);
      const answers = [];
      for (let times = 0; times < 3; times += 1) answers.push(await visitor().post('register', form(event, { email })));
      answers.push(await visitor().post('register', form(event)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await subjectsTo(email)).toEqual([
        'Confirmez votre inscription',
        'Vous êtes inscrit',
        'Votre inscription',
      ]);
    });

    it('is told the same as everyone when a machine filled in the trap, and nothing is written', async () => {
      const event = await open();
      const answer = await visitor().post('register', form(event, { website: 'x' }));
      expect(answer).toMatchObject({ kind: 'redirect' });
      expect(await rows(event)).toEqual([]);
    });
  });

  describe('a member who registers', () => {
    it('has a seat at once, finds it in their space, and nobody else does', async () => {
      const event = await open();
      const email = newEmail();
      const one = await visitor().signIn(email, `inscrit-${Math.floor(Math.random() * 1e9)}`);
      const answer = await one.post('register', form(event, { email: 'autre@exemple.fr' }));
      const id = /inscription=([0-9a-f]+)/.exec((answer as { to: string }).to)?.[1] ?? '';
      expect(await one.get('ownRegistrations')).toMatchObject({
        data: { upcoming: [{ id, state: 'seated', event: { id: event } }] },
      });
      expect(await one.get('registration', { inscription: id })).toMatchObject({
        data: { registration: { state: 'seated' } },
      });
      expect(await subjectsTo(email)).toEqual(['Vous êtes inscrit']);
      expect(await visitor().get('registration', { inscription: id })).toMatchObject({ data: null });
      const other = await visitor().signIn(newEmail(), `autre-${Math.floor(Math.random() * 1e9)}`);
      expect(await other.get('registration', { inscription: id })).toMatchObject({ data: null });
      expect(await other.post('registration', { registration: id, act: 'cancel' })).toMatchObject({
        status: 422,
        data: null,
      });
      expect(await one.get('register', { evenement: event })).toMatchObject({ data: { own: { id } } });
    });
  });

  describe('an event that is full', () => {
    it('says so on its pages once, without a new date, and again when a seat is free', async () => {
      const event = await open({ capacity: 3 });
      const before = await published(event);
      expect(before.availability).toBe('open');
      const first = await registered(event);
      expect((await published(event)).availability).toBe('few');
      await registered(event);
      const head = await cms().head();
      await registered(event);
      expect(await published(event)).toMatchObject({ availability: 'full', updatedAt: before.updatedAt, sequence: 0 });
      expect((await cms().feed(head)).rows.map(({ documentId }) => documentId)).toEqual([event]);
      await visitor().post('registration', { token: first.token, act: 'cancel' });
      expect((await published(event)).availability).toBe('few');
    });

    it('puts who comes on the list with their position, and gives a freed seat to the first', async () => {
      const event = await open({ capacity: 1 });
      const seated = await registered(event);
      const [first, second] = [await registered(event), await registered(event)];
      expect(await standing(first.token)).toMatchObject({
        registration: { state: 'waiting', position: 1 },
        join: null,
      });
      expect(await standing(second.token)).toMatchObject({ registration: { state: 'waiting', position: 2 } });
      expect(await visitor().get('register', { evenement: event })).toMatchObject({ data: { left: 0, waiting: 2 } });
      await visitor().post('registration', { token: seated.token, act: 'cancel' });
      await visitor().post('registration', { token: seated.token, act: 'cancel' });
      expect(await standing(first.token)).toMatchObject({ registration: { state: 'seated' } });
      expect(await standing(second.token)).toMatchObject({ registration: { state: 'waiting', position: 1 } });
      expect(await subjectsTo(seated.email)).toEqual([
        'Confirmez votre inscription',
        'Vous êtes inscrit',
        'Votre inscription est annulée',
      ]);
      expect(inviteIn((await mailsTo(seated.email)).at(-1)!)).toMatchObject({ method: 'CANCEL' });
      expect((await subjectsTo(first.email)).at(-1)).toBe('Une place s’est libérée pour vous');
    });

    it('offers it for a time where the organiser chose so, then to the next', async () => {
      const event = await open({ capacity: 1, waitlist: 'offer', offerHours: 2 });
      const seated = await registered(event);
      const [first, second] = [await registered(event), await registered(event)];
      await visitor().post('registration', { token: seated.token, act: 'cancel' });
      expect(await standing(first.token)).toMatchObject({ registration: { state: 'offered' }, may: { accept: true } });
      const { settleEvents } = compiled<typeof Clock>('events/clock');
      await settleEvents(cms().strapi, new Date(Date.now() + 3 * HOUR));
      expect(await standing(first.token)).toMatchObject({ registration: { state: 'lapsed' }, may: { accept: false } });
      expect(await visitor().post('registration', { token: first.token, act: 'accept' })).toMatchObject({
        status: 422,
        data: { refusal: 'lapsed' },
      });
      expect(await subjectsTo(first.email)).toEqual([
        'Confirmez votre inscription',
        'Vous êtes sur liste d’attente',
        'Une place vous est proposée',
        'La place proposée est passée au suivant',
      ]);
      expect((await subjectsTo(second.email)).at(-1)).toBe('Une place vous est proposée');
    });

    it('calls who waits as soon as the organiser publishes more seats, and throws nobody out with fewer', async () => {
      const event = await open({ capacity: 2 });
      const [one, two, three] = [await registered(event), await registered(event), await registered(event)];
      await editor().change('event', event, { capacity: 1 });
      expect(await standing(two.token)).toMatchObject({ registration: { state: 'seated' } });
      await visitor().post('registration', { token: one.token, act: 'cancel' });
      expect(await standing(three.token)).toMatchObject({ registration: { state: 'waiting' } });
      await editor().change('event', event, { capacity: 2 });
      expect(await standing(three.token)).toMatchObject({ registration: { state: 'seated' } });
    });
  });

  describe('a group', () => {
    it('has the seats that it asks for, changes their number, and is refused more than there are', async () => {
      const event = await open({ capacity: 4, groupMax: 10 });
      expect(await visitor().post('register', form(event, { seats: '5' }))).toMatchObject({
        status: 422,
        flaws: { seats: 'not-allowed' },
      });
      expect(await rows(event)).toEqual([]);
      const { token } = await registered(event, { seats: '4' });
      expect(await visitor().get('register', { evenement: event })).toMatchObject({ data: { left: 0, groupMax: 4 } });
      await visitor().post('registration', { token, act: 'seats', seats: '3' });
      expect(await standing(token)).toMatchObject({ registration: { seats: 3 } });
      const taken = await registered(event);
      expect(await standing(taken.token)).toMatchObject({ registration: { state: 'seated' } });
      expect(await visitor().post('registration', { token, act: 'seats', seats: '4' })).toMatchObject({
        status: 422,
        data: { refusal: 'no-seat' },
      });
    });
  });

  describe('what the organiser asks', () => {
    const QUESTIONS = [
      { label: 'Que voulez-vous apprendre ?', isRequired: true },
      { label: 'Comment venez-vous ?', choices: ['En train', 'À vélo'], isRequired: false },
    ];

    it('is asked, checked, and shown to who answered', async () => {
      const event = await open({ questions: QUESTIONS });
      const page = (await visitor().get('register', { evenement: event })) as unknown as {
        data: LiveData['register'];
      };
      const [free, choice] = page.data.questions.map(({ field }) => field) as [string, string];
      expect(await visitor().post('register', form(event))).toMatchObject({ flaws: { [free]: 'missing' } });
      expect(
        await visitor().post('register', form(event, { [free]: 'x'.repeat(501), [choice]: 'En fusée' })),
      ).toMatchObject({ flaws: { [free]: 'too-long', [choice]: 'not-allowed' } });
      expect(await rows(event)).toEqual([]);
      const { token } = await registered(event, { [free]: 'Écrire une alerte', [choice]: 'À vélo' });
      expect((await standing(token))!.answers).toEqual([
        { label: 'Que voulez-vous apprendre ?', answer: 'Écrire une alerte' },
        { label: 'Comment venez-vous ?', answer: 'À vélo' },
      ]);
    });
  });

  describe('what cannot be', () => {
    it.each([
      ['before registration opens', { opensAt: '2098-01-01T00:00:00.000Z' }, 'not-open'],
      ['after it closed', { closesAt: '2020-01-01T00:00:00.000Z' }, 'closed'],
      ['for an event that is cancelled', { isCancelled: true }, 'cancelled'],
      [
        'for an event that is past',
        { startsAt: '2020-01-01T08:00:00.000Z', endsAt: '2020-01-01T09:00:00.000Z' },
        'closed',
      ],
    ])('is done by nobody %s: the page says why, and nothing is written', async (_name, data, refusal) => {
      const event = await open(data);
      expect(await visitor().get('register', { evenement: event })).toMatchObject({ data: { refusal } });
      const sent = form(event);
      expect(await visitor().post('register', sent)).toMatchObject({ status: 422, data: { refusal } });
      expect([await rows(event), await mailsTo(sent.email)]).toEqual([[], []]);
    });

    it.each([
      ['an event that is nowhere', () => Promise.resolve('a'.repeat(24))],
      ['no event', () => Promise.resolve('')],
      ['hostile text', () => Promise.resolve("' OR 1=1 --")],
      [
        'one that people register for elsewhere',
        () => open({ registration: 'elsewhere', registrationUrl: 'https://inscription.example/' }),
      ],
      ['a draft', () => editor().draft('event')],
    ])('is %s', async (_name, make) => {
      const event = await make();
      expect(await visitor().get('register', { evenement: event })).toMatchObject({ kind: 'refused', status: 404 });
      expect(await visitor().post('register', form(event))).toMatchObject({ kind: 'refused', status: 404 });
    });

    it.each([
      ['no name', { name: '  ' }, { name: 'missing' }],
      ['a name of 10,000 characters', { name: 'a'.repeat(10_000) }, { name: 'too-long' }],
      ['no address', { email: '' }, { email: 'missing' }],
      ['an address that is none', { email: 'camille' }, { email: 'not-an-address' }],
      ['a second header in the address', { email: 'a@exemple.fr\nBcc: b@exemple.fr' }, { email: 'not-an-address' }],
      ['−1 seats', { seats: '-1' }, { seats: 'not-a-number' }],
      ['seats in words', { seats: 'deux' }, { seats: 'not-a-number' }],
      ['half a seat', { seats: '1.5' }, { seats: 'not-a-number' }],
      ['a thousand seats', { seats: '1000' }, { seats: 'not-allowed' }],
      ['a size that there is none of', { size: 'giant' }, { size: 'not-allowed' }],
    ])('is %s: the field is named, and nothing is written', async (_name, fields, flaws) => {
      const event = await open();
      expect(await visitor().post('register', form(event, fields))).toMatchObject({ status: 422, flaws });
      expect(await rows(event)).toEqual([]);
    });

    it('is a link that nobody was sent: forged, cut, of another registration', async () => {
      const event = await open();
      const [one, two] = [await registered(event), await registered(event)];
      const [id] = one.token.split('.');
      const [, digest] = two.token.split('.');
      for (const token of ['', 'x', id!, `${id}.${digest}`, `${one.token}0`, one.token.toUpperCase(), '../../etc']) {
        expect(await visitor().get('registration', { jeton: token })).toMatchObject({ data: null });
        expect(await visitor().post('registration', { token, act: 'cancel' })).toMatchObject({
          status: 422,
          data: null,
        });
      }
      expect((await rows(event)).map(({ state }) => state)).toEqual(['seated', 'seated']);
    });
  });

  describe('what changes of an event', () => {
    it('reaches who is registered: moved, renamed, elsewhere; their calendars follow', async () => {
      const event = await open({ capacity: 1, venue: 'Salle A', format: 'hybrid' });
      const seated = await registered(event);
      const waiting = await registered(event);
      await editor().change('event', event, {
        title: 'Un autre titre',
        venue: 'Salle B',
        startsAt: '2099-02-01T13:00:00.000Z',
        endsAt: '2099-02-01T15:00:00.000Z',
      });
      await tell();
      const mail = (await mailsTo(seated.email)).at(-1)!;
      expect(mail.subject.replace(/\u00a0/g, ' ')).toBe('Du changement : Un autre titre');
      expect(mail.text).toMatch(/1 février 2099/);
      expect(mail.text).toMatch(/prévu.*14 janvier 2099/s);
      expect(mail.text).toMatch(/Salle A/);
      const { method, event: invited } = inviteIn(mail);
      expect(method).toBe('REQUEST');
      expect(invited).toMatchObject({ uid: eventUid(event), sequence: 1, summary: 'Un autre titre' });
      expect(invited.start.toISOString()).toBe('2099-02-01T13:00:00.000Z');
      expect(await subjectsTo(waiting.email)).toEqual([
        'Confirmez votre inscription',
        'Vous êtes sur liste d’attente',
        'Du changement',
      ]);
      expect((await mailsTo(waiting.email)).at(-1)!.invite).toBeNull();
    });

    it('is not told when it is only words of the page, nor twice', async () => {
      const event = await open();
      const { email } = await registered(event);
      await editor().change('event', event, { body: 'Un autre texte.', summary: 'Un autre résumé.' });
      await tell();
      expect(await mailsTo(email)).toHaveLength(2);
      await editor().change('event', event, { title: 'Renommé' });
      await Promise.all([tell(), tell()]);
      await tell();
      expect(await mailsTo(email)).toHaveLength(3);
    });

    it('is not told when it is one more language, nor of what was hidden meanwhile', async () => {
      const event = await open();
      const { email } = await registered(event);
      await editor().save(
        'event',
        event,
        { title: 'Event', slug: newSlug('event'), summary: 'A summary.', topics: [await editor().topic()] },
        'en',
      );
      await editor().publish('event', event, 'en');
      await tell();
      expect(await mailsTo(email)).toHaveLength(2);
      await cms().strapi.db.transaction(async () => {
        await editor().change('event', event, { title: 'Renommé' });
        await editor().unpublish('event', event);
        await editor().unpublish('event', event, 'en');
      });
      await tell();
      expect(await mailsTo(email)).toHaveLength(2);
    });

    it('takes it out of calendars when it is cancelled, says why, and calls nobody any more', async () => {
      const event = await open({ capacity: 1 });
      const seated = await registered(event);
      const waiting = await registered(event);
      await editor().change('event', event, { isCancelled: true, cancellation: 'Le lieu n’est plus libre.' });
      await tell();
      const mail = (await mailsTo(seated.email)).at(-1)!;
      expect(mail.subject).toMatch(/^Événement annulé/);
      expect(mail.text).toMatch(/Le lieu n’est plus libre/);
      const { method, event: invited } = inviteIn(mail);
      expect([method, invited.uid, invited.status]).toEqual(['CANCEL', eventUid(event), 'CANCELLED']);
      expect((await subjectsTo(waiting.email)).at(-1)).toBe('Événement annulé');
      expect(await standing(seated.token)).toMatchObject({ join: null, ticket: null, may: { cancel: false } });
    });
  });

  describe('the reminder', () => {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const reminders = async (email: string) => (await subjectsTo(email)).filter((subject) => subject === 'Rappel');
    /** Registered so long ago that the reminder was not due. */
    const registeredBefore = async (event: string) => {
      const one = await registered(event);
      await cms()
        .strapi.db.connection('palier_registrations')
        .where({ event, email: one.email })
        .update({ confirmed_at: at(-48 * HOUR) });
      return one;
    };

    it('comes once within the day before, also late, to who was registered before it was due', async () => {
      const event = await open({ startsAt: at(20 * HOUR), endsAt: at(21 * HOUR), slug: newSlug('rappel') });
      const [before, after] = [await registeredBefore(event), await registered(event)];
      await Promise.all([tell(), tell()]);
      await tell(new Date(Date.now() + HOUR));
      expect(await reminders(before.email)).toEqual(['Rappel']);
      expect(await reminders(after.email)).toEqual([]);
    });

    it('comes again for the new date of an event that was moved', async () => {
      const event = await open({ startsAt: at(20 * HOUR), endsAt: at(21 * HOUR) });
      const { email } = await registeredBefore(event);
      await tell();
      await editor().change('event', event, { startsAt: at(22 * HOUR), endsAt: at(23 * HOUR) });
      await tell();
      expect(await reminders(email)).toEqual(['Rappel', 'Rappel']);
    });

    it.each([
      ['is still far', 30 * HOUR, {}],
      ['has begun', -HOUR, {}],
      ['is cancelled', 20 * HOUR, { isCancelled: true }],
    ])('does not come for an event that %s', async (_name, start, change) => {
      const event = await open({ startsAt: at(40 * HOUR), endsAt: at(50 * HOUR) });
      const { email } = await registeredBefore(event);
      await editor().change('event', event, { startsAt: at(start), endsAt: at(start + 2 * HOUR), ...change });
      await tell();
      expect(await reminders(email)).toEqual([]);
    });
  });
}
