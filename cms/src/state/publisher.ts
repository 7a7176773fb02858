import { z } from 'zod';
import { publisherUrl } from '../environment.ts';
import { quantiles } from './histogram.ts';

/** Longest wait for the publisher, in ms: the home page of the admin must not hang with it. */
const TIMEOUT_MS = 1000;

const health = z.object({
  queues: z.object({ pages: z.number(), index: z.number() }),
  pagesInError: z.number(),
  search: z.enum(['absent', 'up', 'down']),
  embeddedSearch: z.enum(['current', 'behind']),
});

const pageErrors = z.object({
  pages: z.array(z.object({ url: z.string(), error: z.string(), madeAt: z.string() })),
});

/** What the publisher says of itself. */
export interface PublisherState {
  /** From the change to the page that readers get, in seconds, since it started; null before the first change. */
  latency: { median: number; p95: number } | null;
  queues: { pages: number; index: number };
  pagesInError: number;
  /** The last of them; null when they may not be shown, or when it did not say. */
  errors: { url: string; error: string; madeAt: string }[] | null;
  search: 'absent' | 'up' | 'down';
  embeddedSearch: 'current' | 'behind';
}

/**
 * Asks the publisher how it is; null when it does not answer in time, or answers something else.
 * @param withErrors asks for the causes of the pages in error too.
 */
export async function askPublisher(withErrors: boolean): Promise<PublisherState | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const [said, metrics, failed] = await Promise.all([
      ask('/healthz', signal).then((text) => health.parse(JSON.parse(text))),
      ask('/metrics', signal),
      withErrors ? askErrors(signal) : null,
    ]);
    const [median, p95] = quantiles(metrics, 'palier_publish_latency_seconds', [0.5, 0.95]) ?? [];
    const latency = median === undefined || p95 === undefined ? null : { median, p95 };
    return { ...said, latency, errors: failed };
  } catch {
    return null;
  }
}

/** A publisher that refuses our token still says the rest. */
async function askErrors(signal: AbortSignal): Promise<PublisherState['errors']> {
  try {
    return pageErrors.parse(JSON.parse(await ask('/errors', signal))).pages;
  } catch {
    return null;
  }
}

async function ask(path: string, signal: AbortSignal): Promise<string> {
  const authorization = `Bearer ${process.env['PUBLISHER_TOKEN'] ?? ''}`;
  const response = await fetch(publisherUrl() + path, { signal, redirect: 'error', headers: { authorization } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.text();
}
