import type { Lexicon } from './lexicon.ts';
import { foldedWords } from './text/fold.ts';
import type { Understood } from './understand.ts';

/** Parts of a document by what a match in them is worth; a term in two parts has the worth of both. */
export const PART_WORTH = { title: 3, keywords: 2, summary: 1.2, subjects: 0.7, broader: 0.6, text: 0.5 } as const;

export type Part = keyof typeof PART_WORTH;

const PARTS = Object.keys(PART_WORTH) as Part[];

/** Above this, more places for a term add little (the k1 of BM25). */
const SATURATION = 2.4;

/** How much the reader's own level, and those beside it, raise a document. */
export const LENS: readonly number[] = [1.12, 1.05];

/** Terms of a part of a document. */
export interface PartTerms {
  has(term: string): boolean;
  /** True when a term of it begins so. */
  hasBeginning(beginning: string): boolean;
}

/** Terms of a document, part by part; `text` is the whole of it. */
export type Terms = Readonly<Record<Part, PartTerms>>;

/**
 * How well a document answers: the sum over the terms asked of their rarity, by the worth of the parts that hold them (BM25F:
 * S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004). Both engines
 * find; this orders what they found, so that both give the same answer.
 */
export function scoreOf(understood: Understood, document: Terms, lexicon: Lexicon): number {
  let score = 0;
  for (const [index, term] of understood.terms.entries()) {
    const isBeginning = understood.unfinished && index === understood.terms.length - 1;
    const own = lexicon.weightOf(term) * saturated(worthOf(document, term, isBeginning));
    const words = understood.namedBy[term] ?? [];
    const byWords = words.reduce((sum, word) => sum + lexicon.weightOf(word) * saturated(worthOf(document, word)), 0);
    score += Math.max(own, (byWords / (words.length || 1)) * WORDS_OF_A_NAME);
  }
  return score;
}

/** What the words of a name are worth where the name itself is not. */
const WORDS_OF_A_NAME = 0.5;

const saturated = (worth: number) => (worth * (SATURATION + 1)) / (worth + SATURATION);

function worthOf(document: Terms, term: string, isBeginning = false): number {
  let worth = 0;
  for (const part of PARTS)
    if (document[part].has(term) || (isBeginning && document[part].hasBeginning(term))) worth += PART_WORTH[part];
  return worth;
}

/** What the reader's level makes of a score: documents of that level come up, and a better answer still wins. */
export function throughLens(score: number, level: number | null, lens: number | null): number {
  return level === null || lens === null ? score : score * (LENS[Math.abs(level - lens)] ?? 1);
}

/** Says of a name whether it is the query, whatever accents and punctuation. */
export function exactly(query: string): (name: string) => boolean {
  const asked = foldedWords(query);
  // Most names are far from as long as what is asked: no need to read them.
  return (name) => Math.abs(name.length - query.length) <= 8 && foldedWords(name) === asked;
}
