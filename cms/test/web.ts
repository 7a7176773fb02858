import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_WEB, type WebSettings } from '../src/links/request.ts';

/** One request that a server of the test received. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
}

export interface Site {
  url: string;
  received: Received[];
  /** Paths of the requests, robots.txt left out, as `HEAD /x`. */
  asked(): string[];
  close(): Promise<void>;
}

export type Answers = (path: string, response: ServerResponse, request: IncomingMessage) => void;

/** A real web server on an address of this machine (127.0.0.1 by default): no robots.txt unless `answers` gives one. */
export async function startSite(answers: Answers, host = '127.0.0.1'): Promise<Site> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers });
    answers(path, response, request);
    if (path === '/robots.txt' && !response.headersSent) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    received,
    asked: () => received.filter(({ path }) => path !== '/robots.txt').map(({ method, path }) => `${method} ${path}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A checker that reaches 127.0.0.1 and nothing else, and waits for nobody. */
export const TEST_WEB: WebSettings = {
  ...DEFAULT_WEB,
  userAgent: 'Palier/1.0 (link checker; +https://palier.example/)',
  mayReach: (address) => address === '127.0.0.1',
  resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  clock: { now: () => 0, sleep: () => Promise.resolve() },
};
