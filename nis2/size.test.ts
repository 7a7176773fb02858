import { describe, expect, it, test } from 'vitest';
import { BALANCE_SHEET_BANDS, HEADCOUNT_BANDS, TURNOVER_BANDS, UNKNOWN, consolidate, possibleSizes } from './size.ts';

const exactly = (figure: number) => ({ min: figure, max: figure });
const sizes = (headcount: number, turnover: number, balanceSheet: number) =>
  possibleSizes({
    headcount: exactly(headcount),
    turnover: exactly(turnover),
    balanceSheet: exactly(balanceSheet),
  }).join();

describe('the size of an enterprise (Recommendation 2003/361/EC, annex, Article 2)', () => {
  it.each([
    [9, 2, 2, 'micro'],
    [9, 2.1, 2, 'micro'],
    [9, 2.1, 2.1, 'small'],
    [10, 1, 1, 'small'],
    [49, 10, 10, 'small'],
    [49, 10, 1000, 'small'],
    [49, 1000, 10, 'small'],
    // Turnover alone does not make an enterprise larger: the most frequent mistake.
    [42, 14, 9, 'small'],
    [42, 14, 10.5, 'medium'],
    [50, 1, 1, 'medium'],
    [249, 50, 43, 'medium'],
    [249, 50, 1000, 'medium'],
    [249, 1000, 43, 'medium'],
    [249, 50.1, 43.1, 'large'],
    [250, 0, 0, 'large'],
    [3, 60, 50, 'large'],
  ])('%d people, %d M€, %d M€ of balance sheet: %s', (headcount, turnover, balanceSheet, size) => {
    expect(sizes(headcount, turnover, balanceSheet)).toBe(size);
  });

  /** The 27 combinations of bands, small, medium or large each, as ANSSI tells them apart. */
  const table: [string, string, string, string][] = ['lt50', '50-249', 'gte250'].flatMap((staff, e) =>
    ['lt10', '10-50', 'gte50'].flatMap((sales, s) =>
      ['lt10', '10-43', 'gte43'].map((assets, a): [string, string, string, string] => [
        staff,
        sales,
        assets,
        ['small', 'medium', 'large'][Math.max(e, Math.min(s, a))]!,
      ]),
    ),
  );

  it.each(table)('bands %s, %s, %s: %s', (staff, sales, assets, size) => {
    const found = possibleSizes({
      headcount: HEADCOUNT_BANDS[staff]!,
      turnover: TURNOVER_BANDS[sales]!,
      balanceSheet: BALANCE_SHEET_BANDS[assets]!,
    });
    expect(found.filter((one) => one !== 'micro')).toEqual([size]);
  });

  test('what is unknown leaves sizes open, and only those', () => {
    expect(possibleSizes({ headcount: exactly(60), turnover: UNKNOWN, balanceSheet: UNKNOWN })).toEqual([
      'medium',
      'large',
    ]);
    expect(possibleSizes({ headcount: UNKNOWN, turnover: exactly(1), balanceSheet: UNKNOWN })).toHaveLength(4);
    expect(possibleSizes({ headcount: exactly(300), turnover: UNKNOWN, balanceSheet: UNKNOWN })).toEqual(['large']);
  });
});

describe('groups (Article 6)', () => {
  const own = { headcount: exactly(10), turnover: exactly(2), balanceSheet: exactly(2) };
  const other = { headcount: exactly(40), turnover: exactly(8), balanceSheet: UNKNOWN };

  test('a linked enterprise is added whole, a partner for its share', () => {
    expect(consolidate(own, [{ ...other, share: exactly(1) }]).headcount).toEqual(exactly(50));
    expect(consolidate(own, [{ ...other, share: exactly(0.25) }]).headcount).toEqual(exactly(20));
    expect(consolidate(own, [{ ...other, share: { min: 0.25, max: 0.5 } }]).turnover).toEqual({ min: 4, max: 6 });
  });

  test('a figure that nobody knows stays open, unless its share is nothing', () => {
    expect(consolidate(own, [{ ...other, share: exactly(1) }]).balanceSheet).toEqual({ min: 2, max: Infinity });
    expect(consolidate(own, [{ ...other, share: exactly(0) }]).balanceSheet).toEqual(exactly(2));
  });
});
