import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { newId } from '../src/community/rows.ts';
import { markAttended } from '../src/registrations/attendance.ts';
import { accept, cancel, changeSeats } from '../src/registrations/changes.ts';
import { unsettledEvents } from '../src/registrations/lapse.ts';
import { openEvent } from '../src/registrations/open-event.ts';
import { dropRegistrations, forgetRegistrations, registrationDataOf } from '../src/registrations/personal-data.ts';
import { findRegistration, seatsOf, standingOf } from '../src/registrations/read.ts';
import { confirm, register } from '../src/registrations/register.ts';
import { REGISTRATIONS, SEATS, type Registration } from '../src/registrations/tables.ts';
import { NOW, form, hoursLater, namesOf, organiserOf, readTerms, registrationOf, told } from './registrations.ts';

/** Who has a seat, who waits, who is offered one. Run on each database, without Strapi. */
export function registrationsSuite(knex: () => Knex): void {
  const { transaction, at, settle, newEvent, publish, registered, states, taken } = organiserOf(knex);
  const row = (id: string) => knex()(REGISTRATIONS).where({ id }).first<Registration>('*');
  const visitor = (who: string, values: Parameters<typeof form>[1] = {}) => form(who, { member: null, ...values });
  const registering = async (event: string, sent: ReturnType<typeof form>, now = NOW) =>
    (await at(event, (open) => register(open, sent), now)).result;
  const cancelling = (event: string, { id }: Registration, now = NOW) => at(event, (open) => cancel(open, id), now);
  const accepting = (event: string, { id }: Registration, now = NOW) => at(event, (open) => accept(open, id), now);
  const changing = (event: string, { id }: Registration, seats: number, now = NOW) =>
    at(event, (open) => changeSeats(open, id, seats), now);
  const confirming = (event: string, { id }: Registration, now = NOW) => at(event, (open) => confirm(open, id), now);

  describe('someone who registers', () => {
    it('gets a seat at once when one is free, and the next place on the list when none is', async () => {
      const event = await newEvent({ capacity: 1 });
      const first = await at(event, (open) => register(open, form('a')));
      const second = await at(event, (open) => register(open, form('b')));
      expect([...namesOf(first.happenings), ...namesOf(second.happenings)]).toEqual(['seated a', 'waiting b']);
      const third = registrationOf(await registering(event, form('c')));
      expect(await transaction((trx) => standingOf(trx, third, NOW))).toEqual({ state: 'waiting', position: 2 });
      expect(await transaction((trx) => seatsOf(trx, event))).toEqual({ taken: 1, waiting: 2 });
    });

    it('two hundred at once for one seat: one has it, the others wait in the order in which they came', async () => {
      const event = await newEvent({ capacity: 1 });
      const arrivals: Registration[] = [];
      const everyone = Array.from({ length: 200 }, (_, index) => form(`p${index}`));
      await Promise.all(
        everyone.map((sent) =>
          // The row of the event is locked: the next one has not begun.
          at(event, async (open) => arrivals.push(registrationOf(await register(open, sent)))),
        ),
      );
      expect(arrivals.map(({ state }) => state)).toEqual(['seated', ...Array<string>(199).fill('waiting')]);
      expect(arrivals.slice(1).map(({ place }) => place)).toEqual(Array.from({ length: 199 }, (_, index) => index + 1));
      expect(await taken(event)).toBe(1);
    });

    it('as a group larger than the event, or than groups may be, is refused, and nothing is written', async () => {
      const event = await newEvent({ capacity: 4, groupMax: 6 });
      expect(told(await registering(event, form('five', { seats: 5 })))).toBe('refused: group-too-large');
      const open = await newEvent({ groupMax: 2 });
      expect(told(await registering(open, form('three', { seats: 3 })))).toBe('refused: group-too-large');
      expect([...(await states(event)), ...(await states(open))]).toEqual([]);
      expect(told(await registering(event, form('four', { seats: 4 })))).toBe('seated');
    });

    it.each([0, -1, 1.5, NaN, Infinity, 2 ** 60])('for %d seats is refused, and nothing is written', async (seats) => {
      const event = await newEvent();
      expect(told(await registering(event, form('a', { seats })))).toBe('refused: invalid-seats');
      expect(await states(event)).toEqual([]);
    });

    it('before registration opens, after it closes or the event starts, or once it is cancelled, is refused', async () => {
      const times = { opensAt: hoursLater(10).toISOString(), closesAt: hoursLater(20).toISOString() };
      const event = await newEvent(times);
      const attempt = async (hours: number) => told(await registering(event, form(`h${hours}`), hoursLater(hours)));
      expect(await attempt(9.99)).toBe('refused: not-open');
      expect(await attempt(10)).toBe('seated');
      expect(await attempt(20)).toBe('refused: closed');
      await publish(event, { closesAt: null });
      expect(await attempt(479.99)).toBe('seated');
      expect(await attempt(480)).toBe('refused: closed');
      await publish(event, { isCancelled: true });
      expect(await attempt(11)).toBe('refused: cancelled');
      expect(await states(event)).toEqual(['h10 seated', 'h479.99 seated']);
    });

    it('in two tabs, with retries of each, is registered once and told once', async () => {
      const event = await newEvent({ capacity: 3 });
      const member = newId();
      const tabs = [form('a', { member }), form('a', { member })];
      const sent = [...tabs, ...tabs, ...tabs];
      const answers = await Promise.all(sent.map((one) => at(event, (open) => register(open, one))));
      expect(new Set(answers.map(({ result }) => registrationOf(result).id)).size).toBe(1);
      expect(answers.flatMap(({ happenings }) => namesOf(happenings))).toEqual(['seated a']);
      expect(await taken(event)).toBe(1);
    });

    it('and cancels is not registered again by the same form, but is by another, at the end of the list', async () => {
      const event = await newEvent({ capacity: 1 });
      const sent = form('b');
      const [, b] = await registered(event, form('a'), sent, form('c'));
      await cancelling(event, b!);
      expect(registrationOf(await registering(event, sent))).toMatchObject({ id: b!.id, state: 'cancelled' });
      const again = registrationOf(await registering(event, { ...sent, key: randomUUID() }));
      expect(again).toMatchObject({ state: 'waiting', place: 3 });
    });

    it('and corrects their address in the form that they sent is registered under the right one', async () => {
      const event = await newEvent();
      const key = randomUUID();
      await registered(event, visitor('typo', { key }), visitor('right', { key }));
      expect(await states(event)).toEqual(['right unconfirmed', 'typo unconfirmed']);
    });

    it('once with an address is what the database itself holds to', async () => {
      const event = await newEvent({ capacity: 1 });
      const [a] = await registered(event, form('a'));
      const copy = { ...(await row(a!.id)), id: newId(), key: null };
      await expect(transaction((trx) => trx(REGISTRATIONS).insert(copy))).rejects.toThrow(/unique/i);
      await expect(transaction((trx) => trx(SEATS).where({ event }).update({ taken: -1 }))).rejects.toThrow(
        /check|constraint/i,
      );
      const zero = transaction((trx) => trx(REGISTRATIONS).where({ id: a!.id }).update({ seats: 0 }));
      await expect(zero).rejects.toThrow(/check|constraint/i);
    });

    it('for an event that there is not leaves nothing behind', async () => {
      const unknown = newId();
      expect(await transaction((trx) => openEvent(trx, unknown, readTerms, NOW))).toBeUndefined();
      expect(await knex()(SEATS).where({ event: unknown })).toEqual([]);
    });
  });

  describe('a visitor', () => {
    it('holds no seat before they confirm, and comes after who registered meanwhile', async () => {
      const event = await newEvent({ capacity: 1 });
      const { result, happenings } = await at(event, (open) => register(open, visitor('v')));
      expect(namesOf(happenings)).toEqual(['to-confirm v']);
      await registered(event, form('a'));
      const confirmed = await confirming(event, registrationOf(result));
      expect(namesOf(confirmed.happenings)).toEqual(['waiting v']);
    });

    it('who confirms several times at once has one registration, and is told once', async () => {
      const event = await newEvent({ capacity: 2 });
      const [v] = await registered(event, visitor('v'));
      const answers = await Promise.all(Array.from({ length: 5 }, () => confirming(event, v!)));
      expect(answers.map(({ result }) => told(result))).toEqual(Array(5).fill('seated'));
      expect(answers.flatMap(({ happenings }) => namesOf(happenings))).toEqual(['seated v']);
      expect(await taken(event)).toBe(1);
    });

    it('who confirms after 48 hours is too late: nothing of them is kept, and they can register again', async () => {
      const event = await newEvent();
      const [v] = await registered(event, visitor('v'));
      expect(await transaction((trx) => standingOf(trx, v!, hoursLater(48)))).toMatchObject({ state: 'lapsed' });
      const late = await confirming(event, v!, hoursLater(48));
      expect([told(late.result), late.happenings]).toEqual(['refused: lapsed', []]);
      expect(await row(v!.id)).toMatchObject({ email: null, name: null, answers: null, key: null });
      expect(told(await registering(event, visitor('v'), hoursLater(49)))).toBe('unconfirmed');
    });

    it('confirms also after registration has closed, but not once the event is cancelled or has started', async () => {
      const event = await newEvent({ closesAt: hoursLater(1).toISOString(), startsAt: hoursLater(9).toISOString() });
      const [a, b] = await registered(event, visitor('a'), visitor('b'));
      expect(told((await confirming(event, a!, hoursLater(2))).result)).toBe('seated');
      expect(told((await confirming(event, b!, hoursLater(9))).result)).toBe('refused: closed');
      await publish(event, { isCancelled: true });
      expect(told((await confirming(event, b!, hoursLater(3))).result)).toBe('refused: cancelled');
    });

    it('is not seated as a group when the event has become smaller than it', async () => {
      const event = await newEvent({ capacity: 5 });
      const [v] = await registered(event, visitor('v', { seats: 5 }));
      await publish(event, { capacity: 4 });
      expect(told((await confirming(event, v!)).result)).toBe('refused: group-too-large');
    });

    it('who signs in and registers before they confirm has what they sent as a member, confirmed', async () => {
      const event = await newEvent({ capacity: 2 });
      const [v] = await registered(event, visitor('v'));
      const sent = form('v', { seats: 2 });
      const { result, happenings } = await at(event, (open) => register(open, sent));
      expect(registrationOf(result)).toMatchObject({ id: v!.id, member: sent.member, seats: 2, state: 'seated' });
      expect(namesOf(happenings)).toEqual(['seated v']);
      expect((await confirming(event, v!)).happenings).toEqual([]);
    });

    it('who confirmed and registers as a member with that address finds their registration', async () => {
      const event = await newEvent();
      const [v] = await registered(event, visitor('v'));
      await confirming(event, v!);
      const sent = form('v');
      const { result, happenings } = await at(event, (open) => register(open, sent));
      expect(result).toMatchObject({ isChanged: false, registration: { id: v!.id, member: sent.member } });
      expect(happenings).toEqual([]);
    });
  });

  describe('someone who cancels', () => {
    it('twice at once frees one seat, which the head of the list gets', async () => {
      const event = await newEvent({ capacity: 1 });
      const [a] = await registered(event, form('a'), form('b'), form('c'));
      const answers = await Promise.all([cancelling(event, a!), cancelling(event, a!), cancelling(event, a!)]);
      expect(answers.map(({ result }) => told(result))).toEqual(['cancelled', 'cancelled', 'cancelled']);
      expect(answers.flatMap(({ happenings }) => namesOf(happenings))).toEqual(['cancelled a', 'promoted b']);
      expect(await states(event)).toEqual(['a cancelled', 'b seated', 'c waiting']);
      expect(await taken(event)).toBe(1);
    });

    it('while others register: the head of the list gets the seat, once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const event = await newEvent({ capacity: 1 });
        const [a] = await registered(event, form('a'), form('b'));
        const [{ happenings }] = await Promise.all([
          cancelling(event, a!),
          ...['c', 'd', 'e'].map((who) => at(event, (open) => register(open, form(who)))),
        ]);
        expect(namesOf(happenings)).toEqual(['cancelled a', 'promoted b']);
        expect(await states(event)).toEqual(['a cancelled', 'b seated', 'c waiting', 'd waiting', 'e waiting']);
      }
    });

    it('after being promoted is not promoted again', async () => {
      const event = await newEvent({ capacity: 1 });
      const [a, b] = await registered(event, form('a'), form('b'));
      await cancelling(event, a!);
      expect(namesOf((await cancelling(event, b!)).happenings)).toEqual(['cancelled b']);
      expect(await publish(event, { capacity: 5 })).toEqual([]);
      expect(await taken(event)).toBe(0);
    });

    it('while waiting as a group at which the line stopped lets the others through', async () => {
      const event = await newEvent({ capacity: 3 });
      const [, , group] = await registered(event, form('a'), form('b'), form('group', { seats: 2 }), form('c'));
      expect(namesOf((await cancelling(event, group!)).happenings)).toEqual(['cancelled group', 'promoted c']);
    });

    it('after the start is refused, and nobody is called to an event that has started or is cancelled', async () => {
      const event = await newEvent({ capacity: 1 });
      const [a] = await registered(event, form('a'), form('b'));
      expect(told((await cancelling(event, a!, hoursLater(480))).result)).toBe('refused: closed');
      expect(await publish(event, { capacity: 5 }, hoursLater(480))).toEqual([]);
      await publish(event, { capacity: 1, isCancelled: true });
      expect(namesOf((await cancelling(event, a!)).happenings)).toEqual(['cancelled a']);
      // It takes place after all.
      expect(namesOf(await publish(event, { isCancelled: false }))).toEqual(['promoted b']);
    });
  });

  describe('the line', () => {
    it('stops at a group that does not fit yet: nobody passes it, nor a newcomer', async () => {
      const event = await newEvent({ capacity: 4 });
      const [a, b] = await registered(event, form('a', { seats: 2 }), form('b', { seats: 2 }));
      await registered(event, form('group', { seats: 3 }), form('c'));
      expect(namesOf((await cancelling(event, a!)).happenings)).toEqual(['cancelled a']);
      expect(told(await registering(event, form('d')))).toBe('waiting');
      const { happenings } = await cancelling(event, b!);
      expect(namesOf(happenings)).toEqual(['cancelled b', 'promoted group', 'promoted c']);
    });

    it('steps over a group that the event has become too small for, which keeps its place', async () => {
      const event = await newEvent({ capacity: 4 });
      const [a] = await registered(event, form('a', { seats: 4 }), form('group', { seats: 3 }), form('b'));
      await publish(event, { capacity: 2 });
      expect(namesOf((await cancelling(event, a!)).happenings)).toEqual(['cancelled a', 'promoted b']);
      expect(told(await registering(event, form('c')))).toBe('seated');
      expect(told(await registering(event, form('d')))).toBe('waiting');
      expect(namesOf(await publish(event, { capacity: 6 }))).toEqual(['promoted group', 'promoted d']);
    });

    it('moves when the organiser adds seats, takes all when there is no limit, and throws nobody out', async () => {
      const event = await newEvent({ capacity: 2 });
      const people = await registered(event, ...['a', 'b', 'c', 'd', 'e', 'f'].map((who) => form(who)));
      expect(namesOf(await publish(event, { capacity: 3 }))).toEqual(['promoted c']);
      expect(await publish(event, { capacity: 1 })).toEqual([]);
      expect(await taken(event)).toBe(3);
      for (const one of people.slice(0, 2)) expect((await cancelling(event, one)).happenings).toHaveLength(1);
      expect(told(await registering(event, form('g')))).toBe('waiting');
      expect(namesOf((await cancelling(event, people[2]!)).happenings)).toEqual(['cancelled c', 'promoted d']);
      expect(namesOf(await publish(event, { capacity: null }))).toEqual(['promoted e', 'promoted f', 'promoted g']);
    });
  });

  describe('an offer', () => {
    const offered = async (terms = {}) => {
      const event = await newEvent({ capacity: 1, waitlist: 'offer', offerHours: 24, ...terms });
      const [a, b, c] = await registered(event, form('a'), form('b'), form('c'));
      const { happenings } = await cancelling(event, a!);
      return { event, b: b!, c: c!, happenings };
    };

    it('is made to the head of the list, holds the seat, and is accepted once', async () => {
      const { event, b, happenings } = await offered();
      expect(namesOf(happenings)).toEqual(['cancelled a', 'offered b']);
      expect((await row(b.id)).offer_expires_at).toBe(hoursLater(24).toISOString());
      expect(told(await registering(event, form('d')))).toBe('waiting');
      const answers = await Promise.all([accepting(event, b), accepting(event, b)]);
      expect(answers.map(({ result }) => told(result))).toEqual(['seated', 'seated']);
      expect(answers.flatMap((one) => namesOf(one.happenings))).toEqual(['seated b']);
      expect(await taken(event)).toBe(1);
    });

    it('that is not accepted lapses, by itself or by the job, and the next one has it', async () => {
      const { event, b, c } = await offered();
      expect(await transaction((trx) => standingOf(trx, c, NOW))).toMatchObject({ position: 1 });
      const due = (now: Date) => transaction((trx) => unsettledEvents(trx, now));
      expect(await due(hoursLater(23.99))).not.toContain(event);
      expect(await due(hoursLater(24))).toContain(event);
      const unnoted = await row(b.id);
      expect(await transaction((trx) => standingOf(trx, unnoted, hoursLater(24)))).toMatchObject({ state: 'lapsed' });
      expect(namesOf(await settle(event, hoursLater(24)))).toEqual(['offer-lapsed b', 'offered c']);
      expect(await settle(event, hoursLater(24))).toEqual([]);
      expect(told((await accepting(event, b, hoursLater(24))).result)).toBe('refused: lapsed');
      expect(told((await accepting(event, c, hoursLater(25))).result)).toBe('seated');
    });

    it('that lapses while it is accepted has one outcome', async () => {
      const seen = new Set<string>();
      for (let round = 0; round < 20; round += 1) {
        const { event, b } = await offered();
        const both = [
          () => accepting(event, b, hoursLater(23.99)).then(({ happenings }) => happenings),
          () => settle(event, hoursLater(24)),
        ];
        const happenings = await Promise.all((round % 2 ? both : both.reverse()).map((start) => start()));
        const outcome = namesOf(happenings.flat()).join(', ');
        expect(['seated b', 'offer-lapsed b, offered c']).toContain(outcome);
        expect(await taken(event)).toBe(1);
        seen.add(outcome);
      }
      expect(seen.size).toBe(2);
    });

    it('is refused to who was not made one, declined it, or comes as the event has started or is cancelled', async () => {
      const { event, b, c } = await offered({ startsAt: hoursLater(10).toISOString() });
      expect((await row(b.id)).offer_expires_at).toBe(hoursLater(10).toISOString());
      expect(told((await accepting(event, c)).result)).toBe('refused: no-offer');
      await publish(event, { startsAt: hoursLater(5).toISOString() });
      expect(told((await accepting(event, b, hoursLater(5))).result)).toBe('refused: closed');
      await publish(event, { isCancelled: true });
      expect(told((await accepting(event, b)).result)).toBe('refused: cancelled');
      await publish(event, { isCancelled: false });
      expect(namesOf((await cancelling(event, b)).happenings)).toEqual(['cancelled b', 'offered c']);
      expect(told((await accepting(event, b)).result)).toBe('refused: ended');
    });
  });

  describe('the number of seats of a registration', () => {
    it('grows when so many are free and nobody waits, and shrinks for who waits', async () => {
      const event = await newEvent({ capacity: 4 });
      const [a] = await registered(event, form('a'), form('b'));
      expect(namesOf((await changing(event, a!, 3)).happenings)).toEqual(['seats-changed a']);
      expect(await taken(event)).toBe(4);
      expect(told((await changing(event, a!, 4)).result)).toBe('refused: no-seat');
      await registered(event, form('c', { seats: 2 }));
      const { happenings } = await changing(event, a!, 1);
      expect(namesOf(happenings)).toEqual(['seats-changed a', 'promoted c']);
      expect(await taken(event)).toBe(4);
    });

    it('does not grow past those who wait, and shrinks for a group that then fits', async () => {
      const event = await newEvent({ capacity: 3 });
      const [a, group] = await registered(event, form('a', { seats: 2 }), form('group', { seats: 3 }));
      expect(told((await changing(event, a!, 3)).result)).toBe('refused: no-seat');
      expect(told((await changing(event, group!, 2)).result)).toBe('waiting');
      expect(namesOf((await changing(event, group!, 1)).happenings)).toEqual(['seats-changed group', 'promoted group']);
    });

    it('shrunk twice at once frees the seats once', async () => {
      const event = await newEvent({ capacity: 4 });
      const [a] = await registered(event, form('a', { seats: 4 }));
      await Promise.all([changing(event, a!, 1), changing(event, a!, 1)]);
      expect(await taken(event)).toBe(1);
    });

    it.each([0, -1, 1.5, NaN])('is not changed to %d', async (seats) => {
      const event = await newEvent();
      const [a] = await registered(event, form('a', { seats: 2 }));
      expect(told((await changing(event, a!, seats)).result)).toBe('refused: invalid-seats');
      expect(await taken(event)).toBe(2);
    });

    it('is not changed beyond what a group may have, once it ended, or after the start', async () => {
      const event = await newEvent({ groupMax: 3, closesAt: hoursLater(5).toISOString() });
      const [a] = await registered(event, form('a', { seats: 2 }));
      expect(told((await changing(event, a!, 4)).result)).toBe('refused: group-too-large');
      expect(told((await changing(event, a!, 3, hoursLater(5))).result)).toBe('refused: closed');
      expect(told((await changing(event, a!, 1, hoursLater(5))).result)).toBe('seated');
      expect(told((await changing(event, a!, 3, hoursLater(480))).result)).toBe('refused: closed');
      await cancelling(event, a!);
      expect(told((await changing(event, a!, 1)).result)).toBe('refused: ended');
    });
  });

  it.each([
    ['empty', ''],
    ['of nobody', newId()],
    ['huge', 'a'.repeat(10_000)],
    ['a statement', "' or 1=1 --"],
    ['a byte that PostgreSQL refuses', '\0'],
  ])('an identifier that is none of the event (%s) is unknown, and changes nothing', async (_, id) => {
    const event = await newEvent({ capacity: 1 });
    const [elsewhere] = await registered(await newEvent(), form('elsewhere'));
    for (const forged of [id, elsewhere!.id]) {
      for (const act of [confirm, cancel, accept])
        expect(told((await at(event, (open) => act(open, forged))).result)).toBe('refused: unknown');
      expect(told((await at(event, (open) => changeSeats(open, forged, 1))).result)).toBe('refused: unknown');
    }
    expect(await transaction((trx) => markAttended(trx, id, true, NOW))).toBe(false);
    expect(await transaction((trx) => findRegistration(trx, id))).toBeUndefined();
    expect(told((await at(event, (open) => register(open, form('a')))).result)).toBe('seated');
  });

  it('who has a seat is noted as present once, and the first time stays; who waits is not', async () => {
    const event = await newEvent({ capacity: 1 });
    const [a, b] = await registered(event, form('a'), form('b'));
    const note = ({ id }: Registration, isPresent: boolean, now: Date) =>
      transaction((trx) => markAttended(trx, id, isPresent, now));
    expect([await note(a!, true, NOW), await note(a!, true, hoursLater(1))]).toEqual([true, true]);
    expect((await row(a!.id)).attended_at).toBe(NOW.toISOString());
    expect([await note(a!, false, NOW), await note(b!, true, NOW)]).toEqual([true, false]);
    expect((await row(a!.id)).attended_at).toBeNull();
  });

  describe('personal data', () => {
    const member = () => ({ document_id: newId(), email: `${newId()}@entity.example` });
    const formOf = ({ document_id, email }: ReturnType<typeof member>) =>
      form('m', { member: document_id, email, answers: { diet: 'none' }, sector: 'energie', entity: 'Mairie' });

    it('are given to a member, also those of what they registered before they had an account', async () => {
      const one = member();
      const [first, second] = [await newEvent(), await newEvent()];
      await registered(first, formOf(one), form('other'));
      await registered(second, { ...formOf(one), member: null });
      const { registrations } = await transaction((trx) => registrationDataOf(trx, one));
      expect(registrations).toHaveLength(2);
      expect(registrations).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ event: first, state: 'seated', answers: { diet: 'none' } }),
          expect.objectContaining({ event: second, state: 'unconfirmed', entity: 'Mairie' }),
        ]),
      );
    });

    it('of who erases their account are emptied; what is to come is cancelled, and goes to who waits', async () => {
      const one = member();
      const coming = await newEvent({ capacity: 1 });
      const past = await newEvent();
      await registered(coming, formOf(one), form('b'));
      await registered(past, formOf(one));
      await publish(past, { startsAt: hoursLater(-5).toISOString(), endsAt: hoursLater(-3).toISOString() });
      for (let twice = 0; twice < 2; twice += 1) await transaction((trx) => dropRegistrations(trx, one, NOW));
      expect(await knex()(REGISTRATIONS).where({ event: past })).toEqual([
        expect.objectContaining({ state: 'seated', sector: 'energie', ...forgotten }),
      ]);
      expect(await knex()(REGISTRATIONS).where({ event: coming, state: 'cancelled' })).toEqual([
        expect.objectContaining({ sector: 'energie', ...forgotten }),
      ]);
      expect(await transaction((trx) => unsettledEvents(trx, NOW))).toContain(coming);
      expect(namesOf(await settle(coming))).toEqual(['promoted b']);
      expect(await transaction((trx) => unsettledEvents(trx, NOW))).not.toContain(coming);
      expect(await taken(coming)).toBe(1);
    });

    it('are emptied once the event has ended long ago; what figures are made of stays', async () => {
      const ended = await newEvent();
      const coming = await newEvent();
      const [a] = await registered(ended, formOf(member()));
      await transaction((trx) => markAttended(trx, a!.id, true, NOW));
      await registered(coming, form('b'));
      await publish(ended, { startsAt: hoursLater(-5).toISOString(), endsAt: hoursLater(-3).toISOString() });
      const forget = () => transaction((trx) => forgetRegistrations(trx, hoursLater(-2)));
      expect([await forget(), await forget()]).toEqual([1, 0]);
      expect(await row(a!.id)).toMatchObject({ state: 'seated', sector: 'energie', seats: 1, ...forgotten });
      expect((await row(a!.id)).attended_at).not.toBeNull();
      expect(await states(coming)).toEqual(['b seated']);
    });
  });
}

const forgotten = { member: null, email: null, name: null, entity: null, answers: null, key: null };
