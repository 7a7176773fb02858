import { access, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textsOf, type SearchDocument } from '../document.ts';
import { lexiconFile } from '../lexicon-file.ts';
import { LEXICON_FILE, Lexicon, LexiconMaker } from '../lexicon.ts';
import { searchable, thesaurusOf } from '../test/corpus.ts';
import { DOCUMENTS, THESAURUS } from '../test/finds.ts';
import { HARMLESS, HARMLESS_WORD, HOSTILE } from '../test/hostile.ts';
import { termsOf } from '../text/words.ts';
import { buildPagefind, readFragments, removeFragments } from './index.ts';

let folder: string;
let output: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palier-pagefind-'));
  output = join(folder, 'index');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const build = (documents: Parameters<typeof buildPagefind>[0], options?: Parameters<typeof buildPagefind>[3]) =>
  buildPagefind(documents, thesaurusOf(), output, options);

const readLexicon = async () => JSON.parse(await readFile(join(output, LEXICON_FILE), 'utf8')) as unknown;

describe('an index', () => {
  it('is one for readers of all languages, and says how much there is', async () => {
    const documents = [searchable(1), searchable(2), searchable(3, { locale: 'en' })];
    expect(await build(documents)).toEqual({ documents: 3, languages: 1 });
    const { languages } = JSON.parse(await readFile(join(output, 'pagefind-entry.json'), 'utf8'));
    expect(languages).toMatchObject({ zxx: { page_count: 3 } });
  });

  it('is published with only the files that the search client loads, and the list of its texts', async () => {
    await build([searchable(1)]);
    const names = (await readdir(output)).map((name) => name.replace(/zxx_[0-9a-f]+/, 'zxx_HASH')).sort();
    expect(names).toEqual([
      'filter',
      'fragment',
      'fragments.json',
      'index',
      'lexicon.json',
      'pagefind-entry.json',
      'pagefind-worker.js',
      'pagefind.js',
      'pagefind.zxx_HASH.pf_meta',
      'wasm.unknown.pagefind',
    ]);
  });

  it('says which texts each page has, so that those of one can be taken out', async () => {
    await build([searchable(1), searchable(2, { text: 'Un secret.' })]);
    const list = readFragments(output);
    const { url } = searchable(2);
    expect(Object.keys(list).sort()).toEqual([searchable(1).url, url].sort());
    removeFragments(output, list[url]!);
    const left = await readdir(join(output, 'fragment'));
    expect(left).toEqual(list[searchable(1).url]);
    expect(gunzipSync(await readFile(join(output, 'fragment', left[0]!))).toString()).not.toContain('secret');
    expect(readFragments(join(folder, 'nowhere'))).toEqual({});
  });

  it('may be of nothing', async () => {
    expect(await build([])).toEqual({ documents: 0, languages: 0 });
    expect(lexiconFile.parse(await readLexicon())).toEqual({ version: 1, documents: 0, terms: [], concepts: [] });
  });

  it('may be asked for from any process: it does not run in the one that asks', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await build(Array.from({ length: 50 }, (_, number) => searchable(number, { text: 'mot '.repeat(400) })));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(20);
  });
});

describe('the lexicon beside it', () => {
  it('is valid, and the one of the same documents and thesaurus', async () => {
    await buildPagefind(DOCUMENTS, THESAURUS, output);
    const file = lexiconFile.parse(await readLexicon());
    const maker = new LexiconMaker(THESAURUS);
    for (const document of DOCUMENTS) maker.add(textsOf(document));
    expect(file).toEqual(maker.file());
    const lexicon = new Lexicon(file);
    expect(lexicon.documents).toBe(DOCUMENTS.length);
    expect(lexicon.countOf('chiffrement')).toBe(2);
    expect(lexicon.mend('chiffremant')).toBe('chiffrement');
    expect(lexicon.thesaurus.data()).toEqual(THESAURUS.data());
  });

  it('is replaced with the index, not carried over', async () => {
    await build([searchable(1, { title: 'Palissandre' })]);
    output = join(folder, 'next');
    await build([searchable(2, { title: 'Acajou' })]);
    const { terms } = lexiconFile.parse(await readLexicon());
    expect(terms.map(([term]) => term)).toEqual(['acajou']);
  });
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
    for (; produced < 100; produced++) yield searchable(produced, { text });
  }
  expect((await build(documents())).documents).toBe(100);
  // 40 kB each: what a pipe and a stream hold.
  expect(producedWhileStopped).toBeLessThan(20);
});

