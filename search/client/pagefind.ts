import { passageOf } from '../extract.ts';
import { LEXICON_FILE, Lexicon } from '../lexicon.ts';
import { YEAR_MAX } from '../limits.ts';
import { ALIAS, readContent, wholeTerm } from '../pagefind/content.ts';
import type { SearchAnswer, SearchFilters, SearchHit, SearchRequest } from '../query.ts';
import { LENS, exactly, scoreOf, type Part } from '../rank.ts';
import { understand, type Understood } from '../understand.ts';

/** The part of Pagefind's browser module (1.6) that is used. */
export interface PagefindModule {
  createInstance(options: { basePath: string; baseUrl: string }): PagefindInstance;
}

interface PagefindInstance {
  search(
    q: string | null,
    options: { filters: Filters; sort?: Record<string, 'asc' | 'desc'> },
  ): Promise<{ results: Result[] }>;
  destroy(): Promise<void>;
}

type Filters = Record<string, string | { any: readonly string[] }>;

interface Result {
  id: string;
  /** Fields of the metadata that hold a word of the query; absent when the content alone does. */
  matchedMetaFields?: string[];
  data(): Promise<Fragment>;
}

interface Fragment {
  url: string;
  /** As `pagefind/content.ts` writes it, but for angle brackets, which Pagefind escapes. */
  raw_content: string;
  /** As `pagefind/record.ts` writes them. */
  meta: { title: string; aliases?: string; documentId: string };
  filters: {
    type: [SearchHit['type']];
    locale: [SearchHit['locale']];
    language: [string];
    maturity?: [NonNullable<SearchHit['maturity']>];
    kind?: [NonNullable<SearchHit['kind']>];
  };
}

/** Metadata fields of `pagefind/record.ts`, by the part of the document that they hold the terms of. */
const FIELD_OF: Record<Exclude<Part, 'text'>, string> = {
  title: 't',
  keywords: 'k',
  subjects: 's',
  summary: 'm',
  broader: 'b',
};

const LEVELS = ['novice', 'intermediate', 'advanced', 'expert'] as const;

function toFilters(locale: string, filters: Partial<SearchFilters>): Filters {
  const chosen: Filters = { shownIn: locale };
  const { since, ...lists } = filters;
  for (const [name, values] of Object.entries(lists)) if (values) chosen[name] = { any: values };
  if (since !== undefined)
    chosen['year'] = { any: Array.from({ length: YEAR_MAX - since + 1 }, (_, index) => String(since + index)) };
  return chosen;
}

/** An index opened, with the lexicon that queries are read by. */
interface OpenIndex {
  /** Its `pagefind-entry.json`, which another index has otherwise. */
  entry: string;
  instance: PagefindInstance;
  lexicon: Lexicon;
  /** Number of queries that it works on. */
  queries: number;
}

/** Loads nothing before the first query. */
export function createPagefind(moduleUrl: string, load: (url: string) => Promise<PagefindModule>) {
  const basePath = moduleUrl.slice(0, moduleUrl.lastIndexOf('/') + 1);
  let present: { entry: string; opened: Promise<OpenIndex | null> } | null = null;

  async function fetched(name: string, signal?: AbortSignal): Promise<string> {
    const answer = await fetch(`${basePath}${name}`, { cache: 'no-cache', signal: signal ?? null });
    if (!answer.ok) throw new Error(`${basePath}${name}: ${answer.status}`);
    return answer.text();
  }

  async function open(entry: string): Promise<OpenIndex | null> {
    // Pagefind fails on an index of nothing.
    const { languages } = JSON.parse(entry) as { languages: object };
    if (Object.keys(languages).length === 0) return null;
    const [{ createInstance }, lexicon] = await Promise.all([
      load(moduleUrl),
      // Without it, queries are searched as they are.
      fetched(LEXICON_FILE).then(Lexicon.read, () => Lexicon.EMPTY),
    ]);
    return { entry, instance: createInstance({ basePath, baseUrl: '/' }), lexicon, queries: 0 };
  }

  /** An open page outlives many indexes; an instance whose files are gone finds nothing, without an error. */
  async function current(signal?: AbortSignal): Promise<OpenIndex | null> {
    const entry = await fetched('pagefind-entry.json', signal);
    if (present?.entry !== entry) {
      const before = present;
      // Not ended by the signal of this query: the next one, a key later, needs it as well.
      const opening = { entry, opened: open(entry) };
      present = opening;
      opening.opened.catch(() => {
        if (present === opening) present = null;
      });
      before?.opened.then(destroyUnused, () => {});
    }
    return present.opened;
  }

  /** Queries that began on an index before it was replaced still ask it. */
  function destroyUnused(index: OpenIndex | null): void {
    if (index?.queries === 0 && index.entry !== present?.entry) void index.instance.destroy();
  }

  async function answer(request: SearchRequest, { instance, lexicon }: OpenIndex): Promise<SearchAnswer> {
    const { limit = 10, offset = 0 } = request;
    const { asTyped, mended } = understand(request.q, lexicon);
    // The lexicon is of the same documents as the index: a word that it does not know is in none of them.
    const understood = mended?.understood ?? asTyped;
    const found = await find(request, understood, lexicon, instance);
    // What was hidden is taken out of the index before the next one is made.
    const looked = await Promise.allSettled(found.slice(offset, offset + limit).map((result) => result.data()));
    const page = looked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const hits = page.map((fragment) => toHit(fragment, understood, lexicon, request.detail ?? false));
    const exact = hits.findIndex(({ title, aliases }) => [title, ...aliases].some(exactly(request.q)));
    if (exact > 0 && request.sort !== 'newest') hits.unshift(...hits.splice(exact, 1));
    const total = found.length - (looked.length - page.length);
    return { engine: 'pagefind', total, hits, facets: null, corrected: mended?.written ?? null };
  }

  return async function askPagefind(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    for (;;) {
      const index = await current(signal);
      if (!index) return { engine: 'pagefind', total: 0, hits: [], facets: null, corrected: null };
      index.queries += 1;
      try {
        const found = await answer(request, index);
        // Its files may have gone while it looked: it then finds nothing, without an error.
        if (found.total > 0 || (await current(signal)) === index) return found;
      } catch (error) {
        if ((await current(signal)) === index) throw error;
      } finally {
        index.queries -= 1;
        destroyUnused(index);
      }
    }
  };
}

