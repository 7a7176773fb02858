import type { Exposure } from './exposure.ts';
import { PLACEHOLDERS } from './placeholders.ts';

/** What would make of a placeholder before it the label of a link: a space keeps it text. */
const LINKS = /^[([:]/;

/** The text with each exposure replaced by a placeholder, in the language given: `[adresse IP masquée]`. */
export function masked(text: string, exposures: readonly Exposure[], locale: 'fr' | 'en'): string {
  const parts: string[] = [];
  let done = 0;
  for (const { kind, start, end } of exposures.toSorted((a, b) => a.start - b.start)) {
    if (start < done || end > text.length) continue;
    parts.push(text.slice(done, start), PLACEHOLDERS[locale][kind]);
    if (LINKS.test(text.slice(end, end + 1))) parts.push(' ');
    done = end;
  }
  return parts.join('') + text.slice(done);
}
