import { DOCUMENT_TYPES, LEVELS, LOCALES } from '@palier/model';
import { z } from 'zod';
import { MATCH_END, MATCH_START } from './marks.ts';
import { withoutTrailingStopWords } from './stop-words.ts';

/** Name of the index in Meilisearch. */
export const INDEX = 'palier';

/** Longest query, in characters. */
export const QUERY_MAX = 200;
export const SEARCH_LIMIT_MAX = 20;
export const SEARCH_OFFSET_MAX = 200;

/**
 * The one call that the front server lets through, whole: an unknown key is an error. Without words it lists what
 * the filters choose, the newest first; without filters either there is nothing to ask.
 */
export const searchQuery = z
  .strictObject({
    q: z.string().trim().max(QUERY_MAX),
    locale: z.enum(LOCALES),
    type: z.enum(DOCUMENT_TYPES).optional(),
    maturity: z.enum(LEVELS).optional(),
    limit: z.number().int().min(1).max(SEARCH_LIMIT_MAX).default(10),
    offset: z.number().int().min(0).max(SEARCH_OFFSET_MAX).default(0),
  })
  .refine(({ q, type, maturity }) => q !== '' || type !== undefined || maturity !== undefined, {
    path: ['q'],
    error: 'neither words nor filters',
  });

export const searchHit = z.strictObject({
  id: z.string(),
  type: z.enum(DOCUMENT_TYPES),
  locale: z.enum(LOCALES),
  /** Absolute path of the page. */
  url: z.string().regex(/^\/(?!\/)/),
  title: z.string(),
  /** Plain text around the match, the match between the sentinels of `marks.ts`. */
  extract: z.string(),
  maturity: z.enum(LEVELS).nullable(),
});

/** What both engines answer. */
export const searchAnswer = z.strictObject({
  engine: z.enum(['meilisearch', 'pagefind']),
  /** Documents that match, an estimate with Meilisearch. */
  total: z.number().int().nonnegative(),
  hits: z.array(searchHit).max(SEARCH_LIMIT_MAX),
});

/** Query as the browser sends it: `limit` and `offset` may be left out. */
export type SearchRequest = z.input<typeof searchQuery>;
export type SearchQuery = z.output<typeof searchQuery>;
export type SearchHit = z.infer<typeof searchHit>;
export type SearchAnswer = z.infer<typeof searchAnswer>;

export interface MeilisearchCall {
  method: 'POST';
  path: string;
  body: Record<string, unknown>;
}

/** ISO 639-3 names, which Meilisearch wants. */
const MEILISEARCH_LOCALES = { fr: 'fra', en: 'eng' } as const;

/** The call to Meilisearch for a checked query. Filters hold values of closed lists only: nothing to escape. */
export function toMeilisearchCall(query: SearchQuery): MeilisearchCall {
  const filter = [`locale = ${query.locale}`];
  if (query.type) filter.push(`type = ${query.type}`);
  if (query.maturity) filter.push(`maturity = ${query.maturity}`);
  return {
    method: 'POST',
    path: `/indexes/${INDEX}/search`,
    body: {
      q: withoutTrailingStopWords(query.q),
      ...(query.q === '' && { sort: ['publishedAt:desc'] }),
      limit: query.limit,
      offset: query.offset,
      filter,
      locales: [MEILISEARCH_LOCALES[query.locale]],
      // Of a query with a word too many, the commonest words are dropped, not the last typed.
      matchingStrategy: 'frequency',
      attributesToRetrieve: ['id', 'type', 'locale', 'url', 'title', 'maturity'],
      attributesToHighlight: ['summary', 'text'],
      attributesToCrop: ['text'],
      cropLength: 30,
      cropMarker: '…',
      highlightPreTag: MATCH_START,
      highlightPostTag: MATCH_END,
    },
  };
}

const meilisearchAnswer = z.object({
  estimatedTotalHits: z.number().int().nonnegative(),
  hits: z.array(
    searchHit
      .omit({ extract: true })
      .strip()
      .extend({
        _formatted: z.object({ summary: z.string(), text: z.string() }),
      }),
  ),
});

/** The answer to a search, without what is not needed. @throws {z.ZodError} when the server answers something else */
export function fromMeilisearchAnswer(json: unknown): SearchAnswer {
  const { estimatedTotalHits, hits } = meilisearchAnswer.parse(json);
  return {
    engine: 'meilisearch',
    total: estimatedTotalHits,
    hits: hits.map(({ _formatted: { summary, text }, ...hit }) => {
      // Where the match is; a match in the title alone leaves the summary.
      const marked = [summary, text].find((part) => part.includes(MATCH_START));
      return { ...hit, extract: marked ?? (summary || text) };
    }),
  };
}
