import { startFront } from '../server.ts';
import type { Front } from '../server.ts';
import type { FrontSettings } from '../settings.ts';
import { startUpstream } from './http.ts';
import type { Upstream } from './http.ts';

/** Starts a front server on a free port; what is not said points where nothing listens. */
export function startTestFront(settings: Partial<FrontSettings> & { home: string }): Promise<Front> {
  return startFront({
    dist: '/nowhere',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost:8080',
    cmsUrl: 'http://127.0.0.1:9',
    publisherUrl: 'http://127.0.0.1:9',
    meiliUrl: null,
    meiliSearchKey: null,
    trustProxy: [],
    metricsToken: null,
    searchGapsToken: null,
    accessLog: false,
    searchRate: { max: 1000, windowMs: 10_000 },
    feedbackRate: { max: 1000, windowMs: 600_000 },
    ...settings,
  });
}

/** In the place of Strapi: says what it received, with headers such as Strapi's. */
export function startSampleCms(): Promise<Upstream> {
  return startUpstream(({ method, url, body }, response) => {
    response.setHeader('content-security-policy', "script-src 'self'");
    response.setHeader('x-powered-by', 'Strapi <strapi.io>');
    response.setHeader('content-type', 'text/plain');
    response.end(`cms: ${method} ${url}${body && ` ${body}`}`);
  });
}

/** In the place of the publisher: previews whatever opens with "draft", refuses the rest. */
export function startSamplePublisher(): Promise<Upstream> {
  return startUpstream(({ url }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://publisher');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname !== '/preview') response.statusCode = 404;
    else if (searchParams.get('jeton') === 'broken') response.statusCode = 418;
    else if (!searchParams.get('jeton')?.startsWith('draft')) response.statusCode = 403;
    response.end(`<p>publisher: ${response.statusCode} ${searchParams.get('jeton')}</p>`);
  });
}
