import type { Transaction } from '../database/transaction.ts';
import { happened, type OpenEvent } from './event.ts';
import { freeSeats } from './seats.ts';
import { FORGOTTEN, REGISTRATIONS, SEATS, type Registration } from './tables.ts';

/** How long a visitor has to confirm, in ms. */
const CONFIRM_MS = 48 * 3_600_000;

/** Until when a registration that waits for its confirmation has to have been made, to be still good. */
const oldest = (now: Date) => new Date(now.getTime() - CONFIRM_MS).toISOString();

/** True when what a registration waits for did not come in time, whether or not it was noted. */
export function isDue({ state, created_at, offer_expires_at }: Registration, now: Date): boolean {
  if (state === 'unconfirmed') return created_at <= oldest(now);
  return state === 'offered' && offer_expires_at! <= now.toISOString();
}

/**
 * Registrations of all events for which {@link isDue} is true, state by state: for both at once SQLite reads every row of an event. The
 * states are written out: their indexes are of those rows alone.
 */
const due = (trx: Transaction, now: Date) =>
  [
    trx(REGISTRATIONS).whereRaw("state = 'unconfirmed'").where('created_at', '<=', oldest(now)),
    trx(REGISTRATIONS).whereRaw("state = 'offered'").where('offer_expires_at', '<=', now.toISOString()),
  ] as const;

/**
 * Events at which something is to be done: an offer lapsed, a visitor did not confirm, a seat was freed as its account was
 * erased. Opening each does it.
 */
export async function unsettledEvents(trx: Transaction, now: Date): Promise<string[]> {
  const events = await trx(SEATS).where({ unsettled: true }).pluck<string[]>('event');
  for (const some of due(trx, now)) events.push(...(await some.distinct().pluck<string[]>('event')));
  return [...new Set(events)];
}

/** Ends what is due at an event. Of visitors who did not confirm nothing is kept: it may be another who gave their address. */
export async function lapse(event: OpenEvent): Promise<void> {
  const { trx, terms, now } = event;
  const ended = { state: 'lapsed', ended_at: now.toISOString() } as const;
  const [visitors, offers] = due(trx, now);
  await visitors.where({ event: terms.event }).update({ ...ended, ...FORGOTTEN });
  const lapsed = (await offers.where({ event: terms.event }).update(ended).returning('*')) as Registration[];
  for (const registration of lapsed.sort((a, b) => a.place! - b.place!)) {
    await freeSeats(event, registration.seats);
    happened(event, 'offer-lapsed', registration);
  }
}
