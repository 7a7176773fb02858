import { request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Front } from '../site/publisher/front/server.ts';
import { startSampleCms, startSamplePublisher, startTestFront } from '../site/publisher/front/testing/front.ts';
import { ask, deadAddress } from '../site/publisher/front/testing/http.ts';
import type { Upstream } from '../site/publisher/front/testing/http.ts';
import {
  RELEASE,
  makeHome,
  publishSample,
  switchTo,
  writeReleaseFile,
} from '../site/publisher/front/testing/release.ts';
import {
  HOSTILE_PATHS,
  PAGE_POLICIES,
  REQUEST_TABLE,
  expectDiscreet,
  expectRow,
} from '../site/publisher/front/testing/requestTable.ts';
import { caddyVersion, startCaddy } from './caddy.ts';
import type { Caddy } from './caddy.ts';

/** Debian's package is `caddy`; where there is none, these tests are skipped and the run says so. */
const missing = caddyVersion() === null;

const { home, remove } = makeHome();
afterAll(remove);

describe.skipIf(missing)('Caddy before the front server', () => {
  let cms: Upstream;
  let publisher: Upstream;
  let front: Front;
  let caddy: Caddy;
  let url: string;

  beforeAll(async () => {
    publishSample(home);
    cms = await startSampleCms();
    publisher = await startSamplePublisher();
    front = await startTestFront({
      home,
      cmsUrl: cms.url,
      publisherUrl: publisher.url,
      trustProxy: ['loopback'],
    });
    caddy = await startCaddy(home, new URL(front.url).host, (port) => `http://:${port}`);
    url = `http://127.0.0.1:${caddy.httpPort}`;
  }, 30_000);

  afterAll(async () => {
    await caddy.close();
    await front.close();
    await cms.close();
    await publisher.close();
  });

  it.each(REQUEST_TABLE)('$name', async (row) => expectRow(await ask(url, row), row));

  it.each(HOSTILE_PATHS)('%s is refused', async (path) => {
    const before = cms.seen.length;
    const answer = await ask(url, { path, headers: { accept: 'text/html' } });
    expect([400, 404]).toContain(answer.status);
    expectDiscreet(answer);
    expect(cms.seen.length).toBe(before);
  });

  it.each(['/', '/_astro/styles.Ab12Cd34.css', '/ressources/absente/', '/ressources/ancien/', '/healthz'])(
    '%s carries the security policies, once each',
    async (path) => {
      const { headers } = await ask(url, { path });
      for (const [name, expected] of Object.entries(PAGE_POLICIES)) {
        if (typeof expected === 'string') expect(headers[name], name).toBe(expected);
        else expect(headers[name], name).toMatch(expected);
      }
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers.server).toBeUndefined();
    },
  );

  it('answers 304 to those who hold the version, and never by date alone', async () => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': encoding };
      const first = await ask(url, { path: '/', headers });
      expect(first.headers['last-modified']).toBeUndefined();
      const second = await ask(url, { path: '/', headers: { ...headers, 'if-none-match': first.headers.etag! } });
      expect([second.status, second.bytes.length]).toEqual([304, 0]);
    }
  });

  it('a new release and a replaced page are served at the next request', async () => {
    const next = join(home, 'releases', 'next');
    for (const [path, content] of Object.entries(RELEASE)) writeReleaseFile(next, path, content);
    writeReleaseFile(next, 'index.html', '<p>next</p>');
    switchTo(home, 'next');
    try {
      expect((await ask(url, { path: '/', headers: { 'accept-encoding': 'br' } })).text).toBe('<p>next</p>');
      writeReleaseFile(next, 'index.html', '<p>replaced, and longer</p>');
      expect((await ask(url, { path: '/', headers: { 'accept-encoding': 'br' } })).text).toBe(
        '<p>replaced, and longer</p>',
      );
    } finally {
      switchTo(home, 'sample');
    }
  });

  it('each answer is whole during 200 switches', async () => {
    const body = (id: string) => `<p>${id.repeat(id === 'a' ? 10 : 9000)}</p>`;
    for (const id of ['a', 'b']) {
      const release = join(home, 'releases', id);
      for (const [path, content] of Object.entries(RELEASE)) writeReleaseFile(release, path, content);
      writeReleaseFile(release, 'ressources/guide/index.html', body(id));
    }
    switchTo(home, 'a');
    const seen: { status: number; text: string }[] = [];
    let publishing = true;
    const readers = ['br', 'gzip', 'identity'].map(async (encoding) => {
      while (publishing)
        seen.push(await ask(url, { path: '/ressources/guide/', headers: { 'accept-encoding': encoding } }));
    });
    for (let n = 0; n < 200; n++) {
      switchTo(home, n % 2 === 0 ? 'b' : 'a');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    publishing = false;
    await Promise.all(readers);
    switchTo(home, 'sample');
    expect(seen.filter(({ status, text }) => status !== 200 || (text !== body('a') && text !== body('b')))).toEqual([]);
    expect(new Set(seen.map(({ text }) => text)).size).toBe(2);
  });

  it('tells the front server who asks, and believes no one who says so', async () => {
    await ask(url, { path: '/admin/me', headers: { 'x-forwarded-for': '6.6.6.6' } });
    expect(cms.seen.at(-1)!.headers['x-forwarded-for']).toBe('127.0.0.1');
  });

  it('closes metrics and reasons to readers', async () => {
    expect((await ask(url, { path: '/metrics' })).status).toBe(404);
    const health = await ask(url, { path: '/healthz' });
    expect(health.status).toBe(200);
    expect(health.text).not.toContain('detail');
  });

  it('answers its own health check', async () => {
    expect((await ask(caddy.healthUrl, { path: '/' })).status).toBe(200);
  });
});

