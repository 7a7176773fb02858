import { DOCUMENT_TYPES, type DocumentType } from '@palier/model/documents';
import type { Locale } from '@palier/model/locales';
import { FIXED_PAGES, listAddress } from '../publisher/addresses.ts';
import type { Dictionary } from './i18n/index.ts';

export interface Link {
  url: string;
  label: string;
}

/** Types that the header and the lists of ways on name, in their order. */
const MAIN_TYPES: DocumentType[] = ['resource', 'learning-path', 'event', 'thread', 'glossary-term', 'organisation'];

/** The lists that a reader can start from. */
export function mainLists(locale: Locale, t: Dictionary): (Link & { type: DocumentType })[] {
  return MAIN_TYPES.map((type) => ({ type, url: listAddress(type, locale), label: t.sections[type] }));
}

/** Every list of the site, for the foot of the pages. */
export function allLists(locale: Locale, t: Dictionary): Link[] {
  return DOCUMENT_TYPES.map((type) => ({ url: listAddress(type, locale), label: t.sections[type] }));
}

/** The same page in the other language, for pages that exist in both whatever is published. */
export function fixedTwins(page: keyof typeof FIXED_PAGES, locale: Locale): { locale: Locale; url: string }[] {
  const other = otherLocale(locale);
  return [{ locale: other, url: FIXED_PAGES[page][other] }];
}

/** The list of the same type in the other language. */
export function listTwins(type: DocumentType, locale: Locale): { locale: Locale; url: string }[] {
  const other = otherLocale(locale);
  return [{ locale: other, url: listAddress(type, other) }];
}

/** The other language of the hub. */
export function otherLocale(locale: Locale): Locale {
  return locale === 'fr' ? 'en' : 'fr';
}
