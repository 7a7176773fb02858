import { randomInt } from 'node:crypto';
import { RESERVED_NAMES, TREES } from './names.ts';

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

/** Latin letters with their accents, digits, and between them one space, hyphen or apostrophe; three to thirty characters. */
const FORM = /^(?=.{3,30}$)[a-zà-öø-žœ0-9]+(?:[ '’-][a-zà-öø-žœ0-9]+)*$/iu;

/** Letters that look like others of the same script in most fonts. Case counts: without it `ſ` is an `s`. */
const LOOK_ALIKES = /[ıſĿŀŉ×÷]/u;

/** Why a text cannot be a pseudonym; null when it can, as far as one can tell without the others. */
export function pseudonymFlaw(text: string): 'missing' | 'too-short' | 'too-long' | 'not-allowed' | 'reserved' | null {
  if (text === '') return 'missing';
  if (text.length < 3) return 'too-short';
  if (text.length > 30) return 'too-long';
  const composed = text === text.normalize('NFKC');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (!composed || !FORM.test(text) || LOOK_ALIKES.test(text) || letters < 2) return 'not-allowed';
  const key = pseudonymKey(text);
  return RESERVED_NAMES.some((name) => key.includes(pseudonymKey(name))) ? 'reserved' : null;
}

/** Pseudonyms to propose: trees and shrubs, with a number of their own once the name alone is taken. */
export async function suggestedPseudonym(isTaken: (key: string) => Promise<boolean>): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const name = TREES[randomInt(TREES.length)]!;
    const one = tries < 5 ? name : `${name} ${randomInt(10, 10_000)}`;
    if (!(await isTaken(pseudonymKey(one)))) return one;
  }
}
