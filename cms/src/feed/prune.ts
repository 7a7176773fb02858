import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { feedRetentionDays } from '../environment.ts';
import { FEED_ROWS, FEED_STATE, feedHead } from './rows.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Rows that stay whatever their age, so that a quiet hub does not make its consumers start over. */
const ROWS_KEPT = 10_000;

let timer: NodeJS.Timeout | undefined;

/** Prunes the feed now and once a day, whatever the number of processes. */
export function startPruning(strapi: Core.Strapi): void {
  const prune = () =>
    pruneFeed(strapi).catch((error) => strapi.log.warn(`The change feed was not pruned: ${String(error)}`));
  void prune();
  timer = setInterval(() => void prune(), HOUR_MS);
  timer.unref();
}

export function stopPruning(): void {
  clearInterval(timer);
}

/**
 * Removes the rows that are older than FEED_RETENTION_DAYS and not among the last 10,000, at most once a day: the row
 * of the feed's state is the lock, and moves in the same transaction. Returns the number of rows removed.
 */
export function pruneFeed(strapi: Core.Strapi, now = Date.now(), kept = ROWS_KEPT): Promise<number> {
  return inTransaction(strapi, async (trx) => {
    const mine = await trx(FEED_STATE)
      .where('pruned_at', '<', new Date(now - DAY_MS).toISOString())
      .update({ pruned_at: new Date(now).toISOString() });
    if (!mine) return 0;
    const oldest = new Date(now - feedRetentionDays() * DAY_MS).toISOString();
    const last = (await trx(FEED_ROWS)
      .where('at', '<', oldest)
      .where('seq', '<=', (await feedHead(trx)) - kept)
      .max({ seq: 'seq' })
      .first()) as { seq: number | null };
    if (last.seq === null) return 0;
    await trx(FEED_STATE).update({ pruned_up_to: last.seq });
    return trx(FEED_ROWS).where('seq', '<=', last.seq).delete();
  });
}
