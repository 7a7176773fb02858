import http from 'node:http';
import https from 'node:https';
import { SearchError } from './errors.ts';

/** Sends one JSON request to Meilisearch. @throws {SearchError} */
export type Send = <Answer>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<Answer>;

export interface Transport {
  send: Send;
  /** Closes the connections that are kept open. */
  close(): void;
}

interface MeilisearchError {
  message?: string;
  code?: string;
}

/**
 * JSON over kept-alive `node:http` connections. Not through the `meilisearch` client: it speaks `fetch`, whose
 * POST takes some 48 ms against 1 ms (design/PITFALLS.md), and its `httpClient` option is deprecated.
 *
 * @param timeoutMs longest wait for a whole answer, in milliseconds
 */
export function createTransport(server: { url: string; key: string; timeoutMs: number }): Transport {
  const base = new URL(server.url);
  const secure = base.protocol === 'https:';
  const agent = new (secure ? https : http).Agent({ keepAlive: true, maxSockets: 8 });

  const once = (method: string, path: string, payload: Buffer | null) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers: http.OutgoingHttpHeaders = { authorization: `Bearer ${server.key}`, accept: 'application/json' };
      if (payload) {
        headers['content-type'] = 'application/json';
        headers['content-length'] = payload.length;
      }
      const url = new URL(base.pathname.replace(/\/$/, '') + path, base);
      const request = (secure ? https : http).request(url, {
        method,
        agent,
        headers,
        signal: AbortSignal.timeout(server.timeoutMs),
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      request.on('error', (error) => {
        // The server closed a kept connection as we took it: nothing was read from us, ask on a new one.
        const stale = request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
        if (stale) once(method, path, payload).then(resolve, reject);
        else reject(error);
      });
      request.end(payload ?? undefined);
    });

  const send: Send = async <Answer>(method: string, path: string, body?: unknown) => {
    const what = `${method} ${path} on Meilisearch at ${base.origin}`;
    const payload = body === undefined ? null : Buffer.from(JSON.stringify(body));
    let answer: { status: number; text: string };
    try {
      answer = await once(method, path, payload);
    } catch (cause) {
      const late = cause instanceof Error && (cause.name === 'AbortError' || cause.name === 'TimeoutError');
      const why = late ? `no answer within ${server.timeoutMs} ms` : reasonOf(cause);
      throw new SearchError('unavailable', `${what}: ${why}; is it running?`, { cause });
    }
    const { status, text } = answer;
    let json: unknown;
    try {
      json = text === '' ? undefined : JSON.parse(text);
    } catch (cause) {
      throw new SearchError('unavailable', `${what}: status ${status} and an answer that is not JSON`, { cause });
    }
    if (status >= 200 && status < 300) return json as Answer;
    const { message = 'no message', code = null } = (json ?? {}) as MeilisearchError & { code?: string | null };
    const retry = status >= 500 || status === 429 || status === 408;
    const kind = retry ? 'unavailable' : code === 'index_not_found' ? 'index-missing' : 'refused';
    throw new SearchError(kind, `${what}: status ${status}, ${message}`, { code });
  };

  return { send, close: () => agent.destroy() };
}

/** ECONNREFUSED on both IPv6 and IPv4 comes as an AggregateError without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
