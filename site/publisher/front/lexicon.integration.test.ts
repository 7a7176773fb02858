import { chmodSync, mkdirSync, rmSync, symlinkSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LexiconMaker, type Lexicon, type LexiconFile } from '@palier/search/lexicon';
import type { SearchAnswer } from '@palier/search/query';
import { makeThesaurus, parseRules } from '@palier/search/thesaurus';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lexiconOf } from './lexicon.ts';
import type { Front } from './server.ts';
import { startTestFront } from './testing/front.ts';
import { ask, startUpstream, type Upstream } from './testing/http.ts';
import { makeHome } from './testing/release.ts';

let home: string;
let remove: () => void;
/** What was written on the error output. */
let log: string[];
/** How far the clock is put forward, in ms: the file is looked at once a second. */
let forward: number;

beforeEach(() => {
  ({ home, remove } = makeHome());
  mkdirSync(join(home, 'releases', 'sample'), { recursive: true });
  symlinkSync(join('releases', 'sample'), join(home, 'current'));
  log = [];
  forward = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + forward);
});

afterEach(() => {
  vi.restoreAllMocks();
  remove();
});

/** A lexicon of one document of these words. */
function fileOf(words: string, rules = ''): LexiconFile {
  const maker = new LexiconMaker(makeThesaurus(parseRules(rules), []));
  maker.add([words]);
  return maker.file();
}

let builds = 0;

/** Puts an index with this lexicon before readers, as the publisher does: a folder of its own, then a link in one step. */
function publish(lexicon: LexiconFile | string | null, release = 'sample'): string {
  const name = String((builds += 1)).padStart(8, '0');
  const folder = join(home, 'pagefind', name);
  mkdirSync(folder, { recursive: true });
  const text = typeof lexicon === 'string' ? lexicon : JSON.stringify(lexicon);
  if (lexicon !== null) writeFileSync(join(folder, 'lexicon.json'), text);
  const link = join(home, 'releases', release, 'pagefind');
  symlinkSync(join('..', '..', 'pagefind', name), `${link}.tmp`);
  renameSync(`${link}.tmp`, link);
  return folder;
}

/** Asks for the lexicon as a search does, long enough after the one before to look again. */
function later(lexicon: () => Promise<Lexicon>): Promise<Lexicon> {
  forward += 2000;
  return lexicon();
}

