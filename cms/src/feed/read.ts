import type { DocumentState, DocumentType, FeedAnswer } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { projectDocuments } from '../published/states.ts';
import { feedRowsAfter, feedState } from './rows.ts';
import { feedMoved } from './waiters.ts';

export interface FeedQuery {
  epoch?: string | undefined;
  after: number;
  limit: number;
  /** In seconds. */
  wait: number;
}

/** `EpochChanged`: the positions of the consumer mean nothing here. `FeedPruned`: rows it has not read are gone. */
export type FeedRefusal = 'EpochChanged' | 'FeedPruned';

/**
 * Rows after a position with the present state of the documents they name. Waits up to `wait` seconds for the first
 * row. A state is never older than its row, since it is read after it; it may be newer.
 */
export async function readFeed(
  strapi: Core.Strapi,
  query: FeedQuery,
  signal: AbortSignal,
): Promise<FeedAnswer | FeedRefusal> {
  const deadline = performance.now() + query.wait * 1000;
  for (;;) {
    const left = deadline - performance.now();
    const waiting = new AbortController();
    const moved = feedMoved(strapi, query.after, Math.max(0, left), AbortSignal.any([signal, waiting.signal]));
    try {
      const answer = await readOnce(strapi, query);
      if (typeof answer === 'string' || answer.rows.length > 0 || left <= 0 || signal.aborted) return answer;
      await moved;
    } finally {
      waiting.abort();
    }
  }
}

async function readOnce(strapi: Core.Strapi, { epoch, after, limit }: FeedQuery): Promise<FeedAnswer | FeedRefusal> {
  const { state, rows } = await inTransaction(strapi, async (trx) => ({
    state: await feedState(trx),
    rows: await feedRowsAfter(trx, after, limit),
  }));
  // A position beyond the last one was given by a database that is no longer this one.
  const head = Math.max(state.head, rows.at(-1)?.seq ?? 0);
  if ((epoch !== undefined && epoch !== state.epoch) || after > head) return 'EpochChanged';
  if (after < state.prunedUpTo) return 'FeedPruned';

  const documents: DocumentState[] = [];
  for (const [type, named] of Map.groupBy(rows, (row): DocumentType => row.type)) {
    documents.push(...(await projectDocuments(strapi, type, [...new Set(named.map((row) => row.documentId))])));
  }
  return { epoch: state.epoch, rows, documents, head };
}
