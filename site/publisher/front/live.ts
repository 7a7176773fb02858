import { LIVE_BODY_MAX, LIVE_PAGES, LIVE_PAGE_NAMES, type LiveAnswer, type LivePage, type Locale } from '@palier/model';
import { LOCALES } from '@palier/model/locales';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loadRenderer } from '../renderer.ts';
import type { Render } from '../renderer.ts';
import { logError } from './log.ts';
import type { Metrics } from './metrics.ts';
import { sendProblem } from './problem.ts';
import { PRIVATE } from './securityHeaders.ts';
import type { FrontSettings } from './settings.ts';
import type { TextKey } from './texts.ts';
import { connectTo } from './upstream.ts';
import type { CallAnswer, Upstream } from './upstream.ts';

/** Longest wait for the CMS, in ms: a sign-in at a provider asks the provider. */
const LIVE_TIMEOUT = 30_000;

/** The export of a member who wrote much. */
const ANSWER_MAX_BYTES = 64 * 1024 * 1024;

/** What the CMS is told of a request: who asks, by which cookie, and whether a page of ours does. */
const PASSED_ON = ['cookie', 'user-agent', 'sec-fetch-site', 'origin', 'content-type'] as const;

/**
 * Pages that depend on who asks: the CMS says what they hold, the built site makes them, in this process. Forms work without
 * any script; a script asks for the same with `Accept: application/json`, and gets what the page is made of.
 */
export async function registerLive(front: FastifyInstance, settings: FrontSettings, metrics: Metrics): Promise<void> {
  const cms = connectTo(settings.cmsUrl);
  front.addHook('onClose', async () => cms.close());
  const render = rendererOf(settings);

  front.removeAllContentTypeParsers();
  // As bytes: the CMS judges what they are.
  front.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LIVE_BODY_MAX }, (_request, body, done) => {
    done(null, body);
  });
  for (const page of LIVE_PAGE_NAMES)
    for (const locale of LOCALES) {
      front.route({
        method: ['GET', 'POST'],
        url: LIVE_PAGES[page][locale],
        handler: async (request, reply) => {
          const answer = await ask(cms, request, page, locale).catch((error: unknown) => error as Error);
          const parsed = answer instanceof Error ? answer : parse(answer);
          if (parsed instanceof Error) {
            metrics.upstreamErrors.inc({ part: 'cms' });
            logError('live_page_unavailable', parsed, { page });
            return sendProblem(request, reply.header('retry-after', '5'), 503, 'communityDown');
          }
          const cookies = (answer as CallAnswer).headers['set-cookie'];
          if (cookies) reply.header('set-cookie', cookies);
          return send(request, reply, parsed, render);
        },
      });
    }
}

/** Paths of live pages, for the counters. */
export const LIVE_PATHS: readonly string[] = LIVE_PAGE_NAMES.flatMap((page) => Object.values(LIVE_PAGES[page]));

/** The site is loaded at the first live page: a hub that is only read never needs it here. */
function rendererOf({ dist, publicUrl }: FrontSettings): Render {
  let loaded: Promise<Render> | undefined;
  return async (url, live) => {
    loaded ??= loadRenderer(dist, publicUrl);
    loaded.catch(() => (loaded = undefined));
    return (await loaded)(url, live);
  };
}

function ask(cms: Upstream, request: FastifyRequest, page: LivePage, locale: Locale): Promise<CallAnswer> {
  const query = new URLSearchParams(request.query as Record<string, string>);
  query.set('locale', locale);
  const headers: Record<string, string> = { 'x-forwarded-for': request.ip };
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return cms.call(`/api/live/${page}?${query.toString()}`, {
    method: request.method === 'POST' ? 'POST' : 'GET',
    headers,
    ...(Buffer.isBuffer(request.body) && { body: request.body }),
    timeoutMs: LIVE_TIMEOUT,
    maxBytes: ANSWER_MAX_BYTES,
  });
}

function parse({ status, body }: CallAnswer): LiveAnswer | Error {
  if (status !== 200) return new Error(`the CMS answered ${status}`);
  try {
    // What our own CMS sent: a contract of types, with nothing of others to judge.
    const answer = JSON.parse(body) as LiveAnswer | null;
    return answer?.kind ? answer : new Error('the CMS answered something else');
  } catch (error) {
    return error as Error;
  }
}

const REFUSALS: Record<Extract<LiveAnswer, { kind: 'refused' }>['status'], TextKey> = {
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  413: 'tooLarge',
  415: 'unsupportedType',
  429: 'tooMany',
};

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: LiveAnswer,
  render: Render,
): Promise<FastifyReply> {
  reply.headers({ 'cache-control': PRIVATE, 'x-robots-tag': 'noindex' });
  const asksForData = (request.headers.accept ?? '').startsWith('application/json');
  switch (answer.kind) {
    case 'refused':
      return sendProblem(request, reply, answer.status, REFUSALS[answer.status]);
    case 'file':
      return reply
        .header('content-disposition', `attachment; filename="${answer.name}"`)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer.json, null, 2));
    case 'redirect':
      if (asksForData) return sendData(reply, answer);
      return reply.code(303).header('location', answer.to).send();
    case 'page': {
      reply.code(answer.status);
      if (asksForData) return sendData(reply, answer);
      const { body } = await render(request.address.pathname, answer);
      return reply.type('text/html; charset=utf-8').send(body);
    }
  }
}

const sendData = (reply: FastifyReply, answer: LiveAnswer): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
