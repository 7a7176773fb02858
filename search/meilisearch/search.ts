import { levelRank } from '@palier/model/levels';
import { z } from 'zod';
import { passageOf } from '../extract.ts';
import type { Lexicon } from '../lexicon.ts';
import { TYPING_LIMIT } from '../limits.ts';
import { FACETS, searchHit, type Facet, type SearchAnswer, type SearchFilters, type SearchQuery } from '../query.ts';
import { exactly, scoreOf, throughLens, type Terms } from '../rank.ts';
import { understand, type Understood } from '../understand.ts';

/** Name of the index. */
export const INDEX = 'palier';

/**
 * Hits that are put in order anew: what Meilisearch finds first, it has not always found best. Two pages of results; while
 * one types, as many as are shown.
 */
const WINDOW = 40;

/** With fewer hits than this, documents that hold only some of the words are looked for too. */
const FEW = 20;

/** Most queries by which these are looked for: a long question is many words. */
const WIDER_MAX = 6;

/** Phrases looked at, and sections in which they are looked for: what a query may cost. */
const PHRASES_MAX = 5;
const SECTIONS_MAX = 200;

/** Sends one JSON request to Meilisearch and gives its answer. */
export type Post = (path: string, body: Record<string, unknown>) => Promise<unknown>;

const HIT_FIELDS = 'id type locale url title aliases summary maturity kind language sections'.split(' ');

/** Fields in which words may follow one another, the text apart. */
const WORDED = ['terms.title', 'terms.keywords', 'terms.subjects', 'terms.summary'];

const documentHit = z.object({
  id: z.string(),
  type: searchHit.shape.type,
  locale: searchHit.shape.locale,
  url: searchHit.shape.url,
  title: z.string(),
  aliases: z.array(z.string()),
  summary: z.string(),
  maturity: searchHit.shape.maturity,
  kind: searchHit.shape.kind,
  language: z.string(),
  sections: z.number(),
  parts: z
    .object({
      title: z.string(),
      keywords: z.string(),
      subjects: z.string(),
      summary: z.string(),
      broader: z.string(),
    })
    .optional(),
  /** Terms in the order of the words, asked for when some must follow one another. */
  terms: z.record(z.string(), z.array(z.string())).optional(),
  _rankingScoreDetails: z.object({ words: z.object({ matchingWords: z.number() }).optional() }).optional(),
});

type DocumentHit = z.infer<typeof documentHit>;

const result = z.object({
  hits: z.array(documentHit),
  estimatedTotalHits: z.number().int().nonnegative(),
  facetDistribution: z.record(z.string(), z.record(z.string(), z.number())).optional(),
});

type Result = z.infer<typeof result>;

const multiResult = z.object({ results: z.array(result) });

const sectionResult = z.object({
  hits: z.array(
    z.object({ document: z.string(), anchor: z.string().nullable(), heading: z.string(), text: z.string() }),
  ),
});

/** A query in the syntax of Meilisearch: terms hold letters and digits alone, so there is nothing to escape. */
function toWords({ terms: words, phrases, excluded, unfinished }: Understood): string {
  const parts = [...excluded.map((term) => `-${term}`), ...phrases.map((phrase) => `"${phrase.join(' ')}"`), ...words];
  // The space says that the last word is no beginning of another.
  return parts.join(' ') + (unfinished ? '' : ' ');
}

/** A filter bears the name of the field by which it chooses, and holds values of closed lists and identifiers: nothing to escape. */
function toFilter(locale: string, filters: SearchFilters, without?: Facet): (string | string[])[] {
  const chosen: (string | string[])[] = ['part = 0', `shownIn = ${locale}`];
  for (const facet of FACETS) {
    const values = filters[facet];
    if (values && facet !== without) chosen.push(values.map((value) => `${facet} = ${value}`));
  }
  if (filters.since !== undefined) chosen.push(`year >= ${filters.since}`);
  return chosen;
}

/** A document found, and the terms that the server says it holds somewhere. */
interface Found {
  hit: DocumentHit;
  matched: Set<string>;
}

/**
 * Searches in Meilisearch: the query read, found, put in order, its passages cut. One request while one types, a second
 * one when little is found by it; one more for a page of results, for the sections that match.
 *
 * @throws what `post` throws, and {z.ZodError} when the server answers something else than hits
 */
