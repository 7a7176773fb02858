import type { DocumentType, Locale } from '@palier/model';
import { LOCALES } from '@palier/model/locales';

/**
 * The address of every page of the site, in one place: pages are made, found, linked, listed in the sitemap
 * and removed by these functions. French stands at the root, English under `/en/`; paths end with a slash.
 */

const SECTIONS: Record<DocumentType, Record<Locale, string>> = {
  resource: { fr: 'ressources', en: 'resources' },
  'learning-path': { fr: 'parcours', en: 'paths' },
  organisation: { fr: 'organisations', en: 'organisations' },
  service: { fr: 'services', en: 'services' },
  'glossary-term': { fr: 'glossaire', en: 'glossary' },
  topic: { fr: 'themes', en: 'topics' },
  sector: { fr: 'secteurs', en: 'sectors' },
};

/** Pages that exist whatever is published, by name. */
export const FIXED_PAGES = {
  home: { fr: '/', en: '/en/' },
  search: { fr: '/recherche/', en: '/en/search/' },
  about: { fr: '/a-propos/', en: '/en/about/' },
  feed: { fr: '/feed.xml', en: '/en/feed.xml' },
  notFound: { fr: '/404.html', en: '/en/404.html' },
  gone: { fr: '/410.html', en: '/en/410.html' },
} as const satisfies Record<string, Record<Locale, string>>;

export type FixedPage = keyof typeof FIXED_PAGES;

export const SITEMAP_INDEX = '/sitemap.xml';
const ROBOTS = '/robots.txt';

/** Types whose list is cut into numbered pages; the others fit on one. */
export const PAGED_TYPES = ['resource'] as const satisfies DocumentType[];

const prefix = (locale: Locale): string => (locale === 'fr' ? '/' : `/${locale}/`);

/** Address of the list of a type: `/ressources/`, `/en/resources/`. */
export function listAddress(type: DocumentType, locale: Locale): string {
  return `${prefix(locale)}${SECTIONS[type][locale]}/`;
}

/** Address of a numbered list page: `/ressources/page/3/`. */
export function listPageAddress(type: DocumentType, locale: Locale, page: number): string {
  return `${listAddress(type, locale)}page/${page}/`;
}

/** Address of a document: `/ressources/nis2-en-dix-minutes/`. */
export function documentAddress(type: DocumentType, locale: Locale, slug: string): string {
  return `${listAddress(type, locale)}${slug}/`;
}

/** Address of the n-th sitemap, from 1. */
export function sitemapAddress(n: number): string {
  return `/sitemaps/${n}.xml`;
}

const SECTION_OF_PATH = new Map(
  (Object.keys(SECTIONS) as DocumentType[]).flatMap((type) =>
    LOCALES.map((locale) => [listAddress(type, locale), { type, locale }] as const),
  ),
);

/** The document that an address names, by its shape alone; null for every other page. */
export function parseDocumentAddress(url: string): { type: DocumentType; locale: Locale; slug: string } | null {
  const match = /^(\/(?:[a-z]{2}\/)?[a-z]+\/)([a-z0-9-]+)\/$/.exec(url);
  const section = match && SECTION_OF_PATH.get(match[1]!);
  return match && section ? { ...section, slug: match[2]! } : null;
}

/** The numbered list page that an address names; null for every other page. */
export function parseListPageAddress(url: string): { type: DocumentType; locale: Locale; page: number } | null {
  const match = /^(\/(?:[a-z]{2}\/)?[a-z]+\/)page\/([1-9]\d{0,8})\/$/.exec(url);
  const section = match && SECTION_OF_PATH.get(match[1]!);
  return match && section ? { ...section, page: Number(match[2]) } : null;
}

/** File of an address, relative to the root of the release: `/x/` is `x/index.html`. */
export function fileOfAddress(url: string): string {
  return url.endsWith('/') ? `${url.slice(1)}index.html` : url.slice(1);
}

/** Every address that exists whatever is published: the fixed pages and the front of each list. */
export function fixedAddresses(): readonly string[] {
  return FIXED_ADDRESSES;
}

const FIXED_ADDRESSES: readonly string[] = [
  ...Object.values(FIXED_PAGES).flatMap((page) => Object.values(page)),
  ...[...SECTION_OF_PATH.keys()],
  SITEMAP_INDEX,
  ROBOTS,
];
