import fastify from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { searchGapsReport } from '@palier/model';
import { registerSearchGaps } from './searchGaps.ts';
import type { FrontSettings } from './settings.ts';
import { deadAddress, startUpstream } from './testing/http.ts';
import type { Upstream } from './testing/http.ts';

const TOKEN = 'token-of-the-search-gaps';

let cms: Upstream;
let status: number;
/** What was written on the error output. */
let log: string;

beforeEach(async () => {
  status = 204;
  log = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    log += String(text);
    return true;
  });
  cms = await startUpstream((_request, response) => {
    response.statusCode = status;
    response.end(status === 204 ? undefined : 'canari');
  });
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await cms.close();
});

function frontOf(settings: Partial<FrontSettings> = {}) {
  const front = fastify();
  registerSearchGaps(front, { cmsUrl: cms.url, searchGapsToken: TOKEN, ...settings } as FrontSettings);
  return front;
}

const search = (front: ReturnType<typeof frontOf>, query = 'canari perdu') => {
  for (let n = 0; n < 3; n += 1) front.searchGaps?.note(query, 'fr');
};

it('tells the CMS with its token when the server stops, in the form of the contract', async () => {
  const front = frontOf();
  search(front);
  await front.close();
  expect(cms.seen).toMatchObject([
    {
      method: 'POST',
      url: '/api/search-gaps',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    },
  ]);
  const { gaps } = searchGapsReport.parse(JSON.parse(cms.seen[0]?.body ?? ''));
  expect(gaps).toEqual([{ query: 'canari perdu', locale: 'fr', count: 3, day: new Date().toISOString().slice(0, 10) }]);
  expect(log).toBe('');
});

it('tells the CMS each hour, on the hour, and nothing when there is nothing to tell', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.parse('2026-11-26T10:20:00Z') });
  const front = frontOf();
  search(front);
  await vi.advanceTimersByTimeAsync(40 * 60_000);
  expect(cms.seen).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1000);
  await vi.waitFor(() => expect(cms.seen).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(3_600_000);
  search(front, 'autre canari');
  await vi.advanceTimersByTimeAsync(3_600_000);
  await vi.waitFor(() => expect(cms.seen).toHaveLength(2));
  await front.close();
  expect(cms.seen).toHaveLength(2);
});

it('counts nothing without a token', async () => {
  const front = frontOf({ searchGapsToken: null });
  expect(front.searchGaps).toBeNull();
  await front.close();
  expect(cms.seen).toEqual([]);
});

it('says that a report was not sent, without a word of what was searched, and stops all the same', async () => {
  const front = frontOf({ cmsUrl: await deadAddress() });
  search(front);
  await front.close();
  expect(JSON.parse(log)).toMatchObject({ part: 'front', event: 'search_gaps_unsent', code: 'ECONNREFUSED' });
  expect(log).not.toContain('canari');
});

it.each([401, 500, 503])('keeps a report that the CMS answers with %i', async (answer) => {
  const front = frontOf();
  search(front);
  status = answer;
  await expect(front.searchGaps?.report()).rejects.toThrow(`answered ${answer}`);
  status = 204;
  await front.close();
  expect(cms.seen).toHaveLength(2);
  expect(cms.seen[1]?.body).toBe(cms.seen[0]?.body);
});

it.each([400, 413])('drops a report that the CMS will never take (%i), so that it stops no other', async (answer) => {
  const front = frontOf();
  search(front);
  status = answer;
  await front.searchGaps?.report();
  await front.close();
  expect(cms.seen).toHaveLength(1);
  expect(JSON.parse(log)).toMatchObject({ event: 'search_gaps_refused' });
  expect(log).not.toContain('canari');
});

it('does not wait long for a CMS that says nothing', async () => {
  const silent = await startUpstream(() => undefined);
  const front = frontOf({ cmsUrl: silent.url });
  search(front);
  await front.close();
  expect(log).toContain('search_gaps_unsent');
  await silent.close();
}, 10_000);
