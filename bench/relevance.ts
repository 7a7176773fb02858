import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locale } from '@palier/model';
import type { SearchDocument } from '@palier/search/document';
import { createPagefind } from '../search/client/pagefind.ts';
import type { PagefindModule } from '../search/client/pagefind.ts';
import { Lexicon } from '../search/lexicon.ts';
import type { LexiconFile } from '../search/lexicon.ts';
import { createIndexer } from '../search/meilisearch/indexer.ts';
import { entryOf } from '../search/meilisearch/records.ts';
import { searchMeilisearch } from '../search/meilisearch/search.ts';
import { createTransport } from '../search/meilisearch/transport.ts';
import type { Transport } from '../search/meilisearch/transport.ts';
import { buildPagefind } from '../search/pagefind/index.ts';
import { searchQuery } from '../search/query.ts';
import type { SearchHit } from '../search/query.ts';
import { parseJudgements } from '../search/relevance/judgements.ts';
import type { Judged } from '../search/relevance/judgements.ts';
import { meanOf, measure } from '../search/relevance/measures.ts';
import type { Measures } from '../search/relevance/measures.ts';
import { filesOf, serve } from '../search/test/http.ts';
import { startMeilisearch } from '../search/test/meilisearch.ts';
import { round, say } from './figures.ts';
import { judgedCollection, starterCorpus } from './search-corpus.ts';

const JUDGEMENTS = new URL('../search/relevance/judgements.tsv', import.meta.url);
const WORST = 10;
/** Pages of results asked for, of 20: of what comes, only resources that the judges knew count. */
const PAGES = 2;

/** Addresses of what answers a query, the best first. */
type Find = (query: string, locale: Locale) => Promise<string[]>;

interface Outcome {
  judged: Judged;
  measures: Measures;
  ranking: string[];
}

/**
 * How well people are answered: each judged query asked of both engines as the page of results asks them, with the starter
 * corpus; and, of the same documents, of Meilisearch with stock settings and of a search for the query as it stands in title or
 * summary, as MesServicesCyber does. The judges knew the resources of `resources.csv` alone: what else the hub holds, its own
 * guides among it, is left out of all four rankings.
 *
 * @param file judgements to use in place of those in `search/relevance/`
 */
