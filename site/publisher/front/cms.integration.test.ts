import { CONTRIBUTIONS_PATH } from '@palier/model';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CMS_BODY_MAX, CMS_PATHS, FEEDBACK_BODY_MAX, FEEDBACK_PATH } from './cms.ts';
import type { Front } from './server.ts';
import { startSampleCms, startTestFront } from './testing/front.ts';
import { ask, askRaw, deadAddress, startUpstream } from './testing/http.ts';
import type { Upstream, UpstreamAnswer } from './testing/http.ts';
import { makeHome, publishSample } from './testing/release.ts';
import { expectDiscreet } from './testing/requestTable.ts';

const { home, remove } = makeHome();
let cms: Upstream;
let front: Front;
const others: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  publishSample(home);
  cms = await startSampleCms();
  front = await startTestFront({ home, cmsUrl: cms.url, publicUrl: 'https://palier.example' });
});

afterEach(async () => {
  for (const other of others.splice(0).reverse()) await other.close();
});

afterAll(async () => {
  await front.close();
  await cms.close();
  remove();
});

/** A front server before a CMS that answers thus. */
async function frontOf(answer: UpstreamAnswer): Promise<{ url: string; cms: Upstream }> {
  const own = await startUpstream(answer);
  const before = await startTestFront({ home, cmsUrl: own.url });
  others.push(own, before);
  return { url: before.url, cms: own };
}

it.each(CMS_PATHS)('%s and what is below it go to the CMS', async (path) => {
  expect((await ask(front.url, { path })).text).toBe(`cms: GET ${path}`);
  expect((await ask(front.url, { path: `${path}/a/b?c=%20d&e[f]=g` })).text).toBe(`cms: GET ${path}/a/b?c=%20d&e[f]=g`);
});

it.each([
  '/administration',
  '/apis',
  '/uploader',
  '/_health',
  '/documentation',
  '/users-permissions/roles',
  '/Admin',
  '/API',
])('%s does not go to the CMS', async (path) => {
  const before = cms.seen.length;
  expect((await ask(front.url, { path })).status).toBe(404);
  expect((await ask(front.url, { path, method: 'POST', body: '{}' })).status).toBe(405);
  expect(cms.seen.length).toBe(before);
});

it('tells the CMS the public address and the client, not what the client claims', async () => {
  const claims = { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' };
  const more = { forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6', cookie: 'a=b', authorization: 'Bearer t' };
  await ask(front.url, { path: '/admin/me', headers: { ...claims, ...more } });
  const { headers } = cms.seen.at(-1)!;
  expect(headers['x-forwarded-for']).toBe('127.0.0.1');
  expect(headers['x-forwarded-host']).toBe('palier.example');
  expect(headers['x-forwarded-proto']).toBe('https');
  expect([headers.forwarded, headers['x-real-ip']]).toEqual([undefined, undefined]);
  expect([headers.cookie, headers.authorization]).toEqual(['a=b', 'Bearer t']);
});

it('believes the address that a trusted proxy gives', async () => {
  const trusting = await startTestFront({ home, cmsUrl: cms.url, trustProxy: ['loopback'] });
  others.push(trusting);
  await ask(trusting.url, { path: '/admin/me', headers: { 'x-forwarded-for': '6.6.6.6, 192.0.2.7' } });
  expect(cms.seen.at(-1)!.headers['x-forwarded-for']).toBe('192.0.2.7');
});

it('keeps headers between two hops from the CMS', async () => {
  await ask(front.url, {
    path: '/admin',
    headers: { connection: 'close, x-secret', 'x-secret': '1', 'keep-alive': '9' },
  });
  expect(cms.seen.at(-1)!.headers['x-secret']).toBeUndefined();
});

it('lets no shared cache keep an answer that depends on who asks', async () => {
  const { url } = await frontOf(({ url: path }, response) => {
    if (path.includes('cookie')) response.setHeader('set-cookie', 'session=1');
    if (path.includes('public')) response.setHeader('cache-control', 'public, max-age=60');
    response.end('{}');
  });
  const cacheControl = async (path: string) => (await ask(url, { path })).headers['cache-control'];
  expect(await cacheControl('/api/silent')).toBe('private, no-store');
  expect(await cacheControl('/api/public')).toBe('public, max-age=60');
  expect(await cacheControl('/api/public-cookie')).toBe('private, no-store');
});

it('passes a body on byte for byte, whatever its type', async () => {
  const body = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 128));
  await ask(front.url, {
    path: '/upload',
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body,
  });
  expect(cms.seen.at(-1)!.body).toBe(body.toString());
  expect(cms.seen.at(-1)!.headers['content-type']).toBe('multipart/form-data; boundary=x');
});

it('refuses a body that is too large or of unknown length before a byte reaches the CMS', async () => {
  const before = cms.seen.length;
  const head = 'POST /upload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
  const large = await askRaw(front.url, `${head}Content-Length: ${CMS_BODY_MAX + 1}\r\n\r\n`);
  expect(large).toMatch(/^HTTP\/1\.1 413 /);
  const chunked = await askRaw(front.url, `${head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`);
  expect(chunked).toMatch(/^HTTP\/1\.1 411 /);
  expect(cms.seen.length).toBe(before);
});

