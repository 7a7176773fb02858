import { LEVELS, type Level } from '@palier/model/levels';

/** The level that the reader chose, as the page holds it; null for none. `palier:level` is said when it changes. */
export function readerLevel(): Level | null {
  return LEVELS[Number(document.documentElement.dataset['level'] ?? 0) - 1] ?? null;
}
