import type { Element, Nodes, Parents } from 'hast';

const BLOCKS = new Set(
  'blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tr ul'.split(
    ' ',
  ),
);

/** True for an element that starts on a new line. */
export function isBlock(node: Element): boolean {
  return BLOCKS.has(node.tagName);
}

/** Readable text of a tree: one line for each block, no calls of footnotes. For search and for excerpts. */
export function plainText(tree: Nodes): string {
  const parts: string[] = [];
  collect(tree, parts);
  return parts
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

/** Number of words: what stands between spaces and holds a letter or a digit. */
export function countWords(text: string): number {
  let words = 0;
  for (const word of text.split(/\s+/)) if (/[\p{L}\p{N}]/u.test(word)) words++;
  return words;
}

function collect(node: Nodes, parts: string[]): void {
  if (node.type === 'text') parts.push(node.value);
  if (node.type === 'root') collectChildren(node, parts, false);
  if (node.type !== 'element' || isFootnoteLink(node)) return;
  if (node.tagName === 'br') parts.push('\n');
  const block = isBlock(node);
  if (block) parts.push('\n');
  collectChildren(node, parts, node.tagName === 'pre');
  if (block) parts.push('\n');
  else if (node.tagName === 'td' || node.tagName === 'th') parts.push(' ');
}

function collectChildren(node: Parents, parts: string[], verbatim: boolean): void {
  for (const child of node.children) {
    // A line end in a paragraph is a space; in preformatted text it is one.
    if (child.type === 'text' && !verbatim) parts.push(child.value.replace(/[\r\n]+/g, ' '));
    else if (verbatim && child.type === 'element') collectChildren(child, parts, true);
    else collect(child, parts);
  }
}

function isFootnoteLink(node: Element): boolean {
  const names = node.properties['className'];
  return Array.isArray(names) && (names.includes('footnote-ref') || names.includes('footnote-backref'));
}
