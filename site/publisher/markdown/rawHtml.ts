import { slugify } from '@palier/model';
import { ALLOWED_ELEMENTS } from './schema.ts';

/**
 * Raw HTML in Markdown, made well formed *before* it is parsed. This is not the sanitiser (`schema.ts` is, last):
 * it bounds nesting, and keeps an unclosed or stray tag from reaching beyond the block that holds it.
 */

/** Elements opened by raw HTML and not yet closed, in one container of the Markdown (paragraph, item, quote…). */
export type Frame = string[];

/** What is shared by all the raw HTML of one document. */
export interface RawHtml {
  /** Elements open in all frames. */
  depth: number;
  /** Tags that may still be kept. */
  budget: number;
}

/** An open element inside so many others is dropped: parsers recurse, and re-open formatting at each block. */
const DEPTH_MAX = 24;
/** A tag beyond so many in one document is dropped. */
const TAGS_MAX = 30_000;

/** Prefix of the ids that a user wrote, so that none takes the place of one of the page. */
export const USER_ID_PREFIX = 'user-content-';

const KEPT = new Set([...ALLOWED_ELEMENTS, 'iframe']);
const VOID = new Set(['br', 'hr', 'img', 'wbr']);
/** Elements that HTML parsers open again in each following block until they are closed. */
const FORMATTING = new Set(['a', 'b', 'code', 'em', 'i', 's', 'small', 'strong', 'u']);
/** Elements dropped with what they hold. */
const OPAQUE = new Set(['script', 'style', 'svg', 'math', 'template', 'title', 'noembed', 'noframes']);

/** Elements that a start tag closes when they are the innermost ones (HTML, optional tags). */
const IMPLIED_END: Record<string, readonly string[]> = {
  p: ['p'],
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tr: ['td', 'th', 'tr'],
  tbody: ['td', 'th', 'tr', 'thead', 'tbody', 'tfoot'],
  thead: ['td', 'th', 'tr', 'thead', 'tbody', 'tfoot'],
  tfoot: ['td', 'th', 'tr', 'thead', 'tbody', 'tfoot'],
};
/** Elements whose end tag may be missing: parsers close them. */
const OPTIONAL_END = new Set(Object.keys(IMPLIED_END));

const VALUE = `"[^"]*"|'[^']*'|[^\\s"'=<>\`]+`;
const START_TAG = new RegExp(
  `<([A-Za-z][A-Za-z0-9-]{0,30})((?:\\s+[A-Za-z_:@][\\w.:@-]*(?:\\s*=\\s*(?:${VALUE}))?){0,50})\\s*/?>`,
  'y',
);
const END_TAG = /<\/([A-Za-z][A-Za-z0-9-]{0,30})[^<>]{0,200}>/y;
const ATTRIBUTE = new RegExp(`([A-Za-z_:@][\\w.:@-]*)(?:\\s*=\\s*(${VALUE}))?`, 'g');
const NOT_ELEMENTS: readonly [start: string, end: string][] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<!', '>'],
  ['<?', '>'],
];

/** A construct of HTML found at a place of a text. */
export interface Construct {
  kind: 'start' | 'end' | 'other';
  /** Lower case; empty for a comment, a declaration or an instruction. */
  name: string;
  /** Source of the attributes. */
  attributes: string;
  end: number;
}

export function rawHtml(): RawHtml {
  return { depth: 0, budget: TAGS_MAX };
}

/**
 * The tag, comment, declaration or instruction that starts at `position`, if one does.
 * `missing` remembers which ends the text has no more of, so that a text of unclosed comments is read once.
 */
export function constructAt(text: string, position: number, missing: Set<string>): Construct | undefined {
  START_TAG.lastIndex = position;
  const start = START_TAG.exec(text);
  if (start) return { kind: 'start', name: lower(start[1]), attributes: start[2] ?? '', end: START_TAG.lastIndex };
  END_TAG.lastIndex = position;
  const end = END_TAG.exec(text);
  if (end) return { kind: 'end', name: lower(end[1]), attributes: '', end: END_TAG.lastIndex };
  for (const [opening, closing] of NOT_ELEMENTS) {
    if (!text.startsWith(opening, position)) continue;
    // `<!-->` and `<!--->` are whole comments.
    const from = opening === '<!--' ? position + 2 : position + opening.length;
    const found = missing.has(closing) ? -1 : text.indexOf(closing, from);
    if (found !== -1) return { kind: 'other', name: '', attributes: '', end: found + closing.length };
    missing.add(closing);
    return undefined;
  }
  return undefined;
}

