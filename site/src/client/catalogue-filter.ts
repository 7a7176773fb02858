import { holds } from './fold.ts';

/** The rules of the catalogue's filters, without the page. */

/** One resource, as a row of the catalogue says it. */
export interface Entry {
  /** Values by facet. */
  facets: ReadonlyMap<string, ReadonlySet<string>>;
  title: string;
  /** Title, summary, publisher: folded. */
  text: string;
  /** 1 (novice) to 4 (expert). */
  rank: number;
  /** Place in the order of publication: 0 is the newest. */
  place: number;
}

export interface Choices {
  facets: ReadonlyMap<string, ReadonlySet<string>>;
  query: string;
  sort: Sort;
}

export const SORTS = ['lens', 'date', 'level', 'title'] as const;

export type Sort = (typeof SORTS)[number];

/** Facets in the `data-f` of a row: `level:novice topic:acces topic:reseau`. */
export function parseFacets(text: string): Map<string, Set<string>> {
  const facets = new Map<string, Set<string>>();
  for (const pair of text.split(' ').filter(Boolean)) {
    const at = pair.indexOf(':');
    const values = facets.get(pair.slice(0, at)) ?? new Set();
    facets.set(pair.slice(0, at), values.add(pair.slice(at + 1)));
  }
  return facets;
}

function suits(entry: Entry, choices: Choices, except?: string): boolean {
  if (choices.query !== '' && !holds(entry.text, choices.query)) return false;
  for (const [facet, values] of choices.facets) {
    if (facet === except || values.size === 0) continue;
    const own = entry.facets.get(facet);
    if (own === undefined || own.isDisjointFrom(values)) return false;
  }
  return true;
}

/** What suits the choices: one value at least of each facet chosen, every word of the query; in the order chosen. */
export function choose(entries: readonly Entry[], choices: Choices, level: number, locale: string): Entry[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const far = ({ rank }: Entry) => (level === 0 ? 0 : Math.abs(rank - level));
  const compare: Record<Sort, (a: Entry, b: Entry) => number> = {
    lens: (a, b) => far(a) - far(b),
    date: () => 0,
    level: (a, b) => a.rank - b.rank,
    title: (a, b) => collator.compare(a.title, b.title),
  };
  return entries
    .filter((entry) => suits(entry, choices))
    .sort((a, b) => compare[choices.sort](a, b) || a.place - b.place);
}

/** How many entries each value of a facet would leave, given the choices made in the others. */
export function countsOf(entries: readonly Entry[], choices: Choices, facet: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    if (!suits(entry, choices, facet)) continue;
    for (const value of entry.facets.get(facet) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Names of the parameters of an address, in the language of the page. */
export interface Names {
  /** Parameter by facet. */
  facets: ReadonlyMap<string, string>;
  sort: string;
}

/** Choices in the query part of an address; what it holds that means nothing is left out. */
export function choicesOf(search: string, names: Names): Choices {
  const parameters = new URLSearchParams(search);
  const facets = new Map<string, Set<string>>();
  for (const [facet, name] of names.facets) {
    const values = (parameters.get(name) ?? '').split(',').filter(Boolean).slice(0, 50);
    if (values.length > 0) facets.set(facet, new Set(values));
  }
  const sort = parameters.get(names.sort);
  return {
    facets,
    query: (parameters.get('q') ?? '').trim().slice(0, 200),
    sort: SORTS.find((one) => one === sort) ?? 'lens',
  };
}

/** Query part of the address of these choices, with its `?`; empty when nothing is chosen. */
export function addressOf(choices: Choices, names: Names): string {
  const parts: string[] = [];
  if (choices.query !== '') parts.push(`q=${encodeURIComponent(choices.query)}`);
  for (const [facet, name] of names.facets) {
    const values = choices.facets.get(facet);
    if (values && values.size > 0) parts.push(`${name}=${[...values].map(encodeURIComponent).join(',')}`);
  }
  if (choices.sort !== 'lens') parts.push(`${names.sort}=${choices.sort}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
