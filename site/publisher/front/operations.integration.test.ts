import { afterAll, afterEach, expect, it } from 'vitest';
import type { FrontSettings } from './settings.ts';
import { startTestFront } from './testing/front.ts';
import { ask, deadAddress, startUpstream } from './testing/http.ts';
import type { UpstreamAnswer } from './testing/http.ts';
import { RELEASE, makeHome, publishSample } from './testing/release.ts';
import { expectDiscreet } from './testing/requestTable.ts';

const published = makeHome();
publishSample(published.home);
const empty = makeHome();
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.close();
});
afterAll(() => [published, empty].forEach(({ remove }) => remove()));

async function front(settings: Partial<FrontSettings> = {}): Promise<string> {
  const started = await startTestFront({ home: published.home, ...settings });
  running.push(started);
  return started.url;
}

async function part(answer: UpstreamAnswer): Promise<string> {
  const started = await startUpstream(answer);
  running.push(started);
  return started.url;
}

const well: UpstreamAnswer = ({ url }, response) => {
  if (url === '/_health') response.writeHead(204).end();
  else
    response.end(
      url === '/metrics' ? '# TYPE palier_publisher_lag gauge\npalier_publisher_lag 0\n' : '{"status":"available"}',
    );
};

const health = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await ask(url, { path: '/healthz', headers });
  return { status: answer.status, body: JSON.parse(answer.text) };
};

it('says that every part is up', async () => {
  const all = await part(well);
  const url = await front({ cmsUrl: all, publisherUrl: all, meiliUrl: all, meiliSearchKey: 'k' });
  const up = { status: 'up' };
  expect(await health(url)).toEqual({
    status: 200,
    body: {
      status: 'up',
      parts: { front: { status: 'up', detail: 'release sample' }, cms: up, publisher: up, search: up },
    },
  });
});

it('says which part is down or absent, and why, while pages are read', async () => {
  const url = await front({
    cmsUrl: await deadAddress(),
    publisherUrl: await part((_request, response) => response.writeHead(500).end()),
    meiliUrl: await part(() => undefined),
    meiliSearchKey: 'k',
  });
  const { status, body } = await health(url);
  expect([status, body.status]).toEqual([200, 'degraded']);
  expect(body.parts.cms).toEqual({ status: 'down', detail: 'ECONNREFUSED' });
  expect(body.parts.publisher).toEqual({ status: 'down', detail: 'answered 500' });
  expect(body.parts.search).toEqual({ status: 'down', detail: 'no answer within 500 ms' });
  const { body: without } = await health(await front({ cmsUrl: await part(well), publisherUrl: await part(well) }));
  expect([without.status, without.parts.search]).toEqual(['up', { status: 'absent' }]);
});

it('is ill as long as nothing can be read', async () => {
  const all = await part(well);
  const { status, body } = await health(await front({ home: empty.home, cmsUrl: all, publisherUrl: all }));
  expect([status, body.status, body.parts.front]).toEqual([503, 'down', { status: 'down', detail: 'no release yet' }]);
});

it('asks each part once for callers that come together', async () => {
  let calls = 0;
  const cms = await part((_request, response) => {
    calls += 1;
    setTimeout(() => response.writeHead(204).end(), 50);
  });
  const url = await front({ cmsUrl: cms, publisherUrl: await part(well) });
  const answers = await Promise.all(Array.from({ length: 20 }, () => health(url)));
  expect(new Set(answers.map(({ body }) => body.status))).toEqual(new Set(['up']));
  expect(calls).toBe(1);
});

it('keeps reasons and metrics for operators: this machine without a proxy, or the token', async () => {
  const url = await front({ publisherUrl: await part(well), metricsToken: 'a-token-of-operators' });
  const forwarded = { 'x-forwarded-for': '192.0.2.1' };
  const outside = await health(url, forwarded);
  expect(outside.status).toBe(200);
  expect(JSON.stringify(outside.body)).not.toContain('detail');
  expect((await ask(url, { path: '/metrics', headers: forwarded })).status).toBe(404);
  for (const authorization of ['Bearer wrong', 'Bearer ', 'a-token-of-operators']) {
    const answer = await ask(url, { path: '/metrics', headers: { ...forwarded, authorization } });
    expect(answer.status).toBe(404);
  }
  const bearer = { ...forwarded, authorization: 'Bearer a-token-of-operators' };
  expect((await ask(url, { path: '/metrics', headers: bearer })).status).toBe(200);
  expect(JSON.stringify((await health(url, bearer)).body)).toContain('ECONNREFUSED');
});

it('gives its own metrics, and those of the publisher when it answers', async () => {
  const url = await front({ publisherUrl: await part(well) });
  await ask(url, { path: '/' });
  await ask(url, { path: '/absent/' });
  await ask(url, { path: '/..' });
  await ask(url, { path: '/admin' });
  const { headers, text } = await ask(url, { path: '/metrics' });
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toContain('palier_front_requests_total{kind="page",status="2xx"} 1');
  expect(text).toContain('palier_front_requests_total{kind="page",status="4xx"} 2');
  expect(text).toContain('palier_front_requests_total{kind="cms",status="5xx"} 1');
  expect(text).toContain('palier_front_upstream_errors_total{part="cms"} 1');
  expect(text).toMatch(/^palier_front_resident_memory_bytes [1-9]/m);
  expect(text).toContain('palier_front_publisher_up 1\n');
  expect(text).toMatch(/^palier_publisher_lag 0$/m);

  const alone = await ask(await front(), { path: '/metrics' });
  expect(alone.status).toBe(200);
  expect(alone.text).toContain('palier_front_publisher_up 0\n');
  expect(alone.text).not.toContain('palier_publisher_lag');
});

it('every page is read while the CMS, the search and the publisher are all down', async () => {
  const dead = await deadAddress();
  const url = await front({ cmsUrl: dead, publisherUrl: dead, meiliUrl: dead, meiliSearchKey: 'k' });
  for (const [path, content] of Object.entries(RELEASE)) {
    if (path.startsWith('_moved/') || path.startsWith('.')) continue;
    const address = `/${path.replace(/(^|\/)index\.html$/, '$1')}`;
    const answer = await ask(url, { path: address, headers: { 'accept-encoding': 'br' } });
    expect([answer.status, answer.text], address).toEqual([200, content.toString()]);
  }
  const missing = await ask(url, { path: '/absent/', headers: { accept: 'text/html' } });
  expect([missing.status, missing.text]).toEqual([404, RELEASE['404.html']]);
  expect((await ask(url, { path: '/ressources/ancien/' })).status).toBe(301);
  const search = await ask(url, {
    path: '/search',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"q":"a","locale":"fr"}',
  });
  expect(search.status).toBe(503);
  expectDiscreet(search);
  expect((await health(url)).status).toBe(200);
});
