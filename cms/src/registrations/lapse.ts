import type { Transaction } from '../database/transaction.ts';
import { happened, inState, type OpenEvent } from './event.ts';
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

/** Registrations of all events for which {@link isDue} is true. */
const due = (trx: Transaction, now: Date) =>
  trx(REGISTRATIONS).whereRaw(
    "((state = 'unconfirmed' and created_at <= ?) or (state = 'offered' and offer_expires_at <= ?))",
    [oldest(now), now.toISOString()],
  );

/**
 * Events at which something is to be done: an offer lapsed, a visitor did not confirm, a seat was freed as its account was
 * erased. Opening each does it.
 */
export async function unsettledEvents(trx: Transaction, now: Date): Promise<string[]> {
  const lapsing = await due(trx, now).distinct().pluck<string[]>('event');
  const freed = await trx(SEATS).where({ unsettled: true }).pluck<string[]>('event');
  return [...new Set([...lapsing, ...freed])];
}

/** Ends what is due at an event. Of visitors who did not confirm nothing is kept: it may be another who gave their address. */
export async function lapse(event: OpenEvent): Promise<void> {
  const { trx, terms, now } = event;
  if ((await due(trx, now).where({ event: terms.event }).first('id')) === undefined) return;
  const ended = { state: 'lapsed', ended_at: now.toISOString() } as const;
  await inState(event, 'unconfirmed')
    .where('created_at', '<=', oldest(now))
    .update({ ...ended, ...FORGOTTEN });
  const offers = (await inState(event, 'offered')
    .where('offer_expires_at', '<=', now.toISOString())
    .update(ended)
    .returning('*')) as Registration[];
  for (const registration of offers.sort((a, b) => a.place! - b.place!)) {
    await freeSeats(event, registration.seats);
    happened(event, 'offer-lapsed', registration);
  }
}
