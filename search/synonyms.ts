import { readFileSync } from 'node:fs';
import { parseRules, type Rules } from './thesaurus.ts';

const FILE = new URL('./synonyms.txt', import.meta.url);

/** The rules of `synonyms.txt`. @throws when a line of it is no rule */
export function readSynonyms(): Rules {
  return parseRules(readFileSync(FILE, 'utf8'));
}
