import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';

/** Jobs that one process does for all; each has its row, made by a migration. */
export type JobName = 'links' | 'feedback' | 'search-gaps' | 'members' | 'law-dates' | 'event-clock';

const JOBS = 'palier_jobs';

/** How long a holder that says nothing keeps a job, in ms: it was killed, and another process goes on. */
const LEASE_MS = 10 * 60_000;

const iso = (ms: number) => new Date(ms).toISOString();

/**
 * Runs `work` unless another process is at it, or it ended less than `everyMs` ago; the row of the job is the lock.
 * Its signal is aborted when the job is no longer ours, and when `signal` is. A job that throws has not run: it is
 * due again at once.
 * @returns what `work` returns; undefined when it was not our turn.
 */
export async function runOnce<Result>(
  strapi: Core.Strapi,
  { name, everyMs, signal }: { name: JobName; everyMs: number; signal?: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<Result>,
  now: () => number = Date.now,
): Promise<Result | undefined> {
  const holder = randomUUID();
  const taken = await inTransaction(strapi, (trx) =>
    trx(JOBS)
      .where({ name })
      .where('ran_at', '<=', iso(now() - everyMs))
      .where('held_until', '<', iso(now()))
      .update({ holder, held_until: iso(now() + LEASE_MS) }),
  );
  if (!taken) return undefined;

  const lost = new AbortController();
  const change = (values: Record<string, string>) =>
    inTransaction(strapi, (trx) => trx(JOBS).where({ name, holder }).update(values));
  const beat = setInterval(() => {
    change({ held_until: iso(now() + LEASE_MS) }).then(
      (mine) => mine || lost.abort(),
      (error: unknown) => strapi.log.warn(`The job ${name} did not keep its row: ${String(error)}`),
    );
  }, LEASE_MS / 5);
  beat.unref();
  let done = false;
  try {
    const result = await work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal);
    done = true;
    return result;
  } finally {
    clearInterval(beat);
    await change({ held_until: '', holder: '', ...(done && { ran_at: iso(now()) }) });
  }
}
