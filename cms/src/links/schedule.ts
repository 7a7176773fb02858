import type { Core } from '@strapi/strapi';
import { linksWeekly } from '../environment.ts';
import { runOnce } from '../jobs/run-once.ts';
import { checkLinks } from './check-links.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A CMS that a command starts for itself is gone before. */
const FIRST_MS = 10 * MINUTE_MS;

let timers: NodeJS.Timeout[] = [];
let stop = new AbortController();

/** Checks each link once a week: every day the ones that are due, in one process, whatever their number. */
export function startLinkChecks(strapi: Core.Strapi): void {
  if (!linksWeekly()) return;
  stop = new AbortController();
  const { signal } = stop;
  const check = () =>
    checkDueLinks(strapi, signal).catch((error: unknown) => {
      if (!signal.aborted) strapi.log.warn(`The links were not all checked: ${String(error)}`);
    });
  timers = [setTimeout(() => void check(), FIRST_MS), setInterval(() => void check(), HOUR_MS)];
  for (const timer of timers) timer.unref();
}

export function stopLinkChecks(): void {
  timers.forEach(clearTimeout);
  stop.abort();
}

function checkDueLinks(strapi: Core.Strapi, signal: AbortSignal): Promise<unknown> {
  return runOnce(strapi, { name: 'links', everyMs: DAY_MS, signal }, (running) =>
    checkLinks(strapi, { which: 'due', signal: running }),
  );
}
