import { monthOf } from '@palier/calendar/time';
import type { DocumentType, PublishedDocument, Thread } from '@palier/model';

/** Types that are listed by facets. */
export const FACETED_TYPES = ['resource', 'event', 'thread'] as const satisfies DocumentType[];

export type FacetedType = (typeof FACETED_TYPES)[number];

/** By what the catalogue of resources is filtered, in the order of the page. */
export const FACETS = ['level', 'topic', 'kind', 'audience', 'sector', 'publisher', 'language', 'article'] as const;

export type CatalogueFacet = (typeof FACETS)[number];

export type Facet = CatalogueFacet | 'start' | 'state' | 'pinned' | 'format' | 'region' | 'month' | 'phase' | 'series';

/** Where a thread stands, in the order in which lists name them. */
export const THREAD_STATES = ['unanswered', 'answered', 'resolved', 'closed'] as const;

export type ThreadState = (typeof THREAD_STATES)[number];

/** A thread whose answer was chosen is resolved, also once it is closed. */
export function threadStateOf({ accepted, closure, answers }: Thread): ThreadState {
  if (accepted !== null) return 'resolved';
  if (closure !== null) return 'closed';
  return answers.length > 0 ? 'answered' : 'unanswered';
}

/**
 * What a document is listed under. Topics, sectors and publishers are named by their identifiers; `start` holds the
 * level at which a resource is one of the first things to read; `month` is that in which an event begins, where it is held.
 */
export function facetsOf(document: PublishedDocument): [Facet, string][] {
  const many = (facet: Facet, values: readonly string[]) => values.map((value): [Facet, string] => [facet, value]);
  if (document.type === 'thread') {
    const { maturity, topics, sectors, pinned } = document;
    return [
      ['level', maturity],
      ['state', threadStateOf(document)],
      ...many('topic', topics),
      ...many('sector', sectors),
      ...many('pinned', pinned ? ['yes'] : []),
    ];
  }
  if (document.type === 'event') {
    const { maturity, format, region, language, topics, sectors, startsAt, timeZone, phase, series } = document;
    return [
      ['level', maturity],
      ['format', format],
      ['language', language],
      ['month', monthOf(startsAt, timeZone)],
      ['phase', phase],
      ...many('region', region === null ? [] : [region]),
      ...many('topic', topics),
      ...many('sector', sectors),
      ...many('series', series === null ? [] : [series]),
    ];
  }
  if (document.type !== 'resource') return [];
  const { maturity, startHere, kind, audiences, topics, sectors, publisher, language, nis2Articles } = document;
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
