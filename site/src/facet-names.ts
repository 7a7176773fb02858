import type { FacetList } from '../publisher/addresses.ts';
import type { Facet, FacetedType } from '../publisher/facets.ts';
import type { FacetValue } from '../publisher/views.ts';
import type { Locale } from '@palier/model/locales';
import { formatMonth, languageName } from './i18n/format.ts';
import type { Dictionary } from './i18n/index.ts';
import { fill } from './i18n/text.ts';

/** Name of a value of a facet in the language of the page: that of its document, or the dictionary's for its code. */
export function facetValueName(
  facet: Facet,
  { value, title }: Pick<FacetValue, 'value' | 'title'>,
  locale: Locale,
  t: Dictionary,
): string {
  if (title !== null) return title;
  const names: Partial<Record<Facet, Record<string, string>>> = {
    level: t.levels,
    kind: t.kinds,
    audience: t.audiences,
    state: t.thread.stateLists,
    format: t.events.formats,
    region: t.events.regions,
  };
  if (facet === 'month') return formatMonth(locale, value);
  if (facet === 'language') return languageName(locale, value);
  return names[facet]?.[value] ?? value;
}

/** Title of the list of the documents that have a value of a facet. */
export function facetTitle(list: FacetList & { locale: Locale }, t: Dictionary): string {
  const { type, facet, value, locale } = list;
  const titles: Record<FacetedType, Partial<Record<string, string>>> = {
    resource: t.facetTitles,
    event: t.events.facetTitles,
    thread: t.threadFacetTitles,
  };
  return fill(titles[type][facet]!, { value: facetValueName(facet, { value, title: null }, locale, t) });
}
