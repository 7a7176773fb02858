import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Knex } from 'knex';
import { newId } from '../src/community/rows.ts';
import type { Happening, OpenEvent, Outcome } from '../src/registrations/event.ts';
import { openEvent } from '../src/registrations/open-event.ts';
import { register, type SentRegistration } from '../src/registrations/register.ts';
import { REGISTRATIONS, SEATS, type Registration } from '../src/registrations/tables.ts';
import type { ReadTerms, Terms } from '../src/registrations/terms.ts';

/** When most tests take place: the events of {@link organiserOf} start twenty days later. */
export const NOW = new Date('2026-12-01T09:00:00.000Z');

const HOUR_MS = 3_600_000;

export const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);

/** Published terms of the tests, in place of the content type. */
const TERMS = 'test_terms';

/** Makes the tables in an empty database, without Strapi. */
export async function createTables(knex: Knex): Promise<void> {
  const file = '../database/migrations/2026.11.28T00.00.00.registrations.js';
  const { up } = createRequire(import.meta.url)(file) as { up(knex: Knex): Promise<void> };
  await up(knex);
  await knex.schema.createTable(TERMS, (table) => {
    table.string('event', 24).primary();
    table.text('terms').notNullable();
  });
}

export const readTerms: ReadTerms = async (trx, event) => {
  const row = await trx(TERMS).where({ event }).first<{ terms: string } | undefined>('terms');
  return row && (JSON.parse(row.terms) as Terms);
};

/** A form that someone sends; `who` makes the address. */
export const form = (who: string, values: Partial<SentRegistration> = {}): SentRegistration => ({
  member: newId(),
  email: `${who}@entity.example`,
  name: who,
  entity: null,
  answers: {},
  key: randomUUID(),
  sector: null,
  size: null,
  level: null,
  language: 'fr',
  seats: 1,
  ...values,
});

/** Why an outcome is a refusal, or the state that the registration has come to. */
export const told = (outcome: Outcome): string =>
  'refusal' in outcome ? `refused: ${outcome.refusal}` : outcome.registration.state;

export const registrationOf = (outcome: Outcome): Registration => {
  if ('refusal' in outcome) throw new Error(`refused: ${outcome.refusal}`);
  return outcome.registration;
};

export const namesOf = (happenings: readonly Happening[]): string[] =>
  happenings.map(({ kind, registration }) => `${kind} ${registration.name}`);

/** What organisers and people do on a database, each in a transaction of its own. */
export function organiserOf(knex: () => Knex) {
  const transaction = <Result>(work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result> =>
    knex().transaction(work);

  /** Opens an event, does something, and resolves with what came of it and what people are told; `terms` are published first. */
  const at = <Result>(
    id: string,
    work: (event: OpenEvent) => Promise<Result>,
    now = NOW,
    terms?: Partial<Terms>,
  ): Promise<{ result: Result; happenings: Happening[] }> =>
    transaction(async (trx) => {
      if (terms)
        await trx(TERMS)
          .where({ event: id })
          .update({ terms: JSON.stringify({ ...(await readTerms(trx, id)), ...terms }) });
      const event = (await openEvent(trx, id, readTerms, now))!;
      const result = await work(event);
      return { result, happenings: event.happenings };
    });

  /** Changes the terms of an event, and settles it in the same transaction. */
  const publish = async (id: string, terms: Partial<Terms>, now = NOW) =>
    (await at(id, async () => undefined, now, terms)).happenings;

  return {
    transaction,
    at,
    publish,
    /** Opens an event with nothing to do: what is due is done. */
    settle: async (id: string, now = NOW) => (await at(id, async () => undefined, now)).happenings,

    async newEvent(terms: Partial<Terms> = {}): Promise<string> {
      const event = newId();
      const all: Terms = {
        event,
        isCancelled: false,
        startsAt: hoursLater(480).toISOString(),
        endsAt: hoursLater(482).toISOString(),
        opensAt: null,
        closesAt: null,
        capacity: null,
        groupMax: 10,
        waitlist: 'direct',
        offerHours: 24,
        ...terms,
      };
      await transaction((trx) => trx(TERMS).insert({ event, terms: JSON.stringify(all) }));
      return event;
    },

    /** Registers people one after the other. */
    async registered(id: string, ...forms: SentRegistration[]): Promise<Registration[]> {
      const registrations: Registration[] = [];
      for (const sent of forms)
        registrations.push(registrationOf((await at(id, (event) => register(event, sent))).result));
      return registrations;
    },

    /** Each who registered, by name, as `name state`. */
    async states(id: string): Promise<string[]> {
      const rows = await knex()(REGISTRATIONS).where({ event: id }).orderBy('name').select<Registration[]>('*');
      return rows.map(({ name, state }) => `${name} ${state}`);
    },

    async taken(id: string): Promise<number> {
      return (await knex()(SEATS).where({ event: id }).first<{ taken: number }>('taken')).taken;
    },
  };
}
