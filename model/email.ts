/**
 * E-mail addresses never enter the published snapshot (ARCHITECTURE.md, invariant 2). Content is cleaned
 * where it leaves the CMS; the schemas of `documents.ts` then refuse what was not.
 */

// Deliberately wider than RFC 5322: a false positive hides a word, a false negative publishes a person.
// Every repetition is bounded, so that a hostile text of 1 MB costs linear time.
const ADDRESS = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;
const MAILTO_LINK = /\[([^\][]{0,500})\]\(\s{0,9}<?mailto:[^)\n]{0,500}\)/gi;
const MAILTO_ANCHOR =
  /<a\b[^<>]{0,500}href\s{0,9}=\s{0,9}["']?\s{0,9}mailto:[^<>]{0,500}>([\s\S]{0,1000}?)<\/a\s{0,9}>/gi;
const AUTOLINK = /<(?:mailto:)?[^\s<>@]{1,200}@[^\s<>]{0,200}>/gi;
const MAILTO = /mailto:\S*/gi;

/** What stands in the place of an address that was written as text. */
export const HIDDEN_ADDRESS = '…@…';

/** True when the text holds something that reads as an e-mail address. */
export function hasEmailAddress(text: string): boolean {
  return text.includes('@') && text.search(ADDRESS) !== -1;
}

/**
 * The text without its e-mail addresses: a `mailto:` link becomes its label, an address written as text
 * becomes {@link HIDDEN_ADDRESS}. The result never satisfies {@link hasEmailAddress}.
 */
export function withoutEmailAddresses(text: string): string {
  if (!text.includes('@') && !/mailto:/i.test(text)) return text;
  return text
    .replace(MAILTO_LINK, '$1')
    .replace(MAILTO_ANCHOR, '$1')
    .replace(AUTOLINK, HIDDEN_ADDRESS)
    .replace(ADDRESS, HIDDEN_ADDRESS)
    .replace(MAILTO, '');
}
