import type { DocumentType, Locale } from '@palier/model';
import { SECTION_OF_PATH, listAddress } from '@palier/model/sections';

/**
 * The address of every page of the site, in one place: pages are made, found, linked, listed in the sitemap
 * and removed by these functions. French stands at the root, English under `/en/`; paths end with a slash.
 */

// The CMS, which may not import the site, shares them.
export { documentAddress, listAddress, parseDocumentAddress } from '@palier/model/sections';

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

/** Address of a numbered list page: `/ressources/page/3/`. */
export function listPageAddress(type: DocumentType, locale: Locale, page: number): string {
  return `${listAddress(type, locale)}page/${page}/`;
}

/** Address of the n-th sitemap, from 1. */
export function sitemapAddress(n: number): string {
  return `/sitemaps/${n}.xml`;
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
