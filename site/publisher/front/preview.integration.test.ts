import { afterAll, afterEach, expect, it } from 'vitest';
import { startSamplePublisher, startTestFront } from './testing/front.ts';
import { ask, deadAddress, startUpstream } from './testing/http.ts';
import type { Upstream } from './testing/http.ts';
import { makeHome, publishSample } from './testing/release.ts';
import { expectDiscreet } from './testing/requestTable.ts';

/** What the request table does not say of previews: what is forwarded, and what happens when the publisher fails. */

const { home, remove } = makeHome();
publishSample(home);
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.close();
});
afterAll(remove);

async function front(publisher: Upstream | string): Promise<string> {
  if (typeof publisher !== 'string') running.push(publisher);
  const publisherUrl = typeof publisher === 'string' ? publisher : publisher.url;
  const started = await startTestFront({ home, publisherUrl });
  running.push(started);
  return started.url;
}

const CLOSED = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
};

it('hands on the token, and nothing of who asks', async () => {
  const publisher = await startSamplePublisher();
  const url = await front(publisher);
  const headers = {
    cookie: 'strapi_admin_refresh=canary',
    authorization: 'Bearer canary',
    'x-forwarded-for': '6.6.6.6',
  };
  await ask(url, { path: '/apercu/?jeton=draft&other=canary', headers });
  expect(publisher.seen.map((request) => request.url)).toEqual(['/preview?jeton=draft']);
  expect(JSON.stringify(publisher.seen)).not.toMatch(/canary|6\.6\.6\.6/);
});

it('answers HEAD with the same headers and no body', async () => {
  const answer = await ask(await front(await startSamplePublisher()), { method: 'HEAD', path: '/apercu/?jeton=draft' });
  expect([answer.status, answer.text, answer.headers['cache-control']]).toEqual([200, '', 'private, no-store']);
});

it.each([
  ['is down', () => deadAddress()],
  ['answers what it never should', () => startSamplePublisher()],
])('says that previews do not answer when the publisher %s', async (_name, publisher) => {
  const url = await front(await publisher());
  const answer = await ask(url, { path: '/apercu/?jeton=broken', headers: { accept: 'text/html' } });
  expect(answer.status).toBe(503);
  expect(answer.text).toContain('L’aperçu ne répond pas');
  expect(answer.headers).toMatchObject(CLOSED);
  expectDiscreet(answer);
  expect((await ask(url, { path: '/' })).status).toBe(200);
});

it('does not take an endless page into memory', async () => {
  const endless = await startUpstream((_request, response) => {
    const chunk = Buffer.alloc(1024 * 1024);
    const more = (): void => {
      if (!response.destroyed) response.write(chunk, more);
    };
    more();
  });
  const answer = await ask(await front(endless), { path: '/apercu/?jeton=draft', headers: { accept: 'text/html' } });
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject(CLOSED);
});

it('counts previews apart', async () => {
  const url = await front(await startSamplePublisher());
  await ask(url, { path: '/apercu/?jeton=draft' });
  const { text } = await ask(url, { path: '/metrics' });
  expect(text).toContain('palier_front_requests_total{kind="preview",status="2xx"} 1');
});
