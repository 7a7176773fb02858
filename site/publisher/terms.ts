/** A glossary term as texts may write it. */
export interface Term {
  id: string;
  /** The term itself, its full form. */
  names: readonly string[];
}

export interface Found {
  id: string;
  /** Place in the text: first character, and the one after the last. */
  start: number;
  end: number;
}

/** Every place of a text where a term stands, from left to right, none within another. */
export type FindTerms = (text: string) => Found[];

interface Candidate {
  id: string;
  words: string[];
  /** An acronym: `PAS` is a security plan, `pas` is not. */
  exact: boolean;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** What may stand between two words of one name: `NIS 2`, `CERT-FR`. A new line is another block of the page. */
const GAP = /^(?:[^\S\n]|[-‑/’'])$/u;

/**
 * Looks for terms word by word, by their first word: a text costs the same with ten terms and with a thousand. Acronyms
 * are looked for as written, other names whatever their case, with the plural in `s`. Of two names that start at the same word, the
 * longer one is meant.
 */
export function termFinder(terms: readonly Term[]): FindTerms {
  const byFirstWord = new Map<string, Candidate[]>();
  for (const { id, names } of terms)
    for (const name of names.flatMap(spellings)) {
      const words = name.match(WORD) ?? [];
      const [first] = words;
      if (first === undefined || name.length < 2) continue;
      const candidates = byFirstWord.get(key(first)) ?? [];
      candidates.push({ id, words, exact: isAcronym(name) });
      byFirstWord.set(key(first), candidates);
    }
  for (const candidates of byFirstWord.values()) candidates.sort((a, b) => b.words.length - a.words.length);

  return (text) => {
    const found: Found[] = [];
    const words = [...text.matchAll(WORD)];
    for (let at = 0; at < words.length; at += 1) {
      const candidates = byFirstWord.get(key(words[at]![0]));
      const match = candidates?.find((candidate) => matches(candidate, text, words, at));
      if (!match) continue;
      const last = words[at + match.words.length - 1]!;
      found.push({ id: match.id, start: words[at]!.index, end: last.index + last[0].length });
      at += match.words.length - 1;
    }
    return found;
  };
}

/** `SPF/DKIM/DMARC` is written whole or by its parts; `NIS 2` also as one word. */
function spellings(name: string): string[] {
  const parts = name.includes('/') ? name.split('/').map((part) => part.trim()) : [];
  const joined = /^\p{Lu}+ \d+$/u.test(name) ? [name.replace(' ', '')] : [];
  return [name, ...joined, ...parts];
}

function isAcronym(name: string): boolean {
  return (name.match(/\p{Lu}/gu) ?? []).length >= 2;
}

/** Key of a first word: without case nor the plural, which the comparison of the whole decides. */
function key(word: string): string {
  return word.toLowerCase().replace(/s$/, '');
}

function matches({ words, exact }: Candidate, text: string, found: RegExpExecArray[], at: number): boolean {
  return words.every((word, index) => {
    const here = found[at + index];
    if (here === undefined) return false;
    const before = found[at + index - 1];
    if (index > 0 && before && !GAP.test(text.slice(before.index + before[0].length, here.index))) return false;
    const written = here[0];
    if (exact) return written === word || written === `${word}s`;
    const [a, b] = [written.toLowerCase(), word.toLowerCase()];
    return a === b || a === `${b}s`;
  });
}
