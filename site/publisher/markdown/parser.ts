import type { Locale } from '@palier/model';
import { balance } from './balance.ts';
import { type Footnotes, callRule, definitionRule, footnoteRenderers, footnotes, tailRule } from './footnotes.ts';
import { wikilinkRenderers, wikilinkRule } from './notes.ts';
import { constructAt } from './rawHtml.ts';
import {
  MarkdownIt,
  blockquote,
  htmlBlock,
  image,
  list,
  type MarkdownBlockRule,
  type MarkdownCoreRule,
  type MarkdownInlineRule,
  type MarkdownParser,
} from './markdownIt.ts';

/** Quotes, lists and footnotes inside so many others are text. A list counts for two. */
const BLOCK_LEVEL_MAX = 24;
/** Images inside the text of so many others are text. */
const IMAGE_DEPTH_MAX = 2;

/** State of one document. */
interface Env {
  footnotes: Footnotes;
  imageDepth: number;
  /** Ends of HTML blocks that do not occur after some place of the text, and that place. */
  lastEnd: Map<string, number>;
}

function parser(locale: Locale): MarkdownParser {
  // Far above what the rules below let through: markdown-it drops what is beyond it, we keep it as text.
  const md = new MarkdownIt({ html: true, linkify: true, maxNesting: 60 });
  // Addresses are judged after HTML is parsed, those of raw HTML and those of Markdown alike (`transform.ts`).
  md.validateLink = () => true;

  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  for (const scheme of ['mailto:', 'ftp:', '//']) md.linkify.add(scheme, null);
  md.linkify.add('www.', {
    validate: (text, position) => WWW_TAIL.exec(text.slice(position, position + 1000))?.[0].length ?? 0,
    normalize: (match) => void (match.url = `https://${match.url}`),
  });

  const container = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
  md.block.ruler.at('blockquote', bounded(blockquote), container);
  md.block.ruler.at('list', bounded(list), { alt: ['paragraph', 'reference', 'blockquote'] });
  md.block.ruler.at('html_block', closedHtmlBlock, { alt: ['paragraph', 'reference', 'blockquote'] });
  md.block.ruler.after('heading', 'heading_tight', tightHeading, { alt: ['paragraph', 'reference', 'blockquote'] });
  const notes = (env: object) => (env as Env).footnotes;
  md.block.ruler.before('reference', 'footnote_definition', definitionRule(BLOCK_LEVEL_MAX, notes), {
    alt: ['paragraph', 'reference'],
  });

  md.inline.ruler.at('html_inline', htmlInline);
  md.inline.ruler.at('image', boundedImage);
  md.inline.ruler.before('link', 'wikilink', wikilinkRule);
  md.inline.ruler.before('link', 'footnote_call', callRule(notes));

  md.core.ruler.after('inline', 'footnotes', tailRule(notes));
  md.core.ruler.push('table_classes', tableClasses);
  md.core.ruler.push('balance', balance);

  Object.assign(md.renderer.rules, footnoteRenderers(locale), wikilinkRenderers(md.utils.escapeHtml));
  return md;
}

