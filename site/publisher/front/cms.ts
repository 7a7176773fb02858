import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import proxy from '@fastify/http-proxy';
import { CONTRIBUTIONS_PATH, CONTRIBUTION_BODY_MAX } from '@palier/model';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { logError } from './log.ts';
import type { Metrics } from './metrics.ts';
import { sendProblem } from './problem.ts';
import { RATE_LIMIT } from './rateLimit.ts';
import { PRIVATE } from './securityHeaders.ts';
import type { FrontSettings } from './settings.ts';

/**
 * Paths that go to the CMS. Strapi mounts the routes of the plugin `x` at `/x`, beside `/admin` (the application and its
 * own API) and `/api` (content); these are the plugins that the Community edition loads and its admin calls.
 */
export const CMS_PATHS = [
  '/admin', // application, session, users, roles, tokens, settings, homepage
  '/api', // public API, less CLOSED_PATHS
  '/content-manager', // lists, forms, publish, relations, history of the editing views
  '/content-type-builder', // the model, read-only in production
  '/email', // settings and test of the mail provider
  '/i18n', // languages, fill from another language
  '/upload', // media library: files, folders, settings
] as const;

/** Endpoints for the other processes of the hub: from outside they do not exist. */
export const CLOSED_PATHS = [
  '/api/feed',
  '/api/published',
  '/api/import',
  '/api/links',
  '/api/search-gaps',
  '/api/live',
] as const;

/** Where readers say what they think of a page: a POST to exactly this path, and nothing around it. */
export const FEEDBACK_PATH = '/api/feedback';

/** Longest feedback, in bytes: a message of 2,000 characters with its accents escaped, as a form does, fits easily. */
export const FEEDBACK_BODY_MAX = 8 * 1024;

/** What anyone may send without an account: a POST to exactly this path, of so many bytes at most. */
const OPEN_FORMS: Readonly<Record<string, { bodyMax: number; tooMany: 'tooManyFeedbacks' | 'tooManyContributions' }>> =
  {
    [FEEDBACK_PATH]: { bodyMax: FEEDBACK_BODY_MAX, tooMany: 'tooManyFeedbacks' },
    [CONTRIBUTIONS_PATH]: { bodyMax: CONTRIBUTION_BODY_MAX, tooMany: 'tooManyContributions' },
  };

/** Largest body passed on, in bytes: the media library is the largest sender. */
export const CMS_BODY_MAX = 50 * 1024 * 1024;

/** Longest silence of the CMS during an answer, in ms. */
const CMS_TIMEOUT = 60_000;

/** Headers about the client that only a trusted proxy may set. */
const CLIENT_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/** True when the path is an internal endpoint, however its letters are written: Strapi's router ignores case. */
export function isClosed(pathname: string): boolean {
  const path = pathname.toLowerCase();
  if (Object.hasOwn(OPEN_FORMS, pathname)) return false;
  // Around an open form as well: another way to write its address would not be counted.
  return [...CLOSED_PATHS, ...Object.keys(OPEN_FORMS)].some((closed) => path.startsWith(closed));
}

/** Passes {@link CMS_PATHS} on to the CMS; the answers' own headers win over those of the front server. */
export async function registerCms(front: FastifyInstance, settings: FrontSettings, metrics: Metrics): Promise<void> {
  const publicUrl = new URL(settings.publicUrl);
  await front.register(rateLimit, RATE_LIMIT);
  const { max, windowMs } = settings.feedbackRate;
  // One count for each: what one thinks of a page does not use up what one may tell of a result.
  const counters = new Map(
    Object.keys(OPEN_FORMS).map((path) => [path, front.createRateLimit({ max, timeWindow: windowMs })]),
  );

  front.addHook('onRequest', async (request, reply) => {
    const { pathname } = request.address;
    const form = Object.hasOwn(OPEN_FORMS, pathname) ? OPEN_FORMS[pathname] : undefined;
    if (isClosed(pathname) || (form && request.method !== 'POST')) {
      return sendProblem(request, reply, 404, 'notFound');
    }
    // Bodies announce their length: the bound then holds before a byte is passed on.
    if (request.headers['transfer-encoding'] !== undefined) return sendProblem(request, reply, 411, 'lengthRequired');
    if (Number(request.headers['content-length'] ?? 0) > (form?.bodyMax ?? CMS_BODY_MAX)) {
      return sendProblem(request, reply.header('connection', 'close'), 413, 'tooLarge');
    }
    if (form) {
      const count = await counters.get(pathname)!(request);
      if (!count.isAllowed && count.isExceeded) {
        return sendProblem(request, reply.header('retry-after', String(count.ttlInSeconds)), 429, form.tooMany);
      }
    }
    return undefined;
  });

  await front.register(proxy, {
    upstream: settings.cmsUrl,
    routes: CMS_PATHS.flatMap((path) => [path, `${path}/*`]),
    http: {
      agentOptions: { keepAlive: true, maxSockets: 256 },
      // Must be said: left out, the library accepts any certificate.
      requestOptions: { timeout: CMS_TIMEOUT, rejectUnauthorized: true },
    },
    destroyAgent: true,
    replyOptions: {
      // The library's own rule asks ten times again on a 503. Here: once, when a kept connection had just been closed.
      retryDelay: ({ err, req, attempt }) =>
        (err as NodeJS.ErrnoException | null)?.code === 'ECONNRESET' && req.method === 'GET' && attempt === 0
          ? 1
          : null,
      rewriteRequestHeaders: (request, headers) => forwardedHeaders(request as FastifyRequest, headers, publicUrl),
      rewriteHeaders: answerHeaders,
      onResponse: (_request, reply, response) => {
        // The library's types name the bare answer of node:http; what it passes is this.
        const { headers, stream } = response as unknown as { headers: IncomingHttpHeaders; stream: Readable };
        keepOwnPolicy(reply as FastifyReply, headers);
        void reply.send(stream);
      },
      onError: (reply, { error }) => sendCmsError(reply as FastifyReply, error, metrics),
    },
  });
}

function forwardedHeaders(request: FastifyRequest, headers: IncomingHttpHeaders, publicUrl: URL): IncomingHttpHeaders {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !CLIENT_HEADERS.includes(name)));
  return {
    ...kept,
    'x-forwarded-for': request.ip,
    'x-forwarded-host': publicUrl.host,
    'x-forwarded-proto': publicUrl.protocol.slice(0, -1),
  };
}

function answerHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _connection, 'keep-alive': _keepAlive, 'x-powered-by': _poweredBy, ...kept } = headers;
  const shared = kept['cache-control'] !== undefined && kept['set-cookie'] === undefined;
  return { ...kept, 'cache-control': shared ? kept['cache-control'] : PRIVATE };
}

/** Takes back the policies of our own pages: the admin states its own, and needs what it does not forbid. */
function keepOwnPolicy(reply: FastifyReply, headers: IncomingHttpHeaders): void {
  for (const name of ['content-security-policy', 'permissions-policy', 'cross-origin-opener-policy']) {
    if (headers[name] === undefined) reply.removeHeader(name);
  }
}

function sendCmsError(reply: FastifyReply, error: Error, metrics: Metrics): void {
  const cause = (error.cause ?? error) as NodeJS.ErrnoException & { statusCode?: number };
  const slow = cause.statusCode === 504 || (error as { statusCode?: number }).statusCode === 504;
  metrics.upstreamErrors.inc({ part: 'cms' });
  logError('cms_unreachable', cause);
  if (slow) void sendProblem(reply.request, reply, 504, 'cmsSlow');
  else void sendProblem(reply.request, reply.header('retry-after', '5'), 503, 'cmsDown');
}
