import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { textsOf } from '@palier/search/document';
import { LEXICON_FILE, Lexicon, LexiconMaker } from '../search/lexicon.ts';
import { createIndexer, searchKeyOf } from '../search/meilisearch/indexer.ts';
import { entryOf } from '../search/meilisearch/records.ts';
import { searchMeilisearch } from '../search/meilisearch/search.ts';
import { SEARCH_LIMIT_MAX, TYPING_LIMIT } from '../search/limits.ts';
import { searchQuery } from '../search/query.ts';
import type { SearchRequest } from '../search/query.ts';
import { parseJudgements } from '../search/relevance/judgements.ts';
import { startMeilisearch } from '../search/test/meilisearch.ts';
import { freePorts } from '../scripts/lib/ports.ts';
import { median, quantile, round, say } from './figures.ts';
import { benchSearchBox } from './search-box.ts';
import { remixed, starterCorpus } from './search-corpus.ts';

const AT_ONCE = 20;
const SEARCHES = 1000;
/** Searches before those that count: a server that just started still compiles its own code, and reads its index from the disk. */
const WARM_UP = 3000;
const RUNS = 5;
const FRONT = resolve(import.meta.dirname, '../site/publisher/front/main.ts');
const JUDGEMENTS = resolve(import.meta.dirname, '../search/relevance/judgements.tsv');

/** One call to Meilisearch of those that a search makes. */
interface DirectCall {
  path: string;
  body: string;
}

/**
 * How long a search takes on the server, for twenty readers at once among `count` documents: the queries of the judgements, asked
 * of the front server while one types and as a page of results; and the same calls made to Meilisearch directly, without
 * the front server between.
 */
export async function benchSearch(count: number): Promise<Record<string, number>> {
  const { documents, words } = await starterCorpus();
  const home = mkdtempSync(join(tmpdir(), 'palier-search-'));
  const server = await startMeilisearch();
  const indexer = createIndexer(server);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const [port] = await freePorts('127.0.0.1', 1);
  let stop: () => Promise<void> = async () => undefined;
  try {
    const maker = new LexiconMaker(words.thesaurus);
    const entries = function* () {
      for (const document of remixed(documents, count)) {
        maker.add(textsOf(document));
        yield entryOf(document, words.thesaurus);
      }
    };
    const started = performance.now();
    await indexer.rebuild(entries());
    say(`${count} documents indexed in ${Math.round((performance.now() - started) / 1000)} s`);
    await indexer.ensureSearchKey();
    const file = maker.file();
    const lexicon = new Lexicon(file);
    const folder = join(home, 'releases', '1', 'pagefind');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, LEXICON_FILE), JSON.stringify(file));
    symlinkSync(join('releases', '1'), join(home, 'current'));
    const front = spawn(process.execPath, [FRONT], {
      env: {
        PATH: process.env['PATH'],
        PALIER_HOME: home,
        HOST: '127.0.0.1',
        PORT: String(port),
        CMS_URL: 'http://127.0.0.1:9',
        MEILI_URL: server.url,
        MEILI_SEARCH_KEY: searchKeyOf(server.masterKey),
        // Each reader at an address of its own: none of them is in a hurry.
        TRUST_PROXY: 'loopback',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = new Promise<void>((done) => front.once('exit', () => done()));
    stop = async () => {
      front.kill('SIGTERM');
      await ended;
    };

    const post = (url: string, body: string, headers: Record<string, string>) => send(agent, url, body, headers);
    const key = { authorization: `Bearer ${searchKeyOf(server.masterKey)}` };
    const figures: Record<string, number> = {};
    for (const detail of [false, true]) {
      const asked = parseJudgements(readFileSync(JUDGEMENTS, 'utf8')).map(({ query, locale }): SearchRequest => ({
        q: query,
        locale,
        detail,
        limit: detail ? SEARCH_LIMIT_MAX : TYPING_LIMIT,
      }));
      const direct: DirectCall[][] = [];
      for (const one of asked)
        direct.push(await callsOf(one, lexicon, (path, body) => post(server.url + path, body, key)));
      const bodies = asked.map((one) => JSON.stringify(one));
      const through = (searches?: number) =>
        load(
          bodies,
          (body, n) =>
            post(`http://127.0.0.1:${port}/search`, body, { 'x-forwarded-for': `10.0.${n % 250}.${n % 199}` }),
          searches,
        );
      const straight = () =>
        load(direct, async (calls) => {
          for (const { path, body } of calls) await post(server.url + path, body, key);
        });
      await untilUp(() => through(WARM_UP).then(() => undefined));
      const runs = [];
      // In turn, so that what else the machine does weighs on both.
      for (let run = 0; run < RUNS; run += 1) runs.push({ front: await through(), meili: await straight() });
      const name = detail ? 'page' : 'typing';
      const p95 = median(runs.map(({ front: times }) => quantile(times, 0.95)));
      const ratio = median(runs.map(({ front: times, meili }) => median(times) / median(meili)));
      const alone = median(runs.map(({ meili }) => quantile(meili, 0.95)));
      say(
        `${name}: p95 ${p95.toFixed(1)} ms through /search, ${alone.toFixed(1)} ms of Meilisearch alone; medians ` +
          runs.map(({ front: f, meili }) => `${median(f).toFixed(1)}/${median(meili).toFixed(1)}`).join(' '),
      );
      Object.assign(figures, {
        [detail ? 'search_page_p95_ms' : 'search_p95_ms']: round(p95),
        [detail ? 'search_page_overhead_ratio' : 'search_overhead_ratio']: round(ratio),
      });
    }
    return { ...figures, ...(await benchSearchBox()) };
  } finally {
    await stop();
    agent.destroy();
    indexer.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** The calls to Meilisearch that a search makes. */
async function callsOf(
  asked: SearchRequest,
  lexicon: Lexicon,
  post: (path: string, body: string) => Promise<string>,
): Promise<DirectCall[]> {
  const calls: DirectCall[] = [];
  await searchMeilisearch(searchQuery.parse(asked), lexicon, async (path, body) => {
    const text = JSON.stringify(body);
    calls.push({ path, body: text });
    return JSON.parse(await post(path, text)) as unknown;
  });
  return calls;
}

/** Durations of so many searches, in ms. */
async function load<Asked>(
  all: readonly Asked[],
  search: (asked: Asked, n: number) => Promise<unknown>,
  count = SEARCHES,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const reader = async () => {
    while (next < count) {
      const n = next++;
      const started = performance.now();
      await search(all[n % all.length]!, n);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return times;
}

async function untilUp(task: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve_) => setTimeout(resolve_, 200));
    }
  }
}

function send(agent: Agent, url: string, body: string, headers: Record<string, string>): Promise<string> {
  return new Promise((done, fail) => {
    const payload = Buffer.from(body);
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': payload.length, ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) done(text);
          else fail(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 200)}`));
        });
      },
    );
    sent.on('error', fail);
    sent.end(payload);
  });
}
