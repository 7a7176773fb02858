import type { Transaction } from '../database/transaction.ts';
import { findRegistration } from './read.ts';
import { REGISTRATIONS } from './tables.ts';

/**
 * Notes whether someone who has a seat is there. Noted again, the first time stays.
 *
 * @returns false when no such registration has a seat
 */
export async function markAttended(trx: Transaction, id: string, isPresent: boolean, now: Date): Promise<boolean> {
  if (!(await findRegistration(trx, id))) return false;
  const attended_at = isPresent ? trx.raw('coalesce(attended_at, ?)', [now.toISOString()]) : null;
  return (await trx(REGISTRATIONS).where({ id, state: 'seated' }).update({ attended_at })) === 1;
}
