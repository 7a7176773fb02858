// markdown-it with types: the package ships none, these are of the part that this folder uses.

// @ts-expect-error no types
import markdownIt from 'markdown-it';
// @ts-expect-error no types
import blockquoteRule from 'markdown-it/lib/rules_block/blockquote.mjs';
// @ts-expect-error no types
import htmlBlockRule from 'markdown-it/lib/rules_block/html_block.mjs';
// @ts-expect-error no types
import listRule from 'markdown-it/lib/rules_block/list.mjs';
// @ts-expect-error no types
import imageRule from 'markdown-it/lib/rules_inline/image.mjs';

export interface MarkdownToken {
  type: string;
  tag: string;
  attrs: [string, string][] | null;
  /** 1 opens, 0 stands alone, -1 closes. */
  nesting: 1 | 0 | -1;
  level: number;
  children: MarkdownToken[] | null;
  content: string;
  markup: string;
  info: string;
  meta: unknown;
  map: [number, number] | null;
  block: boolean;
  hidden: boolean;
  attrSet(name: string, value: string): void;
}

export type MarkdownTokenClass = new (type: string, tag: string, nesting: 1 | 0 | -1) => MarkdownToken;

export interface MarkdownCoreState {
  src: string;
  env: object;
  tokens: MarkdownToken[];
  Token: MarkdownTokenClass;
}

export interface MarkdownBlockState {
  src: string;
  env: object;
  tokens: MarkdownToken[];
  md: { block: { tokenize(state: MarkdownBlockState, startLine: number, endLine: number): void } };
  /** Offsets of the lines: begin, end, width of the indent in characters and in columns. */
  bMarks: number[];
  eMarks: number[];
  tShift: number[];
  sCount: number[];
  blkIndent: number;
  line: number;
  level: number;
  parentType: string;
  push(type: string, tag: string, nesting: 1 | 0 | -1): MarkdownToken;
}

export interface MarkdownInlineState {
  src: string;
  env: object;
  pos: number;
  posMax: number;
  level: number;
  /** More than 0 inside the label of a link. */
  linkLevel: number;
  cache: Record<string, unknown>;
  push(type: string, tag: string, nesting: 1 | 0 | -1): MarkdownToken;
}

export type MarkdownBlockRule = (
  state: MarkdownBlockState,
  startLine: number,
  endLine: number,
  silent: boolean,
) => boolean;
export type MarkdownInlineRule = (state: MarkdownInlineState, silent: boolean) => boolean;
export type MarkdownCoreRule = (state: MarkdownCoreState) => void;

export interface MarkdownRuler<Rule> {
  at(name: string, rule: Rule, options?: { alt: string[] }): void;
  before(name: string, ruleName: string, rule: Rule, options?: { alt: string[] }): void;
  after(name: string, ruleName: string, rule: Rule, options?: { alt: string[] }): void;
  push(ruleName: string, rule: Rule): void;
}

export interface LinkifySchema {
  validate(text: string, position: number): number;
  normalize(match: { url: string }): void;
}

export type RendererRule = (tokens: MarkdownToken[], index: number) => string;

export interface MarkdownParser {
  block: { ruler: MarkdownRuler<MarkdownBlockRule> };
  inline: { ruler: MarkdownRuler<MarkdownInlineRule> };
  core: { ruler: MarkdownRuler<MarkdownCoreRule> };
  linkify: {
    set(options: { fuzzyLink: boolean; fuzzyEmail: boolean; fuzzyIP: boolean }): void;
    add(prefix: string, schema: LinkifySchema | null): void;
  };
  renderer: { rules: Record<string, RendererRule> };
  utils: { escapeHtml(text: string): string };
  validateLink: (url: string) => boolean;
  render(markdown: string, env: object): string;
}

export const MarkdownIt = markdownIt as new (options: {
  html: boolean;
  linkify: boolean;
  maxNesting: number;
}) => MarkdownParser;

/** The parser's own rules that ours stand around. */
export const blockquote = blockquoteRule as MarkdownBlockRule;
export const htmlBlock = htmlBlockRule as MarkdownBlockRule;
export const list = listRule as MarkdownBlockRule;
export const image = imageRule as MarkdownInlineRule;
