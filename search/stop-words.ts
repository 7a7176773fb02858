/**
 * Words without meaning by themselves. Meilisearch splits at an apostrophe and knows no elision: the single
 * letters make `l'analyse` mean `analyse`.
 */
// prettier-ignore
export const STOP_WORDS: readonly string[] = [
  'l', 'd', 'qu', 'n', 's', 'c', 'j', 'm', 't',
  'le', 'la', 'les', 'un', 'une', 'des', 'du', 'de', 'au', 'aux', 'et', 'ou', 'en', 'dans', 'par', 'pour', 'sur',
  'avec', 'ce', 'cet', 'cette', 'ces', 'que', 'qui', 'est', 'sont', 'son', 'sa', 'ses', 'se', 'il', 'elle',
  'the', 'of', 'and', 'to', 'in', 'for', 'is', 'are', 'with', 'an',
];

/**
 * The query without the stop words at its end, at least one word left. Meilisearch takes the last word for the
 * beginning of one, even a stop word: `chiffrement la` would look for `la…`, and find nothing.
 */
export function withoutTrailingStopWords(query: string): string {
  const words = [...query.matchAll(/[^\s'’]+/gu)];
  const last = words.findLast(([word]) => !STOP_WORDS.includes(word.toLowerCase()));
  // The last word, whole with what follows it (a quote), or no word at all that means something.
  if (!last || last === words.at(-1)) return query;
  return query.slice(0, last.index + last[0].length);
}
