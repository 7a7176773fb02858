import type { Core } from '@strapi/strapi';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';
import { oldLawDay } from './law-day.ts';
import { POSTS } from './tables.ts';

/** Threads brought in step at a time. */
const BATCH = 50;

/**
 * Brings in step the threads in which an answer states the law of a day that has become old. Once a day; where nothing has
 * changed since, nothing is written. Returns the number of threads that changed.
 */
export async function markOldLaw(strapi: Core.Strapi, now = new Date()): Promise<number> {
  const threads = await inTransaction(strapi, (trx) =>
    trx(POSTS)
      .where({ state: 'published' })
      .where('law_date', '<', oldLawDay(now))
      .distinct('thread')
      .orderBy('thread')
      .pluck<string[]>('thread'),
  );
  let changed = 0;
  for (let at = 0; at < threads.length; at += BATCH) {
    const batch = threads.slice(at, at + BATCH);
    // The text is the same: its date stays.
    const outcome = await writeTransaction(strapi, (write) => refresh(strapi, write, 'thread', batch, 'hide', 'kept'));
    changed += outcome.changed.length;
  }
  return changed;
}
