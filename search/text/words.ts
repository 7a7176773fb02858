import { fold } from './fold.ts';
import { stem } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';

/** A word of a text. */
export interface Word {
  /** What it is compared by: folded and without its ending. */
  term: string;
  /** Place in the text, in UTF-16 units. */
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** What is left of compatibility forms, which can hold more than letters and digits: `½` is `1⁄2`, `⑴` is `(1)`. */
const REST = /[^\p{L}\p{N}]+/gu;

const foldedWord = (word: string) => fold(word).replace(REST, '');

// The same words come again and again: a document of 10,000 characters holds a few hundred.
const MEMORY_MAX = 50_000;
const memory = new Map<string, string | null>();

/** Term of a word; null for one that says nothing. */
export function termOf(word: string): string | null {
  let term = memory.get(word);
  if (term === undefined) {
    const folded = foldedWord(word);
    term = folded === '' || STOP_WORDS.has(folded) ? null : stem(folded);
    if (memory.size >= MEMORY_MAX) memory.clear();
    memory.set(word, term);
  }
  return term;
}

/** The words of a text that say something, in its order. Hyphens and apostrophes part words, so an elision is no part of one. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const term = termOf(match[0]);
    if (term !== null) words.push({ term, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** The words of a text, those that say nothing as well. */
export function everyWordOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    term: stem(foldedWord(match[0])),
    start: match.index,
    end: match.index + match[0].length,
  })).filter(({ term }) => term !== '');
}

/** The terms of a text, in its order. */
export const termsOf = (text: string): string[] => wordsOf(text).map(({ term }) => term);
