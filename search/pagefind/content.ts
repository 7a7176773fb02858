import type { Section } from '../document.ts';

/**
 * How the text of a document is kept in Pagefind's one field for it: summary, sections, terms. The marks are of Unicode's private
 * use area, which no published text holds (`document.ts` takes them out).
 */
const SECTION = '\u{E002}';
const HEADING = '\u{E003}';
const TEXT = '\u{E004}';
const TERMS = '\u{E005}';
/** Stands between the other names of a document, in the metadata. */
export const ALIAS = '\u{E006}';

/**
 * Pagefind takes every word for the beginning of others (`form` finds `format`): a term that is whole has an end that no
 * beginning has.
 */
export const wholeTerm = (term: string): string => `${term}zq`;

/** @param terms terms of each text, apart so that no phrase spans two */
export function writeContent(summary: string, sections: readonly Section[], terms: readonly string[]): string {
  const parts = sections.map(
    ({ anchor, heading, text }) => ` ${SECTION} ${anchor ?? ''} ${HEADING} ${heading} ${TEXT} ${text}`,
  );
  return `${summary}${parts.join('')} ${TERMS} ${terms.join(' ; ')}`;
}

/** The texts of a document, from what Pagefind kept of them. */
export function readContent(content: string): { summary: string; sections: Section[] } {
  const [summary = '', ...parts] = (content.split(TERMS)[0] ?? '').split(SECTION).map((part) => part.trim());
  return {
    summary,
    sections: parts.map((part) => {
      const [anchor = '', rest = ''] = part.split(HEADING);
      const [heading = '', text = ''] = rest.split(TEXT);
      return { anchor: anchor.trim() || null, heading: heading.trim(), text: text.trim() };
    }),
  };
}
