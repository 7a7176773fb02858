import type { PublishedDocument } from '@palier/model';

/** By what the catalogue of resources is filtered, in the order of the page. */
export const FACETS = ['level', 'topic', 'kind', 'audience', 'sector', 'publisher', 'language', 'article'] as const;

export type Facet = (typeof FACETS)[number] | 'start';

/**
 * What a resource is listed under. Topics, sectors and publishers are named by their identifiers; `start` holds the
 * level at which it is one of the first things to read.
 */
export function facetsOf(document: PublishedDocument): [Facet, string][] {
  if (document.type !== 'resource') return [];
  const { maturity, startHere, kind, audiences, topics, sectors, publisher, language, nis2Articles } = document;
  const many = (facet: Facet, values: readonly string[]) => values.map((value): [Facet, string] => [facet, value]);
  return [
    ['level', maturity],
    ['kind', kind],
    ['language', language],
    ...many('start', startHere ? [maturity] : []),
    ...many('audience', audiences),
    ...many('topic', topics),
    ...many('sector', sectors),
    ...many('publisher', publisher === null ? [] : [publisher]),
    ...many('article', nis2Articles),
  ];
}
