import type { Core } from '@strapi/strapi';
import { eraseOldFeedback } from '../feedback/erase.ts';
import { eraseOldMembers } from '../members/retention.ts';
import { eraseOldGaps } from '../search-gaps/erase.ts';
import { runOnce, type JobName } from './run-once.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is not kept for ever, by the job that erases it. */
const ERASURES: readonly (readonly [JobName, (strapi: Core.Strapi) => Promise<number>])[] = [
  ['feedback', eraseOldFeedback],
  ['search-gaps', eraseOldGaps],
  ['members', eraseOldMembers],
];

let timer: NodeJS.Timeout | undefined;

/** Erases what is old now and once a day, whatever the number of processes. */
export function startErasing(strapi: Core.Strapi): void {
  const erase = () => {
    for (const [name, eraseOld] of ERASURES) {
      runOnce(strapi, { name, everyMs: DAY_MS }, () => eraseOld(strapi)).catch((error: unknown) =>
        strapi.log.warn(`What is old was not erased (${name}): ${String(error)}`),
      );
    }
  };
  erase();
  timer = setInterval(erase, HOUR_MS);
  timer.unref();
}

export function stopErasing(): void {
  clearInterval(timer);
}
