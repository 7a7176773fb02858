import { Agent } from 'node:http';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Front } from './server.ts';
import { startSampleCms, startSamplePublisher, startTestFront } from './testing/front.ts';
import { ask, askRaw } from './testing/http.ts';
import type { Answer, Upstream } from './testing/http.ts';
import { RELEASE, makeHome, publishSample, switchTo, writeReleaseFile } from './testing/release.ts';
import { HOSTILE_PATHS, PAGE_POLICIES, REQUEST_TABLE, expectDiscreet, expectRow } from './testing/requestTable.ts';

const { home, remove } = makeHome();
let front: Front;
let cms: Upstream;
let publisher: Upstream;

beforeAll(async () => {
  publishSample(home);
  cms = await startSampleCms();
  publisher = await startSamplePublisher();
  front = await startTestFront({
    home,
    cmsUrl: cms.url,
    publisherUrl: publisher.url,
  });
});

afterAll(async () => {
  await front.close();
  await cms.close();
  await publisher.close();
  remove();
});

describe('the request table', () => {
  it.each(REQUEST_TABLE)('$name', async (row) => expectRow(await ask(front.url, row), row));
});

describe('hostile requests', () => {
  it.each(HOSTILE_PATHS)('%s is refused without a word about the inside', async (path) => {
    const before = cms.seen.length;
    for (const accept of ['text/html', '*/*']) {
      const answer = await ask(front.url, { path, headers: { accept } });
      expect([400, 404]).toContain(answer.status);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expectDiscreet(answer);
    }
    expect(cms.seen.length).toBe(before);
  });

  it.each([
    ['a Host with a path', 'GET / HTTP/1.1\r\nHost: evil.example/x\r\nConnection: close\r\n\r\n'],
    ['a Host with credentials', 'GET / HTTP/1.1\r\nHost: a@b\r\nConnection: close\r\n\r\n'],
    ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['an absolute address', 'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['an address without a slash', 'GET index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['raw bytes', 'GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['two lengths', 'POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['no HTTP', 'hello\r\n\r\n'],
  ])('%s is answered 400', async (_name, bytes) => {
    const received = await askRaw(front.url, bytes);
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    expect(received).not.toMatch(/\bat .+:\d+:\d+|node_modules/);
  });

  it('a traversal whose target exists on this machine finds nothing', async () => {
    const release = join(home, 'releases', 'sample');
    const up = '../'.repeat(release.split('/').length);
    for (const path of [
      `/${up}etc/passwd`,
      `/${up.replaceAll('/', '%2f')}etc/passwd`,
      `/${up.replaceAll('.', '%2e')}etc/passwd`,
    ]) {
      const answer = await ask(front.url, { path });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain('root:');
    }
  });
});

describe('headers', () => {
  it.each(['/', '/ressources/absente/', '/ressources/ancien/', '/%00', '/uploads/absent', '/healthz', '/api/feed'])(
    '%s carries the security policies',
    async (path) => {
      const { headers } = await ask(front.url, { path });
      for (const [name, expected] of Object.entries(PAGE_POLICIES)) expect(headers[name], name).toMatch(expected);
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  it('asks for https only where the public address is https', async () => {
    const secure = await startTestFront({ home, cmsUrl: cms.url, publicUrl: 'https://palier.example' });
    try {
      for (const path of ['/', '/ressources/absente/', '/admin']) {
        const { headers } = await ask(secure.url, { path });
        expect(headers['strict-transport-security'], path).toBe('max-age=63072000');
      }
    } finally {
      await secure.close();
    }
  });

  it('answers 304 to those who hold the version, each encoding having its own', async () => {
    const tags = new Set<string>();
    for (const encoding of ['br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': encoding };
      const { headers: first } = await ask(front.url, { path: '/', headers });
      tags.add(first.etag!);
      for (const known of [first.etag!, `W/${first.etag}`, `"other", ${first.etag}`, '*']) {
        const second = await ask(front.url, { path: '/', headers: { ...headers, 'if-none-match': known } });
        expect(second.status, known).toBe(304);
        expect(second.bytes.length).toBe(0);
        expect(second.headers.etag).toBe(first.etag);
        expect(second.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
        expect(second.headers.vary).toMatch(/accept-encoding/i);
      }
      const other = await ask(front.url, { path: '/', headers: { ...headers, 'if-none-match': '"other"' } });
      expect(other.status).toBe(200);
    }
    expect(tags.size).toBe(3);
  });

  it('sends the whole file when a range is compressed, stale, several or malformed', async () => {
    const whole = RELEASE['digits.bin']!.toString();
    for (const range of ['bytes=4-2', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-']) {
      const answer = await ask(front.url, { path: '/digits.bin', headers: { range } });
      expect([answer.status, answer.text], range).toEqual([200, whole]);
    }
    const stale = { range: 'bytes=0-1', 'if-range': '"other"' };
    expect((await ask(front.url, { path: '/digits.bin', headers: stale })).text).toBe(whole);
    const compressed = { range: 'bytes=0-1', 'accept-encoding': 'br' };
    const answer = await ask(front.url, { path: '/', headers: compressed });
    expect([answer.status, answer.text]).toEqual([200, RELEASE['index.html']]);
    const { headers } = await ask(front.url, { path: '/digits.bin' });
    const fresh = { range: 'bytes=-3', 'if-range': headers.etag! };
    expect((await ask(front.url, { path: '/digits.bin', headers: fresh })).text).toBe('789');
  });

  it('announces to HEAD the length that GET has', async () => {
    const headers = { 'accept-encoding': 'br' };
    const get = await ask(front.url, { path: '/', headers });
    const head = await ask(front.url, { method: 'HEAD', path: '/', headers });
    expect(head.headers['content-length']).toBe(String(get.bytes.length));
  });

  it('streams a large file whole, and by range', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, 'palier ');
    writeReleaseFile(join(home, 'releases', 'sample'), 'large.bin', large);
    const answer = await ask(front.url, { path: '/large.bin' });
    expect(answer.bytes.equals(large)).toBe(true);
    const part = await ask(front.url, { path: '/large.bin', headers: { range: 'bytes=1000000-2000000' } });
    expect(part.bytes.equals(large.subarray(1_000_000, 2_000_001))).toBe(true);
    const head = await ask(front.url, { method: 'HEAD', path: '/large.bin' });
    expect([head.bytes.length, head.headers['content-length']]).toEqual([0, String(large.length)]);
  });
});

describe('publishing under readers', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let own: { home: string; remove: () => void };
  let reading: Front;

  afterEach(async () => {
    await reading.close();
    own.remove();
  });
  afterAll(() => agent.destroy());

  /** Runs readers side by side while `publish` goes on; gives all their answers. */
  async function readDuring(paths: string[], publish: () => Promise<void>): Promise<Answer[]> {
    const answers: Answer[] = [];
    let publishing = true;
    const encodings = ['br', 'gzip', 'identity'];
    const readers = paths.map(async (path) => {
      for (let n = 0; publishing; n++) {
        const headers = { 'accept-encoding': encodings[n % encodings.length]! };
        answers.push(await ask(reading.url, { path, headers }, agent));
      }
    });
    await publish().finally(() => (publishing = false));
    await Promise.all(readers);
    return answers;
  }

  const breathe = () => new Promise((resolve) => setTimeout(resolve, 2));

  it('each answer is whole and of one release during 200 switches, the release before being removed at once', async () => {
    own = makeHome();
    const body = (id: number) => `<p>release ${id}</p>${'x'.repeat((id % 3) * 5000)}`;
    const release = (id: number) => join(own.home, 'releases', String(id));
    const publish = (id: number) => {
      writeReleaseFile(release(id), 'x/index.html', body(id));
      writeReleaseFile(release(id), '_moved/old.json', '{"status":301,"to":"/x/"}');
      switchTo(own.home, String(id));
    };
    publish(0);
    reading = await startTestFront({ home: own.home });
    const answers = await readDuring(['/x/', '/x/', '/x/', '/x', '/old/'], async () => {
      for (let id = 1; id <= 200; id++) {
        publish(id);
        rmSync(release(id - 1), { recursive: true });
        await breathe();
      }
    });
    const bodies = new Set(Array.from({ length: 201 }, (_, id) => body(id)));
    const right = ({ status, headers, text }: Answer) =>
      status === 301 ? headers.location === '/x/' : status === 200 && bodies.has(text);
    expect(answers.filter((answer) => !right(answer))).toEqual([]);
    expect(new Set(answers.map(({ text }) => text)).size).toBeGreaterThan(2);
  });

  it('each answer is whole while its page is replaced 200 times, and never older than its ETag says', async () => {
    own = makeHome();
    const release = join(own.home, 'releases', 'a');
    const body = (n: number) => `<p>version ${n}</p>${'x'.repeat((n % 3) * 4000)}`;
    writeReleaseFile(release, 'x/index.html', body(0));
    switchTo(own.home, 'a');
    reading = await startTestFront({ home: own.home });
    const answers = await readDuring(['/x/', '/x/', '/x/', '/x/'], async () => {
      for (let n = 1; n <= 200; n++) {
        writeReleaseFile(release, 'x/index.html', body(n));
        await breathe();
      }
    });
    const bodies = new Set(Array.from({ length: 201 }, (_, n) => body(n)));
    expect(answers.filter(({ status, text }) => status !== 200 || !bodies.has(text))).toEqual([]);
    const textOf = new Map<string, string>();
    for (const { headers, text } of answers) {
      expect(textOf.get(headers.etag!) ?? text).toBe(text);
      textOf.set(headers.etag!, text);
    }
    expect(textOf.size).toBeGreaterThan(1);
    expect((await ask(reading.url, { path: '/x/' })).text).toBe(body(200));
  });

  it('says that the site is getting ready before the first release, and serves it once it is there', async () => {
    own = makeHome();
    reading = await startTestFront({ home: own.home });
    const before = await ask(reading.url, { path: '/', headers: { accept: 'text/html' } });
    expect([before.status, before.headers['retry-after'], before.headers['cache-control']]).toEqual([
      503,
      '5',
      'no-store',
    ]);
    expect(before.text).toContain('Le site se prépare');
    const english = await ask(reading.url, { path: '/en/', headers: { accept: 'text/html' } });
    expect(english.text).toContain('The site is getting ready');
    publishSample(own.home);
    expect((await ask(reading.url, { path: '/' })).text).toBe(RELEASE['index.html']);
  });

  it('a release without error pages still says 404', async () => {
    own = makeHome();
    mkdirSync(join(own.home, 'releases', 'bare'), { recursive: true });
    switchTo(own.home, 'bare');
    reading = await startTestFront({ home: own.home });
    const answer = await ask(reading.url, { path: '/en/x/', headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers['content-security-policy']]).toEqual([
      404,
      "default-src 'none'; frame-ancestors 'none'",
    ]);
    expect(answer.text).toContain('This page does not exist.');
  });
});
