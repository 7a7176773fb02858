import { nis2Article } from '@palier/model/documents';

/** What a typed or pasted text gives: articles as they are stored, and what is none. */
export interface TypedArticles {
  articles: string[];
  wrong: string[];
}

/**
 * The articles in a text, separated by commas, semicolons or ends of lines. Blanks inside an article and capitals do not
 * count: « 21 (2) (D) » is `21(2)(d)`.
 */
export function articlesIn(text: string): TypedArticles {
  const found: TypedArticles = { articles: [], wrong: [] };
  for (const part of text.split(/[,;\n\r]/)) {
    const written = part.trim();
    if (written === '') continue;
    const article = written
      .replace(/^(?:articles?|art\.?)(?=[\s\d])/i, '')
      .replace(/\s/g, '')
      .toLowerCase();
    if (nis2Article.safeParse(article).success) found.articles.push(article);
    else found.wrong.push(written);
  }
  return found;
}

/** What to say of texts that are no articles. */
export function adviceOnArticles(wrong: readonly string[]): string | undefined {
  if (wrong.length === 0) return undefined;
  const named = wrong.map((one) => `« ${one.length > 40 ? `${one.slice(0, 39)}…` : one} »`).join(', ');
  return `${named} : citez l’article comme la directive, 21, 21(2) ou 21(2)(d).`;
}
