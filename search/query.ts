import { DOCUMENT_TYPES, LEVELS, LOCALES, RESOURCE_KINDS } from '@palier/model';
import { z } from 'zod';
import {
  FACETS,
  QUERY_MAX,
  SEARCH_LIMIT_MAX,
  SEARCH_OFFSET_MAX,
  VALUES_MAX,
  YEAR_MAX,
  YEAR_MIN,
  hasWords,
} from './limits.ts';

export { FACETS, QUERY_MAX, SEARCH_LIMIT_MAX, SEARCH_OFFSET_MAX } from './limits.ts';

const documentId = z.string().regex(/^[a-z0-9]{20,32}$/);
const some = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(VALUES_MAX).optional();

/** By what results are filtered; several values of one filter are alternatives. */
export const searchFilters = z.strictObject({
  type: some(z.enum(DOCUMENT_TYPES)),
  maturity: some(z.enum(LEVELS)),
  kind: some(z.enum(RESOURCE_KINDS)),
  /** Identifiers of topics. */
  topic: some(documentId),
  /** Identifiers of sectors. */
  sector: some(documentId),
  /** ISO 639-1 languages of what one reads. */
  language: some(z.string().regex(/^[a-z]{2}$/)),
  /** First year of the originals. */
  since: z.number().int().min(YEAR_MIN).max(YEAR_MAX).optional(),
});

/**
 * The one call that the front server lets through, whole: an unknown key is an error. Without words it lists what
 * the filters choose, the newest first; without filters either there is nothing to ask.
 */
export const searchQuery = z
  .strictObject({
    q: z.string().trim().max(QUERY_MAX),
    locale: z.enum(LOCALES),
    filters: searchFilters.default({}),
    /** Level of the reader: its documents come up a little. */
    lens: z.enum(LEVELS).optional(),
    sort: z.enum(['relevance', 'newest']).default('relevance'),
    /** True for a page of results, with passages and counts; false for what is shown while one types. */
    detail: z.boolean().default(false),
    limit: z.number().int().min(1).max(SEARCH_LIMIT_MAX).default(10),
    offset: z.number().int().min(0).max(SEARCH_OFFSET_MAX).default(0),
  })
  .refine(({ q, filters }) => hasWords(q) || Object.values(filters).some((value) => value !== undefined), {
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
  /** Other names of the same thing: acronym, expansion, translation. */
  aliases: z.array(z.string()),
  /** Plain text around the match, the match between the sentinels of `marks.ts`. */
  extract: z.string(),
  /** Where in the page the extract stands; null when it is the summary. */
  section: z.strictObject({ anchor: z.string(), heading: z.string() }).nullable(),
  maturity: z.enum(LEVELS).nullable(),
  kind: z.enum(RESOURCE_KINDS).nullable(),
  /** ISO 639-1 language of what one reads. */
  language: z.string(),
});

/** What both engines answer. */
export const searchAnswer = z.strictObject({
  engine: z.enum(['meilisearch', 'pagefind']),
  /** Documents that match, an estimate with Meilisearch. */
  total: z.number().int().nonnegative(),
  hits: z.array(searchHit).max(SEARCH_LIMIT_MAX),
  /** How many of them have each value of each filter, the filter itself left aside; null when nobody counted. */
  facets: z.partialRecord(z.enum(FACETS), z.record(z.string(), z.number().int().nonnegative())).nullable(),
  /** The query that was answered, when it is not the one that was typed: mistakes mended, unknown words left out. */
  corrected: z.string().nullable(),
});

/** Query as the browser sends it: what has a default may be left out. */
export type SearchRequest = z.input<typeof searchQuery>;
export type SearchQuery = z.output<typeof searchQuery>;
export type SearchFilters = z.output<typeof searchFilters>;
export type SearchHit = z.infer<typeof searchHit>;
export type SearchAnswer = z.infer<typeof searchAnswer>;
export type Facet = (typeof FACETS)[number];
