/**
 * Search from the browser: Meilisearch behind the front server, Pagefind's static files when it does not answer. What asks
 * Pagefind reads queries as the server does, and is loaded when it is needed.
 * Nothing here may import a library: this is sent to readers (budgets in `size.test.ts`).
 */
import type { SearchAnswer, SearchRequest } from '../query.ts';
import { NoAnswer, askServer } from './meilisearch.ts';
import type { PagefindModule } from './pagefind.ts';

export type { SearchAnswer, SearchHit, SearchRequest } from '../query.ts';
export { segments, type Segment } from './segments.ts';

export interface SearchClientOptions {
  searchUrl?: string;
  /** Address of Pagefind's module; its index lies beside it. */
  pagefindUrl?: string;
  /** Longest wait for the server before Pagefind is asked, in milliseconds. */
  timeoutMs?: number;
  /** How long the server is left alone after it failed, in milliseconds. */
  restMs?: number;
  /** Longest wait for Pagefind, in milliseconds: its first query loads some 150 kB. */
  pagefindTimeoutMs?: number;
  loadPagefind?: (url: string) => Promise<PagefindModule>;
}

export interface SearchClient {
  /**
   * One query; `engine` of the answer says who answered. Rejects with the signal's reason when aborted, with an
   * error when neither engine answers. Answers of two calls may come in any order: abort the older call.
   */
  search(query: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer>;
}

export function createSearchClient({
  searchUrl = '/search',
  pagefindUrl = '/pagefind/pagefind.js',
  timeoutMs = 800,
  restMs = 30_000,
  pagefindTimeoutMs = 10_000,
  loadPagefind = (url) => import(/* @vite-ignore */ url) as Promise<PagefindModule>,
}: SearchClientOptions = {}): SearchClient {
  let pagefind: ReturnType<typeof load> | null = null;
  let downUntil = 0;

  async function load() {
    const { createPagefind } = await import('./pagefind.ts');
    return createPagefind(pagefindUrl, loadPagefind);
  }

  async function askPagefind(query: SearchRequest, stop: AbortSignal): Promise<SearchAnswer> {
    pagefind ??= load();
    try {
      return (await pagefind)(query, stop);
    } catch (error) {
      // The line was down: another try may go better.
      pagefind = null;
      throw error;
    }
  }

  /** Pagefind takes no signal: the caller stops waiting, its downloads end by themselves. */
  function fallBack(query: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    const limit = AbortSignal.timeout(pagefindTimeoutMs);
    const stop = signal ? AbortSignal.any([signal, limit]) : limit;
    return new Promise((resolve, reject) => {
      stop.addEventListener('abort', () => reject(stop.reason as Error), { once: true });
      askPagefind(query, stop).then(resolve, reject);
    });
  }

  return {
    async search(query, signal) {
      signal?.throwIfAborted();
      if (performance.now() >= downUntil) {
        try {
          const answer = await askServer(searchUrl, query, timeoutMs, signal);
          downUntil = 0;
          return answer;
        } catch (error) {
          if (!(error instanceof NoAnswer)) throw error;
          if (error.down) downUntil = performance.now() + restMs;
        }
      }
      return fallBack(query, signal);
    },
  };
}
