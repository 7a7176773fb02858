import { PREVIEW_PATH } from '@palier/model';
import fastify from 'fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isHost, readAddress } from './address.ts';
import type { Address } from './address.ts';
import { CMS_PATHS, registerCms } from './cms.ts';
import { LIVE_PATHS, registerLive } from './live.ts';
import { logError } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { RequestKind } from './metrics.ts';
import { registerOperations } from './operations.ts';
import { registerPages } from './pages.ts';
import { registerPreview } from './preview.ts';
import { sendProblem } from './problem.ts';
import { registerSearch } from './search.ts';
import { registerSearchGaps } from './searchGaps.ts';
import { SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from './securityHeaders.ts';
import type { FrontSettings } from './settings.ts';
import type { TextKey } from './texts.ts';
import { registerUploads } from './uploads.ts';

/** Longest wait for running answers when the server stops, in ms. */
const STOP_TIMEOUT = 5_000;

/** Longest time for a whole request to arrive, in ms: an upload over a slow line, not a socket held open. */
const REQUEST_TIMEOUT = 300_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any handler runs. */
    address: Address;
  }
}

export interface Front {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  url: string;
  /** Takes no new request, lets running ones end (5 s at most), frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the one address of the hub: static files of the present release, and the paths behind which other parts
 * work. Pages are read even when every other part is down.
 *
 * @throws what `listen` says, such as EADDRINUSE.
 */
export async function startFront(settings: FrontSettings): Promise<Front> {
  const metrics = createMetrics();
  const headers = {
    ...SECURITY_HEADERS,
    ...(settings.publicUrl.startsWith('https:') && { 'strict-transport-security': STRICT_TRANSPORT_SECURITY }),
  };
  const front = fastify({
    trustProxy: settings.trustProxy.length > 0 ? settings.trustProxy : false,
    requestTimeout: REQUEST_TIMEOUT,
    // Addresses that the router cannot decode; hooks do not run for them.
    frameworkErrors: (_error, request, reply) => {
      metrics.requests.inc({ kind: 'refused', status: '4xx' });
      void sendProblem(request, reply.headers(headers), 400, 'badRequest');
    },
  });

  front.decorateRequest('address', null as unknown as Address);
  front.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const address = readAddress(request.url);
    if (address === null || !isHost(request.headers.host)) return sendProblem(request, reply, 400, 'badRequest');
    request.address = address;
    return undefined;
  });
  front.addHook('onResponse', async (request, reply) => {
    metrics.requests.inc({ kind: kindOf(request), status: `${Math.floor(reply.statusCode / 100)}xx` });
    if (settings.accessLog) {
      const { method, address } = request;
      const ms = Math.round(reply.elapsedTime);
      process.stdout.write(`${JSON.stringify({ method, path: address?.pathname, status: reply.statusCode, ms })}\n`);
    }
  });
  front.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    const known = REFUSALS[status];
    if (known !== undefined) return sendProblem(request, reply, status, known);
    logError('request_failed', error, { kind: kindOf(request) });
    return sendProblem(request, reply, 500, 'failed');
  });
  front.setNotFoundHandler((request, reply) =>
    // Reading is routed whatever the path, so it is the method that has no route.
    sendProblem(request, reply.header('allow', 'GET, HEAD'), 405, 'methodNotAllowed'),
  );

  await front.register(async (scope) => registerCms(scope, settings, metrics));
  await front.register(async (scope) => registerLive(scope, settings, metrics));
  registerSearchGaps(front, settings);
  await front.register(async (scope) => registerSearch(scope, settings, metrics));
  await registerOperations(front, settings, metrics);
  await registerPreview(front, settings, metrics);
  registerUploads(front, settings.home);
  registerPages(front, settings.home);
  const url = await front.listen({ host: settings.host, port: settings.port });
  return { url, close: () => stop(front) };
}

/** Errors of Fastify and its plugins that are the client's. */
const REFUSALS: Record<number, TextKey> = {
  400: 'badRequest',
  413: 'tooLarge',
  415: 'unsupportedType',
  429: 'tooMany',
};

const KINDS: Record<string, RequestKind> = {
  '/search': 'search',
  '/healthz': 'operations',
  '/metrics': 'operations',
  '/uploads/:name': 'upload',
  [PREVIEW_PATH]: 'preview',
  ...Object.fromEntries(LIVE_PATHS.map((path) => [path, 'live'])),
  ...Object.fromEntries(
    CMS_PATHS.flatMap((path) => [
      [path, 'cms'],
      [`${path}/*`, 'cms'],
    ]),
  ),
};

function kindOf({ routeOptions, url }: FastifyRequest): RequestKind {
  if (routeOptions.url === undefined) return 'refused';
  return KINDS[routeOptions.url] ?? (/\.(?!html)[a-z\d_]+(?:\?|$)/.test(url) ? 'asset' : 'page');
}

async function stop(front: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => front.server.closeAllConnections(), STOP_TIMEOUT);
  await front.close();
  clearTimeout(timer);
}
