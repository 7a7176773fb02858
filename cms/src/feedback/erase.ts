import type { Core } from '@strapi/strapi';
import { FEEDBACK } from './store.ts';

/** How long a reader's words are kept, as the description of the type says. */
const MONTHS_KEPT = 12;

/** Erases what is older than twelve months; returns the number of rows. */
export async function eraseOldFeedback(strapi: Core.Strapi, now = Date.now()): Promise<number> {
  const oldest = new Date(now);
  oldest.setUTCMonth(oldest.getUTCMonth() - MONTHS_KEPT);
  const { count } = await strapi.db.query(FEEDBACK).deleteMany({ where: { createdAt: { $lt: oldest } } });
  return count;
}
