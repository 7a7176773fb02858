import type { Level } from '@palier/model/levels';
import type { Locale } from '@palier/model/locales';
import type { SearchRequest } from '@palier/search/client';
import { FACETS, QUERY_MAX, VALUES_MAX, YEAR_MAX, YEAR_MIN, hasWords } from '@palier/search/limits';
import type { Facet, SearchFilters } from '@palier/search/query';

/** A value that a filter offers. */
export interface Choice {
  /** As addresses name it: a code, or the slug of a document. */
  value: string;
  /** As the search names it. */
  id: string;
  name: string;
  /** Language of the name, when it is not that of the page. */
  lang?: Locale;
}

/** Every value of every filter. */
export type Choices = Record<Facet, readonly Choice[]>;

/** What a reader asks the search; values as addresses name them. */
export interface Criteria {
  q: string;
  chosen: Record<Facet, readonly string[]>;
  /** First year; null for any. */
  since: number | null;
  sort: 'relevance' | 'newest';
}

const forEachFacet = <Value>(value: (facet: Facet) => Value) =>
  Object.fromEntries(FACETS.map((facet) => [facet, value(facet)])) as Record<Facet, Value>;

export const NOTHING: Criteria = { q: '', chosen: forEachFacet(() => []), since: null, sort: 'relevance' };

/** Criteria in the query part of an address; what it holds that means nothing is left out. */
export function criteriaOf(search: string, choices: Choices): Criteria {
  const parameters = new URLSearchParams(search);
  const since = Number(parameters.get('since'));
  return {
    q: (parameters.get('q') ?? '').slice(0, QUERY_MAX),
    chosen: forEachFacet((facet) => {
      const asked = new Set(parameters.getAll(facet));
      return choices[facet]
        .map(({ value }) => value)
        .filter((value) => asked.has(value))
        .slice(0, VALUES_MAX);
    }),
    since: Number.isInteger(since) && since >= YEAR_MIN && since <= YEAR_MAX ? since : null,
    sort: parameters.get('sort') === 'newest' ? 'newest' : 'relevance',
  };
}

/** Query part of the address of a search, with its `?`, its parameters named as the filters are; empty when nothing is asked. */
export function addressOf({ q, chosen, since, sort }: Criteria): string {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set('q', q.trim());
  for (const facet of FACETS) for (const value of chosen[facet]) parameters.append(facet, value);
  if (since !== null) parameters.set('since', String(since));
  if (sort !== 'relevance') parameters.set('sort', sort);
  return parameters.size > 0 ? `?${parameters}` : '';
}

/** What the search is asked; null when there is nothing to ask: neither words nor filters. */
export function requestOf(
  criteria: Criteria,
  choices: Choices,
  locale: Locale,
  lens: Level | null,
): SearchRequest | null {
  if (!hasWords(criteria.q) && countOf(criteria) === 0) return null;
  const filters: Partial<Record<keyof SearchFilters, unknown>> = {};
  for (const facet of FACETS) {
    const ids = choices[facet].filter(({ value }) => criteria.chosen[facet].includes(value)).map(({ id }) => id);
    if (ids.length > 0) filters[facet] = ids;
  }
  if (criteria.since !== null) filters.since = criteria.since;
  return {
    q: criteria.q.trim().slice(0, QUERY_MAX),
    locale,
    filters: filters as SearchFilters,
    ...(lens && { lens }),
    sort: criteria.sort,
    detail: true,
  };
}

/** How many values are chosen, all filters together. */
export function countOf({ chosen, since }: Criteria): number {
  return FACETS.reduce((sum, facet) => sum + chosen[facet].length, since === null ? 0 : 1);
}

/** The same criteria with a value chosen, or no longer. A filter takes no more values than the search accepts. */
export function toggle(criteria: Criteria, facet: Facet, value: string): Criteria {
  const before = criteria.chosen[facet];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value].slice(-VALUES_MAX);
  return { ...criteria, chosen: { ...criteria.chosen, [facet]: after } };
}

/** The same words without any filter. */
export const withoutFilters = (criteria: Criteria): Criteria => ({ ...NOTHING, q: criteria.q, sort: criteria.sort });

/** Beginning of the longest word of a query, for what is near it; null when no word is long enough. */
export function beginningOf(q: string): string | null {
  const words = q.match(/[\p{L}\p{N}]+/gu) ?? [];
  const longest = words.reduce((found, word) => (word.length > found.length ? word : found), '');
  return longest.length < 3 ? null : longest.slice(0, Math.max(3, Math.ceil(longest.length / 2)));
}
