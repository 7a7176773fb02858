import { LIVE_BODY_MAX, LIVE_PAGES, type LiveAnswer } from '@palier/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LIVE_PATHS } from './live.ts';
import { startTestFront } from './testing/front.ts';
import { startUpstream } from './testing/http.ts';
import type { Upstream } from './testing/http.ts';
import { makeHome } from './testing/release.ts';
import type { Front } from './server.ts';

interface Received {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let home: ReturnType<typeof makeHome>;
let cms: Upstream;
let front: Front;
let received: Received[];
let answer: LiveAnswer | string;
let cookies: string[];

const shown: LiveAnswer = {
  kind: 'page',
  page: 'signIn',
  status: 422,
  viewer: null,
  data: { returnTo: '/', provider: null },
  notice: null,
  flaws: { email: 'missing' },
  values: {},
};

beforeAll(async () => {
  home = makeHome();
  cms = await startUpstream(({ method, url, headers, body }, response) => {
    received.push({ method, url, headers, body });
    if (cookies.length > 0) response.setHeader('set-cookie', cookies);
    response.setHeader('content-type', 'application/json');
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  front = await startTestFront({ home: home.home, cmsUrl: cms.url, trustProxy: [] });
});

afterAll(async () => {
  await front?.close();
  await cms?.close();
  home?.remove();
});

beforeEach(() => {
  received = [];
  cookies = [];
  answer = { kind: 'redirect', to: '/mon-espace/' };
});

const ask = (path: string, init: RequestInit = {}) => fetch(front.url + path, { redirect: 'manual', ...init });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a live page', () => {
  it('is asked of the CMS by name and language, with who asks and nothing that the client says of itself', async () => {
    await ask('/en/sign-in/?retour=%2Fquestions%2F&locale=fr', {
      headers: {
        cookie: 'palier-session=x',
        'x-forwarded-for': '203.0.113.9',
        'x-palier': 'canary',
        authorization: 'canary',
      },
    });
    const [{ method, url, headers } = {} as Received] = received;
    expect(method).toBe('GET');
    expect(url).toBe('/api/live/signIn?retour=%2Fquestions%2F&locale=en');
    expect(headers).toMatchObject({ cookie: 'palier-session=x', 'x-forwarded-for': '127.0.0.1' });
    expect(JSON.stringify(headers)).not.toContain('canary');
  });

  it('passes on what a form sends, to the byte', async () => {
    const body = 'email=%C3%A9&x=\u00e9';
    await ask('/connexion/', { method: 'POST', headers: { ...form, 'sec-fetch-site': 'cross-site' }, body });
    expect(received).toMatchObject([{ method: 'POST', url: '/api/live/signIn?locale=fr', body, headers: form }]);
    expect(received[0]?.headers['sec-fetch-site']).toBe('cross-site');
  });

  it('sends the browser on with 303, gives it its cookies, and lets nobody keep any of it', async () => {
    cookies = ['palier-session=abc; Path=/; HttpOnly', 'palier-browser=; Path=/; Max-Age=0'];
    const response = await ask('/connexion/lien/', { method: 'POST', headers: form, body: 'token=x' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/mon-espace/']);
    expect(response.headers.getSetCookie()).toEqual(cookies);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
  });

  it('answers a script with what the page is made of, and the same status', async () => {
    answer = shown;
    const response = await ask('/connexion/', {
      method: 'POST',
      headers: { ...form, accept: 'application/json' },
      body: '',
    });
    expect([response.status, await response.json()]).toEqual([422, shown]);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it('gives a file as a file', async () => {
    answer = { kind: 'file', name: 'palier.json', json: { a: '<script>' } };
    const response = await ask(LIVE_PAGES.exportData.fr);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="palier.json"');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({ a: '<script>' });
  });

  it.each([403, 404, 405, 413, 415, 429] as const)('says why it is refused: %i', async (status) => {
    answer = { kind: 'refused', status, viewer: null };
    const response = await ask('/mon-espace/');
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store']);
  });

  it('refuses a body that is too large before the CMS sees it', async () => {
    const response = await ask('/connexion/', { method: 'POST', headers: form, body: 'a'.repeat(LIVE_BODY_MAX + 1) });
    expect(response.status).toBe(413);
    expect(received).toEqual([]);
  });

  it('is a sentence when the CMS is down, slow in the head or broken, and reading goes on', async () => {
    for (const broken of ['', '{"kind":', 'null']) {
      answer = broken;
      const response = await ask('/mon-espace/', { headers: { accept: 'text/html' } });
      expect([broken, response.status]).toEqual([broken, 503]);
      expect(await response.text()).toContain('La lecture du site continue');
    }
    const alone = await startTestFront({ home: home.home });
    const response = await fetch(`${alone.url}/connexion/`, { headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    await alone.close();
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'is not there for %s, whichever it is: the CMS hears nothing',
    async (method) => {
      for (const path of LIVE_PATHS) {
        const body = method === 'OPTIONS' ? {} : { body: 'act=remove', headers: form };
        const response = await ask(path, { method, ...body });
        expect([path, response.status]).toEqual([path, 405]);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
      expect(received).toEqual([]);
    },
  );

  it('read without its body, changes nothing either: the CMS is asked to read', async () => {
    for (const path of LIVE_PATHS) await ask(path, { method: 'HEAD' });
    expect(received.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('tells the CMS of every form where it comes from, so that none of another site is taken', async () => {
    const origins = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'null' }];
    for (const path of LIVE_PATHS)
      for (const from of origins) {
        received = [];
        await ask(path, { method: 'POST', headers: { ...form, ...from, cookie: 'palier-session=x' }, body: 'a=1' });
        expect(received, path).toMatchObject([{ method: 'POST', headers: from }]);
      }
  });

  it('has no address below the API: from outside the CMS is asked by the pages alone', async () => {
    for (const path of ['/api/live/signIn', '/api/LIVE/account', '/api/live/'])
      for (const method of ['GET', 'POST']) expect((await ask(path, { method })).status, path).toBe(404);
    expect(received).toEqual([]);
  });
});
