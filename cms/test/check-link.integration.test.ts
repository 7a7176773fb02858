import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkLink, type Outcome } from '../src/links/check-link.ts';
import { openWeb, type WebSettings } from '../src/links/request.ts';
import { Robots } from '../src/links/robots.ts';
import { startSite, TEST_WEB, type Answers, type Site } from './web.ts';

const running: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

async function site(answers: Answers, host?: string): Promise<Site> {
  const started = await startSite(answers, host);
  running.push(started);
  return started;
}

const { signal } = new AbortController();

/** Checks addresses in one run, one after the other. */
async function checkAll(urls: string[], settings: Partial<WebSettings> = {}): Promise<Outcome[]> {
  const web = openWeb({ ...TEST_WEB, ...settings });
  const robots = new Robots(web);
  const outcomes: Outcome[] = [];
  for (const url of urls) outcomes.push(await checkLink({ web, robots }, url, signal));
  return outcomes;
}

async function check(url: string, settings: Partial<WebSettings> = {}): Promise<Outcome> {
  const [outcome] = await checkAll([url], settings);
  return outcome as Outcome;
}

const status = (code: number, headers: Record<string, string> = {}): Answers => {
  return (path, response) => {
    if (path !== '/robots.txt') response.writeHead(code, headers).end();
  };
};

