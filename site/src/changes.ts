import { diffLines, diffWordsWithSpace } from 'diff';

/** A piece of a text that was changed. */
export interface Change {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Texts that differ in more places than this are compared by lines, then as wholes: the time of a comparison grows with its square. */
const EDITS_MAX = 1500;

/**
 * What was taken out of a text and what was put in, in the order of reading; what is the same in between. The ends of lines are no
 * change: a form sends others than those that are kept.
 */
export function changesOf(one: string, other: string): Change[] {
  const [before, after] = [one, other].map((text) => text.replaceAll('\r\n', '\n')) as [string, string];
  const options = { maxEditLength: EDITS_MAX };
  const pieces = diffWordsWithSpace(before, after, options) ?? diffLines(before, after, options);
  if (!pieces) return [piece('removed', before), piece('added', after)];
  return pieces.map(({ removed, added, value }) => piece(removed ? 'removed' : added ? 'added' : 'same', value));
}

const piece = (kind: Change['kind'], text: string): Change => ({ kind, text });
