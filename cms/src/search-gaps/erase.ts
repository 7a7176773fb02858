import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { GAPS, REPORTS } from './add.ts';

const DAY_MS = 24 * 3_600_000;

/** How long a query is kept that nobody has searched in vain again, as the description of the type says. */
const DAYS_KEPT = 180;

/** Queries kept at most, the most searched: nobody fills the disk, nor a list that nobody would read to its end. */
const GAPS_KEPT = 5000;

/**
 * Erases the queries that were not seen again for 180 days, those beyond the 5,000 most seen, and the identifiers of old reports;
 * returns the number of queries.
 */
export function eraseOldGaps(strapi: Core.Strapi, now = Date.now(), kept = GAPS_KEPT): Promise<number> {
  const oldest = new Date(now - DAYS_KEPT * DAY_MS).toISOString().slice(0, 10);
  return inTransaction(strapi, async (trx) => {
    await trx(REPORTS).where('received_on', '<', oldest).delete();
    const old = await trx(GAPS).where('last_day', '<', oldest).delete();
    const least = trx(GAPS)
      .select('id')
      .orderBy([
        { column: 'count', order: 'desc' },
        { column: 'last_day', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .offset(kept);
    return old + (await trx(GAPS).whereIn('id', least).delete());
  });
}
