import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SECTION_OF_PATH, parseDocumentAddress } from '@palier/model/sections';
import { expect, test } from 'vitest';
import { QUESTIONS } from './questions.ts';

const GUIDES = join(import.meta.dirname, '../../../seeds/content/resources/guides');

test('every answer is a list, or a page of the content of a first start', () => {
  for (const { page } of QUESTIONS)
    for (const [locale, address] of Object.entries(page)) {
      if (SECTION_OF_PATH.has(address)) continue;
      const named = parseDocumentAddress(address);
      expect(named?.locale, address).toBe(locale);
      expect(existsSync(join(GUIDES, `${named?.slug}.md`)), address).toBe(true);
    }
});
