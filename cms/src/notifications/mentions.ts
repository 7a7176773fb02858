import { withoutEmailAddresses } from '@palier/model';
import { pseudonymKey } from '../members/pseudonym.ts';

/** Members that one post tells at most. */
export const MENTIONS_MAX = 10;

/** Signs looked at in one post at most. */
const SIGNS_MAX = 50;

/** Longest pseudonym, in characters. */
const NAME_MAX = 30;

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const SIGN = /(?<![\p{L}\p{N}_@/.])@(?=[\p{L}\p{N}])/gu;
const WORDS = /^[\p{L}\p{N}]+(?:[ '’-][\p{L}\p{N}]+)*/u;
const WORD_END = /(?<=[\p{L}\p{N}])(?![\p{L}\p{N}])/gu;

/**
 * What may be a pseudonym after each `@` of a text, as keys of pseudonyms, the longest first: a name holds spaces, and only who
 * has which name tells where it ends. What stands in code, or in an e-mail address, is none.
 */
export function possibleMentions(body: string): string[][] {
  if (!body.includes('@')) return [];
  const text = withoutEmailAddresses(body.replace(CODE, ' ')).normalize('NFC');
  return [...text.matchAll(SIGN)].slice(0, SIGNS_MAX).map(({ index }) => {
    const [words = ''] = WORDS.exec(text.slice(index + 1, index + 1 + NAME_MAX)) ?? [];
    const names = [...words.matchAll(WORD_END)].map((end) => words.slice(0, end.index));
    return names.reverse().map(pseudonymKey);
  });
}

/** The members that are meant, by the keys of their pseudonyms. */
export function mentioned(possible: readonly string[][], memberOfKey: ReadonlyMap<string, string>): string[] {
  const found = possible.flatMap((keys) => {
    const key = keys.find((one) => memberOfKey.has(one));
    return key === undefined ? [] : [memberOfKey.get(key)!];
  });
  return [...new Set(found)].slice(0, MENTIONS_MAX);
}