describe.skipIf(missing)('Caddy alone, everything behind it down', () => {
  let caddy: Caddy;
  let url: string;

  beforeAll(async () => {
    publishSample(home);
    caddy = await startCaddy(home, new URL(await deadAddress()).host, (port) => `http://:${port}`);
    url = `http://127.0.0.1:${caddy.httpPort}`;
  }, 30_000);
  afterAll(() => caddy.close());

  it('every page is read', async () => {
    for (const [path, content] of Object.entries(RELEASE)) {
      if (path.startsWith('_moved/') || path.startsWith('.')) continue;
      const address = `/${path.replace(/(^|\/)index\.html$/, '$1')}`;
      const answer = await ask(url, { path: address, headers: { 'accept-encoding': 'br' } });
      expect([answer.status, answer.text], address).toEqual([200, content.toString()]);
    }
  });

  it.each(['/search', '/api/x', '/healthz'])('%s says so in JSON', async (path) => {
    const answer = await ask(url, { path, method: path === '/search' ? 'POST' : 'GET', body: '' });
    expect([answer.status, answer.headers['retry-after'], answer.headers['cache-control']]).toEqual([
      503,
      '5',
      'no-store',
    ]);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { status: 503 } });
  });

  it.each(['/admin', '/ressources/absente/', '/ressources/guide'])('%s says so in a page', async (path) => {
    const answer = await ask(url, { path, headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('La lecture continue.');
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
    expectDiscreet(answer);
  });

  it.each([
    '/.env',
    '/_moved/ressources/ancien.json',
    '/index.html.br',
    '/..%2f..%2fetc/passwd',
    '/ressources//guide/',
  ])('%s stays closed', async (path) => {
    const answer = await ask(url, { path });
    expect(answer.status).toBe(503);
    expectDiscreet(answer);
  });

  it('logs no reader', async () => {
    await ask(url, { path: '/absent/canary', headers: { 'user-agent': 'canary', cookie: 'canary=1' } });
    await caddy.close();
    expect(caddy.log()).toContain('shutdown complete');
    expect(caddy.log()).not.toMatch(/canary|remote_ip|client_ip/);
  });
});

describe.skipIf(missing)('Caddy with a domain', () => {
  let caddy: Caddy;
  beforeAll(async () => {
    publishSample(home);
    caddy = await startCaddy(home, new URL(await deadAddress()).host, () => 'https://localhost');
  }, 30_000);
  afterAll(() => caddy.close());

  it('sends plain HTTP to HTTPS', async () => {
    const answer = await ask(`http://127.0.0.1:${caddy.httpPort}`, {
      path: '/en/?x=1',
      headers: { host: 'localhost' },
    });
    expect([answer.status, answer.headers.location]).toEqual([308, 'https://localhost/en/?x=1']);
  });

  it('serves pages in TLS and asks for it from then on', async () => {
    const overTls = () =>
      new Promise<IncomingHttpHeaders>((resolve, reject) => {
        // The certificate is of the authority that Caddy made for this test.
        const options = {
          host: '127.0.0.1',
          servername: 'localhost',
          port: caddy.httpsPort,
          rejectUnauthorized: false,
        };
        httpsRequest({ ...options, path: '/', headers: { host: 'localhost' } }, (response) => {
          response.resume();
          resolve(response.headers);
        })
          .on('error', reject)
          .end();
      });
    // Caddy answers before its certificate is made, with a TLS alert.
    const headers = await vi.waitFor(overTls, { timeout: 30_000, interval: 100 });
    expect(headers['strict-transport-security']).toBe('max-age=63072000');
    expect(headers['content-security-policy']).toBe("frame-ancestors 'none'");
    expect(headers['alt-svc']).toBeUndefined();
  });
});
