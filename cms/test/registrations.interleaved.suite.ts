import fc from 'fast-check';
import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { newId } from '../src/community/rows.ts';
import { accept, cancel, changeSeats } from '../src/registrations/changes.ts';
import type { Happening, HappeningKind, OpenEvent, Outcome } from '../src/registrations/event.ts';
import { dropRegistrations } from '../src/registrations/personal-data.ts';
import { findRegistration } from '../src/registrations/read.ts';
import { confirm, register } from '../src/registrations/register.ts';
import {
  REGISTRATIONS,
  SEATS,
  holdsSeats,
  isLive,
  type Registration,
  type RegistrationState,
} from '../src/registrations/tables.ts';
import type { Terms } from '../src/registrations/terms.ts';
import { form, hoursLater, organiserOf, readTerms } from './registrations.ts';

const RUNS = 1_000;

/** Events at a time: they do not wait for each other. */
const EVENTS = 4;

const STARTS_AFTER_HOURS = 120;

/** What someone does; `which` is a registration among those made so far. */
type Act =
  | { kind: 'register'; person: number; isMember: boolean; seats: number; key: number }
  | { kind: 'confirm' | 'cancel' | 'accept'; which: number }
  | { kind: 'change'; which: number; seats: number }
  | { kind: 'publish'; terms: Pick<Terms, 'capacity' | 'waitlist' | 'isCancelled'> }
  | { kind: 'erase'; person: number };

interface Step {
  act: Act;
  /** By how much the clock of its process is fast. */
  minutes: number;
  /** A double click, or a retry. */
  isTwice: boolean;
}

/** Steps that are taken at the same time, so long after those before. */
interface Batch {
  hours: number;
  steps: Step[];
}

const oneIn = (count: number) => fc.nat({ max: count - 1 }).map((drawn) => drawn === count - 1);
const seats = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 4 }) },
);
const person = fc.nat({ max: 6 });
const which = fc.nat({ max: 20 });
const terms = fc.record({
  capacity: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 8 }),
  waitlist: fc.constantFrom('direct' as const, 'offer' as const),
  isCancelled: oneIn(10),
});

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('register' as const),
      person,
      isMember: fc.boolean(),
      seats,
      key: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('confirm' as const, 'cancel' as const, 'accept' as const), which }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('change' as const), which, seats }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('publish' as const), terms }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), person }) },
);

