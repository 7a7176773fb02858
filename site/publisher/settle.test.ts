import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMetrics } from './metrics.ts';
import type { Render } from './renderer.ts';
import { Settler } from './settle.ts';
import { Snapshot } from './snapshot/snapshot.ts';
import { idOf, published, resource, withdrawn } from './test/documents.ts';
import { readDeparture, readPage, writePage } from './writer.ts';

let folder: string;
let release: string;
let snapshot: Snapshot;
let render: Render;
let settler: Settler;
let rendered: string[];
let isAwaited: boolean;
let hidden: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-settle-'));
  release = join(folder, 'release');
  mkdirSync(release);
  snapshot = new Snapshot(join(folder, 'snapshot.db'));
  rendered = [];
  isAwaited = false;
  hidden = [];
  render = (url) => Promise.resolve({ body: Buffer.from(`page ${url}`), tags: [`document:resource/${idOf('a')}`] });
  settler = new Settler({
    snapshot,
    render: (url) => {
      rendered.push(url);
      return render(url);
    },
    metrics: createMetrics(snapshot),
    log: () => undefined,
    targets: () => [release],
    releases: () => [release],
    onHidden: (url) => hidden.push(url),
    isAwaited: () => isAwaited,
  });
});

afterEach(() => {
  vi.useRealTimers();
  snapshot.close();
  rmSync(folder, { recursive: true });
});

async function settleAll(): Promise<void> {
  while (await settler.settleNext());
}

const URL = '/ressources/a/';

describe('settling an address', () => {
  it('a document deleted while its page is being made leaves no page', async () => {
    snapshot.apply([published(resource('a'))]);
    render = (url) => {
      if (url === URL) snapshot.apply([withdrawn(published(resource('a')))]);
      return Promise.resolve({ body: Buffer.from('trop tard'), tags: [] });
    };
    await settleAll();
    expect(readPage(release, URL)).toBeNull();
    expect(readDeparture(release, URL)).toEqual({ status: 410 });
  });

  it('a page that read something which changed meanwhile is made again', async () => {
    snapshot.apply([published(resource('a'))]);
    snapshot.apply([published(resource('b'))]);
    let changes = 0;
    render = (url) => {
      const body = Buffer.from(`vu ${changes}`);
      if (url === '/ressources/b/' && changes === 0) {
        changes += 1;
        snapshot.apply([published(resource('a', { title: 'Autre' }))]);
      }
      return Promise.resolve({ body, tags: [`card:resource/${idOf('a')}`] });
    };
    await settleAll();
    expect(readPage(release, '/ressources/b/')?.toString()).toBe('vu 1');
  });

  it('a page that cannot be made keeps its file, is reported, and does not stop the others', async () => {
    snapshot.apply([published(resource('a'))]);
    await settleAll();
    render = (url) =>
      url === URL
        ? Promise.reject(new Error('cassé'))
        : Promise.resolve({ body: Buffer.from(`page ${url}`), tags: [] });
    snapshot.apply([published(resource('a', { title: 'Autre' })), published(resource('b'))]);
    await settleAll();
    expect(readPage(release, URL)?.toString()).toBe(`page ${URL}`);
    expect(readPage(release, '/ressources/b/')?.toString()).toBe('page /ressources/b/');
    expect(snapshot.pageErrors()).toMatchObject([{ url: URL, error: 'cassé' }]);
  });

  it('a page that cannot be written stays in the queue, with the reason, and is written when it can be', async () => {
    // A file in place of the folder: the write fails for every user, as on a full disk.
    writePage(release, '/ressources', Buffer.from('in the way'));
    snapshot.apply([published(resource('a'))]);
    await expect(settler.settleNext()).rejects.toThrow();
    expect(snapshot.pageErrors()).toMatchObject([{ url: URL }]);
    rmSync(join(release, 'ressources'));
    await settleAll();
    expect(readPage(release, URL)?.toString()).toBe(`page ${URL}`);
    expect(snapshot.pageErrors()).toEqual([]);
  });

  it('a thousand changes to one document are few pages, and the last one wins', async () => {
    for (let i = 0; i < 1000; i += 1) {
      snapshot.apply([published(resource('a', { title: `Titre ${i}` }))]);
      if (i === 500) await settler.settleNext();
    }
    render = () => Promise.resolve({ body: Buffer.from('dernier'), tags: [] });
    await settleAll();
    expect(rendered.filter((url) => url === URL).length).toBeLessThanOrEqual(3);
    expect(readPage(release, URL)?.toString()).toBe('dernier');
  });
});

describe('pages that nobody waits for', () => {
  const LIST = '/ressources/langue/fr/';
  const others = () => rendered.filter((url) => url !== URL);

  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));

  const change = (title: string) => {
    snapshot.apply([published(resource('a', { title }))]);
    settler.noteChange();
  };

  it('wait while changes keep coming, and are made once when they pause; pages of documents do not wait', async () => {
    for (let i = 0; i < 5; i += 1) {
      change(`Titre ${i}`);
      await settleAll();
      vi.advanceTimersByTime(200);
    }
    expect(rendered).toEqual(Array(5).fill(URL));
    vi.advanceTimersByTime(200);
    await settleAll();
    expect(others().length).toBeGreaterThan(0);
    expect(new Set(others()).size).toBe(others().length);
  });

  it('do not wait more than three seconds, however many changes come', async () => {
    for (let ms = 0; ms < 3_000; ms += 200) {
      change(`Titre ${ms}`);
      await settleAll();
      expect(others()).toEqual([]);
      vi.advanceTimersByTime(200);
    }
    await settleAll();
    expect(others()).toContain(LIST);
  });

  it('do not wait while a release waits for them', async () => {
    change('Titre');
    isAwaited = true;
    await settleAll();
    expect(others()).toContain(LIST);
  });

  it('disappear at once when what they show is hidden', async () => {
    snapshot.apply([published(resource('b'))]);
    change('Titre');
    vi.advanceTimersByTime(1_000);
    await settleAll();
    render = (url) => Promise.resolve({ body: Buffer.from(`sans lui ${url}`), tags: [] });
    snapshot.apply([withdrawn(published(resource('a')))]);
    settler.noteChange();
    await settleAll();
    expect(readDeparture(release, URL)).toEqual({ status: 410 });
    expect(readPage(release, LIST)?.toString()).toBe(`sans lui ${LIST}`);
    expect(hidden).toEqual(expect.arrayContaining([URL, LIST]));
  });

  it('are made without anybody asking when the pause has come', async () => {
    const stop = new AbortController();
    const running = settler.run(stop.signal);
    change('Titre');
    await vi.waitUntil(() => rendered.length > 0 && snapshot.nextPage()?.url !== URL);
    expect(others()).toEqual([]);
    await vi.waitUntil(async () => {
      await vi.advanceTimersByTimeAsync(50);
      return snapshot.nextPage() === null;
    });
    expect(others()).toContain(LIST);
    stop.abort();
    await running;
  });
});
