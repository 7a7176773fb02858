import { dressProse } from '../publisher/prose.ts';
import type { Card } from '../publisher/views.ts';

/** Body of a document as its page shows it, and the terms whose definitions the page must hold. */
export interface Dressed {
  html: string;
  terms: (Card & { anchor: string })[];
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
