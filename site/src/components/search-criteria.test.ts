import { expect, test } from 'vitest';
import { criteriaOf, queryOf } from './search-criteria.ts';

test('a search survives its trip through an address', () => {
  const criteria = { q: 'l’article 21 & 23', type: 'glossary-term', maturity: 'expert' } as const;
  expect(criteriaOf(queryOf(criteria))).toEqual(criteria);
});

test('what means nothing in an address is left out', () => {
  expect(criteriaOf('?q=tls&type=toString&maturity=guru&x=1')).toEqual({ q: 'tls', type: null, maturity: null });
});

test('nothing asked leaves the address bare', () => {
  expect(queryOf({ q: '  ', type: null, maturity: null })).toBe('');
});

test('a query longer than the search accepts is cut', () => {
  expect(criteriaOf(`?q=${'a'.repeat(500)}`).q).toHaveLength(200);
});
