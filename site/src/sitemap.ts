import { DOCUMENT_TYPES } from '@palier/model/documents';
import { LOCALES, type Locale } from '@palier/model/locales';
import { FIXED_PAGES, listAddress } from '../publisher/addresses.ts';
import type { SitemapEntry } from '../publisher/views.ts';
import { xml } from './xml.ts';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Sitemap index (sitemaps.org 0.9) of sitemaps at these full addresses. */
export function sitemapIndex(addresses: string[]): string {
  const sitemaps = addresses.map((address) => `<sitemap><loc>${xml(address)}</loc></sitemap>\n`);
  return `${DECLARATION}<sitemapindex xmlns="${NAMESPACE}">\n${sitemaps.join('')}</sitemapindex>\n`;
}

/** A page as a sitemap names it; only documents say when they changed. */
type Entry = Omit<SitemapEntry, 'updatedAt'> & { updatedAt?: string };

/** Pages that exist whatever is published. They stand in the first sitemap. */
export function fixedEntries(): Entry[] {
  const addresses: Record<Locale, string>[] = [
    FIXED_PAGES.home,
    FIXED_PAGES.about,
    ...DOCUMENT_TYPES.map((type) => ({ fr: listAddress(type, 'fr'), en: listAddress(type, 'en') })),
  ];
  return addresses.flatMap((address) => {
    const twins = LOCALES.map((locale) => ({ locale, url: address[locale] }));
    return twins.map(({ url }) => ({ url, twins }));
  });
}

/**
 * Sitemap of these pages, each with its languages.
 *
 * @param absolute gives the full address of a path.
 */
export function sitemapPage(entries: Entry[], absolute: (path: string) => string): string {
  const pages = entries.map(({ url, updatedAt, twins }) => {
    const languages = twins.length > 1 ? twins : [];
    const links = languages.map(
      (twin) => `<xhtml:link rel="alternate" hreflang="${twin.locale}" href="${xml(absolute(twin.url))}"/>`,
    );
    const changed = updatedAt === undefined ? '' : `<lastmod>${xml(updatedAt)}</lastmod>`;
    return `<url><loc>${xml(absolute(url))}</loc>${changed}${links.join('')}</url>\n`;
  });
  return `${DECLARATION}<urlset xmlns="${NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${pages.join('')}</urlset>\n`;
}
