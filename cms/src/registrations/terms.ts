import type { RegistrationRefusal as Refusal } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';

/** What an event lets people do, as its organiser published it. */
export interface Terms {
  /** Document identifier. */
  event: string;
  isCancelled: boolean;
  /** Instants, in UTC. */
  startsAt: string;
  endsAt: string;
  /** When registration opens and closes; null: at once, and as the event starts. */
  opensAt: string | null;
  closesAt: string | null;
  /** Seats; null: as many as come. */
  capacity: number | null;
  /** Most seats of one registration, from 1. */
  groupMax: number;
  /** A seat that is freed is given to who waits, or offered for a time. */
  waitlist: 'direct' | 'offer';
  /** How long an offer stands, from 1; it never stands past the start. */
  offerHours: number;
}

/** Reads the terms of an event as they are now, in the transaction; undefined for one that is not published. */
export type ReadTerms = (trx: Transaction, event: string) => Promise<Terms | undefined>;

const HOUR_MS = 3_600_000;

export const hasStarted = ({ startsAt }: Terms, now: Date): boolean => isPast(startsAt, now);

/** Why nobody can take part any more; undefined when they can. */
export function overFor(terms: Terms, now: Date): 'cancelled' | 'closed' | undefined {
  if (terms.isCancelled) return 'cancelled';
  return hasStarted(terms, now) ? 'closed' : undefined;
}

/** Why nobody can register now; undefined when they can. */
export function shutFor(terms: Terms, now: Date): Refusal | undefined {
  const over = overFor(terms, now);
  if (over) return over;
  if (terms.closesAt !== null && isPast(terms.closesAt, now)) return 'closed';
  return terms.opensAt === null || isPast(terms.opensAt, now) ? undefined : 'not-open';
}

export const isSeatCount = (seats: number): boolean => Number.isSafeInteger(seats) && seats >= 1;

/** Why so many seats cannot be asked for, free or not; undefined when they can. */
export function flawOfSeats({ capacity, groupMax }: Terms, seats: number): Refusal | undefined {
  if (!isSeatCount(seats)) return 'invalid-seats';
  return seats > groupMax || (capacity !== null && seats > capacity) ? 'group-too-large' : undefined;
}

/** Until when an offer stands that is made now. */
export const offerEnd = ({ offerHours, startsAt }: Terms, now: Date): Date =>
  new Date(Math.min(now.getTime() + offerHours * HOUR_MS, Date.parse(startsAt)));

const isPast = (instant: string, now: Date) => Date.parse(instant) <= now.getTime();
