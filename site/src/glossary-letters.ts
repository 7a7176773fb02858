import { slugify } from '@palier/model';
import type { Card } from '../publisher/views.ts';

export interface LetterGroup {
  /** `A` to `Z`; `#` for what starts with a digit or a sign. */
  letter: string;
  cards: Card[];
}

/** Terms grouped by their first letter without its accent, in the order in which they come. */
export function byLetter(cards: Card[]): LetterGroup[] {
  const groups = Map.groupBy(cards, (card) => letterOf(card.title));
  return [...groups].map(([letter, group]) => ({ letter, cards: group }));
}

function letterOf(title: string): string {
  return /^[A-Z]/.exec(slugify(title.slice(0, 1)).toUpperCase())?.[0] ?? '#';
}
