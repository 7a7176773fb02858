import { timingSafeEqual, createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { PREVIEW_PARAMETER } from '@palier/model';
import { examine, mend } from './doctor.ts';
import { answerPreview } from './preview/answer.ts';
import type { Publisher } from './publisher.ts';

/** Errors told at most, and the longest cause of one, in characters. */
const ERRORS_MAX = 20;
const CAUSE_MAX = 300;

/**
 * Internal HTTP of the publisher: `/healthz` and `/metrics` for anyone who reaches it; `/preview` for who has a link that
 * the CMS signed; the calls that do something, and the causes of errors, with the bearer token.
 */
export function serve(publisher: Publisher): Promise<Server> {
  const { settings, log } = publisher;
  const server = createServer((request, response) => {
    answer(publisher, request, response).catch((error: unknown) => {
      log(`${callOf(request)}: ${(error as Error).stack ?? String(error)}`);
      if (!response.headersSent) json(response, 500, { error: (error as Error).message });
    });
  });
  // A full publish answers when it is done.
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, () => resolve(server));
  });
}

async function answer(publisher: Publisher, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = callOf(request);
  switch (call) {
    case 'GET /healthz':
      return json(response, 200, health(publisher));
    case 'GET /metrics':
      response.writeHead(200, { 'content-type': publisher.metrics.registry.contentType });
      response.end(await publisher.metrics.registry.metrics());
      return;
    case 'GET /preview':
      return preview(publisher, request, response);
    case 'GET /errors':
    case 'POST /publish':
    case 'POST /rollback':
    case 'POST /doctor':
    case 'POST /doctor/fix':
      if (!isAllowed(request, publisher.settings.token)) return json(response, 401, { error: 'wrong token' });
      return json(response, 200, await act(publisher, call));
    default:
      return json(response, 404, { error: 'no such call' });
  }
}

/** Method and path, without the query: it may hold a token. */
function callOf(request: IncomingMessage): string {
  return `${request.method ?? ''} ${urlOf(request).pathname}`;
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://publisher');
}

async function preview(publisher: Publisher, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const token = urlOf(request).searchParams.get(PREVIEW_PARAMETER) ?? '';
  const { status, html } = await answerPreview(publisher, token, gone.signal);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'private, no-store',
  });
  response.end(html);
}

async function act(publisher: Publisher, call: string): Promise<unknown> {
  switch (call) {
    case 'GET /errors':
      return { pages: lastErrors(publisher) };
    case 'POST /publish':
      return publisher.publishAll();
    case 'POST /rollback':
      return { release: publisher.rollback() };
    case 'POST /doctor/fix':
      await mend(publisher, await examine(publisher));
      return { differences: await examine(publisher) };
    default:
      return { differences: await examine(publisher) };
  }
}

function health(publisher: Publisher) {
  const { snapshot, indexing } = publisher;
  return {
    status: 'up',
    position: snapshot.position(),
    queues: snapshot.queueDepths(),
    pagesInError: snapshot.pageErrors().length,
    search: indexing === null ? 'absent' : indexing.up ? 'up' : 'down',
    embeddedSearch: publisher.embedded.isCurrent() ? 'current' : 'behind',
  };
}

/** The pages whose last making failed, the last first, each with one line of its cause. */
function lastErrors({ snapshot }: Publisher) {
  return snapshot
    .pageErrors()
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
    .slice(0, ERRORS_MAX)
    .map(({ error, ...page }) => ({ ...page, error: (error.split('\n', 1)[0] ?? '').slice(0, CAUSE_MAX) }));
}

function isAllowed(request: IncomingMessage, token: string): boolean {
  const given = request.headers.authorization ?? '';
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(`Bearer ${token}`));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
