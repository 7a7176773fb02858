/**
 * Sentinels around the matches of an extract, from Unicode's private use area: no published text holds them
 * (`document.ts` takes them out), so an extract stays plain text that no one has to parse as HTML.
 */
export const MATCH_START = '\u{E000}';
export const MATCH_END = '\u{E001}';
