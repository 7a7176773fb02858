import { dressProse } from '../publisher/prose.ts';
import type { Card } from '../publisher/views.ts';

/** Body of a document as its page shows it, and the terms whose definitions the page must hold. */
export interface Dressed {
  html: string;
  terms: (Card & { anchor: string })[];
}

/**
 * Texts of one page, in its order: a term is explained at its first use in the page, not at its first use in each text.
 */
export function dressedInOrder(
  texts: readonly string[],
  terms: readonly Card[],
  anchorLabel: string,
): { html: string[]; terms: Dressed['terms'] } {
  const found: Dressed['terms'] = [];
  const html = texts.map((text) => {
    const used = new Set(found.map(({ documentId }) => documentId));
    const left = terms.filter(({ documentId }) => !used.has(documentId));
    const one = dressed(text, left, anchorLabel);
    found.push(...one.terms);
    return one.html;
  });
  return { html, terms: found };
}

/** See `publisher/prose.ts`. */
export function dressed(html: string, terms: readonly Card[], anchorLabel: string): Dressed {
  const named = terms.map((term) => ({ ...term, anchor: `term-${term.url.split('/').at(-2)}` }));
  const { html: body, anchors } = dressProse(
    html,
    named.map(({ documentId, title, aside, anchor }) => ({
      id: documentId,
      names: aside === null ? [title] : [title, aside],
      anchor,
    })),
    anchorLabel,
  );
  return { html: body, terms: named.filter(({ anchor }) => anchors.has(anchor)) };
}