it('hostile documents keep no other from being found', async () => {
  const [before, after] = HARMLESS as [SearchDocument, SearchDocument];
  const { documents } = await build([before, ...HOSTILE, after]);
  // Pagefind leaves out what holds no word.
  const isWithWords = (document: SearchDocument) => /[\p{L}\p{N}]/u.test(textsOf(document).join(' '));
  const all = [...HARMLESS, ...HOSTILE];
  expect(documents).toBeGreaterThanOrEqual(all.filter(isWithWords).length);
  expect(documents).toBeLessThanOrEqual(all.length);
  const file = lexiconFile.parse(await readLexicon());
  expect(file.documents).toBe(all.length);
  expect(new Lexicon(file).countOf(termsOf(HARMLESS_WORD)[0]!)).toBe(2);
  expect(JSON.stringify(file)).not.toMatch(/\p{Co}/u);
});

it('a document that is not valid ends the build, which says which and why, and leaves no folder', async () => {
  const broken = { ...searchable(2), url: 'javascript:alert(1)' };
  await expect(build([searchable(1), broken])).rejects.toThrow(/code 1.*url/s);
  expect(await readdir(folder)).toEqual([]);
});

describe('a build that fails leaves nothing', () => {
  it('when the documents end in an error', async () => {
    function* documents() {
      yield searchable(1);
      throw new Error('snapshot locked');
    }
    await expect(build(documents())).rejects.toThrow('snapshot locked');
    expect(await readdir(folder)).toEqual([]);
  });

  it('when it is aborted', async () => {
    const stop = new AbortController();
    function* documents() {
      for (let number = 0; ; number++) {
        if (number === 50) stop.abort();
        yield searchable(number);
      }
    }
    await expect(build(documents(), { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('when it takes too long, and says so', async () => {
    async function* documents() {
      yield searchable(1);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      yield searchable(2);
    }
    await expect(build(documents(), { timeoutMs: 300 })).rejects.toThrow('more than 300 ms');
    expect(await readdir(folder)).toEqual([]);
  });

  it('when its process is ended', async () => {
    async function* documents() {
      yield searchable(1);
      process.kill(await indexerOf(process.pid), 'SIGKILL');
      yield searchable(2);
    }
    await expect(build(documents())).rejects.toThrow('was ended by SIGKILL');
    expect(await readdir(folder)).toEqual([]);
  });

  it('when there is no room for it', async () => {
    await writeFile(join(folder, 'file'), '');
    output = join(folder, 'file', 'index');
    await expect(build([searchable(1)])).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['file']);
  });
});

it('does not touch a folder that exists', async () => {
  await build([searchable(1)]);
  const before = await readLexicon();
  await expect(build([])).rejects.toThrow('exists');
  await access(join(output, 'pagefind.js'));
  expect(await readLexicon()).toEqual(before);
});

it('goes on after a build that was killed in the middle', async () => {
  await buildPagefind([searchable(1)], thesaurusOf(), `${output}.partial`);
  expect((await build([searchable(1), searchable(2)])).documents).toBe(2);
  expect(await readdir(folder)).toEqual(['index']);
});

it('appears whole or not at all', async () => {
  const seen = new Set<string>();
  let built = false;
  const watching = (async () => {
    while (!built) {
      const names = await readdir(output).catch(() => []);
      seen.add(names.sort().join(' '));
    }
  })();
  await build(Array.from({ length: 200 }, (_, number) => searchable(number, { title: `Titre ${number}` })));
  built = true;
  await watching;
  expect(seen.delete('')).toBe(true);
  seen.add((await readdir(output)).sort().join(' '));
  expect(seen.size).toBe(1);
});
