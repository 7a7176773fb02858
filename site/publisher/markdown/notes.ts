import { NOTE_ELEMENT } from './schema.ts';
import type { MarkdownInlineState, RendererRule } from './markdownIt.ts';

/** A page that a wikilink leads to. */
export interface NoteTarget {
  url: string;
  title: string;
}

/** `[[20230924193839]]` or `[[20230924193839|label]]`; a table cell needs `\|`. */
const WIKILINK = /\[\[(\d{14})(?:\\?\|([^[\]\n|]{1,300}))?\]\]/y;
const PLACEHOLDER = new RegExp(`<${NOTE_ELEMENT} data-note="(\\d{14})">([^<]*)</${NOTE_ELEMENT}>`, 'g');

/** Inline rule of markdown-it. Code is read before, so that a wikilink in it stays text. */
export function wikilinkRule(state: MarkdownInlineState, silent: boolean): boolean {
  if (state.src[state.pos] !== '[' || state.src[state.pos + 1] !== '[') return false;
  WIKILINK.lastIndex = state.pos;
  const match = WIKILINK.exec(state.src);
  const end = WIKILINK.lastIndex;
  if (!match || end > state.posMax) return false;
  if (!silent) {
    // A link cannot stand in another one.
    const token = state.push(state.linkLevel > 0 ? 'palier_note_text' : 'palier_note', '', 0);
    token.meta = match[1];
    token.content = match[2]?.trim() ?? '';
  }
  state.pos = end;
  return true;
}

/** Renderer rules of what {@link wikilinkRule} found. */
export function wikilinkRenderers(escapeHtml: (text: string) => string): Record<string, RendererRule> {
  return {
    palier_note: (tokens, index) => {
      const { meta, content } = tokens[index]!;
      return `<${NOTE_ELEMENT} data-note="${meta as string}">${escapeHtml(content)}</${NOTE_ELEMENT}>`;
    },
    palier_note_text: (tokens, index) => {
      const { meta, content } = tokens[index]!;
      return escapeHtml(asWritten(meta as string, content));
    },
  };
}

/**
 * HTML of `renderMarkdown` with its wikilinks: a link when `lookup` knows the note, else the text as it was written.
 * To be called when a page renders, since notes come and go after the body was parsed.
 */
export function resolveNotes(html: string, lookup: (noteId: string) => NoteTarget | undefined): string {
  if (!html.includes(`<${NOTE_ELEMENT}`)) return html;
  return html.replace(PLACEHOLDER, (_, noteId: string, label: string) => {
    const target = lookup(noteId);
    if (!target) return asWritten(noteId, label);
    return `<a href="${escape(target.url)}">${label === '' ? escape(target.title) : label}</a>`;
  });
}

function asWritten(noteId: string, label: string): string {
  return label === '' ? `[[${noteId}]]` : `[[${noteId}|${label}]]`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