describe('what a server answers', () => {
  it('is ok with its size and type', async () => {
    const { url, asked } = await site(
      status(200, { 'content-length': '1234', 'content-type': 'Application/PDF; a=b' }),
    );
    expect(await check(`${url}/doc.pdf#page=2`)).toEqual({
      verdict: 'ok',
      code: 200,
      size: 1234,
      mime: 'application/pdf',
    });
    expect(asked()).toEqual(['HEAD /doc.pdf']);
  });

  it.each<[string, Record<string, string>, { size?: number | null; mime?: string | null }]>([
    ['no type', { 'content-length': '5' }, { size: 5, mime: null }],
    ['no length', { 'content-type': 'text/html' }, { size: null, mime: 'text/html' }],
    ['a type that is none', { 'content-type': 'web page' }, { mime: null }],
    ['an endless type', { 'content-type': `text/${'x'.repeat(200)}` }, { mime: null }],
    ['a length of nothing', { 'content-length': '0' }, { size: null }],
    ['a length beyond numbers', { 'content-length': '99999999999999999' }, { size: null }],
    ['the length of another form', { 'content-length': '5', 'content-encoding': 'gzip' }, { size: null }],
  ])('is ok with %s', async (_name, headers, expected) => {
    const { url } = await site(status(200, headers));
    expect(await check(url)).toMatchObject({ verdict: 'ok', ...expected });
  });

  it.each([404, 410])('is firm at %i, asked twice', async (code) => {
    const { url, asked } = await site(status(code));
    expect(await check(`${url}/x`)).toEqual({ verdict: 'failed', firm: true, code, reason: 'status' });
    expect(asked()).toEqual(['HEAD /x', 'GET /x']);
  });

  it.each([400, 500, 503])('is a failure, not firm, at %i', async (code) => {
    const { url } = await site(status(code));
    expect(await check(url)).toEqual({ verdict: 'failed', firm: false, code, reason: 'status' });
  });

  it.each([401, 403, 429, 451, 999])('says nothing at %i', async (code) => {
    const { url } = await site(status(code));
    expect(await check(url)).toEqual({ verdict: 'unknown', code, reason: 'status' });
  });

  it('is not asked twice of a server that is in a hurry', async () => {
    const { url, asked } = await site(status(429));
    await check(`${url}/x`);
    expect(asked()).toEqual(['HEAD /x']);
  });

  it.each([405, 501, 403, 404])('counts for GET where HEAD is refused with %i', async (refused) => {
    const { url, received } = await site((path, response, { method }) => {
      if (path === '/robots.txt') return;
      if (method === 'HEAD') response.writeHead(refused).end();
      else response.writeHead(206, { 'content-range': 'bytes 0-0/777', 'content-type': 'video/mp4' }).end('x');
    });
    expect(await check(url)).toEqual({ verdict: 'ok', code: 206, size: 777, mime: 'video/mp4' });
    expect(received.at(-1)?.headers.range).toBe('bytes=0-0');
  });

  it('counts for GET where HEAD breaks the connection', async () => {
    const { url } = await site((path, response, { method }) => {
      if (path === '/robots.txt') return;
      if (method === 'HEAD') response.destroy();
      else response.writeHead(200).end();
    });
    expect(await check(url)).toMatchObject({ verdict: 'ok' });
  });

  it('is not read: a huge body is left where it is', async () => {
    let written = 0;
    let ended: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (ended = resolve));
    const { url } = await site((path, response, { method }) => {
      if (path === '/robots.txt') return;
      if (method === 'HEAD') return void response.writeHead(405).end();
      response.writeHead(200, { 'content-type': 'text/plain' });
      const pour = () => {
        written += 65_536;
        if (response.write(Buffer.alloc(65_536))) setImmediate(pour);
        else response.once('drain', pour);
      };
      response.once('close', ended);
      pour();
    });
    expect(await check(url)).toMatchObject({ verdict: 'ok', size: null });
    await left;
    // What the system takes in before it knows; the server had no end.
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it('with a length that its body does not have is what its head says', async () => {
    const { url } = await site((path, response, { method }) => {
      if (path === '/robots.txt') return;
      if (method === 'HEAD') return void response.writeHead(405).end();
      response.writeHead(200, { 'content-length': '1000' });
      response.write('short', () => response.destroy());
    });
    expect(await check(url)).toMatchObject({ verdict: 'ok', code: 200, size: 1000 });
  });

  it('that is no HTTP is a failure', async () => {
    const server = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('SSH-2.0-OpenSSH\r\n'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    running.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const { port } = server.address() as AddressInfo;
    expect(await check(`http://127.0.0.1:${port}/`)).toMatchObject({ verdict: 'failed', firm: false });
  });
});

describe('a server that does not answer', () => {
  it('says nothing while it is slow', async () => {
    const { url } = await site((path, response) => void (path === '/robots.txt' && response.writeHead(404).end()));
    expect(await check(`${url}/slow`, { timeoutMs: 100 })).toEqual({
      verdict: 'unknown',
      code: null,
      reason: 'timeout',
    });
  });

  it('is a failure where nothing listens', async () => {
    const { url, close } = await startSite(() => undefined);
    await close();
    expect(await check(url)).toEqual({ verdict: 'failed', firm: false, code: null, reason: 'connection' });
  });

  it.each<[string, Outcome['verdict'], string]>([
    ['ENOTFOUND', 'failed', 'dns'],
    ['EAI_AGAIN', 'unknown', 'network'],
  ])('by name, with %s: %s', async (code, verdict, reason) => {
    const resolve = () => Promise.reject(Object.assign(new Error(code), { code }));
    expect(await check('http://exemple.fr/', { resolve })).toMatchObject({ verdict, reason });
  });

  it('stops the run when the run is stopped, and only then', async () => {
    const stop = new AbortController();
    const { url } = await site((path) => void (path === '/slow' && stop.abort(new Error('asked to stop'))));
    const web = openWeb(TEST_WEB);
    await expect(checkLink({ web, robots: new Robots(web) }, `${url}/slow`, stop.signal)).rejects.toThrow(
      'asked to stop',
    );
  });
});

describe('redirects', () => {
  const chain = (length: number): Answers => {
    return (path, response) => {
      const at = Number(path.slice(1));
      if (path === '/robots.txt') return;
      if (at < length) response.writeHead(302, { location: `/${at + 1}` }).end();
      else response.writeHead(200).end();
    };
  };

  it('are followed five times', async () => {
    const { url } = await site(chain(5));
    expect(await check(`${url}/0`)).toMatchObject({ verdict: 'ok' });
  });

  it('are a failure beyond, and in a circle', async () => {
    const long = await site(chain(6));
    expect(await check(`${long.url}/0`)).toMatchObject({ verdict: 'failed', firm: false, reason: 'redirects' });
    const circle = await site((path, response) => {
      if (path !== '/robots.txt') response.writeHead(301, { location: path }).end();
    });
    expect(await check(`${circle.url}/x`)).toMatchObject({ verdict: 'failed', reason: 'redirects' });
    expect(circle.asked()).toHaveLength(6);
  });

  it('to another host ask its robots.txt too', async () => {
    const target = await site((path, response) => {
      if (path === '/robots.txt') response.writeHead(200).end('User-agent: *\nDisallow: /');
    });
    const { url } = await site(status(302, { location: `${target.url}/x` }));
    expect(await check(url)).toMatchObject({ verdict: 'unknown', reason: 'robots' });
    expect(target.asked()).toEqual([]);
  });

  it.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/plain,x'])(
    'to %s are not followed',
    async (location) => {
      const { url } = await site(status(302, { location }));
      expect(await check(url)).toMatchObject({ verdict: 'unknown', reason: 'scheme' });
    },
  );

  it('without a place to go are a failure', async () => {
    const { url } = await site(status(302, { location: 'http://[' }));
    expect(await check(url)).toMatchObject({ verdict: 'failed', code: 302, reason: 'status' });
  });
});

describe('a private network', () => {
  const inner = () => site(status(200), '127.0.0.2');

  it('is not reached by its address, nor after a redirect, nor by robots.txt', async () => {
    const secret = await inner();
    expect(await check(secret.url)).toEqual({ verdict: 'unknown', code: null, reason: 'private' });
    const outside = await site(status(302, { location: secret.url }));
    expect(await check(outside.url)).toMatchObject({ verdict: 'unknown', reason: 'private' });
    const robots = await site((_path, response) => void response.writeHead(302, { location: secret.url }).end());
    expect(await check(robots.url)).toMatchObject({ verdict: 'unknown', reason: 'private' });
    expect(secret.received).toEqual([]);
  });

  it('is not reached by a name, even one of two addresses, even one that changes between two questions', async () => {
    const secret = await inner();
    const { port } = new URL(secret.url);
    const addresses = (...list: string[]) => list.map((address) => ({ address, family: 4 }));
    const named = `http://exemple.fr:${port}/`;
    for (const list of [addresses('127.0.0.2'), addresses('127.0.0.1', '127.0.0.2')]) {
      expect(await check(named, { resolve: () => Promise.resolve(list) })).toMatchObject({ reason: 'private' });
    }
    const outside = await site(status(200));
    let asked = 0;
    const rebinding = () => Promise.resolve(addresses(++asked === 1 ? '127.0.0.1' : '127.0.0.2'));
    expect(await check(`http://exemple.fr:${new URL(outside.url).port}/`, { resolve: rebinding })).toMatchObject({
      verdict: 'unknown',
      reason: 'private',
    });
    expect(outside.asked()).toEqual([]);
    expect(secret.received).toEqual([]);
  });

  it.each(['http://[::1]/', 'http://2130706433/', 'http://0x7f.1/', 'http://[::ffff:127.0.0.1]/', 'http://0/'])(
    'is not reached by %s',
    async (url) => {
      expect(await check(url, { mayReach: () => false })).toMatchObject({ verdict: 'unknown', reason: 'private' });
    },
  );
});

describe('robots.txt', () => {
  const withRobots = (robots: Answers) =>
    site((path, response, request) => {
      if (path === '/robots.txt') robots(path, response, request);
      else response.writeHead(200).end();
    });
  const text = (body: string) => withRobots((_path, response) => void response.writeHead(200).end(body));

  it('that forbids is obeyed, for all or by name', async () => {
    for (const body of ['User-agent: *\nDisallow: /private', 'User-agent: palier\nDisallow: /private']) {
      const { url, asked } = await text(body);
      const [refused, allowed] = await checkAll([`${url}/private/x`, `${url}/public`]);
      expect(refused).toEqual({ verdict: 'unknown', code: null, reason: 'robots' });
      expect(allowed).toMatchObject({ verdict: 'ok' });
      expect(asked()).toEqual(['HEAD /public']);
    }
  });

  it('is asked once a host', async () => {
    const { url, received } = await text('User-agent: other\nDisallow: /');
    await checkAll([`${url}/a`, `${url}/b`, `${url}/c`]);
    expect(received.filter(({ path }) => path === '/robots.txt')).toHaveLength(1);
  });

  it.each([500, 503, 429])('that answers %i lets nothing be asked', async (code) => {
    const { url, asked } = await withRobots((_path, response) => void response.writeHead(code).end());
    expect(await check(`${url}/x`)).toEqual({ verdict: 'unknown', code: null, reason: 'robots-unavailable' });
    expect(asked()).toEqual([]);
  });

  it.each([404, 403])('that answers %i forbids nothing', async (code) => {
    const { url } = await withRobots((_path, response) => void response.writeHead(code).end());
    expect(await check(url)).toMatchObject({ verdict: 'ok' });
  });

  it('that moved is found, and still speaks of the host that was asked', async () => {
    const elsewhere = await site((_path, response) => void response.writeHead(200).end('User-agent: *\nDisallow: /x'));
    const { url } = await withRobots(
      (_path, response) => void response.writeHead(301, { location: `${elsewhere.url}/rules` }).end(),
    );
    const [refused, allowed] = await checkAll([`${url}/x`, `${url}/y`]);
    expect([refused?.verdict, allowed?.verdict]).toEqual(['unknown', 'ok']);
  });

  it('without an end is read for 64 KB, and its cut line says nothing', async () => {
    const line = 'Disallow: /forbidden\n';
    const filler = `#${'x'.repeat(64 * 1024 - 'User-agent: *\n'.length - line.length - 'Disallow: /'.length - 2)}\n`;
    const { url } = await withRobots((_path, response) => {
      response.writeHead(200).write(`User-agent: *\n${line}${filler}Disallow: /open\n`);
      const pour = () => void (response.destroyed || response.write('#'.repeat(65_536), pour));
      pour();
    });
    const [refused, allowed] = await checkAll([`${url}/forbidden`, `${url}/open`]);
    expect([refused?.verdict, allowed?.verdict]).toEqual(['unknown', 'ok']);
  });

  it('that is hostile costs nothing', async () => {
    const { url } = await text(`User-agent: *\nDisallow: /${'*a'.repeat(5000)}$\n\u0000\nCrawl-delay: -5\nDisallow`);
    expect(await check(`${url}/${'a'.repeat(1000)}`)).toMatchObject({ verdict: 'ok' });
  });

  it('slows us down as it asks, and no further than half a minute', async () => {
    const waitsFor = async (body: string) => {
      const { url } = await text(body);
      const waits: number[] = [];
      const clock = { now: () => 0, sleep: async (ms: number) => waits.push(ms) };
      await checkAll([`${url}/a`, `${url}/b`], { clock });
      return waits;
    };
    expect(await waitsFor('')).toEqual([2000, 4000]);
    expect(await waitsFor('User-agent: *\nCrawl-delay: 10')).toEqual([10_000, 20_000]);
    expect(await waitsFor('User-agent: *\nCrawl-delay: 86400')).toEqual([30_000, 60_000]);
  });
});

it('says who asks, and nothing of anyone', async () => {
  const { url, received } = await site(status(200, { 'set-cookie': 'a=b' }));
  await checkAll([`${url.replace('//', '//user:secret@')}/x#part`, `${url}/y`]);
  expect(received).toHaveLength(3);
  for (const { headers, path } of received) {
    expect(headers['user-agent']).toBe('Palier/1.0 (link checker; +https://palier.example/)');
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    expect(path).not.toContain('#');
  }
});

it.each(['', 'pas une adresse', 'ftp://exemple.fr/', 'mailto:a@b.fr', 'http://'])('%s is not asked', async (url) => {
  expect(await check(url)).toEqual({ verdict: 'unknown', code: null, reason: 'scheme' });
});
