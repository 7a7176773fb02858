import type { Core } from '@strapi/strapi';
import { runOnce } from '../jobs/run-once.ts';
import { FEEDBACK } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a reader's words are kept, as the description of the type says. */
const MONTHS_KEPT = 12;

let timer: NodeJS.Timeout | undefined;

/** Erases old returns now and once a day, whatever the number of processes. */
export function startErasing(strapi: Core.Strapi): void {
  const erase = () =>
    runOnce(strapi, { name: 'feedback', everyMs: DAY_MS }, () => eraseOldFeedback(strapi)).catch((error: unknown) =>
      strapi.log.warn(`Old feedback was not erased: ${String(error)}`),
    );
  void erase();
  timer = setInterval(() => void erase(), HOUR_MS);
  timer.unref();
}

export function stopErasing(): void {
  clearInterval(timer);
}

/** Erases what is older than twelve months; returns the number of rows. */
export async function eraseOldFeedback(strapi: Core.Strapi, now = Date.now()): Promise<number> {
  const oldest = new Date(now);
  oldest.setUTCMonth(oldest.getUTCMonth() - MONTHS_KEPT);
  const { count } = await strapi.db.query(FEEDBACK).deleteMany({ where: { createdAt: { $lt: oldest } } });
  return count;
}
