import { createReadStream } from 'node:fs';
import http from 'node:http';
import { join, normalize } from 'node:path';

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
