import type { LiveLoader } from 'astro/loaders';
import type { Locale, PublishedDocument } from '@palier/model';
import { entry, slugs } from './reader.ts';
import type { View } from './views.ts';

/**
 * Live loader of one document type: pages ask for an entry by language and slug, and get it from the
 * published snapshot with the tags of everything it was made from.
 */
export function snapshotLoader<Document extends PublishedDocument>(
  type: Document['type'],
): LiveLoader<View<Document>, { locale: Locale; slug: string }, { locale: Locale }> {
  const load = (locale: Locale, slug: string) => {
    const found = entry(type, locale, slug);
    return (
      found && {
        id: found.data.document.documentId,
        data: found.data as View<Document>,
        rendered: { html: found.data.html },
        cacheHint: { tags: found.tags },
      }
    );
  };
  return {
    name: `palier-snapshot-${type}`,
    loadEntry: ({ filter }) => Promise.resolve(load(filter.locale, filter.slug) ?? undefined),
    loadCollection: ({ filter }) => {
      const locale = filter?.locale ?? 'fr';
      const found = slugs(type, locale);
      const entries = found.data.map((slug) => load(locale, slug)).filter((loaded) => loaded !== null);
      return Promise.resolve({ entries, cacheHint: { tags: found.tags } });
    },
  };
}
