import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHARACTERS } from './characters.ts';

test('the fonts hold every character of the interface', () => {
  const dictionary = ['fr', 'en'].map((locale) =>
    readFileSync(join(import.meta.dirname, `../src/i18n/${locale}.ts`), 'utf8'),
  );
  const missing = new Set(
    [...dictionary.join('')].filter((character) => character !== '\n' && !CHARACTERS.includes(character)),
  );
  expect([...missing]).toEqual([]);
});

test('the font of the pages weighs 40 kB at most', () => {
  expect(statSync(join(import.meta.dirname, 'atkinson-hyperlegible-next.woff2')).size).toBeLessThanOrEqual(40_000);
});
