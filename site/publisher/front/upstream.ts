import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { urlToHttpOptions } from 'node:url';

/**
 * Short calls to the other parts, through node:http with keep-alive: Node's `fetch` takes about 48 ms for a POST
 * that this does in about one.
 */

export interface Call {
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the whole call, from the connection to the last byte, in ms. */
  timeoutMs: number;
  /** Longest answer accepted, in bytes. */
  maxBytes: number;
}

export interface CallAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Upstream {
  /** @throws when no whole answer came: unreachable, too slow, too long. */
  call(path: string, call: Call): Promise<CallAnswer>;
  close(): void;
}

/** Connections to one origin, such as `http://127.0.0.1:7700`. */
export function connectTo(origin: string): Upstream {
  const secure = origin.startsWith('https:');
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const send = secure ? httpsRequest : httpRequest;
  // Read once, not for each search.
  const options = { ...urlToHttpOptions(new URL(origin)), agent };
  return {
    close: () => agent.destroy(),
    call: (path, { method, headers = {}, body = '', timeoutMs, maxBytes }) =>
      new Promise((resolve, reject) => {
        const lengths = body.length === 0 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
        const request = send({ ...options, path, method, headers: { ...headers, ...lengths } });
        const fail = (error: Error) => {
          clearTimeout(timer);
          request.destroy();
          reject(error);
        };
        const timer = setTimeout(() => fail(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
        request.on('error', fail);
        request.on('response', (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > maxBytes) fail(new Error(`answer longer than ${maxBytes} bytes`));
            else chunks.push(chunk);
          });
          response.on('error', fail);
          response.on('end', () => {
            clearTimeout(timer);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            });
          });
        });
        request.end(body);
      }),
  };
}