const WWW_TAIL = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,10}(?:[/?#][^\s<>"]*[^\s<>"?!.,:;*_~'()])?/u;

function bounded(rule: MarkdownBlockRule): MarkdownBlockRule {
  return (state, startLine, endLine, silent) =>
    state.level < BLOCK_LEVEL_MAX && rule(state, startLine, endLine, silent);
}

/** `##Title`, which CommonMark reads as text; a single `#word` stays text, it may be a hashtag. */
const tightHeading: MarkdownBlockRule = (state, startLine, _endLine, silent) => {
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const start = state.bMarks[startLine]! + state.tShift[startLine]!;
  if (state.src[start] !== '#' || state.src[start + 1] !== '#') return false;
  const line = state.src.slice(start, state.eMarks[startLine]);
  const match = /^(#{2,6})(?=[^#\s])/.exec(line);
  if (!match) return false;
  if (silent) return true;
  const marker = match[1]!;
  const tag = `h${marker.length}`;
  state.line = startLine + 1;
  for (const [type, nesting] of [
    ['heading_open', 1],
    ['inline', 0],
    ['heading_close', -1],
  ] as const) {
    const token = state.push(type, nesting === 0 ? '' : tag, nesting);
    token.markup = marker;
    token.map = [startLine, state.line];
    if (nesting === 0) {
      token.content = line
        .slice(marker.length)
        .trim()
        .replace(/(?<=\s)#+$/, '')
        .trim();
      token.children = [];
    }
  }
  return true;
};

const BLOCK_ENDS: readonly [start: RegExp, end: string][] = [
  [/^<!--/, '-->'],
  [/^<\?/, '?>'],
  [/^<!\[CDATA\[/, ']]>'],
  [/^<![A-Z]/, '>'],
  [/^<script(?=[\s>]|$)/i, '</script>'],
  [/^<style(?=[\s>]|$)/i, '</style>'],
  [/^<pre(?=[\s>]|$)/i, '</pre>'],
  [/^<textarea(?=[\s>]|$)/i, '</textarea>'],
];

/** CommonMark lets an unclosed comment or script swallow the rest of the document; here it is text. */
const closedHtmlBlock: MarkdownBlockRule = (state, startLine, endLine, silent) => {
  const start = state.bMarks[startLine]! + state.tShift[startLine]!;
  if (state.src[start] !== '<') return false;
  const opening = state.src.slice(start, start + 10);
  for (const [pattern, end] of BLOCK_ENDS) {
    if (!pattern.test(opening)) continue;
    const { lastEnd } = state.env as Env;
    let last = lastEnd.get(end);
    if (last === undefined) {
      last = lastIndexOf(state.src, end);
      lastEnd.set(end, last);
    }
    if (last < start) return false;
    break;
  }
  return htmlBlock(state, startLine, endLine, silent);
};

function lastIndexOf(text: string, end: string): number {
  if (!end.startsWith('</')) return text.lastIndexOf(end);
  let last = -1;
  for (const match of text.matchAll(new RegExp(end, 'gi'))) last = match.index;
  return last;
}

/** In place of markdown-it's, whose expression takes quadratic time over unclosed comments and instructions. */
const htmlInline: MarkdownInlineRule = (state, silent) => {
  if (state.src[state.pos] !== '<') return false;
  const missing = (state.cache['missing'] ??= new Set<string>()) as Set<string>;
  const construct = constructAt(state.src, state.pos, missing);
  if (!construct || construct.end > state.posMax) return false;
  if (!silent) {
    const token = state.push('html_inline', '', 0);
    token.content = construct.kind === 'other' ? '<!---->' : state.src.slice(state.pos, construct.end);
    if (construct.name === 'a') state.linkLevel += construct.kind === 'start' ? 1 : -1;
  }
  state.pos = construct.end;
  return true;
};

/** An image reads its alternative text as Markdown, in which images nest without the parser's own bound. */
const boundedImage: MarkdownInlineRule = (state, silent) => {
  const env = state.env as Env;
  if (env.imageDepth >= IMAGE_DEPTH_MAX) return false;
  env.imageDepth++;
  const found = image(state, silent);
  env.imageDepth--;
  return found;
};

/** Alignment as a class, since our pages allow no inline style, and what a header cell heads. */
const tableClasses: MarkdownCoreRule = (state) => {
  for (const token of state.tokens) {
    if (token.type !== 'th_open' && token.type !== 'td_open') continue;
    const align = token.attrs?.find(([name]) => name === 'style')?.[1].replace('text-align:', '');
    token.attrs = align === undefined ? [] : [['class', `align-${align}`]];
    if (token.type === 'th_open') token.attrs.push(['scope', 'col']);
  }
};

const parsers: Record<Locale, MarkdownParser> = { fr: parser('fr'), en: parser('en') };

/**
 * HTML of a Markdown text, raw HTML in it made well formed but not yet sanitised: CommonMark, and of GitHub's
 * flavour tables, strikethrough, autolinks and footnotes; wikilinks become placeholders (`notes.ts`).
 */
export function markdownToHtml(markdown: string, locale: Locale): string {
  const env: Env = { footnotes: footnotes(), imageDepth: 0, lastEnd: new Map() };
  return parsers[locale].render(markdown, env);
}
