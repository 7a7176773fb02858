import type { Facet } from '../publisher/facets.ts';
import type { FacetValue } from '../publisher/views.ts';
import type { Locale } from '@palier/model/locales';
import { languageName } from './i18n/format.ts';
import type { Dictionary } from './i18n/index.ts';

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
  };
  if (facet === 'language') return languageName(locale, value);
  return names[facet]?.[value] ?? value;
}
