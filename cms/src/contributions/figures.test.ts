import { CONTRIBUTED_REGIMES, publicStatistics, type ResultFigures } from '@palier/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figuresOf, type MonthlyCount } from './figures.ts';

const SECTORS = ['banque', 'eau-potable', 'energie', 'sante'];

const count = (sector: string | null, n: number, month = '2026-09', result = 'essential'): MonthlyCount => ({
  month,
  tool: 'applicability',
  result,
  sector,
  count: n,
});
const essential = (counts: readonly MonthlyCount[], sectors: readonly string[] = SECTORS) =>
  figuresOf(counts, sectors).applicability.find(({ result }) => result === 'essential') ?? null;

describe('figures of contributions', () => {
  test('are none under ten', () => {
    expect(essential([count('energie', 9)])).toBeNull();
    expect(essential([count('energie', 10)])).toEqual({
      result: 'essential',
      total: 10,
      sectors: [{ sector: 'energie', count: 10 }],
      others: null,
    });
  });

  test('are rounded down to five, and a total is the sum of what is shown', () => {
    expect(essential([count('energie', 14), count('sante', 29), count(null, 3)])).toMatchObject({
      total: 35,
      sectors: [
        { sector: 'sante', count: 25 },
        { sector: 'energie', count: 10 },
      ],
      others: null,
    });
  });

  test('put the sectors under ten together, when they make ten', () => {
    expect(essential([count('energie', 20), count('sante', 6), count('banque', 5)])).toMatchObject({
      total: 30,
      others: 10,
    });
  });

  test('leave the others out when they could only be full', () => {
    // Of two sectors that are left, nine and nine is the one way to make eighteen.
    expect(
      essential([count(null, 50), count('energie', 9), count('sante', 9)], ['energie', 'sante'])?.others,
    ).toBeNull();
    expect(essential([count(null, 50), count('energie', 9), count('sante', 9)])?.others).toBe(15);
  });

  test('grow by ten contributions at least', () => {
    const months = [count('energie', 12, '2026-07'), count('energie', 9, '2026-08')];
    expect(essential(months)?.total).toBe(10);
    expect(essential([...months, count('energie', 1, '2026-09')])?.total).toBe(20);
  });

  test('are those of each tool and result apart, in the order of the results', () => {
    const counts = CONTRIBUTED_REGIMES.toReversed().map((result, at) => count(null, 10 + at, '2026-09', result));
    const assessed = { ...count('sante', 40), tool: 'assessment' as const, result: 'novice' };
    const { applicability, assessment } = figuresOf([...counts, assessed], SECTORS);
    expect(applicability.map(({ result }) => result)).toEqual(CONTRIBUTED_REGIMES);
    expect(assessment).toMatchObject([{ result: 'novice', total: 40 }]);
  });

  test('fit the schema of what is public, whatever was counted', () => {
    fc.assert(
      fc.property(anyCounts(), (counts) => {
        const answer = { seatsTaken: 0, contributions: { until: '2026-09', ...figuresOf(counts, SECTORS) } };
        expect(publicStatistics.parse(answer)).toEqual(answer);
      }),
    );
  });

  test('never count more than there is, and never a part that is shown twice', () => {
    fc.assert(
      fc.property(anyCounts(), (counts) => {
        const found = essential(counts);
        if (!found) return;
        expect(found.total).toBe(found.sectors.reduce((all, one) => all + one.count, found.others ?? 0));
        expect(found.total).toBeLessThanOrEqual(counts.reduce((all, one) => all + one.count, 0));
        for (const { sector, count: shown } of found.sectors) expect(shown).toBeLessThanOrEqual(sumOf(counts, sector));
      }),
    );
  });

  test('tell of no cell of one to nine: every figure is the same as if that cell were empty', () => {
    fc.assert(
      fc.property(anyCells(), (cells) => {
        const shown = essential(inOneMonth(cells));
        for (const [sector, n] of cells) {
          if (n < 1 || n > 9) continue;
          expect(essential(inOneMonth(withoutCell(cells, sector, shown))), `without ${sector}`).toEqual(shown);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('change from one month to the next by nothing, or by ten contributions at least', () => {
    fc.assert(
      fc.property(anyCounts(), (counts) => {
        const last = '2026-09';
        const before = essential(counts.filter(({ month }) => month < last));
        const after = essential(counts);
        for (const { sector, count: shown } of after?.sectors ?? []) {
          const earlier = before?.sectors.find((one) => one.sector === sector)?.count ?? 0;
          expect(shown - earlier === 0 || shown - earlier >= 10).toBe(true);
        }
      }),
    );
  });
});

type Cells = ReadonlyMap<string | null, number>;

const ALL_CELLS = [null, ...SECTORS];

function anyCells(): fc.Arbitrary<Cells> {
  const n = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.constant(9), fc.integer({ min: 10, max: 40 }));
  return fc
    .tuple(...ALL_CELLS.map(() => n))
    .map((counts) => new Map(ALL_CELLS.map((sector, at) => [sector, counts[at]!])));
}

function anyCounts(): fc.Arbitrary<MonthlyCount[]> {
  return fc.array(
    fc
      .tuple(
        fc.constantFrom(...ALL_CELLS),
        fc.integer({ min: 1, max: 25 }),
        fc.constantFrom('2026-05', '2026-06', '2026-07', '2026-08', '2026-09'),
      )
      .map((parts) => count(...parts)),
    { maxLength: 40 },
  );
}

const inOneMonth = (cells: Cells) => [...cells].flatMap(([sector, n]) => (n === 0 ? [] : [count(sector, n)]));
const sumOf = (counts: readonly MonthlyCount[], sector: string | null) =>
  counts.reduce((all, one) => all + (one.sector === sector ? one.count : 0), 0);

/**
 * Counts that a reader cannot tell from these, in which a small cell is empty: the figure of the others stays when what it held
 * is found in the others of them, nine at most in each; where there is no such figure, they may all be empty.
 */
function withoutCell(cells: Cells, sector: string | null, shown: ResultFigures | null): Cells {
  const next = new Map(cells);
  const small = ALL_CELLS.filter((one) => cells.get(one)! < 10);
  if (shown?.others == null) {
    for (const one of small) next.set(one, 0);
    return next;
  }
  let left = cells.get(sector)!;
  next.set(sector, 0);
  for (const one of small.filter((other) => other !== sector)) {
    const moved = Math.min(left, 9 - next.get(one)!);
    next.set(one, next.get(one)! + moved);
    left -= moved;
  }
  return next;
}
