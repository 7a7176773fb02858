import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AUDIENCES } from '@palier/model';
import { expect, it } from 'vitest';
import { CHOICES } from './choices.ts';

it('every value of every list of choice has a French name', () => {
  const src = path.resolve(import.meta.dirname, '../..');
  const values = new Set<string>(AUDIENCES);
  for (const file of globSync('{api,components}/**/*.json', { cwd: src })) {
    const { attributes = {} } = JSON.parse(readFileSync(path.join(src, file), 'utf8')) as {
      attributes?: Record<string, { enum?: string[] }>;
    };
    for (const attribute of Object.values(attributes)) for (const value of attribute.enum ?? []) values.add(value);
  }
  expect(values.size).toBeGreaterThan(20);
  expect([...values].filter((value) => !CHOICES[value])).toEqual([]);
});
