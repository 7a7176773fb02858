import type { DocumentType } from './documents.ts';
import { LOCALES, type Locale } from './locales.ts';

/**
 * Where documents stand on the site: French at the root, English under `/en/`, paths end with a slash. The site makes its
 * pages at these addresses, the CMS tells editors which of their links lead to one.
 */
export const SECTIONS: Readonly<Record<DocumentType, Readonly<Record<Locale, string>>>> = {
  resource: { fr: 'ressources', en: 'resources' },
  'learning-path': { fr: 'parcours', en: 'paths' },
  organisation: { fr: 'organisations', en: 'organisations' },
  service: { fr: 'services', en: 'services' },
  event: { fr: 'evenements', en: 'events' },
  thread: { fr: 'questions', en: 'questions' },
  'glossary-term': { fr: 'glossaire', en: 'glossary' },
  topic: { fr: 'themes', en: 'topics' },
  sector: { fr: 'secteurs', en: 'sectors' },
};

/** A section, by what it holds and in which language. */
export interface Section {
  type: DocumentType;
  locale: Locale;
}

const prefix = (locale: Locale): string => (locale === 'fr' ? '/' : `/${locale}/`);

/** Address of the list of a type: `/ressources/`, `/en/resources/`. */
export function listAddress(type: DocumentType, locale: Locale): string {
  return `${prefix(locale)}${SECTIONS[type][locale]}/`;
}

/** Address of a document: `/ressources/nis2-en-dix-minutes/`. */
export function documentAddress(type: DocumentType, locale: Locale, slug: string): string {
  return `${listAddress(type, locale)}${slug}/`;
}

/** Each section by the address of its list. */
export const SECTION_OF_PATH: ReadonlyMap<string, Section> = new Map(
  (Object.keys(SECTIONS) as DocumentType[]).flatMap((type) =>
    LOCALES.map((locale) => [listAddress(type, locale), { type, locale }] as const),
  ),
);

/** The document that an address names, by its shape alone; null for every other page. */
export function parseDocumentAddress(url: string): (Section & { slug: string }) | null {
  const match = /^(\/(?:[a-z]{2}\/)?[a-z]+\/)([a-z0-9-]+)\/$/.exec(url);
  const section = match && SECTION_OF_PATH.get(match[1]!);
  return match && section ? { ...section, slug: match[2]! } : null;
}
