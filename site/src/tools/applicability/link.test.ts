import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromFragment, toFragment } from './link.ts';

it('gives back the answers that it was made of, in letters that no program breaks', () => {
  const answers = { structure: 'private' as const, headcount: 42.5, activities: ['I.8.cloud', 'II.4.food'], group: [] };
  expect(toFragment(answers)).toMatch(/^#r=[\w-]+$/);
  expect(fromFragment(toFragment(answers))).toEqual(answers);
});

it('another fragment of the page is no link', () => {
  expect(fromFragment('')).toBeNull();
  expect(fromFragment('#content')).toBeNull();
});

it('a link that was cut, changed or made by somebody else is damaged, and never an exception', () => {
  expect(fromFragment('#r=')).toBe('damaged');
  expect(fromFragment(toFragment({ headcount: 42 }).slice(0, -3))).toBe('damaged');
  expect(fromFragment(`#r=${'A'.repeat(30_000)}`)).toBe('damaged');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'AZaz09-_=%/+é') }), (text) => {
      const found = fromFragment(`#r=${text}`);
      expect(found === 'damaged' || typeof found === 'object').toBe(true);
    }),
  );
});
