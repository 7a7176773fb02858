import { PREVIEW_PARAMETER, PREVIEW_PATH } from '@palier/model';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { logError } from './log.ts';
import type { Metrics } from './metrics.ts';
import { sendProblem } from './problem.ts';
import { BARE_PAGE_POLICY, PRIVATE } from './securityHeaders.ts';
import type { FrontSettings } from './settings.ts';
import { connectTo } from './upstream.ts';

/** Longest wait for the publisher, in ms: longer than it gives itself. */
const PREVIEW_TIMEOUT = 45_000;

/** A body of 1.2 MB, as HTML. */
const PAGE_MAX_BYTES = 16 * 1024 * 1024;

/**
 * `GET /apercu/?jeton=…`: the page of a draft, which the publisher makes for who has the token. No cache keeps it, no robot
 * lists it, no site learns its address, and only our own admin may frame it.
 */
export async function registerPreview(
  front: FastifyInstance,
  settings: FrontSettings,
  metrics: Metrics,
): Promise<void> {
  const publisher = connectTo(settings.publisherUrl);
  front.addHook('onClose', async () => publisher.close());

  front.get<{ Querystring: Record<string, unknown> }>(
    PREVIEW_PATH,
    { onSend: async (_request, reply) => void closeToOthers(reply) },
    async (request, reply) => {
      const asked = request.query[PREVIEW_PARAMETER];
      const query = new URLSearchParams({ [PREVIEW_PARAMETER]: typeof asked === 'string' ? asked : '' });
      const answer = await publisher
        .call(`/preview?${query.toString()}`, {
          method: 'GET',
          timeoutMs: PREVIEW_TIMEOUT,
          maxBytes: PAGE_MAX_BYTES,
        })
        .catch((error: unknown) => error as Error);
      if (answer instanceof Error || !SHOWN.has(answer.status)) {
        metrics.upstreamErrors.inc({ part: 'publisher' });
        logError('preview_unavailable', answer instanceof Error ? answer : new Error(`answered ${answer.status}`));
        return sendProblem(request, reply.header('retry-after', '5'), 503, 'previewDown');
      }
      if (answer.status !== 200) reply.header('content-security-policy', BARE_PAGE_POLICY);
      return reply.code(answer.status).type('text/html; charset=utf-8').send(answer.body);
    },
  );
}

/** Statuses with which the publisher sends a page for the person who looks. */
const SHOWN = new Set([200, 403, 404, 422, 500, 503]);

function closeToOthers(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'));
  reply.headers({
    'cache-control': PRIVATE,
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
    'content-security-policy': policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
  });
}
