import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { feedHead } from './rows.ts';

/** Commits of another process are seen within this many milliseconds. */
const POLL_MS = 200;

/** Who waits, and after which position. */
const waiters = new Map<() => void, number>();
let timer: NodeJS.Timeout | undefined;
let polling = false;

/** Lets everyone who waits look at the feed again. */
export function wakeWaiters(): void {
  for (const wake of [...waiters.keys()]) wake();
}

/**
 * Resolves when the feed may have moved past `after`, after `timeoutMs`, or when the signal is aborted. Call it before
 * reading the feed, so that no commit falls between the two. One timer polls the database for all waiters, and only
 * while there are any.
 */
export function feedMoved(strapi: Core.Strapi, after: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      waiters.delete(done);
      clearTimeout(timeout);
      signal.removeEventListener('abort', done);
      if (waiters.size === 0) stopPolling();
      resolve();
    };
    const timeout = setTimeout(done, timeoutMs);
    signal.addEventListener('abort', done);
    waiters.set(done, after);
    timer ??= setInterval(() => void poll(strapi), POLL_MS);
    if (signal.aborted) done();
  });
}

/** Ends every wait: the process stops. */
export function endWaits(): void {
  wakeWaiters();
  stopPolling();
}

function stopPolling(): void {
  clearInterval(timer);
  timer = undefined;
}

async function poll(strapi: Core.Strapi): Promise<void> {
  if (polling) return; // The previous look is still waiting for the database.
  polling = true;
  try {
    const head = await inTransaction(strapi, feedHead);
    for (const [wake, after] of [...waiters]) if (head > after) wake();
  } catch (error) {
    strapi.log.warn(`The change feed could not be read, trying again: ${String(error)}`);
  } finally {
    polling = false;
  }
}
