import type { DocumentType } from '@palier/model';
import type { WriteContext } from '../database/transaction.ts';
import { FEED_ROWS } from './rows.ts';
import { wakeWaiters } from './waiters.ts';

/** Appends one row a document, in the transaction of the change, and wakes who waits once it is committed. */
export async function appendFeedRows(
  { trx, onCommit }: WriteContext,
  type: DocumentType,
  documentIds: string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  const at = new Date().toISOString();
  await trx(FEED_ROWS).insert(documentIds.map((documentId) => ({ type, document_id: documentId, at })));
  onCommit(wakeWaiters);
}