describe('the lexicon of the front server', () => {
  it('is empty before the first index, and nothing is said of it', async () => {
    const present = await later(lexiconOf(home));
    expect(present.documents).toBe(0);
    expect(log).toEqual([]);
  });

  it('is there from the start when the index is', async () => {
    publish(fileOf('palissandre'));
    expect((await lexiconOf(home)()).knows('palissandr')).toBe(true);
  });

  it('comes when the index appears', async () => {
    const lexicon = lexiconOf(home);
    expect((await lexicon()).documents).toBe(0);
    publish(fileOf('palissandre', 'palissandre = rosewood'));
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    expect((await lexicon()).thesaurus.namings(['rosewood'])).toHaveLength(1);
    expect(log).toEqual([]);
  });

  it('is replaced when the link leads to another index', async () => {
    publish(fileOf('palissandre'));
    const lexicon = lexiconOf(home);
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    publish(fileOf('acajou'));
    expect((await later(lexicon)).knows('acajou')).toBe(true);
    expect((await lexicon()).knows('palissandr')).toBe(false);
  });

  it('is replaced when another release is put before readers', async () => {
    publish(fileOf('palissandre'));
    const lexicon = lexiconOf(home);
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    mkdirSync(join(home, 'releases', 'next'));
    publish(fileOf('acajou'), 'next');
    expect((await later(lexicon)).knows('acajou')).toBe(false);
    symlinkSync(join('releases', 'next'), join(home, 'current.tmp'));
    renameSync(join(home, 'current.tmp'), join(home, 'current'));
    expect((await later(lexicon)).knows('acajou')).toBe(true);
  });

  it('is not read again while the link leads where it did', async () => {
    const folder = publish(fileOf('palissandre'));
    const lexicon = lexiconOf(home);
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    const before = await lexicon();
    writeFileSync(join(folder, 'lexicon.json'), JSON.stringify(fileOf('acajou')));
    expect(await later(lexicon)).toBe(before);
  });

  const good = fileOf('acajou');
  const next = { ...good, version: 2 as unknown as 1 };

  it.each<[string, LexiconFile | string | null]>([
    ['another version of the code wrote', next],
    ['was cut', JSON.stringify(good).slice(0, -20)],
    ['is no JSON', '<html>'],
    ['is empty', ''],
    ['is null', 'null'],
    ['holds something else', JSON.stringify({ ...good, terms: [['acajou', 'x']] })],
    ['holds more', JSON.stringify({ ...good, more: 1 })],
  ])('stays what it was when the next one %s; the reason is logged once', async (_what, bad) => {
    publish(fileOf('palissandre'));
    const lexicon = lexiconOf(home);
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    publish(bad);
    await later(lexicon);
    expect(log).toHaveLength(1);
    const present = await later(lexicon);
    expect([present.knows('palissandr'), present.knows('acajou')]).toEqual([true, false]);
    expect(log).toHaveLength(1);
    expect(JSON.parse(log[0]!)).toMatchObject({ level: 'error', part: 'front', event: 'lexicon_unreadable' });

    // The next good one is taken, and the next bad one told of again.
    publish(good);
    expect((await later(lexicon)).knows('acajou')).toBe(true);
    expect(log).toHaveLength(1);
    publish(bad);
    await later(lexicon);
    expect(log).toHaveLength(2);
    await later(lexicon);
    expect(log).toHaveLength(2);
  });

  it('stays what it was when the index is gone, and nothing is said of it', async () => {
    publish(fileOf('palissandre'));
    const lexicon = lexiconOf(home);
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    unlinkSync(join(home, 'releases', 'sample', 'pagefind'));
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    publish(null);
    expect((await later(lexicon)).knows('palissandr')).toBe(true);
    expect(log).toEqual([]);
  });

  it('is read once it can be, when the disk or the system refused it', async () => {
    // A folder in the place of the file is refused to root too.
    const folder = publish(null);
    mkdirSync(join(folder, 'lexicon.json'));
    const lexicon = lexiconOf(home);
    await later(lexicon);
    expect(log).toHaveLength(1);
    expect((await later(lexicon)).documents).toBe(0);
    expect(log).toHaveLength(1);
    rmSync(join(folder, 'lexicon.json'), { recursive: true });
    writeFileSync(join(folder, 'lexicon.json'), JSON.stringify(good));
    chmodSync(join(folder, 'lexicon.json'), 0o444);
    expect((await later(lexicon)).knows('acajou')).toBe(true);
  });
});

describe('POST /search', () => {
  let meili: Upstream;
  let front: Front;

  beforeEach(async () => {
    const nothing = { hits: [], estimatedTotalHits: 0 };
    meili = await startUpstream((_request, response) => response.end(JSON.stringify({ results: [nothing, nothing] })));
    front = await startTestFront({ home, meiliUrl: meili.url, meiliSearchKey: 'k' });
  });
  afterEach(async () => {
    await front.close();
    await meili.close();
  });

  /** What is asked of Meilisearch, and what the reader is told of it. */
  async function search(q: string) {
    forward += 2000;
    const { status, text } = await ask(front.url, {
      method: 'POST',
      path: '/search',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ q, locale: 'fr' }),
    });
    const { queries } = JSON.parse(meili.seen.at(-1)!.body) as { queries: { q: string }[] };
    const { corrected } = JSON.parse(text) as SearchAnswer;
    return { status, asked: queries.map((query) => query.q), corrected };
  }

  const asTyped = { status: 200, asked: ['rosewod'], corrected: null };

  it('asks by what names the same thing and mends what is misspelt, as soon as there is a lexicon', async () => {
    expect(await search('rosewod')).toEqual(asTyped);
    publish(fileOf('palissandre', 'palissandre = rosewood'));
    // The first search after the index came, however long nobody had searched.
    expect(await search('rosewod')).toEqual({
      status: 200,
      asked: ['rosewod', 'qzpalissandr '],
      corrected: 'rosewood',
    });
  });

  it('goes on with the words as they are typed when no lexicon can be read', async () => {
    for (const bad of [null, '{"version":9}', '']) {
      publish(bad);
      for (let n = 0; n < 10; n += 1) expect(await search('rosewod')).toEqual(asTyped);
    }
    expect(log.length).toBeGreaterThan(0);
    expect(log.every((line) => line.includes('lexicon_unreadable'))).toBe(true);
    expect(log.join('')).not.toContain('rosewod');
  });
});
