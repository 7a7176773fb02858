import { describe, expect, it } from 'vitest';
import { weeksOf } from './month.ts';

describe('the weeks of a month', () => {
  it.each([
    ['2027-02', 4, '2027-02-01', '2027-02-28'], // Begins on a Monday, ends on a Sunday.
    ['2026-11', 6, '2026-11-01', '2026-11-30'], // Begins on a Sunday.
    ['2028-02', 5, '2028-02-01', '2028-02-29'], // A leap year.
    ['2026-12', 5, '2026-12-01', '2026-12-31'],
  ])('of %s are %i, from %s to %s', (month, count, first, last) => {
    const weeks = weeksOf(month);
    const days = weeks.flat().filter((day) => day !== null);
    expect(weeks).toHaveLength(count);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect([days[0], days.at(-1)]).toEqual([first, last]);
    expect(new Set(days).size).toBe(days.length);
  });

  it('begin on Mondays', () => {
    expect(weeksOf('2027-01')[0]).toEqual([null, null, null, null, '2027-01-01', '2027-01-02', '2027-01-03']);
  });
});
