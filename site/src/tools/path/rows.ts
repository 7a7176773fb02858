import { LEVELS } from '@palier/model/levels';
import type { CatalogueEntry } from '@palier/nis2/path';

/** What the lists of the hub say of a document, read from their own pages: the path has no list of its own to keep true. */
export interface Row extends CatalogueEntry {
  title: string;
  summary: string;
  /** Language of the title, when it is not that of the page. */
  lang: string | null;
}

/** The rows of a page of a list. `slugs`: the French slug of a topic or a sector, by its slug in the language of the page. */
export function rowsOf(html: string, type: Row['type'], slugs: ReadonlyMap<string, string>, topic?: string): Row[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll<HTMLElement>('.rows > li:not(.off)')].flatMap((row): Row[] => {
    const link = row.querySelector<HTMLAnchorElement>('.name a');
    const url = link?.getAttribute('href');
    if (!link || !url?.startsWith('/')) return [];
    const facets = (row.dataset['f'] ?? row.dataset['tags'] ?? '').split(/[ |]/);
    const valuesOf = (facet: string) =>
      facets
        .filter((pair) => pair.startsWith(`${facet}:`))
        .map((pair) => pair.slice(facet.length + 1))
        .map((slug) => slugs.get(slug) ?? slug);
    const startsAt = row.querySelector('time')?.dateTime;
    const minutes = Number(row.dataset['minutes'] ?? NaN);
    return [
      {
        url,
        type,
        title: link.textContent.trim(),
        summary: row.querySelector('.name ~ p:not(.meta, .hours)')?.textContent.trim() ?? '',
        lang: link.getAttribute('hreflang'),
        level: LEVELS[Number(row.dataset['rank'] ?? 0) - 1] ?? null,
        topics: topic === undefined ? valuesOf('topic') : [topic],
        sectors: valuesOf('sector'),
        minutes: Number.isFinite(minutes) ? minutes : null,
        ...(type === 'event' && { startsAt: startsAt ?? '' }),
      },
    ];
  });
}
