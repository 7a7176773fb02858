import type { Span } from './exposure.ts';
import { placeholderAt } from './placeholders.ts';

/** Stands for what is masked, placeholder or blank. No detector takes it for a part of anything. */
const MASKED = '\uFFFC';

/** A text as a reader sees it, and where each of its characters stands in the one that was written. */
export interface Readable {
  text: string;
  /** The span in the original of a span of the text. */
  original(span: Span): Span;
}

// Shown as nothing: soft hyphen, zero-width characters, marks of direction, variation selectors, byte order mark.
const INVISIBLE =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]/;
const SPACE = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/;
const HYPHEN = /[\u2010-\u2012\uFE63]/;
const FULL_STOP = /[\u2024\u3002\uFF61]/;
const FULL_WIDTH = /[\uFF01-\uFF5E]/;
const FULL_WIDTH_OFFSET = 0xfee0;
/** What rich editors write with a backslash, so that Markdown leaves it as it is: `SRV\_AD01`, `10\.0\.0\.1`. */
const ESCAPED = /[._\-@+:~]/;
const WORD = /[\p{L}\p{N}]/u;

/** The ASCII character that looks like this one; the character itself otherwise. */
function plain(character: string): string {
  if (character <= '~') return character;
  if (SPACE.test(character)) return ' ';
  if (HYPHEN.test(character)) return '-';
  if (FULL_STOP.test(character)) return '.';
  if (FULL_WIDTH.test(character)) return String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET);
  return character;
}

/** True for a backslash that Markdown does not show; that of a path stands before a word or after another backslash. */
function isEscape(text: string, offset: number): boolean {
  if (text[offset] !== '\\' || !ESCAPED.test(text[offset + 1] ?? '')) return false;
  return WORD.test(text[offset - 1] ?? '') && !text.slice(Math.max(0, offset - 40), offset).includes(':\\');
}

/** The text as a reader sees it: what hides an address from a program hides it from nobody else. */
export function readable(original: string): Readable {
  const kept: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let offset = 0; offset < original.length;) {
    const placeholder = placeholderAt(original, offset);
    const character = placeholder ? MASKED : (original[offset] as string);
    const end = offset + (placeholder?.length ?? 1);
    if (character === MASKED && kept.at(-1) === MASKED) ends[ends.length - 1] = end;
    else if (!INVISIBLE.test(character) && !isEscape(original, offset)) {
      kept.push(plain(character));
      starts.push(offset);
      ends.push(end);
    }
    offset = end;
  }
  return {
    text: kept.join(''),
    original: ({ start, end }) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 }),
  };
}

/**
 * The text with these spans blank: read again, it reads like the text in which they are masked.
 * @param spans in order, without overlaps.
 */
export function blanked(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(done, start), MASKED.repeat(end - start));
    done = end;
  }
  return parts.join('') + text.slice(done);
}
