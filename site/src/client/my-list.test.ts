import { expect, test } from 'vitest';
import { LIST_MAX, fromFragment, toFragment } from './my-list.ts';

test('a list comes back from its link as it was', () => {
  const urls = ['/ressources/a/', '/en/paths/b-2/'];
  expect(fromFragment(toFragment(urls))).toEqual(urls);
});

test('what is no address of a page of the hub is left out', () => {
  for (const fragment of [
    '',
    '#',
    '#javascript:alert(1)',
    '#//evil.example',
    '#ressources/../admin',
    '#RESSOURCES/a',
    '#a b',
  ])
    expect(fromFragment(fragment), fragment).toEqual([]);
});

test('a broken escape is left out, not thrown', () => {
  expect(fromFragment('#%E0%A4%A,ressources/a')).toEqual(['/ressources/a/']);
});

test('a link holds no page twice, and no more than the longest list', () => {
  expect(fromFragment('#ressources/a,ressources/a')).toEqual(['/ressources/a/']);
  const many = Array.from({ length: 500 }, (_, n) => `/ressources/r${n}/`);
  expect(fromFragment(toFragment(many))).toHaveLength(LIST_MAX);
});