export async function searchMeilisearch(query: SearchQuery, lexicon: Lexicon, post: Post): Promise<SearchAnswer> {
  const { asTyped, mended } = understand(query.q, lexicon);
  const counted = query.detail ? FACETS.filter((facet) => query.filters[facet] !== undefined) : [];
  const queriesOf = (understood: Understood, strategy: MatchingStrategy) => [
    toDocumentQuery(query, understood, strategy),
    // Values of a filter in use are counted as if it were not.
    ...counted.map((facet) => toCountQuery(query, understood, strategy, facet)),
  ];
  const results = await ask(post, [
    // A word that the lexicon does not know may have been published a second ago: found as typed, it is right.
    ...queriesOf(asTyped, mended ? 'all' : 'last'),
    ...(mended ? queriesOf(mended.understood, 'last') : []),
  ]);
  // By their number: a page beyond the last hit has none.
  const useMended = mended !== null && results[0]!.estimatedTotalHits === 0;
  const understood = useMended ? mended.understood : asTyped;
  const [answer, ...own] = results.slice(useMended ? 1 + counted.length : 0) as [Result, ...Result[]];

  let found = foundIn(answer, understood);
  const isFew = isOrderedHere(query) && found.length < enoughFor(query);
  if (isFew) found = merged([...found, ...(await widened(query, understood, lexicon, post))]);
  const held = await holdingPhrases(found, understood, lexicon, post);
  let total = answer.estimatedTotalHits - (found.length - held.length);
  let page = held;
  if (isOrderedHere(query)) {
    const window = windowOf(query);
    // Whatever the pages are cut at, each hit is in one of them.
    const all = isFew
      ? inOrder(held, query, understood, lexicon).slice(0, window)
      : [...inOrder(held.slice(0, window), query, understood, lexicon), ...held.slice(window)];
    if (isFew) total = all.length;
    page = all.slice(query.offset, query.offset + query.limit);
  }
  const hits = page.map(({ hit }) => hit);
  return {
    engine: 'meilisearch',
    total,
    hits: query.detail ? await withPassages(hits, understood, lexicon, post) : hits.map(withSummary),
    facets: query.detail
      ? Object.fromEntries(
          FACETS.map((facet) => [facet, (own[counted.indexOf(facet)] ?? answer).facetDistribution?.[facet] ?? {}]),
        )
      : null,
    corrected: useMended ? mended.written : null,
  };
}

async function ask(post: Post, queries: Record<string, unknown>[]) {
  return multiResult.parse(await post('/multi-search', { queries })).results;
}

async function askSections(post: Post, query: Record<string, unknown>) {
  const attributesToRetrieve = ['document', 'anchor', 'heading', 'text'];
  return sectionResult.parse(await post(`/indexes/${INDEX}/search`, { ...query, attributesToRetrieve })).hits;
}

const windowOf = ({ detail }: SearchQuery) => (detail ? WINDOW : TYPING_LIMIT);

const enoughFor = (query: SearchQuery) => Math.min(FEW, windowOf(query));

/** Beyond the first hits, the order of Meilisearch stands. */
const isOrderedHere = (query: SearchQuery) =>
  query.q !== '' && query.sort === 'relevance' && query.offset < windowOf(query);

type MatchingStrategy = 'all' | 'last';

function toDocumentQuery(query: SearchQuery, understood: Understood, matchingStrategy: MatchingStrategy) {
  const ordersHere = isOrderedHere(query);
  return {
    indexUid: INDEX,
    q: toWords(understood),
    matchingStrategy,
    filter: toFilter(query.locale, query.filters),
    ...((query.sort === 'newest' || query.q === '') && { sort: ['publishedAt:desc'] }),
    limit: ordersHere ? Math.max(windowOf(query), query.offset + query.limit) : query.limit,
    offset: ordersHere ? 0 : query.offset,
    attributesToRetrieve: [
      ...HIT_FIELDS,
      ...(ordersHere ? ['parts'] : []),
      ...(understood.phrases.length > 0 ? WORDED : []),
    ],
    ...(ordersHere && { showRankingScoreDetails: true }),
    ...(query.detail && { facets: FACETS }),
  };
}

function toCountQuery(
  { locale, filters }: SearchQuery,
  understood: Understood,
  matchingStrategy: MatchingStrategy,
  facet: Facet,
) {
  const filter = toFilter(locale, filters, facet);
  return { indexUid: INDEX, q: toWords(understood), matchingStrategy, filter, limit: 0, facets: [facet] };
}

/**
 * Documents that hold some of the words but not the first, which the strategy `last` never leaves out, or the words of a name
 * without the name: those that begin with the rarest words, which tell most.
 */
async function widened(query: SearchQuery, understood: Understood, lexicon: Lexicon, post: Post): Promise<Found[]> {
  const ends = [
    ...understood.terms.slice(1).map((_, index) => understood.terms.slice(index + 1)),
    ...Object.values(understood.namedBy).map((words) => [...words]),
  ]
    .sort(([one], [other]) => lexicon.weightOf(other!) - lexicon.weightOf(one!))
    .slice(0, WIDER_MAX)
    .map((terms) => ({ ...understood, terms }));
  if (ends.length === 0) return [];
  const results = await ask(
    post,
    ends.map((end) => ({ ...toDocumentQuery(query, end, 'last'), limit: enoughFor(query), facets: [] })),
  );
  return results.flatMap((answer, index) => foundIn(answer, ends[index]!));
}

