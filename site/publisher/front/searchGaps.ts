import { randomUUID } from 'node:crypto';
import { GAP_COUNT_MAX, GAP_COUNT_MIN, GAPS_PER_REPORT, gapQuery } from '@palier/model';
import type { Locale, SearchGap, SearchGapsReport } from '@palier/model';
import type { FastifyInstance } from 'fastify';
import { logError } from './log.ts';
import type { FrontSettings } from './settings.ts';
import { connectTo } from './upstream.ts';
import type { Upstream } from './upstream.ts';

/** Different queries held at most, those that wait for the CMS included. */
const QUERIES_MAX = 5000;

const HOUR_MS = 3_600_000;

/** Longest wait for the CMS, in ms: when the front server stops, it does not wait longer. */
const SEND_TIMEOUT = 2_000;
const ANSWER_MAX_BYTES = 64 * 1024;

declare module 'fastify' {
  interface FastifyInstance {
    /** Null where nothing is counted. */
    searchGaps: SearchGaps | null;
  }
}

export interface SearchGapsOptions {
  /** Hands a report over. When it fails, the same report is tried again: the CMS may have counted it. */
  send: (report: SearchGapsReport) => Promise<void>;
  now?: () => number;
  /** {@link QUERIES_MAX} by default. */
  max?: number;
}

/**
 * Counts the searches that found nothing, in memory alone: nothing of who made them, nothing on the disk, nothing in a log. What
 * is seen three times within a day (UTC) is told to the CMS and forgotten; the rest is forgotten when the day ends.
 */
export class SearchGaps {
  readonly #send: SearchGapsOptions['send'];
  readonly #now: () => number;
  readonly #max: number;
  #day: string;
  /** Counts of the day, by language and query, in the order in which they were first seen. */
  #counts = new Map<string, SearchGap>();
  /** Reports that the CMS has not taken, the oldest first. They no longer change. */
  readonly #waiting: SearchGapsReport[] = [];
  #sending: Promise<void> | null = null;

  constructor({ send, now = Date.now, max = QUERIES_MAX }: SearchGapsOptions) {
    this.#send = send;
    this.#now = now;
    this.#max = max;
    this.#day = this.#today();
  }

  /** Counts a search that found nothing, unless it may name a person or is too short to say anything. */
  note(typed: string, locale: Locale): void {
    this.#turnDay();
    const query = gapQuery(typed);
    if (query === null) return;
    const key = `${locale} ${query}`;
    const known = this.#counts.get(key);
    if (known) {
      known.count = Math.min(known.count + 1, GAP_COUNT_MAX);
    } else if (this.#hasRoom() || this.#forgetLeastSeen()) {
      this.#counts.set(key, { query, locale, count: 1, day: this.#day });
    }
  }

  /**
   * Tells the CMS what was seen often enough, and before it what an earlier try left.
   * @throws what `send` throws; what was not sent is kept for the next call.
   */
  async report(): Promise<void> {
    this.#turnDay();
    this.#settle();
    this.#sending ??= this.#sendWaiting().finally(() => (this.#sending = null));
    return this.#sending;
  }

  #today(): string {
    return new Date(this.#now()).toISOString().slice(0, 10);
  }

  #turnDay(): void {
    const today = this.#today();
    if (today === this.#day) return;
    this.#settle();
    this.#counts.clear();
    this.#day = today;
  }

  /** Makes reports of what was seen often enough. */
  #settle(): void {
    const often = [...this.#counts].filter(([, { count }]) => count >= GAP_COUNT_MIN);
    for (const [key] of often) this.#counts.delete(key);
    for (let at = 0; at < often.length; at += GAPS_PER_REPORT) {
      const gaps = often.slice(at, at + GAPS_PER_REPORT).map(([, gap]) => gap);
      this.#waiting.push({ id: randomUUID(), gaps });
    }
  }

  async #sendWaiting(): Promise<void> {
    for (let report = this.#waiting[0]; report; report = this.#waiting[0]) {
      await this.#send(report);
      this.#waiting.shift();
    }
  }

  #hasRoom(): boolean {
    return this.#waiting.reduce((held, { gaps }) => held + gaps.length, this.#counts.size) < this.#max;
  }

  /** Forgets the query of the day that was seen least, of several the oldest; false when there is none. */
  #forgetLeastSeen(): boolean {
    let least: string | null = null;
    let times = Infinity;
    for (const [key, { count }] of this.#counts) {
      if (count < times) [least, times] = [key, count];
      if (count === 1) break;
    }
    return least !== null && this.#counts.delete(least);
  }
}

/**
 * Gives the front server its {@link SearchGaps}, which tells the CMS every hour and when it stops; none without a token.
 */
export function registerSearchGaps(front: FastifyInstance, { cmsUrl, searchGapsToken }: FrontSettings): void {
  if (searchGapsToken === null) {
    front.decorate('searchGaps', null);
    return;
  }
  const cms = connectTo(cmsUrl);
  const gaps = new SearchGaps({ send: (report) => send(cms, searchGapsToken, report) });
  front.decorate('searchGaps', gaps);

  const report = () => gaps.report().catch((error: unknown) => logError('search_gaps_unsent', error));
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(() => {
      void report();
      wait();
    }, untilNextHour(Date.now()));
    timer.unref();
  };
  wait();
  front.addHook('onClose', async () => {
    clearTimeout(timer);
    await report();
    cms.close();
  });
}

/** On the hour, so that midnight is one; a second later, since timers may come a little early. In ms. */
function untilNextHour(now: number): number {
  return HOUR_MS - (now % HOUR_MS) + 1000;
}

async function send(cms: Upstream, token: string, report: SearchGapsReport): Promise<void> {
  const { status } = await cms.call('/api/search-gaps', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(report),
    timeoutMs: SEND_TIMEOUT,
    maxBytes: ANSWER_MAX_BYTES,
  });
  if (status === 204) return;
  const problem = new Error(`the CMS answered ${status}`);
  if (status !== 400 && status !== 413) throw problem;
  // A CMS of another version, which would refuse it every hour: it must not stop the others.
  logError('search_gaps_refused', problem);
}
