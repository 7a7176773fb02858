import { describe, expect, it } from 'vitest';
import { meanOf, measure } from './measures.ts';

const GRADES = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 1],
  ['zero', 0],
]);
/** Gains of the grades 3, 2 and 1, and the best there is. */
const IDEAL = 7 / Math.log2(2) + 3 / Math.log2(3) + 1 / Math.log2(4);
const others = (number: number) => Array.from({ length: number }, (_, index) => `other${index}`);

describe('a ranking', () => {
  it('in the best order is worth 1, whatever comes after', () => {
    const best = { ndcg: 1, recall: 1, reciprocalRank: 1 };
    expect(measure(['a', 'b', 'c'], GRADES)).toEqual(best);
    expect(measure(['a', 'b', 'c', 'zero', ...others(20)], GRADES)).toEqual(best);
  });

  it('of nothing, or of nothing that answers, is worth 0', () => {
    const worst = { ndcg: 0, recall: 0, reciprocalRank: 0 };
    expect(measure([], GRADES)).toEqual(worst);
    expect(measure(['zero', ...others(9)], GRADES)).toEqual(worst);
  });

  it('is worth its gains, each by its rank', () => {
    const { ndcg, recall, reciprocalRank } = measure(['c', 'x', 'b', 'a'], GRADES);
    expect(ndcg).toBeCloseTo((1 / Math.log2(2) + 3 / Math.log2(4) + 7 / Math.log2(5)) / IDEAL, 12);
    expect(ndcg).toBeCloseTo(0.5871, 4);
    expect(recall).toBe(1);
    expect(reciprocalRank).toBe(1 / 3);
  });

  it('counts by its first ten', () => {
    expect(measure([...others(10), 'a', 'b', 'c'], GRADES)).toEqual({ ndcg: 0, recall: 0, reciprocalRank: 0 });
    const { ndcg, recall, reciprocalRank } = measure([...others(9), 'b', 'a'], GRADES);
    expect(ndcg).toBeCloseTo(3 / Math.log2(11) / IDEAL, 12);
    expect(recall).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank).toBe(0.1);
  });

  it('finds a first that answers well only where the grade is 2 or 3', () => {
    expect(measure(['c'], GRADES).reciprocalRank).toBe(0);
    expect(measure(['c', 'b'], GRADES).reciprocalRank).toBe(0.5);
  });

  it('can be the best with ten of twelve that answer', () => {
    const many = new Map(others(12).map((one) => [one, 1]));
    expect(measure(others(10), many)).toEqual({ ndcg: 1, recall: 1, reciprocalRank: 0 });
    expect(measure(others(5), many).recall).toBe(0.5);
  });

  it('for which no grade is above 0 is worth 0, not nothing', () => {
    expect(measure(['zero'], new Map([['zero', 0]]))).toEqual({ ndcg: 0, recall: 0, reciprocalRank: 0 });
    expect(measure(['a'], new Map())).toEqual({ ndcg: 0, recall: 0, reciprocalRank: 0 });
  });
});

it('has the mean of each measure', () => {
  const mean = meanOf([
    { ndcg: 1, recall: 0.5, reciprocalRank: 0 },
    { ndcg: 0.5, recall: 0, reciprocalRank: 1 },
  ]);
  expect(mean).toEqual({ ndcg: 0.75, recall: 0.25, reciprocalRank: 0.5 });
});
