import type { Core } from '@strapi/strapi';
import { markOldLaw } from '../community/law-dates.ts';
import { eraseOldFeedback } from '../feedback/erase.ts';
import { eraseOldMembers } from '../members/retention.ts';
import { eraseOldGaps } from '../search-gaps/erase.ts';
import { runOnce, type JobName } from './run-once.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is done once a day, by one process for all. */
const JOBS: readonly (readonly [JobName, (strapi: Core.Strapi) => Promise<number>])[] = [
  ['feedback', eraseOldFeedback],
  ['search-gaps', eraseOldGaps],
  ['members', eraseOldMembers],
  ['law-dates', markOldLaw],
];

let timer: NodeJS.Timeout | undefined;

/** Does now what is due, and looks again every hour, whatever the number of processes. */
export function startDailyJobs(strapi: Core.Strapi): void {
  const work = () => {
    for (const [name, job] of JOBS) {
      runOnce(strapi, { name, everyMs: DAY_MS }, () => job(strapi)).catch((error: unknown) =>
        strapi.log.warn(`The daily job ${name} was not done: ${String(error)}`),
      );
    }
  };
  work();
  timer = setInterval(work, HOUR_MS);
  timer.unref();
}

export function stopDailyJobs(): void {
  clearInterval(timer);
}
