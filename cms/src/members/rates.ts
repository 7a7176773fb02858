import type { Transaction } from '../database/transaction.ts';
import { secretDigest } from './digests.ts';

const RATES = 'palier_rates';

/** How many times something may be done in a span of time, in ms. */
export interface Rate {
  what: string;
  times: number;
  spanMs: number;
}

/**
 * Counts one more time that `who` did something, in the database, so that all processes count together; false when it was
 * once too many. Spans are fixed (of an hour: from the hour): around the end of one, twice as much can be done.
 *
 * @param who kept as a digest only
 */
export async function countOnce(
  trx: Transaction,
  { what, times, spanMs }: Rate,
  who: string,
  now: Date,
): Promise<boolean> {
  const start = Math.floor(now.getTime() / spanMs) * spanMs;
  const [row] = (await trx(RATES)
    .insert({
      key: secretDigest(`rate ${what}`, who),
      span: `${spanMs} ${start}`,
      count: 1,
      ends_at: new Date(start + spanMs).toISOString(),
    })
    .onConflict(['key', 'span'])
    .merge({ count: trx.raw('?? + 1', [`${RATES}.count`]) })
    .returning('count')) as { count: number }[];
  return row!.count <= times;
}

/** Forgets the spans that are over. */
export function forgetRates(trx: Transaction, now: Date): Promise<number> {
  return trx(RATES).where('ends_at', '<', now.toISOString()).delete();
}
