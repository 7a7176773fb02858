import { LABELS } from './labels.ts';
import type { Locale } from '@palier/model';
import type {
  MarkdownBlockRule,
  MarkdownCoreRule,
  MarkdownInlineRule,
  MarkdownToken,
  RendererRule,
} from './markdownIt.ts';

/**
 * Footnotes as GitHub writes them: `[^label]` in the text, `[^label]: …` on its own line. Numbered in the order in
 * which the text calls them. A definition that nothing calls is not shown; a call without a definition is text.
 */

/** A footnote that the text calls. */
interface Footnote {
  label: string;
  calls: number;
}

export interface Footnotes {
  defined: Set<string>;
  /** By label. */
  numbers: Map<string, number>;
  called: Footnote[];
}

interface Meta {
  number: number;
  /** 1 for the first call of this footnote. */
  call: number;
}

const LABEL = /\[\^([^\s[\]]{1,100})\]/y;

export function footnotes(): Footnotes {
  return { defined: new Set(), numbers: new Map(), called: [] };
}

/** Block rule: a definition and the blocks indented under it. */
export function definitionRule(levelMax: number, notes: (env: object) => Footnotes): MarkdownBlockRule {
  return (state, startLine, endLine, silent) => {
    const indent = state.sCount[startLine]!;
    if (state.level >= levelMax || indent - state.blkIndent >= 4) return false;
    const start = state.bMarks[startLine]! + state.tShift[startLine]!;
    LABEL.lastIndex = start;
    const label = LABEL.exec(state.src)?.[1];
    const afterColon = LABEL.lastIndex + 1;
    if (label === undefined || state.src[afterColon - 1] !== ':' || afterColon > state.eMarks[startLine]!) return false;
    const { defined } = notes(state.env);
    if (defined.has(label)) return false;
    if (silent) return true;
    defined.add(label);

    state.push('footnote_definition_open', '', 1).meta = label;
    const saved = {
      bMark: state.bMarks[startLine]!,
      tShift: state.tShift[startLine]!,
      sCount: indent,
      parentType: state.parentType,
    };
    let content = afterColon;
    while (content < state.eMarks[startLine]! && /[ \t]/.test(state.src[content]!)) content++;
    // The first line reads as if it were indented like the ones that follow it.
    state.bMarks[startLine] = afterColon;
    state.tShift[startLine] = content - afterColon;
    state.blkIndent += 4;
    state.sCount[startLine] = state.blkIndent;
    state.parentType = 'footnote';
    state.md.block.tokenize(state, startLine, endLine);
    state.parentType = saved.parentType;
    state.blkIndent -= 4;
    state.bMarks[startLine] = saved.bMark;
    state.tShift[startLine] = saved.tShift;
    state.sCount[startLine] = saved.sCount;
    state.push('footnote_definition_close', '', -1);
    return true;
  };
}

/** Inline rule: a call. */
export function callRule(notes: (env: object) => Footnotes): MarkdownInlineRule {
  return (state, silent) => {
    if (state.src[state.pos] !== '[' || state.src[state.pos + 1] !== '^' || state.linkLevel > 0) return false;
    LABEL.lastIndex = state.pos;
    const label = LABEL.exec(state.src)?.[1];
    const end = LABEL.lastIndex;
    if (label === undefined || end > state.posMax) return false;
    const { defined, numbers, called } = notes(state.env);
    if (!defined.has(label)) return false;
    if (!silent) {
      let number = numbers.get(label);
      if (number === undefined) {
        number = called.push({ label, calls: 0 });
        numbers.set(label, number);
      }
      const meta: Meta = { number, call: ++called[number - 1]!.calls };
      state.push('footnote_call', '', 0).meta = meta;
    }
    state.pos = end;
    return true;
  };
}

/** Core rule, after the inline one: moves the definitions that are called to the end, in the order of the calls. */
export function tailRule(notes: (env: object) => Footnotes): MarkdownCoreRule {
  return (state) => {
    const { defined, called } = notes(state.env);
    if (defined.size === 0) return;
    const body: MarkdownToken[] = [];
    const definitions = new Map<string, MarkdownToken[]>();
    // Definitions nest when one stands in the indent of another.
    const open: MarkdownToken[][] = [body];
    for (const token of state.tokens) {
      if (token.type === 'footnote_definition_open') {
        const content: MarkdownToken[] = [];
        definitions.set(token.meta as string, content);
        open.push(content);
      } else if (token.type === 'footnote_definition_close') {
        open.pop();
      } else {
        open.at(-1)!.push(token);
      }
    }
    const add = (type: string, nesting: 1 | 0 | -1, meta: Meta | null): void => {
      const token = new state.Token(type, '', nesting);
      token.meta = meta;
      body.push(token);
    };
    if (called.length > 0) {
      add('footnotes_open', 1, null);
      for (const [index, { label, calls }] of called.entries()) {
        add('footnote_open', 1, { number: index + 1, call: 0 });
        const content = definitions.get(label) ?? [];
        const last = content.at(-1)?.type === 'paragraph_close' ? content.pop() : undefined;
        for (const token of content) body.push(token);
        for (let call = 1; call <= calls; call++) add('footnote_back', 0, { number: index + 1, call });
        if (last) body.push(last);
        add('footnote_close', -1, null);
      }
      add('footnotes_close', -1, null);
    }
    state.tokens = body;
  };
}

/** Renderer rules, in the language of the document. */
export function footnoteRenderers(locale: Locale): Record<string, RendererRule> {
  const labels = LABELS[locale];
  const meta = (tokens: MarkdownToken[], index: number) => tokens[index]!.meta as Meta;
  const callId = ({ number, call }: Meta) => (call === 1 ? `fnref-${number}` : `fnref-${number}-${call}`);
  return {
    footnote_call: (tokens, index) => {
      const { number } = meta(tokens, index);
      const id = callId(meta(tokens, index));
      return `<sup><a href="#fn-${number}" id="${id}" class="footnote-ref" aria-label="${labels.note(number)}">${number}</a></sup>`;
    },
    footnotes_open: () => `<section class="footnotes" aria-label="${labels.notes}"><ol>\n`,
    footnotes_close: () => '</ol></section>\n',
    footnote_open: (tokens, index) => `<li id="fn-${meta(tokens, index).number}">`,
    footnote_close: () => '</li>\n',
    footnote_back: (tokens, index) => {
      const { number } = meta(tokens, index);
      const id = callId(meta(tokens, index));
      return ` <a href="#${id}" class="footnote-backref" aria-label="${labels.backToText(number)}">↩</a>`;
    },
  };
}
