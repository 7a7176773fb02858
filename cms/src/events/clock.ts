import type { Core } from '@strapi/strapi';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { runOnce } from '../jobs/run-once.ts';
import { refresh } from '../published/publications.ts';
import { settleDue } from '../registrations/act.ts';
import { unsettledEvents } from '../registrations/lapse.ts';
import { EVENT_DATES } from './dates.ts';

const EVERY_MS = 30_000;

/** Events brought in step at a time. */
const BATCH = 50;

let timer: NodeJS.Timeout | undefined;
let running: Promise<unknown> | undefined;

/** What the hours bring, now (also what they brought while no process ran) and then twice a minute. */
export function startEventClock(strapi: Core.Strapi): void {
  const look = () => {
    running ??= runOnce(strapi, { name: 'event-clock', everyMs: EVERY_MS / 2 }, () => tick(strapi))
      .catch((error: unknown) => strapi.log.warn(`What is due at events was not done, it will be: ${String(error)}`))
      .finally(() => (running = undefined));
  };
  look();
  timer = setInterval(look, EVERY_MS);
  timer.unref();
}

export async function stopEventClock(): Promise<void> {
  clearInterval(timer);
  await running;
}

async function tick(strapi: Core.Strapi): Promise<void> {
  await passEvents(strapi);
  await settleEvents(strapi);
}

/** Ends the offers and the registrations whose time is over, and calls who waits. Returns at how many events. */
export async function settleEvents(strapi: Core.Strapi, now = new Date()): Promise<number> {
  const events = await inTransaction(strapi, (trx) => unsettledEvents(trx, now));
  for (const event of events) await settleDue(strapi, event, now);
  return events.length;
}

/** Moves to the past the events that have ended; where none has, nothing is written. Returns how many moved. */
export async function passEvents(strapi: Core.Strapi, now = new Date()): Promise<number> {
  const ended = await inTransaction(strapi, (trx) =>
    trx(EVENT_DATES)
      .where({ phase: 'upcoming' })
      .where('ends_at', '<=', now.toISOString())
      .orderBy('ends_at')
      .pluck<string[]>('event'),
  );
  for (let at = 0; at < ended.length; at += BATCH) {
    const batch = ended.slice(at, at + BATCH);
    await writeTransaction(strapi, async (write) => {
      // Looked at again: an editor may have moved one meanwhile.
      await write
        .trx(EVENT_DATES)
        .whereIn('event', batch)
        .where('ends_at', '<=', now.toISOString())
        .update({ phase: 'past' });
      await refresh(strapi, write, 'event', batch, 'hide', 'kept');
    });
  }
  return ended.length;
}
