import type { Core } from '@strapi/strapi';
import { inTransaction, writeTransaction, type Transaction } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';

const VOTED = 'palier_voted_threads';

/** Threads brought in step in one transaction: other writers wait for its end. */
const AT_ONCE = 20;

const EVERY_MS = 1_000;

/**
 * Notes, in the transaction of a vote, that readers see another number. What they see follows within a second: a page whose
 * answers many find useful is made again once, and a vote costs its voter no more than a row.
 */
export async function noteVoted(trx: Transaction, thread: string): Promise<void> {
  await trx(VOTED).insert({ thread }).onConflict('thread').ignore();
}

/** Brings what readers see in step with the votes. Any number of processes may, and any may die. */
export async function showScores(strapi: Core.Strapi, isStopped = () => false): Promise<void> {
  // Looked for first without the writers' turn, which nobody else should wait for when there is nothing to do.
  const isAny = () => inTransaction(strapi, (trx) => trx(VOTED).first<object | undefined>('thread'));
  while (!isStopped() && (await isAny())) {
    await writeTransaction(strapi, async (write) => {
      const threads = await write.trx(VOTED).orderBy('thread').limit(AT_ONCE).pluck<string[]>('thread');
      await write.trx(VOTED).whereIn('thread', threads).delete();
      // A vote is no change of the text: the date of the thread stays.
      await refresh(strapi, write, 'thread', threads, 'hide', 'kept');
    });
  }
}

let timer: NodeJS.Timeout | undefined;
let running: Promise<void> | undefined;
let isStopping = false;

/** Shows the votes to readers, every second. */
export function startShowingScores(strapi: Core.Strapi): void {
  isStopping = false;
  const show = () =>
    (running ??= showScores(strapi, () => isStopping)
      .catch((error: unknown) => void strapi.log.warn(`Votes are not shown yet, they will be: ${String(error)}`))
      .finally(() => (running = undefined)));
  timer = setInterval(() => void show(), EVERY_MS);
  timer.unref();
}

/** Stops after the step in hand. */
export async function stopShowingScores(): Promise<void> {
  isStopping = true;
  clearInterval(timer);
  await running;
}
