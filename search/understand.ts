import type { Lexicon } from './lexicon.ts';
import { articleReferences } from './text/articles.ts';
import { fold } from './text/fold.ts';
import { stem } from './text/stem.ts';
import { everyWordOf, termsOf, wordsOf } from './text/words.ts';

/** What a reader asks, in the terms that documents are indexed by. */
export interface Understood {
  /** Words and concepts that a document should hold, in the order typed; the more it holds, the better. */
  terms: string[];
  /** Words by which a concept was named, when they are several: a document that holds some of them is not beside the point. */
  namedBy: Readonly<Record<string, readonly string[]>>;
  /** True when the last term is the beginning of a word that is still being typed. */
  unfinished: boolean;
  /** Words that must follow one another: what was between quotes. */
  phrases: string[][];
  /** Words and concepts that a document must not hold: what followed a minus. */
  excluded: string[];
}

export interface Reading {
  /** The query by its words as they were typed. */
  asTyped: Understood;
  /** The query with its unknown words mended or left out, and how it is then written; null when all are known. */
  mended: { understood: Understood; written: string } | null;
}

const QUOTED = /([-−]?)["«“]\s*([^"«»“”]+?)\s*["»”]/g;
const EXCLUDED = /(?:^|\s)[-−]([\p{L}\p{N}]\S*)/gu;

interface Token {
  term: string;
  written: string;
}

/**
 * Reads a query: accents, plurals, elisions and stop words fall, the names of one thing become one concept, articles are
 * recognised however they are written. Nothing that is typed is an error.
 */
export function understand(query: string, lexicon: Lexicon): Reading {
  const phrases: string[][] = [];
  const excluded: string[] = [];
  const conceptsOf = (terms: string[]) => mapped(terms, lexicon).terms;
  const conditions: string[] = [];
  let rest = query.replace(QUOTED, (whole, minus: string, quoted: string) => {
    const terms = termsOf(quoted);
    if (!minus && terms.length === 0) return ` ${quoted} `;
    conditions.push(whole);
    if (minus) excluded.push(...conceptsOf(terms));
    else phrases.push(terms);
    return ' ';
  });
  rest = rest.replace(EXCLUDED, (whole, word: string) => {
    conditions.push(whole.trim());
    excluded.push(...conceptsOf(termsOf(word)));
    return ' ';
  });

  const articles: string[] = [];
  for (const { terms, start, end } of articleReferences(rest).reverse()) {
    articles.unshift(terms.findLast((term) => lexicon.knows(term)) ?? terms[0]!);
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  }

  let words = wordsOf(rest);
  // A query of nothing but stop words is searched by them, as they are.
  const isStopWords = words.length + articles.length + phrases.length === 0;
  if (isStopWords) words = everyWordOf(rest);
  const typed = words.map(({ term, start, end }): Token => ({ term, written: rest.slice(start, end) }));
  const unfinished = words.at(-1)?.end === rest.length;
  const understood = (tokens: Token[], isUnfinished: boolean): Understood => {
    const { terms, last, namedBy } = mapped(
      tokens.map(({ term }) => term),
      lexicon,
    );
    const all = [...new Set(isUnfinished ? [...articles, ...terms] : [...terms, ...articles])];
    return {
      terms: all,
      namedBy,
      // A name that is known to its end is no beginning, nor is a word that was typed before.
      unfinished: isUnfinished && last === 'word' && all.at(-1) === terms.at(-1),
      phrases,
      excluded,
    };
  };
  const asTyped = understood(typed, unfinished);

  let changed = false;
  const mendedTokens = typed.flatMap((token, index): Token[] => {
    const isLast = index === typed.length - 1 && unfinished;
    if (lexicon.knows(token.term) || (isLast && lexicon.knowsBeginning(fold(token.written)))) return [token];
    changed = true;
    return mend(token, lexicon);
  });
  // With nothing left of it, the query would find everything.
  const nothingLeft = mendedTokens.length + articles.length + phrases.length === 0;
  if (!changed || nothingLeft || isStopWords || lexicon.documents === 0) return { asTyped, mended: null };
  return {
    asTyped,
    mended: {
      understood: understood(mendedTokens, false),
      written: [
        ...articles.map((article) =>
          article.replace(
            /^art(\d+)(?:p(\d+))?([a-z])?$/,
            // A number alone is no article.
            (_, a, b, c) => (b ? `${a}(${b})${c ? `(${c})` : ''}` : `article ${a}`),
          ),
        ),
        ...mendedTokens.map(({ written }) => written),
        ...conditions,
      ].join(' '),
    },
  };
}

/** An unknown word: letters and digits apart (`top10`), or the word that it is nearly; nothing when there is none. */
function mend({ term, written }: Token, lexicon: Lexicon): Token[] {
  const near = lexicon.mend(term);
  if (near !== null) return [{ term: near, written: lexicon.writtenAs(near) }];
  if (!/\d/.test(term)) return [];
  const parts = fold(written).match(/\d+|[a-z]+/g) ?? [];
  if (parts.length < 2) return [];
  return parts.flatMap((part): Token[] => {
    const partTerm = stem(part);
    if (lexicon.knows(partTerm)) return [{ term: partTerm, written: part }];
    const nearPart = lexicon.mend(partTerm);
    return nearPart === null ? [] : [{ term: nearPart, written: lexicon.writtenAs(nearPart) }];
  });
}

/** Terms with the longest names in them replaced by what they name. */
function mapped(
  terms: string[],
  lexicon: Lexicon,
): { terms: string[]; last: 'word' | 'concept'; namedBy: Record<string, readonly string[]> } {
  const result: string[] = [];
  const namedBy: Record<string, readonly string[]> = {};
  let at = 0;
  let last: 'word' | 'concept' = 'word';
  for (const { concept, from, to } of lexicon.thesaurus.namings(terms, { longest: true })) {
    result.push(...terms.slice(at, from), concept);
    if (to - from > 1) namedBy[concept] = terms.slice(from, to);
    at = to;
    last = to === terms.length ? 'concept' : 'word';
  }
  result.push(...terms.slice(at));
  return { terms: result, last, namedBy };
}
