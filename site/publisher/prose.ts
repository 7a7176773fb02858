import { termFinder } from './terms.ts';

/** A glossary term that a text uses. */
export interface UsedTerm {
  id: string;
  names: readonly string[];
  /** Name of its definition in the page: `term-mfa`. */
  anchor: string;
}

export interface Prose {
  html: string;
  /** Anchors of the terms that were found outside headings, links and code. */
  anchors: Set<string>;
}

/** A tag, its attributes in quotes or not; comments do not come out of the sanitiser. */
const TAG = /<(\/?)([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;

/** Where a term is left alone: it would nest controls, or change what is meant to be copied. */
const LEFT_ALONE = new Set([
  ...['a', 'abbr', 'button', 'code', 'dfn', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'kbd', 'pre', 'samp', 'summary', 'var'],
  'palier-note',
]);

/**
 * A text of the snapshot as a page shows it: the first use of each term is a button that opens its definition (HTML's
 * `popover`, no script), and each heading has a link to itself.
 *
 * @param html sanitised HTML
 * @param anchorLabel accessible name of the link of a heading
 */
export function dressProse(html: string, terms: readonly UsedTerm[], anchorLabel: string): Prose {
  const find = termFinder(terms);
  const left = new Map(terms.map((term) => [term.id, term.anchor]));
  const anchors = new Set<string>();
  const parts: string[] = [];
  let within = 0;
  let at = 0;

  const addText = (text: string) => {
    if (within > 0 || left.size === 0) return parts.push(text);
    let end = 0;
    for (const { id, start, end: after } of find(text)) {
      const anchor = left.get(id);
      if (anchor === undefined) continue;
      left.delete(id);
      anchors.add(anchor);
      parts.push(
        text.slice(end, start),
        `<button type="button" class="term" popovertarget="${anchor}">${text.slice(start, after)}</button>`,
      );
      end = after;
    }
    return parts.push(text.slice(end));
  };

  let heading: string | undefined;
  for (const match of html.matchAll(TAG)) {
    const [tag, closing, name = '', attributes = ''] = match;
    addText(html.slice(at, match.index));
    at = match.index + tag.length;
    if (LEFT_ALONE.has(name)) within = Math.max(0, within + (closing ? -1 : 1));
    if (/^h[2-6]$/.test(name)) {
      if (!closing) heading = /\bid="([\w-]+)"/.exec(attributes)?.[1];
      else if (heading !== undefined)
        parts.push(` <a class="anchor" href="#${heading}" aria-label="${anchorLabel}">#</a>`);
    }
    parts.push(tag);
  }
  addText(html.slice(at));
  return { html: parts.join(''), anchors };
}
