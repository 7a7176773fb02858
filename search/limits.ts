/** What one search may ask; apart from the schema (`query.ts`), so that browsers know it without a library. */

/** Filters whose values are counted, in the order in which they are shown. */
export const FACETS = ['type', 'maturity', 'kind', 'topic', 'sector', 'language'] as const;

/** True when a text has something to look for, or to be found by: signs alone are nothing. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Longest query, in characters. */
export const QUERY_MAX = 200;
/** Most hits of one answer. */
export const SEARCH_LIMIT_MAX = 20;
/** Hits that are asked for while one types: with fewer, most of them resources, the other groups of the box stay empty. */
export const TYPING_LIMIT = 16;
/** Last place from which hits are given. */
export const SEARCH_OFFSET_MAX = 200;
/** Most values of one filter. */
export const VALUES_MAX = 30;
/** First and last year that a filter may name. */
export const [YEAR_MIN, YEAR_MAX] = [1970, 2100];
