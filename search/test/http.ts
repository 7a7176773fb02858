import { createReadStream } from 'node:fs';
import http from 'node:http';
import { join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';

export interface TestServer {
  url: string;
  close(): void;
}

/** A real HTTP server on a free port of this machine. */
export async function serve(handler: http.RequestListener): Promise<TestServer> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const TYPES: Record<string, string> = {
  js: 'text/javascript',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
};

/** Answers with the files of a folder. */
export function filesOf(folder: string): http.RequestListener {
  return (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const stream = createReadStream(join(folder, path));
    stream.on('open', () => {
      response.setHeader('content-type', TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
      stream.pipe(response);
    });
    stream.on('error', () => {
      response.statusCode = 404;
      response.end();
    });
  };
}

export interface Detour {
  /** Called before a request goes on, with its method and path: `GET /tasks/3`. */
  before?: (request: string) => Promise<void> | void;
  /** Gives another answer; undefined leaves it as it is. */
  instead?: (request: string, answer: unknown) => unknown;
}

/** A real HTTP server before another one of JSON, for what goes wrong on the way or behind. */
export function proxyTo(target: string, { before, instead }: Detour): Promise<TestServer> {
  return serve((request, response) => {
    void (async () => {
      const { method = 'GET', url = '/', headers } = request;
      const what = `${method} ${url}`;
      const body = await text(request);
      await before?.(what);
      const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
        const { authorization, 'content-type': type } = headers;
        http
          .request(`${target}${url}`, { method, headers: { authorization, ...(type && { 'content-type': type }) } })
          .on('response', resolve)
          .on('error', reject)
          .end(body || undefined);
      });
      const received = await text(answer);
      const other = instead?.(what, received === '' ? undefined : JSON.parse(received));
      response.writeHead(answer.statusCode ?? 500, { 'content-type': 'application/json' });
      response.end(other === undefined ? received : JSON.stringify(other));
    })().catch(() => response.destroy());
  });
}
