import rateLimit from '@fastify/rate-limit';
import { fromMeilisearchAnswer, searchQuery, toMeilisearchCall } from '@palier/search/query';
import type { SearchAnswer, SearchQuery } from '@palier/search/query';
import type { FastifyInstance } from 'fastify';
import { logError } from './log.ts';
import type { Metrics } from './metrics.ts';
import { sendProblem } from './problem.ts';
import { RATE_LIMIT } from './rateLimit.ts';
import type { FrontSettings } from './settings.ts';
import { connectTo } from './upstream.ts';

/** Longest query accepted, in bytes. */
const BODY_MAX = 2048;

/** Longest wait for Meilisearch, in ms: the browser turns to Pagefind within a second. */
const SEARCH_TIMEOUT = 800;
const ANSWER_MAX_BYTES = 1024 * 1024;

/**
 * `POST /search`: one checked query in, one bounded call to Meilisearch, the stripped answer out. 400 for
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
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );
}

/** Searches in Meilisearch; null as an answer when it gave none that can be used. */
function meilisearch({ meiliUrl, meiliSearchKey }: FrontSettings, metrics: Metrics) {
  if (meiliUrl === null) return null;
  const upstream = connectTo(meiliUrl);
  // An outage is logged when it begins: a line for each search would fill the disk.
  let failing = false;
  return {
    close: () => upstream.close(),
    search: async (query: SearchQuery): Promise<SearchAnswer | null> => {
      const { method, path, body } = toMeilisearchCall(query);
      const stop = metrics.searchSeconds.startTimer();
      try {
        const answer = await upstream.call(path, {
          method,
          headers: { authorization: `Bearer ${meiliSearchKey}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
          timeoutMs: SEARCH_TIMEOUT,
          maxBytes: ANSWER_MAX_BYTES,
        });
        if (answer.status !== 200) throw new Error(`Meilisearch answered ${answer.status}`);
        const found = fromMeilisearchAnswer(JSON.parse(answer.body));
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
