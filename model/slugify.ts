/**
 * Slug of a title: lower case, accents folded, everything else a single hyphen. Empty when the text has no
 * letter or digit of the Latin script.
 *
 * `slugify('Agence nationale – sécurité')` is `agence-nationale-securite`.
 */
export function slugify(text: string): string {
  return text
    .replace(/[œŒ]/g, 'oe')
    .replace(/[æÆ]/g, 'ae')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 120)
    .replace(/^-+|-+$/g, '');
}
