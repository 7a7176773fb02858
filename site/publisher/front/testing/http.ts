import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse, Agent } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export interface Asked {
  method?: string;
  /** Sent as it is: nothing resolves `..` or encodes anything. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As received. */
  bytes: Buffer;
  /** Decompressed text. */
  text: string;
}

/** Makes one request through node:http and reads the whole answer. */
export function ask(base: string, { method = 'GET', path, headers = {}, body }: Asked, agent?: Agent): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    // Node announces no length for the body of some methods.
    const length = body === undefined || body.length === 0 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { hostname, port, method, path, headers: { ...headers, ...length }, agent: agent ?? false };
    const request = httpRequest(options, (response) => {
      readWhole(response).then((bytes) => {
        const text = decode(bytes, response.headers['content-encoding']);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text });
      }, reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends bytes as they are and gives what came back before the connection closed. */
export function askRaw(base: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
    socket.on('error', reject).on('close', () => resolve(received));
    socket.write(bytes, 'latin1');
  });
}

async function readWhole(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer, encoding: string | undefined): string {
  if (bytes.length === 0) return '';
  if (encoding === 'br') return brotliDecompressSync(bytes).toString();
  return (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

/** One request that a stand-in received. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Answers one request, or leaves it without an answer. */
export type UpstreamAnswer = (request: Seen, response: ServerResponse) => void;

export interface Upstream {
  url: string;
  /** What it received, in order. */
  seen: Seen[];
  close(): Promise<void>;
}

/** A real HTTP server in the place of another part of the hub; its answers are the caller's. */
export async function startUpstream(answer: UpstreamAnswer, port = 0): Promise<Upstream> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    readWhole(request).then(
      (body) => {
        const { method = '', url = '', headers } = request;
        const one = { method, url, headers, body: body.toString() };
        seen.push(one);
        answer(one, response);
      },
      () => undefined,
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An address on this machine where nothing listens. */
export async function deadAddress(): Promise<string> {
  const { url, close } = await startUpstream(() => undefined);
  await close();
  return url;
}
