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

const registering = fc.record({
  kind: fc.constant('register' as const),
  person,
  isMember: oneIn(4).map((isVisitor) => !isVisitor),
  seats,
  key: fc.nat({ max: 2 }),
});

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: registering },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('confirm' as const, 'cancel' as const, 'accept' as const), which }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('change' as const), which, seats }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('publish' as const), terms }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), person }) },
);

const batchOf = (act: fc.Arbitrary<Act>): fc.Arbitrary<Batch> =>
  fc.record({
    hours: fc.constantFrom(0, 1, 23, 24, 48),
    steps: fc.array(fc.record({ act, minutes: fc.nat({ max: 90 }), isTwice: oneIn(4) }), {
      minLength: 1,
      maxLength: 4,
    }),
  });

/** A crowd first, or there is nobody to wait. */
const history = fc.tuple(batchOf(registering), fc.array(batchOf(act), { minLength: 1, maxLength: 5 }));

/** Kinds that were told last when a registration is in a state. */
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
  const { at, newEvent, transaction } = organiserOf(knex);

  /** One event, those who come to it, and what they were told, as each transaction was about to be committed. */
  class Run {
    readonly #people = Array.from({ length: 7 }, () => ({ document_id: newId(), email: `${newId()}@entity.example` }));
    readonly #made: string[] = [];
    readonly #told = new Map<string, HappeningKind[]>();
    readonly #event: string;
    #hours = 0;

    constructor(event: string) {
      this.#event = event;
    }

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
      if (act.kind === 'erase') return transaction((trx) => dropRegistrations(trx, this.#people[act.person]!, now));
      const work = async (open: OpenEvent) => {
        await this.#check(open, open.happenings, false);
        const before = open.happenings.length;
        const isNewGiven = await this.#act(open, act, made);
        await this.#check(open, open.happenings.slice(before), isNewGiven);
        this.#note(open.happenings);
      };
      await at(this.#event, work, now, act.kind === 'publish' ? act.terms : undefined);
    }

    /** @returns true when seats were given that nobody had waited for */
    async #act(open: OpenEvent, act: Act, made: readonly string[]): Promise<boolean> {
      if (act.kind === 'register') {
        const { document_id, email } = this.#people[act.person]!;
        const member = act.isMember ? document_id : null;
        const sent = form('p', { member, email, key: `${act.person} ${act.key}`, seats: act.seats });
        const outcome = await register(open, sent);
        if (isChanged(outcome)) this.#made.push(outcome.registration.id);
        return isChanged(outcome) && outcome.registration.state === 'seated';
      }
      if (!('which' in act) || made.length === 0) return false;
      const before = (await findRegistration(open.trx, made[act.which % made.length]!))!;
      const outcome =
        act.kind === 'change'
          ? await changeSeats(open, before.id, act.seats)
          : await { confirm, cancel, accept }[act.kind](open, before.id);
      if (!isChanged(outcome) || !holdsSeats(outcome.registration)) return false;
      return !holdsSeats(before) || outcome.registration.seats > before.seats;
    }

    /** Who was given seats, or called to some, passed nobody who waits, and there were as many. */
    async #check({ trx, terms }: OpenEvent, happenings: readonly Happening[], isNewGiven: boolean): Promise<void> {
      const calls = happenings.filter(({ kind }) => kind === 'promoted' || kind === 'offered');
      if (calls.length === 0 && !isNewGiven) return;
      const last = isNewGiven ? Infinity : Math.max(...calls.map(({ registration }) => registration.place!));
      const capacity = terms.capacity ?? Infinity;
      const waiting = await trx(REGISTRATIONS)
        .where({ event: terms.event, state: 'waiting' })
        .select<Registration[]>('place', 'seats');
      const passed = waiting.filter(({ place, seats }) => place! < last && seats <= capacity);
      expect(passed, 'passed on the list').toEqual([]);
      const row = await trx(SEATS).where({ event: terms.event }).first<{ taken: number }>('taken');
      expect(row.taken, 'taken').toBeLessThanOrEqual(capacity);
    }

    #note(happenings: readonly Happening[]): void {
      for (const { kind, registration } of happenings)
        this.#told.set(registration.id, [...(this.#told.get(registration.id) ?? []), kind]);
    }

    /** Counts everything anew from the rows. */
    async recount(): Promise<void> {
      const { row, rows, terms } = await transaction(async (trx) => ({
        row: await trx(SEATS)
          .where({ event: this.#event })
          .first<{ taken: number; next_place: number; unsettled: boolean | 0 | 1 } | undefined>('*'),
        rows: await trx(REGISTRATIONS).where({ event: this.#event }).select<Registration[]>('*'),
        terms: (await readTerms(trx, this.#event))!,
      }));
      if (!row) return expect(rows).toEqual([]);

      expect(row.taken, 'seats taken').toBe(rows.filter(holdsSeats).reduce((sum, one) => sum + one.seats, 0));
      const places = rows.flatMap(({ place }) => place ?? []).sort((a, b) => a - b);
      expect(places, 'places').toEqual(Array.from({ length: row.next_place - 1 }, (_, index) => index + 1));
      // Of who was erased once the event had begun, the row stays, under no address.
      const addresses = rows.filter(isLive).flatMap(({ email }) => email ?? []);
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
    const histories = fc.asyncProperty(terms, history, async (first, [crowd, batches]) => {
      const run = new Run(await newEvent({ ...first, startsAt: hoursLater(STARTS_AFTER_HOURS).toISOString() }));
      for (const batch of [crowd, ...batches]) {
        await run.take(batch);
        await run.recount();
      }
    });
    const runs = Array.from({ length: EVENTS }, () => fc.assert(histories, { numRuns: RUNS / EVENTS }));
    await Promise.all(runs);
  });
}

const isChanged = (outcome: Outcome): outcome is Extract<Outcome, { isChanged: boolean }> =>
  'isChanged' in outcome && outcome.isChanged;