/** True for an element that is dropped with all it holds. */
export function isOpaque(name: string): boolean {
  return OPAQUE.has(name);
}

/** A block of raw HTML: comments dropped, tags well formed and balanced, any other `<` escaped. */
export function normaliseBlock(html: string, frame: Frame, raw: RawHtml): string {
  const openBefore = frame.length;
  const missing = new Set<string>();
  let out = '';
  let position = 0;
  for (;;) {
    const next = html.indexOf('<', position);
    if (next === -1) break;
    out += html.slice(position, next);
    const construct = constructAt(html, next, missing);
    if (!construct) {
      out += '&lt;';
      position = next + 1;
      continue;
    }
    position = construct.end;
    if (construct.kind === 'start' && isOpaque(construct.name)) {
      position = endOfOpaque(html, position, construct.name, missing);
    } else {
      out += normaliseTag(construct, frame, raw);
    }
  }
  out += html.slice(position);
  // A formatting element left open would go on in every block that follows.
  const formatting = frame.findIndex((name, index) => index >= openBefore && FORMATTING.has(name));
  return formatting === -1 ? out : out + closeDownTo(formatting, frame, raw);
}

/** One tag as the parser is to see it; empty when it is dropped. Keeps `frame` in step. */
export function normaliseTag(construct: Construct, frame: Frame, raw: RawHtml): string {
  const { kind, name } = construct;
  if (kind === 'other' || !KEPT.has(name)) return '';
  if (kind === 'end') {
    if (name === 'iframe') return '';
    const opened = frame.lastIndexOf(name);
    return opened === -1 ? '' : closeDownTo(opened, frame, raw, name);
  }
  if (raw.budget <= 0) return '';
  raw.budget--;
  const tag = `<${name}${attributes(construct.attributes)}>`;
  if (VOID.has(name)) return tag;
  if (name === 'iframe') return `${tag}</iframe>`;
  const implied = IMPLIED_END[name];
  while (implied && frame.length > 0 && implied.includes(frame.at(-1)!)) {
    frame.pop();
    raw.depth--;
  }
  if (raw.depth >= DEPTH_MAX) return '';
  frame.push(name);
  raw.depth++;
  return tag;
}

/** End tags of all that a container leaves open. */
export function closeFrame(frame: Frame, raw: RawHtml): string {
  return closeDownTo(0, frame, raw);
}

function closeDownTo(index: number, frame: Frame, raw: RawHtml, named?: string): string {
  let out = '';
  while (frame.length > index) {
    const name = frame.pop()!;
    raw.depth--;
    if (!OPTIONAL_END.has(name) || (name === named && frame.length === index)) out += `</${name}>`;
  }
  return out;
}

function endOfOpaque(html: string, position: number, name: string, missing: Set<string>): number {
  const endTag = new RegExp(`</${name}\\b[^<>]{0,200}>`, 'gi');
  endTag.lastIndex = position;
  if (missing.has(name) || !endTag.test(html)) {
    missing.add(name);
    return position;
  }
  return endTag.lastIndex;
}

function attributes(source: string): string {
  let out = '';
  for (const [, written, value] of source.matchAll(ATTRIBUTE)) {
    let name = lower(written);
    let text = value ?? '';
    if (/^["']/.test(text)) text = text.slice(1, -1);
    // Classes are those of the renderer alone; the sanitiser could not tell whose they are.
    if (name === 'class') continue;
    if (name === 'name') name = 'id';
    if (name === 'id') {
      const slug = slugify(text);
      if (slug === '') continue;
      text = USER_ID_PREFIX + slug;
    }
    out += ` ${name}="${text.replaceAll('"', '&quot;')}"`;
  }
  return out;
}

function lower(text: string | undefined): string {
  return (text ?? '').toLowerCase();
}
