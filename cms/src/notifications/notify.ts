import type { FeedRow } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { feedHead, feedRowsAfter } from '../feed/rows.ts';
import { tellOfEvents } from './tell-events.ts';
import { tellOf } from './tell.ts';

const NOTIFIER = 'palier_notifier';

/** Rows of the feed that are one transaction: writers wait for its end on SQLite. */
const ROWS = 25;

/**
 * Tells members of what has changed since it last did, row by row of the change feed. Each step and its position are one
 * transaction, in which the row of the position is the lock: any number of processes may, and any may die.
 */
export async function notify(strapi: Core.Strapi, now = new Date(), isStopped = () => false): Promise<void> {
  let more = true;
  while (more && !isStopped()) more = await inTransaction(strapi, (trx) => step(strapi, trx, now));
}

async function step(strapi: Core.Strapi, trx: Transaction, now: Date): Promise<boolean> {
  const { position: seen } = await trx(NOTIFIER).first<{ position: number }>('position');
  if (seen >= (await feedHead(trx))) return false;
  const query = trx(NOTIFIER);
  if (trx.client.dialect === 'postgresql') void query.forUpdate().skipLocked();
  const mine = await query.first<{ position: number } | undefined>('position');
  if (!mine) return false; // Another process is at it.
  const rows = await feedRowsAfter(trx, mine.position, ROWS);
  const last = rows.at(-1);
  if (!last) return false;
  const changed = (kind: FeedRow['type']) => [
    ...new Set(rows.filter(({ type }) => type === kind).map(({ documentId }) => documentId)),
  ];
  await tellOfEvents(strapi, trx, changed('event'), now);
  if (await tellOf(trx, changed('thread'), now)) await trx(NOTIFIER).update({ position: last.seq });
  return true;
}
