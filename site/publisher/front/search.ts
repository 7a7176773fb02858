import rateLimit from '@fastify/rate-limit';
import { searchMeilisearch } from '@palier/search/meilisearch';
import { searchQuery } from '@palier/search/query';
import type { SearchAnswer, SearchQuery } from '@palier/search/query';
import type { FastifyInstance } from 'fastify';
import { lexiconOf } from './lexicon.ts';
import { logError } from './log.ts';
import type { Metrics } from './metrics.ts';
import { sendProblem } from './problem.ts';
import { RATE_LIMIT } from './rateLimit.ts';
import type { FrontSettings } from './settings.ts';
import { connectTo } from './upstream.ts';

/** Longest query accepted, in bytes. */
const BODY_MAX = 4096;

/** Longest wait for Meilisearch, in ms: the browser turns to Pagefind within a second. */
const SEARCH_TIMEOUT = 800;
const ANSWER_MAX_BYTES = 1024 * 1024;

/**
 * `POST /search`: one checked query in, bounded calls to Meilisearch, the stripped answer out. 400 for
 * any other body, 429 for a client in a hurry, 503 at once when Meilisearch is absent or fails.
 */
export async function registerSearch(front: FastifyInstance, settings: FrontSettings, metrics: Metrics): Promise<void> {
  await front.register(rateLimit, RATE_LIMIT);
  const ask = meilisearch(settings, metrics);
  if (ask !== null) front.addHook('onClose', async () => ask.close());

  front.post(
    '/search',
    {
      bodyLimit: BODY_MAX,
      config: { rateLimit: { max: settings.searchRate.max, timeWindow: settings.searchRate.windowMs } },
    },
    async (request, reply) => {
      const query = searchQuery.safeParse(request.body);
      if (!query.success) return sendProblem(request, reply, 400, 'badRequest');
      const answer = ask === null ? null : await ask.search(query.data);
      if (answer === null) return sendProblem(request, reply, 503, 'searchDown');
      // What is asked on the page of results is meant; while one types, most of it is half a word. A filter finds nothing
      // where the words alone do.
      const { q, locale, detail, offset, filters } = query.data;
      const isPlain = detail && offset === 0 && Object.keys(filters).length === 0;
      if (answer.total === 0 && isPlain) front.searchGaps?.note(q, locale);
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );
}

/** Searches in Meilisearch; null as an answer when it gave none that can be used. */
function meilisearch({ home, meiliUrl, meiliSearchKey }: FrontSettings, metrics: Metrics) {
  if (meiliUrl === null) return null;
  const upstream = connectTo(meiliUrl);
  const lexicon = lexiconOf(home);
  // An outage is logged when it begins: a line for each search would fill the disk.
  let failing = false;
  return {
    close: () => upstream.close(),
    search: async (query: SearchQuery): Promise<SearchAnswer | null> => {
      const stop = metrics.searchSeconds.startTimer();
      const until = performance.now() + SEARCH_TIMEOUT;
      const post = async (path: string, body: Record<string, unknown>): Promise<unknown> => {
        const answer = await upstream.call(path, {
          method: 'POST',
          headers: { authorization: `Bearer ${meiliSearchKey}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
          // All the requests of one search together.
          timeoutMs: Math.max(1, until - performance.now()),
          maxBytes: ANSWER_MAX_BYTES,
        });
        if (answer.status !== 200) throw new Error(`Meilisearch answered ${answer.status}`);
        return JSON.parse(answer.body);
      };
      try {
        const found = await searchMeilisearch(query, await lexicon(), post);
        stop();
        failing = false;
        return found;
      } catch (error) {
        metrics.upstreamErrors.inc({ part: 'search' });
        if (!failing) logError('search_failed', error);
        failing = true;
        return null;
      }
    },
  };
}
