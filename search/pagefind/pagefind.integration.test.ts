import { access, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SearchDocument } from '../document.ts';
import { searchable } from '../test/corpus.ts';
import { buildPagefind } from './index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palier-pagefind-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('indexes each language apart and says how much there is', async () => {
  const output = join(folder, 'index');
  const documents = [searchable(1), searchable(2), searchable(3, { locale: 'en' })];
  expect(await buildPagefind(documents, output)).toEqual({ documents: 3, languages: 2 });
  const { languages } = JSON.parse(await readFile(join(output, 'pagefind-entry.json'), 'utf8'));
  expect(languages).toMatchObject({ fr: { page_count: 2 }, en: { page_count: 1 } });
});

it('publishes only the files that the search client loads', async () => {
  const output = join(folder, 'index');
  await buildPagefind([searchable(1)], output);
  const names = (await readdir(output)).map((name) => name.replace(/fr_[0-9a-f]+/, 'fr_HASH')).sort();
  expect(names).toEqual([
    'filter',
    'fragment',
    'index',
    'pagefind-entry.json',
    'pagefind-worker.js',
    'pagefind.fr_HASH.pf_meta',
    'pagefind.js',
    'wasm.fr.pagefind',
    'wasm.unknown.pagefind',
  ]);
});

it('builds an index of nothing', async () => {
  expect(await buildPagefind([], join(folder, 'index'))).toEqual({ documents: 0, languages: 0 });
});

/** The indexing process that this one has started. */
async function indexerOf(parent: number): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (stat.split(') ')[1]?.split(' ')[1] === String(parent) && command.includes('pagefind/build.ts'))
      return Number(pid);
  }
  throw new Error('no indexer runs');
}

it('takes no more documents while the indexer is behind', async () => {
  const text = 'mot '.repeat(10_000);
  let produced = 0;
  let producedWhileStopped = Number.NaN;
  async function* documents(): AsyncGenerator<SearchDocument> {
    const indexer = await indexerOf(process.pid);
    process.kill(indexer, 'SIGSTOP');
    setTimeout(() => {
      producedWhileStopped = produced;
      process.kill(indexer, 'SIGCONT');
    }, 300);
    for (; produced < 200; produced++) yield searchable(produced, { text });
  }
  expect((await buildPagefind(documents(), join(folder, 'index'))).documents).toBe(200);
  // 40 kB each: what a pipe and a stream hold.
  expect(producedWhileStopped).toBeLessThan(20);
});

it('keeps a document that has nothing but a title, and leaves out one without a word', async () => {
  const documents = [
    searchable(1, { title: 'Seul' }),
    searchable(2, { text: '— …' }),
    searchable(3, { title: '?', text: '!' }),
  ];
  expect((await buildPagefind(documents, join(folder, 'index'))).documents).toBe(2);
});

it('leaves no folder when a document is not valid, and says which and why', async () => {
  const broken = { ...searchable(2), url: 'javascript:alert(1)' };
  await expect(buildPagefind([searchable(1), broken], join(folder, 'index'))).rejects.toThrow(/code 1.*url/s);
  expect(await readdir(folder)).toEqual([]);
});

it('leaves no folder when the documents end in an error', async () => {
  function* documents() {
    yield searchable(1);
    throw new Error('snapshot locked');
  }
  await expect(buildPagefind(documents(), join(folder, 'index'))).rejects.toThrow('snapshot locked');
  expect(await readdir(folder)).toEqual([]);
});

it('stops when it is aborted, and leaves no folder', async () => {
  const stop = new AbortController();
  function* documents() {
    for (let number = 0; ; number++) {
      if (number === 50) stop.abort();
      yield searchable(number);
    }
  }
  await expect(buildPagefind(documents(), join(folder, 'index'), { signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(await readdir(folder)).toEqual([]);
});

it('says so when it takes too long', async () => {
  async function* documents() {
    yield searchable(1);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    yield searchable(2);
  }
  await expect(buildPagefind(documents(), join(folder, 'index'), { timeoutMs: 300 })).rejects.toThrow(
    'more than 300 ms',
  );
  expect(await readdir(folder)).toEqual([]);
});

it('does not touch a folder that exists', async () => {
  await buildPagefind([searchable(1)], join(folder, 'index'));
  await expect(buildPagefind([], join(folder, 'index'))).rejects.toThrow('exists');
  await access(join(folder, 'index', 'pagefind.js'));
});

it('goes on after a build that was killed in the middle', async () => {
  const output = join(folder, 'index');
  await buildPagefind([searchable(1)], `${output}.partial`);
  expect((await buildPagefind([searchable(1), searchable(2)], output)).documents).toBe(2);
  expect(await readdir(folder)).toEqual(['index']);
});
