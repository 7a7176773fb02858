/**
 * The part of a folded word that its inflections share: plural, feminine and the commonest verb endings. After the
 * minimal stemmer for French of J. Savoy, "A stemming procedure and stopword list for general French corpora" (JASIS
 * 50(10), 1999). It brings no derivation together (`journaliste` and `journal` stay two words: a stronger stemmer makes
 * one of them), which is what synonyms are for; and it does no harm to English, where it takes plurals in `s`.
 */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith('eaux')) return word.slice(0, -1);
  if (word.length === 4) return /(?:[^s]s|eux)$/.test(word) ? word.slice(0, -1) : word;
  if (word.endsWith('aux')) return `${word.slice(0, -2)}l`;
  if (word.endsWith('x')) return word.slice(0, -1);
  let end = word.length;
  // Four letters stay, as they do where there is no more: `sites` is `site`, `tiers` is not `ti`.
  const drop = (letter: string | undefined) => {
    if (end > 4 && word[end - 1] === letter) end -= 1;
  };
  drop('s');
  drop('r');
  drop('e');
  drop('e');
  drop(word[end - 2]);
  return word.slice(0, end);
}
