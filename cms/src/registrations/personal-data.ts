import type { Transaction } from '../database/transaction.ts';
import { lock } from './open-event.ts';
import type { Person } from './read.ts';
import { FORGOTTEN, LIVE_STATES, REGISTRATIONS, SEATS, holdsSeats, type Registration } from './tables.ts';

/** Registrations of a member; also those that they made as a visitor, before they had an account. */
const own = (trx: Transaction, { document_id, email }: Person) =>
  trx(REGISTRATIONS).where((either) => {
    void either.where({ member: document_id });
    if (email !== null) void either.orWhere({ email });
  });

/** A member's registrations, for the file of their data. */
export async function registrationDataOf(trx: Transaction, person: Person): Promise<Record<string, unknown>> {
  const rows = await own(trx, person).orderBy('created_at').select<Registration[]>('*');
  return {
    registrations: rows.map((row) => ({
      event: row.event,
      email: row.email,
      name: row.name,
      entity: row.entity,
      answers: JSON.parse(row.answers!) as unknown,
      sector: row.sector,
      size: row.size,
      level: row.level,
      language: row.language,
      seats: row.seats,
      state: row.state,
      place: row.place,
      offerExpiresAt: row.offer_expires_at,
      createdAt: row.created_at,
      confirmedAt: row.confirmed_at,
      endedAt: row.ended_at,
      attendedAt: row.attended_at,
    })),
  };
}

/**
 * Forgets who registered, as their account is erased, and cancels what is to come. What they held goes to who waits as the
 * event is next opened, at the latest by the job: nobody is told in the name of who is gone.
 */
export async function dropRegistrations(trx: Transaction, person: Person, now: Date): Promise<void> {
  // In one order for all: no two wait for each other.
  for (const event of await own(trx, person).distinct().orderBy('event').pluck<string[]>('event')) {
    await lock(trx, event);
    const seats = trx(SEATS).where({ event });
    if (await seats.clone().where('starts_at', '>', now.toISOString()).first('event')) {
      const live = own(trx, person).where({ event }).whereIn('state', LIVE_STATES);
      const rows = await live.clone().select<Registration[]>('*');
      const freed = rows.filter(holdsSeats).reduce((sum, row) => sum + row.seats, 0);
      await live.update({ state: 'cancelled', ended_at: now.toISOString() });
      await seats.update({ taken: trx.raw('taken - ?', [freed]), unsettled: true });
    }
    await own(trx, person).where({ event }).update(FORGOTTEN);
  }
}

/** Forgets who registered for events that ended before an instant; what figures are made of stays. Returns how many. */
export function forgetRegistrations(trx: Transaction, endedBefore: Date): Promise<number> {
  const events = trx(SEATS).where('ends_at', '<', endedBefore.toISOString()).select('event');
  return trx(REGISTRATIONS).whereIn('event', events).whereNotNull('email').update(FORGOTTEN);
}
