import { DEFAULT_LOCALE, canonicalJson, type Locale } from '@palier/model';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import type { Source } from './sources.ts';

/** Values by field name, references still named by slug. */
export type Values = Record<string, unknown>;

/**
 * What all sources of a document say together of one language, private fields included. A stronger format covers a
 * weaker one; for the fields that all languages share, French covers English. So the order of imports does not matter.
 *
 * @param sources from the weakest to the strongest format
 */
export function effectiveValues(type: EditedType, sources: readonly Source[], locale: Locale): Values {
  const { shared } = CONTENT_TYPES[type];
  const ofLocale = sources.filter((source) => source.locale === locale);
  const frenchLast = [...sources].sort(
    (a, b) => Number(a.locale === DEFAULT_LOCALE) - Number(b.locale === DEFAULT_LOCALE),
  );
  const values: Values = {};
  for (const { content } of frenchLast)
    Object.assign(
      values,
      picked(content.fields, (field) => shared.includes(field)),
    );
  for (const { content } of ofLocale)
    Object.assign(
      values,
      picked(content.fields, (field) => !shared.includes(field)),
    );

  const contacts = new Set(ofLocale.flatMap(({ content }) => content.contacts));
  if (contacts.size > 0) values['contacts'] = [...contacts].join('\n');
  const extras = ofLocale.filter(({ content }) => Object.keys(content.extras).length > 0);
  if (extras.length > 0) {
    values['importExtras'] = Object.fromEntries(extras.map(({ format, content }) => [format, content.extras]));
  }
  return values;
}

/** The values that differ from those before: an import leaves alone what editors made of the others. */
export function changedValues(before: Values, after: Values): Values {
  return picked(after, (field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null));
}

function picked(values: object, keep: (field: string) => boolean): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([field, value]) => field !== 'type' && value !== undefined && keep(field)),
  );
}
