import { monthOf } from '@palier/calendar/time';
import type { DocumentType, PublishedDocument, Thread } from '@palier/model';

/** Types that are listed by facets. */
export const FACETED_TYPES = ['resource', 'event', 'thread'] as const satisfies DocumentType[];

export type FacetedType = (typeof FACETED_TYPES)[number];

/** By what the catalogue of resources is filtered, in the order of the page. */
export const FACETS = ['level', 'topic', 'kind', 'audience', 'sector', 'publisher', 'language', 'article'] as const;

export type CatalogueFacet = (typeof FACETS)[number];

/** What the public figures count that no list is made of: the page of figures then depends on counts, not on documents. */
type CountedFacet = 'answered' | 'delay' | 'held' | 'seats';

export type Facet =
  CatalogueFacet | CountedFacet | 'start' | 'state' | 'pinned' | 'format' | 'region' | 'month' | 'phase' | 'series';

/** Where a thread stands, in the order in which lists name them. */
export const THREAD_STATES = ['unanswered', 'answered', 'resolved', 'closed'] as const;

export type ThreadState = (typeof THREAD_STATES)[number];

/** A thread whose answer was chosen is resolved, also once it is closed. */
export function threadStateOf({ accepted, closure, answers }: Thread): ThreadState {
  if (accepted !== null) return 'resolved';
  if (closure !== null) return 'closed';
  return answers.length > 0 ? 'answered' : 'unanswered';
}

/** A question that is published with its answer has waited for nobody, in ms. */
const ASKED_WITH_ANSWER_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Hours, rounded up, that a question has waited for its first answer; null for one that waits, or never had to. */
function delayOf({ postedAt, answers }: Thread): number | null {
  const first = Math.min(...answers.map((answer) => Date.parse(answer.postedAt)));
  const waited = first - Date.parse(postedAt);
  return waited > ASKED_WITH_ANSWER_MS && Number.isFinite(waited) ? Math.ceil(waited / HOUR_MS) : null;
}

/**
 * What a document is listed under, and counted by. Topics, sectors and publishers are named by their identifiers; `start` holds the
 * level at which a resource is one of the first things to read; `month` is that in which an event begins, where it is held.
 */
export function facetsOf(document: PublishedDocument): [Facet, string][] {
  const many = (facet: Facet, values: readonly string[]) => values.map((value): [Facet, string] => [facet, value]);
  if (document.type === 'thread') {
    const { maturity, topics, sectors, pinned, answers } = document;
    const delay = delayOf(document);
    return [
      ...many('answered', answers.length > 0 ? [answers.some(({ official }) => official) ? 'official' : 'yes'] : []),
      ...many('delay', delay === null ? [] : [String(delay)]),
      ['level', maturity],
      ['state', threadStateOf(document)],
      ...many('topic', topics),
      ...many('sector', sectors),
      ...many('pinned', pinned ? ['yes'] : []),
    ];
  }
  if (document.type === 'event') {
    const { maturity, format, region, language, topics, sectors, startsAt, timeZone, phase, series } = document;
    const { isCancelled, isExample, registration, capacity } = document;
    const isHeld = !isCancelled && !isExample;
    const seats = isHeld && registration === 'here' && capacity !== null ? [String(capacity)] : [];
    return [
      ...many('held', isHeld ? [phase] : []),
      ...many('seats', seats),
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