/** What answers, the best first. */
async function find(
  { q, locale, filters: chosen = {}, lens, sort }: SearchRequest,
  understood: Understood,
  lexicon: Lexicon,
  instance: PagefindInstance,
): Promise<Result[]> {
  const filters = toFilters(locale, chosen);
  const all = async (words: string | null, more: Filters = {}, byDate = false) =>
    (await instance.search(words, { filters: { ...filters, ...more }, ...(byDate && { sort: { published: 'desc' } }) }))
      .results;
  const { terms, phrases, excluded, unfinished } = understood;
  if (q.trim() === '') return all(null, {}, true);

  // For a word that it does not hold, Pagefind takes the longest that the word begins with: `2` for `27005`.
  const byTerm = await Promise.all(
    terms.map(async (term, index) => {
      const isBeginning = unfinished && index === terms.length - 1;
      return lexicon.lacks(term, isBeginning) ? [] : all(isBeginning ? term : wholeTerm(term));
    }),
  );
  const byPhrase = await Promise.all(
    phrases.map(async (phrase) =>
      phrase.some((term) => lexicon.lacks(term)) ? [] : all(`"${phrase.map(wholeTerm).join(' ')}"`),
    ),
  );
  const unwanted = excluded.filter((term) => !lexicon.lacks(term));
  const without = new Set((await Promise.all(unwanted.map((term) => all(wholeTerm(term))))).flat().map(({ id }) => id));

  const results = new Map<string, Result>();
  const fields = byTerm.map((of) => new Map(of.map(({ id, matchedMetaFields = [] }) => [id, matchedMetaFields])));
  // Without a word to find, all but what is excluded.
  const found = terms.length + phrases.length === 0 ? [await all(null, {}, true)] : [...byTerm, ...byPhrase];
  for (const result of found.flat()) if (!without.has(result.id)) results.set(result.id, result);
  // Phrases are conditions; words are wishes.
  for (const of of byPhrase) {
    const ids = new Set(of.map(({ id }) => id));
    for (const id of results.keys()) if (!ids.has(id)) results.delete(id);
  }

  if (sort === 'newest') return (await all(null, {}, true)).filter(({ id }) => results.has(id));
  const nearness = await nearnessTo(lens, all);
  const worthOf = (id: string) => {
    const within = (holds: (found: readonly string[]) => boolean) => {
      const has = (term: string) => {
        const found = fields[terms.indexOf(term)]?.get(id);
        return found !== undefined && holds(found);
      };
      // A beginning was searched as one: what was found for it is what begins so.
      return { has, hasBeginning: has };
    };
    const inField = (part: Exclude<Part, 'text'>) => within((found) => found.includes(FIELD_OF[part]));
    const document = {
      title: inField('title'),
      keywords: inField('keywords'),
      subjects: inField('subjects'),
      summary: inField('summary'),
      broader: inField('broader'),
      text: within(() => true),
    };
    return scoreOf({ ...understood, unfinished: false }, document, lexicon) * (nearness.get(id) ?? 1);
  };
  return [...results.values()]
    .map((result) => ({ result, worth: worthOf(result.id) }))
    .sort((one, other) => other.worth - one.worth)
    .map(({ result }) => result);
}

/** By how much each document comes up for a reader of this level. */
async function nearnessTo(
  lens: SearchRequest['lens'],
  all: (words: null, more: Filters) => Promise<Result[]>,
): Promise<Map<string, number>> {
  const nearness = new Map<string, number>();
  if (lens === undefined) return nearness;
  const at = LEVELS.indexOf(lens);
  for (const [index, level] of LEVELS.entries()) {
    const factor = LENS[Math.abs(index - at)];
    if (factor !== undefined) for (const { id } of await all(null, { maturity: level })) nearness.set(id, factor);
  }
  return nearness;
}

function toHit(
  { url, raw_content, meta, filters }: Fragment,
  understood: Understood,
  { thesaurus }: Lexicon,
  detail: boolean,
): SearchHit {
  const [[type], [locale], [language], maturity, kind] = [
    filters.type,
    filters.locale,
    filters.language,
    filters.maturity,
    filters.kind,
  ];
  const { summary, sections } = readContent(raw_content.replaceAll('&lt;', '<').replaceAll('&gt;', '>'));
  const hit = {
    id: `${type}-${meta.documentId}-${locale}`,
    type,
    locale,
    url,
    title: meta.title,
    aliases: meta.aliases?.split(ALIAS) ?? [],
    maturity: maturity?.[0] ?? null,
    kind: kind?.[0] ?? null,
    language,
  };
  if (!detail) return { ...hit, extract: summary.slice(0, 200), section: null };
  return { ...hit, ...passageOf(summary, sections, understood, thesaurus) };
}
