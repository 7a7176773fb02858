import {
  CONTRIBUTED_RESULTS,
  CONTRIBUTIONS_MIN,
  CONTRIBUTIONS_STEP,
  type Contribution,
  type PublicStatistics,
  type ResultFigures,
} from '@palier/model';

/** Contributions of one month, to one tool, with one result, from one sector. */
export interface MonthlyCount {
  /** `2026-10`. */
  month: string;
  tool: Contribution['tool'];
  result: string;
  sector: string | null;
  count: number;
}

type Shown = Omit<PublicStatistics['contributions'], 'until'>;

/**
 * The figures that may be shown of counts. A cell is a result in a sector; « not said » is one of the sectors.
 *
 * 1. A cell grows by steps of at least ten: months are added up, the oldest first, and what is under ten waits for the next
 *    ones. So neither a figure nor what it becomes tells of fewer than ten contributions.
 * 2. Cells under ten of a result are shown as one figure, « other sectors », when they make ten together, and when each of them
 *    could as well be empty: at most nine times the others of them.
 * 3. Figures are rounded down to a multiple of five. A total is the sum of the figures shown, so that nothing is to be had by
 *    subtraction. No figure counts by anything else (size, month).
 *
 * @param sectors that can be named: those that nobody has named count in rule 2, for a reader does not know that.
 */
export function figuresOf(counts: readonly MonthlyCount[], sectors: readonly string[]): Shown {
  const of = (tool: Contribution['tool']) =>
    CONTRIBUTED_RESULTS[tool].flatMap((result) => {
      const own = counts.filter((one) => one.tool === tool && one.result === result);
      const figures = figuresOfResult(own, sectors);
      return figures === null ? [] : [{ result, ...figures }];
    });
  return { applicability: of('applicability'), assessment: of('assessment') };
}

function figuresOfResult(
  counts: readonly MonthlyCount[],
  sectors: readonly string[],
): Omit<ResultFigures, 'result'> | null {
  const cells = new Set<string | null>([null, ...sectors, ...counts.map(({ sector }) => sector)]);
  const of = (which: (sector: string | null) => boolean) => counts.filter(({ sector }) => which(sector));
  const shown = [...cells]
    .map((sector) => ({ sector, count: rounded(inSteps(of((one) => one === sector))) }))
    .filter(({ count }) => count >= CONTRIBUTIONS_MIN)
    .sort((a, b) => b.count - a.count || String(a.sector).localeCompare(String(b.sector)));
  const named = new Set(shown.map(({ sector }) => sector));
  const hidden = of((one) => !named.has(one));
  const most = (CONTRIBUTIONS_MIN - 1) * (cells.size - named.size - 1);
  const rest = inSteps(hidden);
  const others = rest >= CONTRIBUTIONS_MIN && sum(hidden) <= most ? rounded(rest) : null;
  const total = shown.reduce((all, { count }) => all + count, others ?? 0);
  return total === 0 ? null : { total, sectors: shown, others };
}

const sum = (counts: readonly MonthlyCount[]) => counts.reduce((all, { count }) => all + count, 0);

/** What is counted once it makes ten with what came before and waits. */
function inSteps(counts: readonly MonthlyCount[]): number {
  const months = Map.groupBy(counts, ({ month }) => month);
  let counted = 0;
  let waiting = 0;
  for (const month of [...months.keys()].sort()) {
    waiting += sum(months.get(month)!);
    if (waiting < CONTRIBUTIONS_MIN) continue;
    counted += waiting;
    waiting = 0;
  }
  return counted;
}

const rounded = (count: number) => Math.floor(count / CONTRIBUTIONS_STEP) * CONTRIBUTIONS_STEP;
