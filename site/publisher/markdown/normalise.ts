/**
 * The text as the parser wants it: no byte order mark, no half of a surrogate pair (it cannot be written as
 * UTF-8), no zero-width space or joiner that would hide a marker. Line ends are the parser's business.
 */
export function normaliseSource(markdown: string): string {
  return markdown.toWellFormed().replace(ZERO_WIDTH, '');
}

/** Zero-width characters without a use in French or English prose; the joiners of emoji are kept. */
export const ZERO_WIDTH = /[\u200b\u2060\ufeff]/g;
