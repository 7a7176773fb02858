import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';
import { isOperator } from './operator.ts';
import { sendProblem } from './problem.ts';
import { currentRelease } from './release.ts';
import type { FrontSettings } from './settings.ts';
import { connectTo } from './upstream.ts';
import type { Upstream } from './upstream.ts';

/** Longest wait for one part, in ms: the page of health must not hang with what it watches. */
const CHECK_TIMEOUT = 500;
const METRICS_MAX_BYTES = 4 * 1024 * 1024;

interface PartHealth {
  status: 'up' | 'down' | 'absent';
  /** For operators only: identifier of the release, reason of a failure. */
  detail?: string;
}

type Health = Record<'front' | 'cms' | 'publisher' | 'search', PartHealth>;

/**
 * `GET /healthz` says to all which parts are up, and why one is not to operators; 200 while pages can be read, else 503.
 * `GET /metrics` is for operators; others get 404.
 */
export async function registerOperations(
  front: FastifyInstance,
  settings: FrontSettings,
  metrics: Metrics,
): Promise<void> {
  const cms = connectTo(settings.cmsUrl);
  const publisher = connectTo(settings.publisherUrl);
  const search = settings.meiliUrl === null ? null : connectTo(settings.meiliUrl);
  front.addHook('onClose', async () => [cms, publisher, search].forEach((upstream) => upstream?.close()));

  const checkAll = async (): Promise<Health> => {
    const [reading, cmsHealth, publisherHealth, searchHealth] = await Promise.all([
      checkReading(settings.home),
      check(cms, '/_health'),
      check(publisher, '/healthz'),
      search === null ? ({ status: 'absent' } as const) : check(search, '/health'),
    ]);
    return { front: reading, cms: cmsHealth, publisher: publisherHealth, search: searchHealth };
  };
  // Callers that come together share one round: asking this page often must not weigh on the parts.
  let round: Promise<Health> | null = null;

  front.get('/healthz', async (request, reply) => {
    round ??= checkAll().finally(() => (round = null));
    const health = await round;
    const operator = isOperator(request, settings.metricsToken);
    const parts = Object.fromEntries(
      Object.entries(health).map(([name, { status, detail }]) => [
        name,
        operator && detail !== undefined ? { status, detail } : { status },
      ]),
    );
    const reading = health.front.status === 'up';
    const complete = Object.values(health).every((part) => part.status !== 'down');
    return reply
      .code(reading ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: !reading ? 'down' : complete ? 'up' : 'degraded', parts });
  });

  front.get('/metrics', async (request, reply) => {
    if (!isOperator(request, settings.metricsToken)) return sendProblem(request, reply, 404, 'notFound');
    const theirs = await publisher
      .call('/metrics', { method: 'GET', timeoutMs: CHECK_TIMEOUT, maxBytes: METRICS_MAX_BYTES })
      .catch(() => null);
    const answered = theirs?.status === 200;
    metrics.publisherUp.set(answered ? 1 : 0);
    const own = await metrics.registry.metrics();
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(answered ? `${own.trimEnd()}\n${theirs.body}` : own);
  });
}

async function checkReading(home: string): Promise<PartHealth> {
  try {
    const release = await currentRelease(home);
    if (release === null) return { status: 'down', detail: 'no release yet' };
    await stat(join(release, 'index.html'));
    return { status: 'up', detail: `release ${basename(release)}` };
  } catch (error) {
    return { status: 'down', detail: (error as NodeJS.ErrnoException).code ?? 'unreadable release' };
  }
}

async function check(upstream: Upstream, path: string): Promise<PartHealth> {
  try {
    const { status } = await upstream.call(path, { method: 'GET', timeoutMs: CHECK_TIMEOUT, maxBytes: 64 * 1024 });
    return status >= 200 && status < 300 ? { status: 'up' } : { status: 'down', detail: `answered ${status}` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { status: 'down', detail: code ?? message };
  }
}
