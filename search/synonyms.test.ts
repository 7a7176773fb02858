import { hasEmailAddress } from '@palier/model';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSynonyms } from './synonyms.ts';
import { makeThesaurus, termsOf } from './thesaurus.ts';

const rules = readSynonyms();
const { concepts } = makeThesaurus(rules, []).data();
const keyOf = (name: string) => termsOf(name).join(' ');

/** Those that come more than once. */
const repeated = (keys: string[]) => keys.filter((key, index) => keys.indexOf(key) !== index);

it('are read, every line of them', () => {
  expect(rules.equivalents.length).toBeGreaterThan(300);
  expect(rules.narrowings.length).toBeGreaterThan(300);
});

it('have each name in one line of equivalents', () => {
  expect(repeated(rules.equivalents.flatMap((names) => [...new Set(names.map(keyOf))]))).toEqual([]);
});

it('have one line for what each name finds as well', () => {
  expect(repeated(rules.narrowings.map(({ from }) => keyOf(from)))).toEqual([]);
});

it('never say that a name finds itself', () => {
  expect(rules.narrowings.filter(({ from, to }) => to.some((name) => keyOf(name) === keyOf(from)))).toEqual([]);
});

it('give each concept a term of its own', () => {
  expect(repeated(concepts.map(({ term }) => term))).toEqual([]);
});

it.each([
  ['mfa', 'authentification multifacteur'],
  ['pca', 'plan de continuité'],
  ['rançongiciel', 'ransomware'],
  ['sauvegarde', 'backup'],
])('make %s and %s one', (one, other) => {
  const named = concepts.filter(({ names }) => names.some((name) => [one, other].map(keyOf).includes(keyOf(name))));
  expect(named).toHaveLength(1);
});

it('hold no e-mail address', () => {
  expect(hasEmailAddress(readFileSync(new URL('./synonyms.txt', import.meta.url), 'utf8'))).toBe(false);
});

it('stay small enough to be sent to every reader, and to search for', () => {
  expect(JSON.stringify(concepts).length).toBeLessThan(100_000);
  for (const { names, finds } of concepts) {
    expect(names.length, names[0]).toBeLessThanOrEqual(15);
    expect(finds.length, names[0]).toBeLessThanOrEqual(10);
  }
});
