import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import type { Submission } from './submission.ts';

export const FEEDBACK = 'api::feedback.feedback';

/** Rows of one day (UTC) at most: nobody fills the disk from a thousand addresses. */
export const ROWS_PER_DAY = 5000;

/** The same words on the same page within this time are one return sent twice, in ms. */
const SAME_MS = 60_000;

/**
 * Stores what a reader said, and nothing of who said it. The row of the job is the lock under which it counts and compares:
 * true for N processes and parallel requests.
 */
export async function storeFeedback(
  strapi: Core.Strapi,
  { page, kind, message }: Submission,
  { now = Date.now(), rowsPerDay = ROWS_PER_DAY } = {},
): Promise<'stored' | 'duplicate' | 'full'> {
  return inTransaction(strapi, async (trx) => {
    await trx('palier_jobs').where({ name: 'feedback' }).update({ name: 'feedback' });
    const query = strapi.db.query(FEEDBACK);
    const same = await query.count({
      where: {
        page,
        kind,
        message: message === null ? { $null: true } : { $eq: message },
        createdAt: { $gt: new Date(now - SAME_MS) },
      },
    });
    if (same > 0) return 'duplicate';
    const midnight = new Date(now).setUTCHours(0, 0, 0, 0);
    if ((await query.count({ where: { createdAt: { $gte: new Date(midnight) } } })) >= rowsPerDay) return 'full';
    await strapi.documents(FEEDBACK).create({ data: { page, kind, message, state: 'new' } });
    return 'stored';
  });
}
