import type { BrokenLink } from '../../links/broken.ts';
import type { PublisherState } from '../../state/publisher.ts';

const LOCALE = 'fr-FR';

/** `1 page`, `3 pages`; `aucune page` is for the caller to say. */
export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString(LOCALE)} ${count < 2 ? one : many}`;
}

/** A duration in seconds as a person reads it. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  return `${seconds.toLocaleString(LOCALE, { maximumFractionDigits: 1 })} s`;
}

/** An ISO date, or the date of an instant, such as « 25 nov. 2026 ». */
export function day(iso: string): string {
  return new Date(iso).toLocaleDateString(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** What keeps a link from working, by the reasons of `links/check-link.ts`. */
const REASONS: Record<string, string> = {
  dns: 'nom de domaine inconnu',
  connection: 'connexion refusée',
  certificate: 'certificat refusé',
  malformed: 'réponse illisible',
  redirects: 'trop de redirections',
};

export function whyBroken({ code, reason }: Pick<BrokenLink, 'code' | 'reason'>): string {
  return REASONS[reason] ?? (code === null ? 'sans réponse' : `répond ${code}`);
}

/** How readers' searches are answered now, and whether that is as it should be. */
export function searchText({ search, embeddedSearch, queues }: PublisherState): { text: string; good: boolean } {
  const index = embeddedSearch === 'current' ? 'index de secours à jour' : 'index de secours en cours de mise à jour';
  if (search === 'down') return { text: `Meilisearch ne répond pas ; Pagefind le remplace, ${index}`, good: false };
  if (search === 'absent') return { text: `Pagefind seul, ${index}`, good: true };
  const waiting = queues.index > 0 ? `, ${plural(queues.index, 'document à indexer', 'documents à indexer')}` : '';
  return { text: `Meilisearch répond${waiting} ; ${index}`, good: true };
}
