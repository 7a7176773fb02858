import { fold as foldLetters } from '@palier/search/fold';

/** Text for a comparison that forgives case and accents: `Hameçonnage` and `hameconnage` are one. */
export function fold(text: string): string {
  return foldLetters(text).replace(/[’‘]/g, "'");
}

/** True when a folded text holds every word of the query. */
export function holds(folded: string, query: string): boolean {
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
