import type { Transaction } from '../database/transaction.ts';
import { nameOf } from './journal.ts';

/**
 * What moderation keeps of a member, for the file of their data: why posts of theirs waited, what was decided about them, what
 * they decided and reported. Of who decided about them nothing is said, nor about whom they decided.
 */
export async function moderationDataOf(
  trx: Transaction,
  member: string,
  posts: readonly string[],
): Promise<Record<string, unknown>> {
  const by = nameOf({ member });
  const lines = (where: Record<string, string>) =>
    trx('palier_journal').where(where).orderBy('seq').select('at', 'act', 'post', 'reason');
  return {
    holds: await trx('palier_holds').whereIn('post', posts).orderBy(['at', 'rule']).select('post', 'rule', 'at'),
    decisions: await lines({ member }),
    ownDecisions: await lines({ by }),
    reports: await trx('palier_reports').where({ reporter: by }).orderBy('at').select('post', 'reason', 'words', 'at'),
  };
}