export async function benchRelevance(file: string | undefined): Promise<Record<string, number>> {
  const queries = parseJudgements(readFileSync(file ?? JUDGEMENTS, 'utf8'));
  const refs = new Map([...judgedCollection()].map(([ref, url]) => [url, ref]));
  const { documents, words } = await starterCorpus();
  const titles = new Map(documents.map(({ url, title }) => [refs.get(url), title]));
  const folder = mkdtempSync(join(tmpdir(), 'palier-relevance-'));
  const server = await startMeilisearch();
  const indexer = createIndexer(server);
  const direct = createTransport({ url: server.url, key: server.masterKey, timeoutMs: 30_000 });
  try {
    await buildPagefind(documents, words.thesaurus, join(folder, 'pagefind'));
    await indexer.rebuild(documents.map((document) => entryOf(document, words.thesaurus)));
    await fillStock(direct, documents);
    const lexicon = new Lexicon(
      JSON.parse(readFileSync(join(folder, 'pagefind', 'lexicon.json'), 'utf8')) as LexiconFile,
    );
    const embedded = await embeddedIn(folder);

    const run = async (name: string, find: Find): Promise<Outcome[]> => {
      const outcomes: Outcome[] = [];
      for (const judged of queries) {
        const urls = await find(judged.query, judged.locale);
        const ranking = [...new Set(urls.flatMap((url) => refs.get(url) ?? []))];
        outcomes.push({ judged, ranking, measures: measure(ranking, judged.grades) });
      }
      sayOutcomes(name, outcomes);
      return outcomes;
    };
    const meili = await run('Meilisearch', (q, locale) =>
      pagesOf(async (offset) => {
        const query = searchQuery.parse({
          q,
          locale,
          filters: { type: ['resource'] },
          detail: true,
          limit: 20,
          offset,
        });
        return (await searchMeilisearch(query, lexicon, (path, body) => direct.send('POST', path, body))).hits;
      }),
    );
    const pagefind = await run('Pagefind', (q, locale) =>
      pagesOf(async (offset) => {
        const filters = { type: ['resource' as const] };
        return (await embedded.ask({ q, locale, filters, detail: true, limit: 20, offset })).hits;
      }),
    );
    const stock = await run('Meilisearch, stock settings', async (q) => {
      const { hits } = await direct.send<{ hits: { url: string }[] }>('POST', '/indexes/stock/search', {
        q,
        limit: 500,
      });
      return hits.map(({ url }) => url);
    });
    const substring = await run('substring of title or summary', async (q) =>
      documents
        .filter(({ title, summary }) => `${title}\n${summary}`.toLowerCase().includes(q.toLowerCase()))
        .map(({ url }) => url),
    );
    sayWorst('Meilisearch', meili, titles);
    sayWorst('Pagefind', pagefind, titles);
    embedded.close();

    const mean = (outcomes: Outcome[]) => meanOf(outcomes.map(({ measures }) => measures));
    const [ours, theirs] = [mean(meili), mean(stock)];
    return {
      ndcg_meili: round(ours.ndcg),
      ndcg_pagefind: round(mean(pagefind).ndcg),
      ndcg_stock: round(theirs.ndcg),
      ndcg_substring: round(mean(substring).ndcg),
      ndcg_ratio_to_stock: round(ours.ndcg / theirs.ndcg),
      recall_meili: round(ours.recall),
      recall_pagefind: round(mean(pagefind).recall),
      mrr_meili: round(ours.reciprocalRank),
      mrr_pagefind: round(mean(pagefind).reciprocalRank),
      queries: queries.length,
    };
  } finally {
    direct.close();
    indexer.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pagesOf(page: (offset: number) => Promise<SearchHit[]>): Promise<string[]> {
  const urls: string[] = [];
  for (let number = 0; number < PAGES; number += 1) urls.push(...(await page(number * 20)).map(({ url }) => url));
  return urls;
}

/** The documents as they are projected from the snapshot, and not one setting. */
async function fillStock(direct: Transport, documents: readonly SearchDocument[]): Promise<void> {
  const { taskUid } = await direct.send<{ taskUid: number }>(
    'POST',
    '/indexes/stock/documents?primaryKey=id',
    documents,
  );
  for (;;) {
    const { status } = await direct.send<{ status: string }>('GET', `/tasks/${taskUid}`);
    if (status === 'succeeded') return;
    if (status === 'failed') throw new Error('Meilisearch did not index the documents with stock settings');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The embedded engine, outside a browser: its files served, its module imported from the disk. */
async function embeddedIn(folder: string) {
  const files = await serve(filesOf(folder));
  // Pagefind reads the language of the page.
  Object.assign(globalThis, { document: { currentScript: null, querySelector: () => ({ getAttribute: () => 'fr' }) } });
  const module = join(folder, 'pagefind.mjs');
  copyFileSync(join(folder, 'pagefind', 'pagefind.js'), module);
  const load = async () => (await import(pathToFileURL(module).href)) as PagefindModule;
  const ask = createPagefind(`${files.url}/pagefind/pagefind.js`, load);
  return { ask, close: () => files.close() };
}

function sayOutcomes(name: string, outcomes: readonly Outcome[]): void {
  const line = (what: string, own: readonly Outcome[]) => {
    const { ndcg, recall, reciprocalRank } = meanOf(own.map(({ measures }) => measures));
    const figures = [ndcg, recall, reciprocalRank].map((value) => value.toFixed(3).padStart(8)).join('');
    say(`${what.padEnd(32)}${figures}${String(own.length).padStart(9)}`);
  };
  say(`\n${name.padEnd(32)} nDCG@10 rec.@10     MRR  queries`);
  const profiles = Map.groupBy(outcomes, ({ judged }) => judged.profile);
  for (const [profile, own] of [...profiles].sort()) line(`  ${profile}`, own);
  line('  all', outcomes);
}

function sayWorst(name: string, outcomes: readonly Outcome[], titles: ReadonlyMap<string | undefined, string>): void {
  say(`\n${name}: the ${WORST} worst queries, what was wanted (grade) and what came instead`);
  const worst = outcomes.toSorted((one, other) => one.measures.ndcg - other.measures.ndcg).slice(0, WORST);
  for (const { judged, measures, ranking } of worst) {
    say(`  ${measures.ndcg.toFixed(2)}  ${judged.query} (${judged.id}, ${judged.profile})`);
    const wanted = [...judged.grades].map(([ref, grade]) => `${ref} (${grade}) ${titles.get(ref) ?? 'unknown'}`);
    say(`        wanted  ${wanted.join(' | ')}`);
    const came = ranking
      .slice(0, 5)
      .map((ref) => `${ref}${judged.grades.has(ref) ? '*' : ''} ${titles.get(ref) ?? ''}`);
    say(`        came    ${came.join(' | ') || 'nothing'}`);
  }
}
