import { expect, test } from 'vitest';
import { fixedEntries, sitemapIndex, sitemapPage } from './sitemap.ts';

const absolute = (path: string) => `https://palier.example${path}`;

test('a page in two languages names both, itself included', () => {
  const twins = [
    { locale: 'fr' as const, url: '/ressources/a/' },
    { locale: 'en' as const, url: '/en/resources/b/' },
  ];
  const text = sitemapPage([{ url: '/ressources/a/', updatedAt: '2026-03-01T08:00:00.000Z', twins }], absolute);
  expect(text).toContain(
    '<url><loc>https://palier.example/ressources/a/</loc><lastmod>2026-03-01T08:00:00.000Z</lastmod>' +
      '<xhtml:link rel="alternate" hreflang="fr" href="https://palier.example/ressources/a/"/>' +
      '<xhtml:link rel="alternate" hreflang="en" href="https://palier.example/en/resources/b/"/></url>',
  );
});

test('a page in one language names no other', () => {
  const twins = [{ locale: 'fr' as const, url: '/ressources/a/' }];
  expect(
    sitemapPage([{ url: '/ressources/a/', updatedAt: '2026-03-01T08:00:00.000Z', twins }], absolute),
  ).not.toContain('<xhtml:link');
});

test('pages that exist whatever is published are listed once in each language', () => {
  const urls = fixedEntries().map(({ url }) => url);
  expect(urls).toContain('/');
  expect(urls).toContain('/en/glossary/');
  expect(new Set(urls).size).toBe(urls.length);
});

test('the index names every sitemap', () => {
  expect(sitemapIndex([absolute('/sitemaps/1.xml'), absolute('/sitemaps/2.xml')])).toContain(
    '<sitemap><loc>https://palier.example/sitemaps/1.xml</loc></sitemap>\n<sitemap><loc>https://palier.example/sitemaps/2.xml</loc></sitemap>',
  );
});