const batch: fc.Arbitrary<Batch> = fc.record({
  hours: fc.constantFrom(0, 1, 23, 24, 48),
  steps: fc.array(fc.record({ act, minutes: fc.nat({ max: 90 }), isTwice: oneIn(4) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

/** Kinds that were told last when a registration is in a state; null: it ended without a word. */
const LAST_TOLD: Record<RegistrationState, readonly HappeningKind[]> = {
  unconfirmed: ['to-confirm'],
  seated: ['seated', 'promoted'],
  waiting: ['waiting'],
  offered: ['offered'],
  cancelled: ['cancelled'],
  lapsed: ['offer-lapsed', 'to-confirm'],
};

/** Whatever happens at the same time, the seats add up. Run on each database; on PostgreSQL each step has a connection. */
export function interleavedRegistrationsSuite(knex: () => Knex): void {
  const { at, newEvent, publish, transaction } = organiserOf(knex);

  /** One event, those who come to it, and what they were told, as each transaction was about to be committed. */
  class Run {
    readonly #people = Array.from({ length: 7 }, () => ({ document_id: newId(), email: `${newId()}@entity.example` }));
    readonly #made: string[] = [];
    readonly #told = new Map<string, HappeningKind[]>();
    #hours = 0;

    constructor(readonly event: string) {}

    async take({ hours, steps }: Batch): Promise<void> {
      this.#hours += hours;
      const made = [...this.#made];
      await Promise.all(
        steps.flatMap(({ act, minutes, isTwice }) => {
          const now = hoursLater(this.#hours + minutes / 60);
          return [this.#do(act, made, now), ...(isTwice ? [this.#do(act, made, now)] : [])];
        }),
      );
    }

    async #do(act: Act, made: readonly string[], now: Date): Promise<void> {
      if (act.kind === 'publish') return this.#note(await publish(this.event, act.terms, now));
      if (act.kind === 'erase') return transaction((trx) => dropRegistrations(trx, this.#people[act.person]!, now));
      await at(
        this.event,
        async (open) => {
          const settled = [...open.happenings];
          await this.#checkOrder(open, settled);
          const isGrown = await this.#act(open, act, made);
          const given = open.happenings.slice(settled.length);
          await this.#checkOrder(open, given);
          const isGiven = given.some(({ kind }) => isCall(kind) || (kind === 'seated' && act.kind !== 'accept'));
          if (isGiven || isGrown || settled.some(({ kind }) => isCall(kind))) await this.#checkCapacity(open);
          this.#note(open.happenings);
        },
        now,
      );
    }

    /** @returns true when a registration that holds seats got more */
    async #act(open: OpenEvent, act: Exclude<Act, { kind: 'publish' | 'erase' }>, made: readonly string[]) {
      if (act.kind === 'register') {
        const { document_id, email } = this.#people[act.person]!;
        const member = act.isMember ? document_id : null;
        const sent = form('p', { member, email, key: `${act.person} ${act.key}`, seats: act.seats });
        const outcome = await register(open, sent);
        if (isChanged(outcome)) this.#made.push(outcome.registration.id);
        return false;
      }
      const id = made[act.which % made.length];
      if (id === undefined) return false;
      if (act.kind !== 'change') {
        await { confirm, cancel, accept }[act.kind](open, id);
        return false;
      }
      const before = (await findRegistration(open.trx, id))!;
      return isChanged(await changeSeats(open, id, act.seats)) && holdsSeats(before) && act.seats > before.seats;
    }

    /** Who was given something, or called, passed nobody. */
    async #checkOrder({ trx, terms }: OpenEvent, happenings: readonly Happening[]): Promise<void> {
      const lasts = happenings.flatMap(({ kind, registration: { place } }) => {
        if (isCall(kind)) return [place!];
        return kind === 'seated' && place === null ? [Infinity] : [];
      });
      if (lasts.length === 0) return;
      const waiting = await trx(REGISTRATIONS)
        .where({ event: terms.event, state: 'waiting' })
        .select<Registration[]>('place', 'seats');
      const passed = waiting.filter(
        (row) => row.place! < Math.max(...lasts) && row.seats <= (terms.capacity ?? Infinity),
      );
      expect(passed, 'passed on the list').toEqual([]);
    }

    async #checkCapacity({ trx, terms }: OpenEvent): Promise<void> {
      const row = await trx(SEATS).where({ event: terms.event }).first<{ taken: number }>('taken');
      expect(row.taken, 'taken').toBeLessThanOrEqual(terms.capacity ?? Infinity);
    }

    #note(happenings: readonly Happening[]): void {
      for (const { kind, registration } of happenings)
        this.#told.set(registration.id, [...(this.#told.get(registration.id) ?? []), kind]);
    }

    /** Counts everything anew from the rows. */
    async check(): Promise<void> {
      const { row, rows, terms } = await transaction(async (trx) => ({
        row: await trx(SEATS)
          .where({ event: this.event })
          .first<{ taken: number; next_place: number; unsettled: boolean | 0 | 1 } | undefined>('*'),
        rows: await trx(REGISTRATIONS).where({ event: this.event }).select<Registration[]>('*'),
        terms: (await readTerms(trx, this.event))!,
      }));
      if (!row) return expect(rows).toEqual([]);

      expect(row.taken, 'seats taken').toBe(rows.filter(holdsSeats).reduce((sum, one) => sum + one.seats, 0));
      const places = rows.flatMap(({ place }) => place ?? []).sort((a, b) => a - b);
      expect(places, 'places').toEqual(Array.from({ length: row.next_place - 1 }, (_, index) => index + 1));
      const addresses = rows.filter(isLive).map(({ email }) => email);
      expect(new Set(addresses).size, 'live addresses').toBe(addresses.length);

      const capacity = terms.capacity ?? Infinity;
      const isOver = terms.isCancelled || this.#hours + 1.5 >= STARTS_AFTER_HOURS;
      const head = rows
        .filter(({ state, seats }) => state === 'waiting' && seats <= capacity)
        .sort((a, b) => a.place! - b.place!)[0];
      if (head && !isOver && !row.unsettled)
        expect(head.seats, 'seats that the head of the list wants').toBeGreaterThan(capacity - row.taken);

      for (const { id, state, email } of rows) {
        const told = (this.#told.get(id) ?? []).filter((kind) => kind !== 'seats-changed');
        expect(told, 'told once').toEqual([...new Set(told)]);
        const isErased = state === 'cancelled' && email === null;
        if (!isErased) expect(LAST_TOLD[state]).toContain(told.at(-1));
      }
    }
  }

  it(`holds to its rules whatever happens at the same time, in ${RUNS} histories`, { timeout: 180_000 }, async () => {
    const histories = fc.asyncProperty(
      terms,
      fc.array(batch, { minLength: 1, maxLength: 5 }),
      async (first, batches) => {
        const run = new Run(await newEvent({ ...first, startsAt: hoursLater(STARTS_AFTER_HOURS).toISOString() }));
        for (const one of batches) {
          await run.take(one);
          await run.check();
        }
      },
    );
    const runs = Array.from({ length: EVENTS }, () => fc.assert(histories, { numRuns: RUNS / EVENTS }));
    await Promise.all(runs);
  });
}

const isCall = (kind: HappeningKind) => kind === 'promoted' || kind === 'offered';

const isChanged = (outcome: Outcome): outcome is Extract<Outcome, { isChanged: boolean }> =>
  'isChanged' in outcome && outcome.isChanged;
