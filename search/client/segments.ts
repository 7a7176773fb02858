import { MATCH_END, MATCH_START } from '../marks.ts';

export interface Segment {
  text: string;
  /** True for words that were searched. */
  match: boolean;
}

/** Parts of an extract, to render as text nodes and `<mark>` elements, never as HTML. No part is empty. */
export function segments(extract: string): Segment[] {
  const parts: Segment[] = [];
  let match = false;
  for (const part of extract.split(new RegExp(`([${MATCH_START}${MATCH_END}])`))) {
    if (part === MATCH_START) match = true;
    else if (part === MATCH_END) match = false;
    else if (part) parts.push({ text: part, match });
  }
  return parts;
}