it('asks once, whatever the CMS answers', async () => {
  const { url, cms: own } = await frontOf((_request, response) =>
    response.writeHead(503, { 'retry-after': '1' }).end('busy'),
  );
  const answer = await ask(url, { path: '/api/x' });
  expect([answer.status, answer.text, own.seen.length]).toEqual([503, 'busy', 1]);
});

it('passes redirections and errors of the CMS on', async () => {
  const { url } = await frontOf((_request, response) =>
    response.writeHead(302, { location: '/admin/auth/login' }).end(),
  );
  const answer = await ask(url, { path: '/admin' });
  expect([answer.status, answer.headers.location]).toEqual([302, '/admin/auth/login']);
});

it('says that the administration is down, as a page or as JSON, and goes on when it is back', async () => {
  const address = await deadAddress();
  const before = await startTestFront({ home, cmsUrl: address });
  others.push(before);
  const page = await ask(before.url, { path: '/admin', headers: { accept: 'text/html' } });
  expect([page.status, page.headers['retry-after']]).toEqual([503, '5']);
  expect(page.text).toContain('L’administration ne répond pas');
  const json = await ask(before.url, {
    path: '/api/x',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(JSON.parse(json.text)).toMatchObject({ error: { status: 503, name: 'ServiceUnavailable' } });
  expectDiscreet(page);
  expectDiscreet(json);
  others.push(await startUpstream((_request, response) => response.end('back'), Number(new URL(address).port)));
  expect((await ask(before.url, { path: '/admin' })).text).toBe('back');
});

it('asks again once when a connection that was kept had been closed, and never repeats what changes something', async () => {
  let broken = 0;
  const { url, cms: own } = await frontOf((_request, response) => {
    if (broken-- > 0) response.destroy();
    else response.end('whole');
  });
  const askWith = (method: string) =>
    ask(url, {
      path: '/api/x',
      method,
      headers: { 'content-type': 'application/json' },
      body: method === 'GET' ? '' : '{}',
    });
  broken = 1;
  expect((await askWith('GET')).text).toBe('whole');
  expect(own.seen.length).toBe(2);
  broken = 2;
  expect((await askWith('GET')).status).toBe(503);
  expect(own.seen.length).toBe(4);
  for (const method of ['POST', 'PUT', 'DELETE']) {
    broken = 1;
    const before = own.seen.length;
    const answer = await askWith(method);
    expect([method, answer.status, own.seen.length - before]).toEqual([method, 503, 1]);
    expectDiscreet(answer);
  }
});

it('passes feedback on once its size is known, with where it comes from', async () => {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'cross-site',
    origin: 'null',
  };
  const body = 'x'.repeat(FEEDBACK_BODY_MAX);
  expect((await ask(front.url, { path: FEEDBACK_PATH, method: 'POST', headers, body })).status).toBe(200);
  expect(cms.seen.at(-1)).toMatchObject({ url: FEEDBACK_PATH, body, headers });
  const before = cms.seen.length;
  expect((await ask(front.url, { path: FEEDBACK_PATH, method: 'POST', headers, body: `${body}x` })).status).toBe(413);
  const head = `POST ${FEEDBACK_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;
  expect(await askRaw(front.url, `${head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 411 /);
  expect(cms.seen.length).toBe(before);
});

it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('has no feedback for %s', async (method) => {
  const before = cms.seen.length;
  expect((await ask(front.url, { path: FEEDBACK_PATH, method })).status).toBe(404);
  expect(cms.seen.length).toBe(before);
});

it('counts feedback by client, however its address is written, and says when to come back', async () => {
  const own = await startTestFront({
    home,
    cmsUrl: cms.url,
    trustProxy: ['loopback'],
    feedbackRate: { max: 3, windowMs: 600_000 },
  });
  others.push(own);
  const from = (address: string, path: string = FEEDBACK_PATH) =>
    ask(own.url, { path, method: 'POST', headers: { 'x-forwarded-for': address, accept: 'text/html' }, body: 'x' });
  const before = cms.seen.length;
  const paths = [FEEDBACK_PATH, '/api/%66eedback', `${FEEDBACK_PATH}?x=1`, FEEDBACK_PATH, '/api/%66eedback'];
  const statuses = [];
  for (const path of paths) statuses.push((await from('192.0.2.1', path)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const refused = await from('192.0.2.1');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.text).toContain('Trop de retours');
  expectDiscreet(refused);
  expect((await from('192.0.2.2')).status).toBe(200);
  for (const path of [`${FEEDBACK_PATH}/`, '/api/FEEDBACK', '/api/feedback%2f']) {
    expect([400, 404], path).toContain((await from('192.0.2.1', path)).status);
  }
  expect(cms.seen.length - before).toBe(4);
  expect((await ask(own.url, { path: '/api/x', headers: { 'x-forwarded-for': '192.0.2.1' } })).status).toBe(200);
});

it('counts contributions by client, apart from feedback', async () => {
  const own = await startTestFront({ home, cmsUrl: cms.url, feedbackRate: { max: 2, windowMs: 600_000 } });
  others.push(own);
  const send = async (path: string) => (await ask(own.url, { path, method: 'POST', body: '{}' })).status;
  const statuses = [];
  for (const path of ['/api/%63ontributions', CONTRIBUTIONS_PATH, `${CONTRIBUTIONS_PATH}?x=1`])
    statuses.push(await send(path));
  expect(statuses).toEqual([200, 200, 429]);
  expect(await send(FEEDBACK_PATH)).toBe(200);
});
