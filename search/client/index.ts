/**
 * Search from the browser: Meilisearch behind the front server, Pagefind's static files when it does not answer.
 * Nothing here may import a library: this is sent to readers (budget in `size.test.ts`).
 */
import type { SearchAnswer, SearchRequest } from '../query.ts';
import { NoAnswer, askServer } from './meilisearch.ts';
import { createPagefind, type PagefindModule } from './pagefind.ts';

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
  const askPagefind = createPagefind(pagefindUrl, loadPagefind);
  let downUntil = 0;

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
