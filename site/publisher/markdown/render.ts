import type { Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { type Locale, withoutEmailAddresses } from '@palier/model';
import type { Heading } from './headings.ts';
import { normaliseSource } from './normalise.ts';
import { markdownToHtml } from './parser.ts';
import { schema } from './schema.ts';
import { countWords, plainText } from './text.ts';
import { transform } from './transform.ts';
import type { PostPlace } from './transform.ts';

/** A body, ready to be stored in the snapshot. */
export interface Rendered {
  /** Sanitised HTML; wikilinks are placeholders that `resolveNotes` replaces. */
  html: string;
  /** Levels 2 and 3 in the order of the page. */
  headings: Heading[];
  /** Readable text, one line for each block. */
  text: string;
  /** Knowledge-base notes that the body links to, each once, in the order of the text. */
  noteIds: string[];
  words: number;
}

/**
 * A body of more tags is shown as its source: the trees of one of 1 MB made of nothing but links or cells would take
 * more than a gigabyte. A guide has 15 tags per 1,000 characters.
 */
const TAGS_MAX = 250_000;

const parseHtml = unified().use(rehypeRaw).freeze();
const sanitise = unified().use(rehypeSanitize, schema).freeze();
const print = unified().use(rehypeStringify).freeze();

/**
 * HTML of a Markdown body, and what the rest of the site needs to know of it. Any text is accepted; time and size of
 * the result are bounded by the length of the text. What is nested beyond all reason is kept as text.
 *
 * @param options.post where the body stands, when it is one of several in a page: a post of a thread
 */
export function renderMarkdown(
  markdown: string,
  { locale, post = null }: { locale: Locale; post?: PostPlace | null },
): Rendered {
  const source = normaliseSource(markdown);
  let value = markdownToHtml(source, locale);
  if (countTags(value) > TAGS_MAX) value = `<pre>${escapeText(source)}</pre>`;
  // A `raw` node is not part of hast itself: rehype-raw replaces it.
  const unparsed: unknown = { type: 'root', children: [{ type: 'raw', value }] };
  const tree = parseHtml.runSync(unparsed as Root);
  const { headings, noteIds } = transform(tree, post);
  const safe = sanitise.runSync(tree);
  const text = withoutEmailAddresses(plainText(safe));
  return {
    html: print.stringify(safe),
    headings: headings.filter(({ depth }) => depth <= 3),
    text,
    noteIds,
    words: countWords(text),
  };
}

function countTags(html: string): number {
  let tags = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) tags++;
  return tags;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
