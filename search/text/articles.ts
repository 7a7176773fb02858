/**
 * References to articles, as the law is cited: `21(2)(d)`, `art. 21(2)`, `article 21 2 d`, `articles 20, 21(2) et 23`. Bare
 * numbers are none: `21 mesures` names no article.
 */

// Not `\b`, for which an accented letter is the end of a word.
const BEFORE = String.raw`(?<![\p{L}\p{M}\p{N}])`;
const AFTER = String.raw`(?![\p{L}\p{M}\p{N}])`;

const NUMBER = String.raw`\d{1,2}(?!\d)`;
const PARAGRAPH = String.raw`\s*\(\s*\d{1,2}\s*\)`;
const POINT = String.raw`\s*\(\s*[a-z]\s*\)`;
/** Point after the word “article”, where brackets may be forgotten. */
const LOOSE_POINT = String.raw`(?:\s*\()?\s*[a-z]${AFTER}(?:\s*\))?`;
const ONE_OF_SEVERAL = `${NUMBER}(?:${PARAGRAPH}(?:${LOOSE_POINT})?)?`;

const CITED = new RegExp(
  [
    String.raw`${BEFORE}art(?:icle)?\.?\s*${NUMBER}(?:(?:${PARAGRAPH}|[\s.,]+\d{1,2}${AFTER}(?!/))(?:${LOOSE_POINT})?)?`,
    String.raw`${BEFORE}art(?:icle)?s\.?\s*${ONE_OF_SEVERAL}`,
    `${BEFORE}${NUMBER}${PARAGRAPH}(?:${POINT})?`,
  ].join('|'),
  'giu',
);
const NEXT = new RegExp(String.raw`(?:\s*(?:[,;&]|${BEFORE}(?:et|and|ou|or)${AFTER}))+\s*${ONE_OF_SEVERAL}`, 'giuy');

export interface ArticleReference {
  /** From the whole article to the point: `art21`, `art21p2`, `art21p2d`. */
  terms: string[];
  start: number;
  end: number;
}

/** What every citation holds, and most texts do not. */
const MAYBE = /art|\d\s*\(/i;

/** The references of a text, in its order. */
export function articleReferences(text: string): ArticleReference[] {
  if (!MAYBE.test(text)) return [];
  const references: ArticleReference[] = [];
  let pattern = CITED;
  let at = 0;
  for (;;) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) {
      at = match.index + match[0].length;
      references.push({ terms: termsOf(match[0]), start: match.index, end: at });
      if (/^art(?:icle)?s/i.test(match[0])) pattern = NEXT;
    } else if (pattern === NEXT) pattern = CITED;
    else return references;
  }
}

function termsOf(cited: string): string[] {
  const [article, paragraph] = cited.match(/\d+/g)!;
  const point = /\d\W*([a-z])\W*$/i.exec(cited)?.[1]?.toLowerCase();
  const terms = [`art${article}`];
  if (paragraph) terms.push(`art${article}p${paragraph}`);
  if (paragraph && point) terms.push(`art${article}p${paragraph}${point}`);
  return terms;
}
