import type { FeedRow } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';

export const FEED_ROWS = 'palier_feed_rows';
export const FEED_STATE = 'palier_feed_state';

export interface FeedState {
  epoch: string;
  /** Rows up to this position are gone. */
  prunedUpTo: number;
  /** Last position. */
  head: number;
}

/** Epoch, pruned position and last position of the feed. */
export async function feedState(trx: Transaction): Promise<FeedState> {
  const state = await trx(FEED_STATE)
    .where('id', 1)
    .first<{ epoch: string; pruned_up_to: number }>('epoch', 'pruned_up_to');
  return { epoch: state.epoch, prunedUpTo: state.pruned_up_to, head: await feedHead(trx) };
}

/** Last position in the feed, 0 when nothing was ever published. */
export async function feedHead(trx: Transaction): Promise<number> {
  const row = await trx(FEED_ROWS).max({ head: 'seq' }).first<{ head: number | null } | undefined>();
  return row?.head ?? 0;
}

/** Rows after a position, in order. */
export async function feedRowsAfter(trx: Transaction, after: number, limit: number): Promise<FeedRow[]> {
  return trx(FEED_ROWS)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .select({ seq: 'seq', type: 'type', documentId: 'document_id', at: 'at' });
}
