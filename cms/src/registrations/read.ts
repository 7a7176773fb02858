import type { RegistrationState } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import type { OpenEvent } from './event.ts';
import { isDue } from './lapse.ts';
import { LIVE_STATES, REGISTRATIONS, SEATS, type Registration } from './tables.ts';

/** Identifiers of registrations: nothing else is asked of the database. */
const ID = /^[0-9a-f]{24}$/;

export async function findRegistration(trx: Transaction, id: string): Promise<Registration | undefined> {
  return ID.test(id) ? trx(REGISTRATIONS).where({ id }).first<Registration | undefined>('*') : undefined;
}

/** The registration with an identifier, if it is of this event. */
export async function findIn({ trx, terms }: OpenEvent, id: string): Promise<Registration | undefined> {
  const registration = await findRegistration(trx, id);
  return registration?.event === terms.event ? registration : undefined;
}

/** A member's registration for an event, if there is one that stands; also one that they made as a visitor and confirmed. */
export function ownLive(trx: Transaction, event: string, member: Person): Promise<Registration | undefined> {
  return ownOf(trx, member).where({ event }).whereIn('state', LIVE_STATES).first<Registration | undefined>('*');
}

/** What a member registered for and that stands, the last hundred. */
export function ownRegistrationsOf(trx: Transaction, member: Person): Promise<Registration[]> {
  return ownOf(trx, member)
    .whereIn('state', LIVE_STATES)
    .orderBy('created_at', 'desc')
    .limit(100)
    .select<Registration[]>('*');
}

/** True for a registration of a member: see {@link ownOf}. */
export function isOwn({ member, email, confirmed_at }: Registration, person: Person): boolean {
  return member === person.document_id || (email !== null && email === person.email && confirmed_at !== null);
}

/** A member, as far as registrations know of one. */
export interface Person {
  document_id: string;
  email: string | null;
}

/** Registrations of a member; also those for which a visitor has proven the same address. */
const ownOf = (trx: Transaction, { document_id, email }: Person) =>
  trx(REGISTRATIONS).where((either) => {
    void either.where({ member: document_id });
    if (email !== null) void either.orWhere((visitor) => void visitor.where({ email }).whereNotNull('confirmed_at'));
  });

/** Seats of an event that are taken or offered, and how many registrations wait. */
export async function seatsOf(trx: Transaction, event: string): Promise<{ taken: number; waiting: number }> {
  const row = await trx(SEATS).where({ event }).first<{ taken: number } | undefined>('taken');
  return { taken: row?.taken ?? 0, waiting: await count(trx(REGISTRATIONS).where({ event, state: 'waiting' })) };
}

/** Where a registration stands. */
export interface Standing {
  state: RegistrationState;
  /** Of who waits: their rank among those who wait, from 1. */
  position: number | null;
}

/** Where a registration stands now: what is due has lapsed, also when nothing has noted it yet. */
export async function standingOf(trx: Transaction, registration: Registration, now: Date): Promise<Standing> {
  const { event, state, place } = registration;
  if (state !== 'waiting') return { state: isDue(registration, now) ? 'lapsed' : state, position: null };
  const before = trx(REGISTRATIONS).where({ event, state }).where('place', '<', place);
  return { state, position: (await count(before)) + 1 };
}

async function count(rows: ReturnType<Transaction>): Promise<number> {
  const [row] = (await rows.count({ count: '*' })) as { count: number | string }[];
  return Number(row!.count);
}
