import type { AuthorView } from '../publisher/views.ts';
import type { Dictionary } from './i18n/index.ts';

/** Name under which a post stands. */
export function authorName({ standing, pseudonym }: AuthorView, t: Dictionary): string {
  return pseudonym ?? (standing === 'former' ? t.thread.former : t.thread.anonymous);
}

/** What the author shows beside the name: entity, sector, size. */
export function authorDetails({ entity, sector, size }: AuthorView, t: Dictionary): string[] {
  return [entity, sector?.title ?? null, size && t.thread.sizes[size]].filter((part) => part !== null);
}
