import { z } from 'zod';
import { Failure } from './failure.ts';
import { call } from './http.ts';

const health = z.object({
  position: z.object({ epoch: z.string(), seq: z.number() }).nullable(),
  queues: z.object({ pages: z.number(), index: z.number() }),
  search: z.enum(['absent', 'up', 'down']),
  embeddedSearch: z.enum(['current', 'behind']),
});

const feedHead = z.object({ epoch: z.string(), head: z.number() });

/** Longest order to the publisher, in milliseconds: publishing everything again. */
const LONGEST_ORDER = 3_600_000;
/** Longest catching up, in milliseconds. */
const PATIENCE = 600_000;

/**
 * Gives an order to a running publisher and waits until it is carried out.
 * @param path such as `/publish`.
 * @returns its answer, parsed.
 * @throws Failure when it does not answer or refuses.
 */
export async function order(publisherUrl: string, token: string, path: string): Promise<unknown> {
  const answer = await call(publisherUrl + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '',
    timeout: LONGEST_ORDER,
  }).catch((error: unknown) => {
    throw new Failure(
      `le publicateur ne répond pas à ${publisherUrl} (${error instanceof Error ? error.message : String(error)}).`,
      'Voyez logs/publisher.log dans le dossier du hub.',
    );
  });
  if (answer.status === 401) {
    throw new Failure('le publicateur refuse le jeton.', 'Donnez le PUBLISHER_TOKEN avec lequel il a été lancé.');
  }
  if (answer.status !== 200) {
    throw new Failure(`le publicateur répond ${answer.status}.`, 'Voyez logs/publisher.log dans le dossier du hub.', [
      answer.body,
    ]);
  }
  return JSON.parse(answer.body) as unknown;
}

/**
 * Waits until the publisher has taken in every change that the feed holds now, made the pages that follow of
 * them and handed them to the search engines that answer.
 * @throws Failure when that does not happen within ten minutes.
 */
export async function untilCaughtUp(publisherUrl: string, cmsUrl: string, feedToken: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  const wanted = feedHead.parse(await get(`${cmsUrl}/api/feed?limit=1`, feedToken));
  for (;;) {
    const found = health.safeParse(await get(`${publisherUrl}/healthz`).catch(() => null));
    if (found.success) {
      const { position, queues, search, embeddedSearch } = found.data;
      const taken = position?.epoch === wanted.epoch && position.seq >= wanted.head;
      const indexed = embeddedSearch === 'current' && (search !== 'up' || queues.index === 0);
      if (taken && queues.pages === 0 && indexed) return;
    }
    if (Date.now() > deadline) {
      throw new Failure(
        'le publicateur ne rattrape pas les changements.',
        'Voyez logs/publisher.log dans le dossier du hub, puis npm run doctor.',
        [JSON.stringify(found.data ?? null)],
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function get(url: string, token?: string): Promise<unknown> {
  const answer = await call(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return JSON.parse(answer.body) as unknown;
}
