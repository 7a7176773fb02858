import { Thesaurus, type ThesaurusData } from './thesaurus.ts';
import { wordsOf } from './text/words.ts';

/** Name of the file, beside the embedded index. */
export const LEXICON_FILE = 'lexicon.json';

/** Version of the file; a reader that finds another one does without. */
export const LEXICON_VERSION = 1;

/** Most words kept, the commonest first: beyond it a word typed is searched as it is. */
const WORDS_MAX = 60_000;

/** What the search knows of the indexed texts: the file `lexicon.json` beside the embedded index. */
export interface LexiconFile extends ThesaurusData {
  version: typeof LEXICON_VERSION;
  /** Documents counted. */
  documents: number;
  /** Term, number of documents that it is in, and how it is most often written when that is not the term itself. */
  terms: ([term: string, count: number] | [term: string, count: number, written: string])[];
}

/** Greatest number of letters that a mistake changes in a word of this length: none in a short one, an acronym mostly. */
const mistakesIn = (length: number) => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * Words of the indexed texts and what they mean. Queries are read with it: what is misspelt is mended to a word that
 * exists, and rare words count for more. Empty before the first index: queries are then taken as they are.
 */
export class Lexicon {
  readonly documents: number;
  readonly thesaurus: Thesaurus;
  readonly #counts = new Map<string, number>();
  readonly #written = new Map<string, string>();
  readonly #sorted: string[];
  readonly #byLength = new Map<number, string[]>();
  readonly #mended = new Map<string, string | null>();
  /** True when no word was left out. */
  readonly #isWhole: boolean;

  constructor({ documents, terms, concepts }: Omit<LexiconFile, 'version'>) {
    this.documents = documents;
    this.#isWhole = documents > 0 && terms.length < WORDS_MAX;
    this.thesaurus = new Thesaurus({ concepts });
    for (const [term, count, written] of terms) {
      this.#counts.set(term, count);
      if (written !== undefined) this.#written.set(term, written);
    }
    // A word that only synonyms hold is a word all the same.
    for (const { names } of concepts)
      for (const name of names)
        for (const { term, start, end } of wordsOf(name)) {
          if (!this.#counts.has(term)) this.#counts.set(term, 0);
          if (!this.#written.has(term)) this.#written.set(term, name.slice(start, end).toLowerCase());
        }
    this.#sorted = [...this.#counts.keys()].sort();
    for (const term of this.#sorted) {
      if (/\d/.test(term)) continue;
      const same = this.#byLength.get(term.length);
      if (same) same.push(term);
      else this.#byLength.set(term.length, [term]);
    }
  }

  static readonly EMPTY = new Lexicon({ documents: 0, terms: [], concepts: [] });

  /** The lexicon of a file; the empty one when this code cannot read it. */
  static read(file: string): Lexicon {
    try {
      const { version, ...words } = JSON.parse(file) as LexiconFile;
      return version === LEXICON_VERSION ? new Lexicon(words) : Lexicon.EMPTY;
    } catch {
      return Lexicon.EMPTY;
    }
  }

  /** Documents that hold the term, at the last time that it was counted. */
  countOf(term: string): number {
    return this.#counts.get(term) ?? 0;
  }

  /** True when a text or a synonym holds it. */
  knows(term: string): boolean {
    return this.#counts.has(term) || this.thesaurus.concept(term) !== undefined;
  }

  /** True when it is certain that no counted document holds the term, nor with `isBeginning` a word that begins so. */
  lacks(term: string, isBeginning = false): boolean {
    return this.#isWhole && this.countOf(term) === 0 && !(isBeginning && this.knowsBeginning(term));
  }

  /** True when a known word begins so. */
  knowsBeginning(beginning: string): boolean {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < beginning) low = middle + 1;
      else high = middle;
    }
    return this.#sorted[low]?.startsWith(beginning) ?? false;
  }

  /** How much the term tells of a document, by its rarity (the idf of BM25). */
  weightOf(term: string): number {
    const count = Math.min(this.countOf(term), this.documents);
    return Math.log(1 + (this.documents - count + 0.5) / (count + 0.5));
  }

  /** How readers see the term. */
  writtenAs(term: string): string {
    return this.#written.get(term) ?? this.thesaurus.concept(term)?.names[0] ?? term;
  }

  /** The known word that a misspelt one most likely stands for; null when none is near. */
  mend(term: string): string | null {
    let mended = this.#mended.get(term);
    if (mended === undefined) {
      mended = this.#nearest(term);
      if (this.#mended.size > 1000) this.#mended.clear();
      this.#mended.set(term, mended);
    }
    return mended;
  }

  #nearest(term: string): string | null {
    const limit = mistakesIn(term.length);
    if (limit === 0 || /\d/.test(term)) return null;
    let nearest: string | null = null;
    let least = limit + 1;
    for (let length = term.length - limit; length <= term.length + limit; length += 1) {
      for (const candidate of this.#byLength.get(length) ?? []) {
        const distance = distanceBetween(term, candidate, Math.min(limit, least));
        const better =
          distance < least ||
          (distance === least && nearest !== null && this.countOf(candidate) > this.countOf(nearest));
        if (distance <= limit && better) [nearest, least] = [candidate, distance];
      }
    }
    return nearest;
  }
}

/**
 * Optimal string alignment distance (Damerau-Levenshtein where no part is changed twice) in letters; anything above
 * `limit` when it is more.
 */
export function distanceBetween(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let value = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) value = Math.min(value, before[j - 2]! + 1);
      next.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[other.length]!;
}

/** Counts the words of documents as they are indexed. */
export class LexiconMaker {
  readonly #thesaurus: Thesaurus;
  readonly #counts = new Map<string, number>();
  readonly #forms = new Map<string, Map<string, number>>();
  #documents = 0;

  constructor(thesaurus: Thesaurus) {
    this.#thesaurus = thesaurus;
  }

  /** Adds one document, by its texts. */
  add(texts: readonly string[]): void {
    this.#documents += 1;
    const terms = new Set<string>();
    for (const text of texts) {
      for (const term of this.#thesaurus.analyse(text)) terms.add(term);
      for (const { term, start, end } of wordsOf(text)) {
        const written = text.slice(start, end).toLowerCase();
        const forms = this.#forms.get(term) ?? new Map<string, number>();
        forms.set(written, (forms.get(written) ?? 0) + 1);
        this.#forms.set(term, forms);
      }
    }
    for (const broader of this.#thesaurus.broaderThan(terms)) terms.add(broader);
    for (const term of terms) this.#counts.set(term, (this.#counts.get(term) ?? 0) + 1);
  }

  file(): LexiconFile {
    const terms = [...this.#counts]
      .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
      .slice(0, WORDS_MAX)
      .map(([term, count]): LexiconFile['terms'][number] => {
        const written = [...(this.#forms.get(term) ?? [])].sort(([, one], [, other]) => other - one)[0]?.[0];
        return written === undefined || written === term ? [term, count] : [term, count, written];
      });
    return { version: LEXICON_VERSION, documents: this.#documents, terms, ...this.#thesaurus.data() };
  }
}