function foundIn({ hits }: Result, { terms: words, phrases }: Understood): Found[] {
  return hits.map((hit) => {
    // The strategy `last` leaves words out from the end: as many as matched, from the first, are in the document.
    const matching = hit._rankingScoreDetails?.words?.matchingWords ?? 0;
    return { hit, matched: new Set(words.slice(0, Math.max(0, matching - phrases.flat().length))) };
  });
}

/**
 * Those that hold the phrases. Of words between quotes, the server only knows whether they stand in one field
 * (`proximityPrecision`); whether they follow one another is seen here.
 */
async function holdingPhrases(
  found: Found[],
  { phrases }: Understood,
  { thesaurus }: Lexicon,
  post: Post,
): Promise<Found[]> {
  let held = found;
  const several = phrases.filter((phrase) => phrase.length > 1).slice(0, PHRASES_MAX);
  for (const phrase of several) {
    const says = (text: string) => ` ${text} `.includes(` ${phrase.join(' ')} `);
    const own = held.filter(({ hit: { terms = {} } }) => Object.values(terms).flat().some(says));
    const ids = new Set(own.map(({ hit }) => hit.id));
    const others = held.filter(({ hit }) => !ids.has(hit.id) && hit.sections > 0).map(({ hit }) => hit.id);
    if (others.length > 0) {
      const sections = await askSections(post, {
        q: `"${phrase.join(' ')}"`,
        filter: ['part > 0', `document IN [${others.join(', ')}]`],
        limit: SECTIONS_MAX,
      });
      for (const { document, heading, text } of sections)
        if (says(thesaurus.analyse(`${heading}\n${text}`).join(' '))) ids.add(document);
    }
    held = held.filter(({ hit }) => ids.has(hit.id));
  }
  return held;
}

/** Each document once, with all that is known of it. */
function merged(all: readonly Found[]): Found[] {
  const byId = new Map<string, Found>();
  for (const { hit, matched } of all) {
    const before = byId.get(hit.id);
    byId.set(hit.id, { hit, matched: new Set([...(before?.matched ?? []), ...matched]) });
  }
  return [...byId.values()];
}

function inOrder(found: readonly Found[], query: SearchQuery, understood: Understood, lexicon: Lexicon): Found[] {
  const lens = query.lens === undefined ? null : levelRank(query.lens);
  const isAsked = exactly(query.q);
  const worthOf = ({ hit, matched }: Found) => {
    const score = scoreOf(understood, termsOf(hit, matched), lexicon);
    return throughLens(
      [hit.title, ...hit.aliases].some(isAsked) ? score * 2 : score,
      hit.maturity && levelRank(hit.maturity),
      lens,
    );
  };
  return (
    found
      .map((one) => ({ one, worth: worthOf(one) }))
      // Of two equal hits, the one that the server put first: it minds where in a part the words stand.
      .sort((a, b) => b.worth - a.worth)
      .map(({ one }) => one)
  );
}

function termsOf({ parts }: DocumentHit, matched: ReadonlySet<string>): Terms {
  // Looked up in the text itself: a set of each part of forty documents would take longer to make.
  const within = (text = '') => ({
    // Most parts hold no such letters at all.
    has: (term: string) => text.includes(term) && text.includes(` ${term} `),
    hasBeginning: (beginning: string) => text.includes(` ${beginning}`),
  });
  return {
    title: within(parts?.title),
    keywords: within(parts?.keywords),
    subjects: within(parts?.subjects),
    summary: within(parts?.summary),
    broader: within(parts?.broader),
    text: { has: (term) => matched.has(term), hasBeginning: (beginning) => matched.has(beginning) },
  };
}

const bare = ({ id, type, locale, url, title, aliases, maturity, kind, language }: DocumentHit) => ({
  id,
  type,
  locale,
  url,
  title,
  aliases,
  maturity,
  kind,
  language,
});

const withSummary = (hit: DocumentHit): SearchAnswer['hits'][number] => ({
  ...bare(hit),
  extract: hit.summary.slice(0, 200),
  section: null,
});

/** Hits with the passage that answers: of the summary, or of the section that says more of it. */
async function withPassages(hits: DocumentHit[], understood: Understood, { thesaurus }: Lexicon, post: Post) {
  const cut = hits.filter(({ sections }) => sections > 0).map(({ id }) => id);
  const asksWords = understood.terms.length + understood.phrases.length > 0;
  const sections =
    cut.length === 0 || !asksWords
      ? []
      : await askSections(post, {
          q: toWords({ ...understood, excluded: [] }),
          matchingStrategy: 'last',
          filter: ['part > 0', `document IN [${cut.join(', ')}]`],
          distinct: 'document',
          limit: cut.length,
        });
  return hits.map((hit): SearchAnswer['hits'][number] => {
    const section = sections.filter(({ document }) => document === hit.id);
    return { ...bare(hit), ...passageOf(hit.summary, section, understood, thesaurus) };
  });
}
