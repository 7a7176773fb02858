import { globSync } from 'node:fs';
import { join } from 'node:path';
import { SECTOR_IDS } from '@palier/nis2/sectors';
import { expect, test } from 'vitest';
import { en as own } from './en.ts';
import { fr as french } from './fr.ts';

/** Every string of a dictionary with its place in it: `home.lead`. */
function texts(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  return Object.entries(part as object).flatMap(([key, value]) => texts(value, path ? `${path}.${key}` : key));
}

const root = join(import.meta.dirname, 'tools');

/** The words of the tools, which their pages alone carry: `applicability.questions.headcount`. */
async function toolWords(locale: 'fr' | 'en'): Promise<object> {
  const files = globSync(`*.${locale}.ts`, { cwd: root });
  const modules = await Promise.all(files.map((file) => import(join(root, file)) as Promise<object>));
  return Object.assign({}, ...modules) as object;
}

const fr = { ...french, inTools: await toolWords('fr') };
const en = { ...own, inTools: await toolWords('en') };

test('the words of the tools are among those looked at', () => {
  expect(fr.inTools).toHaveProperty('common.privacy');
});

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test('French and English say the same things, neither more nor less', () => {
  const paths = (dictionary: object) => texts(dictionary).map(([path]) => path);
  expect(paths(en).sort()).toEqual(paths(fr).sort());
});

test('each text has the same places to fill in French and in English', () => {
  const filled = (dictionary: object) => texts(dictionary).map(([path, text]) => [path, places(text)]);
  expect(new Map(filled(en) as [])).toEqual(new Map(filled(fr) as []));
});

test('no text is empty or has a stray space', () => {
  expect([...texts(fr), ...texts(en)].filter(([, text]) => !/^\S(?:.*\S)?$/u.test(text))).toEqual([]);
});

test('French follows French typography', () => {
  // A no-break space before a double sign, a curved apostrophe, one character for an ellipsis.
  expect(texts(fr).filter(([, text]) => / [;:!?»]|« |'|\.\.\.|[^\s\u00a0\u202f][;!?]/.test(text))).toEqual([]);
});

test('English follows English typography', () => {
  expect(texts(en).filter(([, text]) => /\s[;:!?]|'|"|\.\.\./.test(text))).toEqual([]);
});

test('sectors stand in the order of the annexes, in which the checker lists them', async () => {
  for (const locale of ['fr', 'en'] as const)
    expect(Object.keys(((await toolWords(locale)) as { sectors: object }).sectors)).toEqual(SECTOR_IDS);
});
