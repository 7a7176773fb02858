import { randomUUID } from 'node:crypto';
import type {
  AdminEventPage,
  AdminEvents,
  AdminMailing,
  AdminRegistration,
  AdminRegistrations,
  AdminTicket,
} from '@palier/model';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as Mailings from '../src/events/mailings.ts';
import type * as Act from '../src/registrations/act.ts';
import type * as Links from '../src/registrations/links.ts';
import type * as PersonalData from '../src/registrations/personal-data.ts';
import type * as Register from '../src/registrations/register.ts';
import { signInAs, signInAsFirst, type AdminSession } from './admin.ts';
import { compiled } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import { writersOf } from './posts.ts';
import { form, registrationOf } from './registrations.ts';
import type { TestCms } from './strapi.ts';

const AT = '/admin/palier/events';
const EVENTS = '/content-manager/collection-types/api::event.event';

/** What organisers see of who registered, and do with it. Run on each database. */
export function eventAdminSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const { rows, read } = writersOf(cms);
  let organiser: AdminSession;

  beforeAll(async () => {
    organiser = await signInAs(cms(), 'palier-event-manager');
  });

  const get = async <Answer>(path: string, query: Record<string, string> = {}): Promise<Answer> => {
    const { status, body } = await organiser.send('GET', `${AT}/${path}?${new URLSearchParams(query).toString()}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as Answer;
  };
  const post = async (path: string, sent: object, by = organiser) => by.send('POST', `${AT}/${path}`, sent);
  const outcomeOf = async (path: string, sent: object) => (await post(path, sent)).body.outcome as string;

  /** Registers someone as a member does. */
  const register = async (event: string, who: string, values: Parameters<typeof form>[1] = {}): Promise<string> => {
    const { actOn } = compiled<typeof Act>('registrations/act');
    const { register: registerIn } = compiled<typeof Register>('registrations/register');
    const sent = form(who, { email: `${who}-${randomUUID()}@entity.example`, ...values });
    return registrationOf(await actOn(cms().strapi, event, new Date(), (open) => registerIn(open, sent))).id;
  };
  const listed = async (event: string, query: Record<string, string> = {}) =>
    (await get<AdminRegistrations>('registrations', { event, ...query })).registrations;
  const namesIn = (registrations: AdminRegistration[]) => registrations.map(({ name }) => name);
  const pageOf = async (event: string) => (await get<AdminEventPage>('event', { event })).found!;
  const ticketOf = (id: string) => compiled<typeof Links>('registrations/links').registrationToken(id);

  describe('registrations in the admin', () => {
    it('are for roles that keep them alone: others get nothing and change nothing', async () => {
      const event = await editor().published('event', { capacity: 3 });
      const registration = await register(event, 'a');
      for (const code of ['palier-editor', 'palier-moderator']) {
        const other = await signInAs(cms(), code);
        for (const path of [`events`, `event?event=${event}`, `registrations?event=${event}`, `file?event=${event}`])
          expect((await other.send('GET', `${AT}/${path}`)).status, `${code} ${path}`).toBe(403);
        for (const [path, sent] of [
          ['attendance', { registration, isPresent: true }],
          ['cancel', { registration }],
          ['message', { event, audience: 'all', subject: 'a', text: 'b', key: randomUUID() }],
          ['series', { event, every: 'weekly', interval: 1, count: 2 }],
        ] as const)
          expect((await post(path, sent, other)).status, `${code} ${path}`).toBe(403);
      }
      expect((await cms().fetch(`${AT}/file?event=${event}`)).status).toBe(401);
      expect(await listed(event)).toMatchObject([{ state: 'seated', attendedAt: null }]);
      const first = await signInAsFirst(cms());
      expect((await first.send('GET', `${AT}/event?event=${event}`)).status).toBe(200);
    });

    it.each([
      ['another kind of identifier', 'event', { event: "x' or 1=1" }],
      ['none', 'event', {}],
      ['a part of the list that there is none of', 'events', { when: 'never' }],
      ['page 0', 'events', { page: '0' }],
      ['a page far too far', 'events', { page: '1e9' }],
      ['an unknown state', 'registrations', { event: 'a'.repeat(24), state: 'seated"' }],
      ['an endless search', 'registrations', { event: 'a'.repeat(24), q: 'x'.repeat(300) }],
      ['an endless ticket', 'ticket', { billet: 'x'.repeat(300) }],
    ])('refuse %s', async (_name, path, query: Record<string, string>) => {
      const asked = `${AT}/${path}?${new URLSearchParams(query).toString()}`;
      expect((await organiser.send('GET', asked)).status).toBe(400);
    });
  });

  describe('the list of events', () => {
    const titles = async (query: Record<string, string>) =>
      (await get<AdminEvents>('events', query)).events.map(({ title }) => title);

    it('holds those to come, the next first, apart from those that are past, drafts with them', async () => {
      const dated = (title: string, day: string) => ({
        title: `${title} des listes`,
        startsAt: `${day}T08:00:00.000Z`,
        endsAt: `${day}T09:00:00.000Z`,
      });
      await editor().published('event', dated('Deuxième', '2097-03-02'));
      await editor().draft('event', dated('Premier', '2097-03-01'));
      await editor().published('event', dated('Ancien', '2020-03-01'));
      await editor().published('event', dated('Récent', '2021-03-01'));
      expect(await titles({ q: 'DES LISTES' })).toEqual(['Premier des listes', 'Deuxième des listes']);
      expect(await titles({ q: 'des listes', when: 'past' })).toEqual(['Récent des listes', 'Ancien des listes']);
      expect(await titles({ q: '\0 personne %' })).toEqual([]);
    });

    it('says once of each event what is published of it, and how many seats are taken', async () => {
      const event = await editor().published('event', { title: 'Compté une fois', capacity: 1 });
      await editor().save(
        'event',
        event,
        { title: 'Counted once', slug: newSlug('event'), summary: 'A summary.', topics: [await editor().topic()] },
        'en',
      );
      await register(event, 'a');
      await register(event, 'b');
      await editor().save('event', event, { capacity: 12 });
      expect((await get<AdminEvents>('events', { q: 'Compté une fois' })).events).toMatchObject([
        { id: event, isPublished: true, capacity: 1, taken: 1, waiting: 1, timeZone: 'Europe/Paris' },
      ]);
    });

    it('finds an event that has no French version', async () => {
      const topics = [await editor().topic()];
      const event = await editor().draft('event', { title: 'In English alone', topics }, 'en');
      expect((await get<AdminEvents>('events', { q: 'in english alone' })).events).toMatchObject([
        { id: event, locale: 'en', isPublished: false },
      ]);
    });
  });

  describe('who registered for an event', () => {
    it('is listed by name, found by name, entity or address, and told apart by state', async () => {
      const event = await editor().published('event', { capacity: 2, groupMax: 2 });
      await register(event, 'zoe', { name: 'Zoé', entity: 'Mairie de Rennes', seats: 2, answers: { 'LSF ?': 'oui' } });
      await register(event, 'bob', { name: 'Bob' });
      await register(event, 'ana', { name: 'Ana' });
      expect(namesIn(await listed(event))).toEqual(['Ana', 'Bob', 'Zoé']);
      expect(await listed(event, { state: 'waiting' })).toMatchObject([
        { name: 'Bob', position: 1 },
        { name: 'Ana', position: 2 },
      ]);
      expect(await listed(event, { q: 'mairie DE' })).toMatchObject([
        { name: 'Zoé', seats: 2, state: 'seated', position: null, answers: [{ label: 'LSF ?', answer: 'oui' }] },
      ]);
      expect(namesIn(await listed(event, { q: 'BOB-' }))).toEqual(['Bob']);
      expect(await listed(event, { q: '%' })).toEqual([]);
      expect(await listed(event, { q: "' or '1'='1" })).toEqual([]);
    });

    it('comes by pages of a hundred', async () => {
      const event = await editor().published('event');
      await register(event, 'a', { name: 'p000' });
      const [{ id: _id, ...one }] = (await rows('palier_registrations', { event })) as [Record<string, unknown>];
      const others = Array.from({ length: 149 }, (_, index) => ({
        ...one,
        id: `${index}`.padStart(24, '0'),
        name: `p${String(index + 1).padStart(3, '0')}`,
        email: `p${index}@entity.example`,
        key: `${index}`,
      }));
      for (let at = 0; at < others.length; at += 50)
        await rows('palier_registrations', {}).insert(others.slice(at, at + 50));
      const second = await get<AdminRegistrations>('registrations', { event, page: '2' });
      expect([second.total, second.pages, second.registrations.length]).toEqual([150, 2, 50]);
      expect(second.registrations[0]?.name).toBe('p100');
      await rows('palier_registrations', { event }).delete();
    });

    it('is counted by sector, level and size, also once their names are erased', async () => {
      const event = await editor().published('event', { capacity: 3, groupMax: 3 });
      const sector = newSlug('secteur');
      await editor().published('sector', { name: 'Eau potable', slug: sector });
      const registration = await register(event, 'a', { sector, level: 'novice', size: 'small', seats: 2 });
      await register(event, 'b');
      await register(event, 'c', { sector, level: 'expert' });
      await post('attendance', { registration, isPresent: true });
      const before = (await pageOf(event)).figures;
      expect(before).toMatchObject({
        states: { seated: { registrations: 2, seats: 3 }, waiting: { registrations: 1, seats: 1 } },
        attended: { registrations: 1, seats: 2 },
        bySector: [
          { name: 'Eau potable', registrations: 1, seats: 2 },
          { name: null, seats: 1 },
        ],
        byLevel: [{ name: 'novice', seats: 2 }, { name: null }],
        bySize: [{ name: 'small', seats: 2 }, { name: null }],
        erased: 0,
      });
      await rows('palier_event_seats', { event }).update({ ends_at: '1999-01-01T00:00:00.000Z' });
      const { forgetRegistrations } = compiled<typeof PersonalData>('registrations/personal-data');
      await read((trx) => forgetRegistrations(trx, new Date('2000-01-01')));
      expect((await pageOf(event)).figures).toEqual({ ...before, erased: 3 });
      expect(await listed(event)).toEqual([]);
      expect((await get<AdminTicket>('ticket', { billet: ticketOf(registration) })).found).toBeNull();
    });

    it('keeps their seats when the organiser takes seats away, and the screen can say so', async () => {
      const event = await editor().published('event', { capacity: 2 });
      await register(event, 'a');
      await register(event, 'b');
      await editor().change('event', event, { capacity: 1 });
      await register(event, 'c');
      expect((await pageOf(event)).event).toMatchObject({ capacity: 1, taken: 2, waiting: 1 });
      expect((await listed(event)).map(({ state }) => state)).toEqual(['seated', 'seated', 'waiting']);
    });

    it('is nobody of an event that does not exist', async () => {
      expect(await get<AdminEventPage>('event', { event: 'a'.repeat(24) })).toEqual({ found: null });
      expect((await organiser.send('GET', `${AT}/file?event=${'a'.repeat(24)}`)).status).toBe(404);
    });
  });

  describe('attendance', () => {
    it('is noted once, when it was first noted, and taken back', async () => {
      const event = await editor().published('event');
      const registration = await register(event, 'a');
      const note = (isPresent: boolean) => outcomeOf('attendance', { registration, isPresent });
      expect(await note(true)).toBe('done');
      const [{ attendedAt }] = (await listed(event)) as [AdminRegistration];
      expect(attendedAt).not.toBeNull();
      await Promise.all([note(true), note(true)]);
      expect(await listed(event)).toMatchObject([{ attendedAt }]);
      await note(false);
      expect(await listed(event)).toMatchObject([{ attendedAt: null }]);
    });

    it('is that of people who have a seat', async () => {
      const event = await editor().published('event', { capacity: 1 });
      await register(event, 'a');
      const registration = await register(event, 'b');
      expect(await outcomeOf('attendance', { registration, isPresent: true })).toBe('no-seat');
      expect(await outcomeOf('attendance', { registration: '0'.repeat(24), isPresent: true })).toBe('no-seat');
      for (const sent of [{ registration }, { registration: '1', isPresent: true }, { registration, isPresent: 'oui' }])
        expect((await post('attendance', sent)).status).toBe(400);
    });

    it('finds whose a ticket is, and nobody by one that is forged', async () => {
      const event = await editor().published('event', { title: 'À la porte' });
      const [a, b] = [await register(event, 'a', { name: 'Alix' }), await register(event, 'b')];
      const { found } = await get<AdminTicket>('ticket', { billet: ticketOf(a) });
      expect(found).toMatchObject({ event: { id: event, title: 'À la porte' }, registration: { id: a, name: 'Alix' } });
      const digest = ticketOf(a).slice(25);
      for (const billet of [a, `${b}.${digest}`, `${a}.${'0'.repeat(64)}`, `${ticketOf(a)}0`, '', '../../', '\0'])
        expect(await get<AdminTicket>('ticket', { billet }), billet).toEqual({ found: null });
    });
  });

  describe('an organiser who cancels a registration', () => {
    it('frees its seats for who waits, once, and both are told', async () => {
      const event = await editor().published('event', { capacity: 1 });
      const registration = await register(event, 'a', { name: 'Ada' });
      await register(event, 'b', { name: 'Bea' });
      const outcomes = await Promise.all([1, 2].map(() => outcomeOf('cancel', { registration })));
      expect(outcomes.sort()).toEqual(['done', 'same']);
      expect(await listed(event)).toMatchObject([
        { name: 'Ada', state: 'cancelled' },
        { name: 'Bea', state: 'seated' },
      ]);
      const [{ email }] = (await listed(event, { state: 'cancelled' })) as [AdminRegistration];
      const mails = (await rows('palier_mails', { recipient: email })) as { subject: string }[];
      expect(mails.filter(({ subject }) => subject.startsWith('Votre inscription est annulée'))).toHaveLength(1);
    });

    it('is told why nothing was done', async () => {
      expect(await outcomeOf('cancel', { registration: '0'.repeat(24) })).toBe('unknown');
      const event = await editor().published('event');
      const registration = await register(event, 'a');
      await editor().change('event', event, {
        startsAt: '2020-01-14T13:00:00.000Z',
        endsAt: '2020-01-14T15:00:00.000Z',
      });
      expect(await outcomeOf('cancel', { registration })).toBe('closed');
      expect((await post('cancel', { registration, event })).status).toBe(400);
    });
  });

  describe('the file of registrations', () => {
    it('opens in a spreadsheet that carries nothing out, with one column a question', async () => {
      const event = await editor().published('event', { timeZone: 'Indian/Reunion' });
      await register(event, 'a', {
        name: '=HYPERLINK("http://evil.example")',
        entity: '+33; rue\r\n@SUM(A1)',
        answers: { 'LSF ?': '-1', '=cmd': 'oui "bien"' },
      });
      await register(event, 'b', { name: 'Bob', level: 'expert', size: 'micro', answers: { Repas: 'non' } });
      const response = await cms().fetch(`${AT}/file?event=${event}`, { token: organiser.token });
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="inscriptions-${event}.csv"`);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
      expect(text.startsWith('\uFEFF"Nom";"Entité";"Adresse électronique";"Places";"État";')).toBe(true);
      expect(text).toContain('"Langue";"LSF ?";"\'=cmd";"Repas"\r\n');
      expect(text).toContain('"\'=HYPERLINK(""http://evil.example"")";"\'+33; rue\r\n@SUM(A1)";"a-');
      expect(text).toContain('"fr";"\'-1";"oui ""bien""";""\r\n');
      expect(text).toMatch(
        /"Bob";"";"b-[^"]+";"1";"inscrit";"";"\d{4}-\d\d-\d\d \d\d:\d\d";"";"";"Expert";"moins de 10/,
      );
    });

    it('holds no name of those whose names were erased', async () => {
      const event = await editor().published('event');
      const registration = await register(event, 'secret');
      await rows('palier_registrations', { id: registration }).update({ name: null, email: null, answers: null });
      expect((await organiser.send('GET', `${AT}/file?event=${event}`)).body).not.toContain('secret');
    });
  });

  describe('a message to who registered', () => {
    const run = () => compiled<typeof Mailings>('events/mailings').runMailings(cms().strapi);
    const told = async (subject: string) =>
      ((await rows('palier_mails', {}).where('subject', 'like', `%${subject}%`)) as { recipient: string }[])
        .map(({ recipient }) => recipient.split('-')[0])
        .sort();
    const message = (event: string, values: object = {}) => ({
      event,
      audience: 'all',
      subject: newSlug('Message'),
      text: 'Bonjour.\n\nVenez tôt.',
      key: randomUUID(),
      ...values,
    });

    it.each([
      ['seated', ['a']],
      ['waiting', ['b']],
      ['all', ['a', 'b']],
    ])('goes to %s: %j, once, whatever is sent again and whoever looks', async (audience, names) => {
      const event = await editor().published('event', { capacity: 1 });
      await register(event, 'a');
      await register(event, 'b');
      const cancelled = await register(event, 'c');
      await post('cancel', { registration: cancelled });
      const sent = message(event, { audience });
      const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf('message', sent)));
      expect(outcomes.sort()).toEqual(['already', 'already', 'done']);
      await Promise.all([run(), run()]);
      await run();
      expect(await told(sent.subject)).toEqual(names);
      const [mailing] = (await pageOf(event)).mailings as [AdminMailing];
      expect(mailing).toMatchObject({ kind: 'message', audience, subject: sent.subject, told: names.length });
      expect(mailing.doneAt).not.toBeNull();
    });

    it('is refused when it is empty, too long, for nobody known or of an event that nobody sees', async () => {
      const event = await editor().published('event');
      for (const values of [
        { subject: ' \u200b ' },
        { subject: 'x'.repeat(151) },
        { text: '' },
        { text: 'x'.repeat(5_001) },
        { text: 'x'.repeat(100_000) },
        { audience: 'everyone' },
        { key: '' },
        { to: 'x@y.example' },
      ])
        expect((await post('message', message(event, values))).status, JSON.stringify(values).slice(0, 60)).toBe(400);
      expect(await outcomeOf('message', message(await editor().draft('event')))).toBe('not-published');
      expect((await pageOf(event)).mailings).toEqual([]);
    });

    it('has a subject of one line, whatever is sent', async () => {
      const event = await editor().published('event');
      await post('message', message(event, { subject: 'Bonjour\r\nBcc: x@y.example\0', text: 'a\0b' }));
      expect((await pageOf(event)).mailings).toMatchObject([{ subject: 'Bonjour Bcc: x@y.example' }]);
    });
  });

  describe('a series', () => {
    const drafts = (series: string, locale = 'fr') =>
      cms()
        .strapi.documents('api::event.event')
        .findMany({
          locale,
          filters: { series },
          sort: 'startsAt',
          populate: ['topics', 'questions', 'speakers'],
          limit: 100,
        } as never) as unknown as Promise<Record<string, unknown>[]>;
    const make = (event: string, values: object = {}) =>
      post('series', { event, every: 'weekly', interval: 1, count: 3, ...values });

    it('is a draft for each date, in all languages, with its own address and identifier, at the same local hour', async () => {
      const slug = newSlug('cafe');
      const event = await editor().published('event', {
        slug,
        startsAt: '2027-03-16T08:00:00.000Z',
        endsAt: '2027-03-16T09:00:00.000Z',
        closesAt: '2027-03-15T11:00:00.000Z',
        joinUrl: 'https://visio.example/salle',
        replayUrl: 'https://video.example/',
        questions: [{ label: 'LSF ?', isRequired: true }],
        speakers: [{ name: 'Camille' }],
      });
      await editor().save(
        'event',
        event,
        { title: 'Coffee', slug: `coffee-${slug}`, summary: 'A summary.', topics: [await editor().topic()] },
        'en',
      );
      expect((await make(event)).body).toEqual({ outcome: 'done', count: 2 });
      const [first, second, third] = await drafts(slug);
      expect([first, second, third].map((one) => one?.['slug'])).toEqual([
        slug,
        `${slug}-2027-03-23`,
        `${slug}-2027-03-30`,
      ]);
      expect(first?.['documentId']).toBe(event);
      expect(third).toMatchObject({
        startsAt: '2027-03-30T07:00:00.000Z', // Summer time has begun.
        endsAt: '2027-03-30T08:00:00.000Z',
        closesAt: '2027-03-29T10:00:00.000Z',
        opensAt: null,
        joinUrl: 'https://visio.example/salle',
        replayUrl: null,
        topics: [{ name: 'Thème' }],
        questions: [{ label: 'LSF ?', isRequired: true }],
        speakers: [{ name: 'Camille' }],
      });
      expect(new Set([first, second, third].map((one) => one?.['documentId'])).size).toBe(3);
      expect(await drafts(slug, 'en')).toMatchObject([
        { slug: `coffee-${slug}` },
        { slug: `coffee-${slug}-2027-03-23`, documentId: second?.['documentId'], title: 'Coffee' },
        { slug: `coffee-${slug}-2027-03-30`, documentId: third?.['documentId'], topics: [{ name: 'Topic' }] },
      ]);
      expect((await cms().state('event', second?.['documentId'] as string))?.versions ?? []).toEqual([]);
      await editor().publish('event', third?.['documentId'] as string);
      expect((await cms().state('event', third?.['documentId'] as string))?.versions).toMatchObject([
        { slug: `${slug}-2027-03-30`, series: slug },
      ]);
    });

    it('is made once, however often it is asked for, and keeps the name that it has', async () => {
      const slug = newSlug('atelier');
      const event = await editor().draft('event', { slug, series: `serie-${slug}` });
      const answers = await Promise.all([make(event), make(event)]);
      expect(answers.map(({ body }) => body.outcome).sort()).toEqual(['done', 'taken']);
      expect(await drafts(`serie-${slug}`)).toHaveLength(3);
    });

    it('is made in whole or not at all', async () => {
      const slug = newSlug('rencontre');
      const event = await editor().draft('event', { slug });
      await editor().draft('event', { slug: `${slug}-2099-01-28` });
      expect((await make(event)).body).toEqual({ outcome: 'taken', slug: `${slug}-2099-01-28` });
      expect(await drafts(slug)).toEqual([]);
    });

    it('has an address that fits, from the longest that there is', async () => {
      const event = await editor().draft('event', { slug: 'a'.repeat(119) + 'b' });
      expect((await make(event, { every: 'monthly', count: 2 })).body).toEqual({ outcome: 'done', count: 1 });
      const [, second] = await drafts('a'.repeat(60));
      expect(second?.['slug']).toBe(`${'a'.repeat(109)}-2099-02-11`);
    });

    it('is refused out of its bounds, of no event, and of one without dates', async () => {
      const event = await editor().draft('event');
      for (const values of [{ count: 1 }, { count: 53 }, { interval: 0 }, { interval: 1.5 }, { every: 'daily' }])
        expect((await make(event, values)).status, JSON.stringify(values)).toBe(400);
      expect((await make('a'.repeat(24))).body).toEqual({ outcome: 'unknown' });
      const undated = await editor().draft('event', { startsAt: null });
      expect((await make(undated)).body).toEqual({ outcome: 'no-dates' });
    });
  });

  it('an event that Strapi duplicates is a draft with the same dates and series, and another address', async () => {
    const slug = newSlug('a-dupliquer');
    const event = await editor().published('event', { slug, series: 'les-mardis', isExample: true });
    const { startsAt, endsAt, title } = (await organiser.send('GET', `${EVENTS}/${event}`)).body.data;
    const copy = await organiser.send('POST', `${EVENTS}/clone/${event}`, {
      title,
      slug: `${slug}-2`,
      startsAt,
      endsAt,
    });
    expect(copy.status, JSON.stringify(copy.body)).toBe(200);
    const { documentId } = copy.body.data;
    expect(documentId).not.toBe(event);
    expect((await organiser.send('GET', `${EVENTS}/${documentId}`)).body.data).toMatchObject({
      slug: `${slug}-2`,
      series: 'les-mardis',
      startsAt,
      endsAt,
      publishedAt: null,
    });
    expect((await cms().state('event', documentId))?.versions ?? []).toEqual([]);
  });
}
