/** Letters that have no decomposition, and what they are read as. */
const READ_AS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ø: 'o', đ: 'd', ł: 'l', ħ: 'h', ŧ: 't', ŋ: 'n' };

/**
 * What a pseudonym looks like: two that a reader could take for each other have the same key, and only one of them is given.
 * Case, accents and separators say nothing; `l`, `i` and `1`, `o` and `0`, `rn` and `m`, `vv` and `w` are one. Pseudonyms
 * hold letters of the Latin script only, so that no other script has to be compared.
 */
export function pseudonymKey(pseudonym: string): string {
  return pseudonym
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæøđłħŧŋ]/g, (letter) => READ_AS[letter]!)
    .replace(/[^a-z0-9]/g, '')
    .replace(/[i1]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');
}
