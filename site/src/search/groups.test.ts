import type { SearchHit } from '@palier/search/client';
import { expect, test } from 'vitest';
import { groupsOf } from './groups.ts';

const hits = (types: SearchHit['type'][]) => types.map((type, index) => ({ type, id: String(index) }) as SearchHit);

test('types come in the order of the best hit of each, hits in their own', () => {
  const groups = groupsOf(hits(['glossary-term', 'resource', 'service', 'resource', 'glossary-term']));
  expect(groups.map(({ type, hits: own }) => [type, own.map(({ id }) => id)])).toEqual([
    ['glossary-term', ['0', '4']],
    ['resource', ['1', '3']],
    ['service', ['2']],
  ]);
});

test('five resources are shown, and three of each other type', () => {
  const groups = groupsOf(hits([...Array<'resource'>(9).fill('resource'), ...Array<'topic'>(9).fill('topic')]));
  expect(groups.map(({ hits: own }) => own.length)).toEqual([5, 3]);
});

test('nothing makes no group', () => {
  expect(groupsOf([])).toEqual([]);
});
