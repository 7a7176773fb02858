import {
  type Frame,
  type RawHtml,
  closeFrame,
  constructAt,
  isOpaque,
  normaliseBlock,
  normaliseTag,
  rawHtml,
} from './rawHtml.ts';
import type { MarkdownCoreState, MarkdownToken, MarkdownTokenClass } from './markdownIt.ts';

/** Emphasis inside so many others is dropped; its text stays. */
const INLINE_DEPTH_MAX = 12;

/**
 * markdown-it core rule, after all others: each container of the Markdown closes the raw HTML that it opened and
 * cannot close what it did not open; depth is bounded.
 */
export function balance(state: MarkdownCoreState): void {
  const raw = rawHtml();
  const html = (content: string): MarkdownToken => {
    const token = new state.Token('html_block', '', 0);
    token.content = content;
    return token;
  };
  const frames: Frame[] = [[]];
  const out: MarkdownToken[] = [];
  for (const token of state.tokens) {
    if (token.nesting === -1 && frames.length > 1) {
      const end = closeFrame(frames.pop()!, raw);
      if (end !== '') out.push(html(end));
    }
    if (token.nesting === 1) frames.push([]);
    if (token.type === 'html_block') token.content = normaliseBlock(token.content, frames.at(-1)!, raw);
    if (token.type === 'inline' && token.children) token.children = balanceInline(token.children, raw, state.Token);
    out.push(token);
  }
  while (frames.length > 0) out.push(html(closeFrame(frames.pop()!, raw)));
  state.tokens = out;
}

function balanceInline(tokens: MarkdownToken[], raw: RawHtml, Token: MarkdownTokenClass): MarkdownToken[] {
  const out: MarkdownToken[] = [];
  const html = (content: string): void => {
    if (content === '') return;
    const token = new Token('html_inline', '', 0);
    token.content = content;
    out.push(token);
  };
  const opaqueEnds = lastEndTags(tokens);
  const frames: Frame[] = [[]];
  const kept: boolean[] = [];
  let depth = 0;
  let opaque = '';
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'html_inline') {
      const construct = constructAt(token.content, 0, new Set());
      if (!construct) continue;
      if (opaque !== '') {
        if (construct.kind === 'end' && construct.name === opaque) opaque = '';
      } else if (construct.kind === 'start' && isOpaque(construct.name)) {
        if ((opaqueEnds.get(construct.name) ?? -1) > index) opaque = construct.name;
      } else {
        html(normaliseTag(construct, frames.at(-1)!, raw));
      }
      continue;
    }
    if (token.nesting === 1) {
      const keep = opaque === '' && depth < INLINE_DEPTH_MAX;
      kept.push(keep);
      frames.push([]);
      if (!keep) continue;
      depth++;
    } else if (token.nesting === -1) {
      if (frames.length > 1) html(closeFrame(frames.pop()!, raw));
      if (!kept.pop()) continue;
      depth--;
    } else if (opaque !== '') {
      continue;
    }
    if (token.type === 'palier_note' && frames.some((frame) => frame.includes('a'))) token.type = 'palier_note_text';
    out.push(token);
  }
  while (frames.length > 0) html(closeFrame(frames.pop()!, raw));
  return out;
}

function lastEndTags(tokens: MarkdownToken[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'html_inline' || !token.content.startsWith('</')) continue;
    const name = /^<\/([a-z]+)/i.exec(token.content)?.[1]?.toLowerCase();
    if (name !== undefined && isOpaque(name)) last.set(name, index);
  }
  return last;
}
