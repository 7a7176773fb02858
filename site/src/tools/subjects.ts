import type { Locale } from '@palier/model/locales';
import { allCards } from '../../publisher/reader.ts';
import type { Read } from '../../publisher/views.ts';

/** The page of a topic or of a sector. */
export interface Subject {
  url: string;
  name: string;
}

/**
 * The pages of the topics, or of the sectors, by their French slug, which the rules of `nis2/` know them by whatever the
 * language of the page; those that are not published are left out.
 */
export function subjects(type: 'topic' | 'sector', locale: Locale): Read<Record<string, Subject>> {
  const own = allCards(type, locale);
  const french = allCards(type, 'fr');
  const slugs = new Map(french.data.map(({ documentId, url }) => [documentId, url.slice(0, -1).split('/').at(-1)!]));
  return {
    data: Object.fromEntries(
      own.data.flatMap(({ documentId, url, title }) => {
        const slug = slugs.get(documentId);
        return slug === undefined ? [] : [[slug, { url, name: title }]];
      }),
    ),
    tags: [...new Set([...own.tags, ...french.tags])],
  };
}
