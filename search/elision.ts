import type { Locale } from '@palier/model';

/**
 * Pagefind takes `l’analyse` for one word, which `analyse` does not find. So its French index holds `l’ analyse`,
 * queries lose the elided word, and what is shown is joined again: no French text has a space there.
 */
const ELIDED = String.raw`(?<!\p{L})((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’])`;
const JOINED = new RegExp(`${ELIDED}(?=\\p{L})`, 'giu');
const SPLIT = new RegExp(`${ELIDED} `, 'giu');

/** The text with a space after each elided word. */
export function splitElisions(text: string, locale: Locale): string {
  return locale === 'fr' ? text.replace(JOINED, '$1 ') : text;
}

/** Undoes {@link splitElisions}. */
export function joinElisions(text: string, locale: Locale): string {
  return locale === 'fr' ? text.replace(SPLIT, '$1') : text;
}

/** The query without its elided words, which say nothing by themselves. */
export function withoutElisions(query: string, locale: Locale): string {
  return locale === 'fr' ? query.replace(JOINED, '') : query;
}
