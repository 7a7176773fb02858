import type { EntitySize, Level, Locale } from '@palier/model';
import { newId } from '../community/rows.ts';
import { change, happened, type OpenEvent, type Outcome } from './event.ts';
import { seatsOrPlace } from './line.ts';
import { findIn } from './read.ts';
import { LIVE_STATES, REGISTRATIONS, type Registration } from './tables.ts';
import { flawOfSeats, overFor, shutFor } from './terms.ts';

/** A registration, as its form sends it. */
export interface SentRegistration {
  /** Identifier; null for a visitor, who has yet to prove the address. */
  member: string | null;
  /** In lower case, as those of members. */
  email: string;
  name: string;
  entity: string | null;
  /** To the organiser's questions. */
  answers: Readonly<Record<string, unknown>>;
  /** Of the form: sent again, it makes nothing more. */
  key: string;
  /** Slug. */
  sector: string | null;
  size: EntitySize | null;
  level: Level | null;
  language: Locale;
  seats: number;
}

/**
 * Registers someone: a member gets seats or a place on the list at once, a visitor once they confirm. The same form sent
 * again, or another for an address that is registered, changes nothing; but what a visitor has not confirmed becomes the
 * member's who has that address, as they send it. Whether an address was known is not for a visitor to see.
 */
export async function register(event: OpenEvent, sent: SentRegistration): Promise<Outcome> {
  const { terms, now } = event;
  const { member } = sent;
  const known = await findKnown(event, sent);
  const isTakenOver = known?.state === 'unconfirmed' && member !== null;
  if (known && !isTakenOver) return { registration: await claimed(event, known, member), isChanged: false };
  const refusal = shutFor(terms, now) ?? flawOfSeats(terms, sent.seats);
  if (refusal) return { refusal };

  const values: Partial<Registration> = {
    ...sent,
    answers: JSON.stringify(sent.answers),
    ...(member === null ? { state: 'unconfirmed' } : await admission(event, sent.seats)),
  };
  const registration = known ? await change(event, known, values) : await insert(event, values);
  return told(event, registration);
}

/**
 * Confirms what a visitor registered: their turn counts from now. Confirmed again, it stays as it is. A confirmation is good
 * until the event starts, also after registration has closed: they registered in time.
 */
export async function confirm(event: OpenEvent, id: string): Promise<Outcome> {
  const { terms, now } = event;
  const registration = await findIn(event, id);
  if (!registration) return { refusal: 'unknown' };
  const { state, confirmed_at, seats } = registration;
  if (state === 'lapsed' && confirmed_at === null) return { refusal: 'lapsed' };
  if (state !== 'unconfirmed') return { registration, isChanged: false };
  const refusal = overFor(terms, now) ?? flawOfSeats(terms, seats);
  if (refusal) return { refusal };
  return told(event, await change(event, registration, await admission(event, seats)));
}

/** What the same form, or another for the same address, has made. */
function findKnown({ trx, terms }: OpenEvent, { email, key }: SentRegistration): Promise<Registration | undefined> {
  return trx(REGISTRATIONS)
    .where({ event: terms.event, email })
    .where((either) => void either.where({ key }).orWhereIn('state', LIVE_STATES))
    .orderByRaw('case when ?? = ? then 0 else 1 end', ['key', key])
    .first<Registration | undefined>('*');
}

/** A registration that a visitor confirmed is the member's who has proven the same address. */
async function claimed(event: OpenEvent, registration: Registration, member: string | null): Promise<Registration> {
  return member === null || registration.member !== null ? registration : change(event, registration, { member });
}

const admission = async (event: OpenEvent, seats: number): Promise<Partial<Registration>> => ({
  ...(await seatsOrPlace(event, seats)),
  confirmed_at: event.now.toISOString(),
});

async function insert({ trx, terms, now }: OpenEvent, values: Partial<Registration>): Promise<Registration> {
  const row = { ...values, id: newId(), event: terms.event, created_at: now.toISOString() };
  const [registration] = (await trx(REGISTRATIONS).insert(row).returning('*')) as Registration[];
  return registration!;
}

function told(event: OpenEvent, registration: Registration): Outcome {
  const kind = registration.state as 'unconfirmed' | 'seated' | 'waiting';
  return happened(event, kind === 'unconfirmed' ? 'to-confirm' : kind, registration);
}
