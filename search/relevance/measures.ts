/** Measures of a ranking against graded judgements (K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20(4), 2002). */

/** Results looked at: the first page. */
const DEPTH = 10;

export interface Measures {
  /** Normalised discounted cumulated gain of the first ten, gain 2^grade - 1: 1 is the best order there is. */
  ndcg: number;
  /** Share of what answers that is among the first ten (of ten at most). */
  recall: number;
  /** One over the rank of the first that answers well (grade 2 or 3); 0 when none of the first ten does. */
  reciprocalRank: number;
}

const gainAt = (grade: number, rank: number) => (2 ** grade - 1) / Math.log2(rank + 2);

/** @param ranking what came, the best first; each once */
export function measure(ranking: readonly string[], grades: ReadonlyMap<string, number>): Measures {
  const first = ranking.slice(0, DEPTH);
  const gain = first.reduce((sum, one, rank) => sum + gainAt(grades.get(one) ?? 0, rank), 0);
  const ideal = [...grades.values()]
    .sort((a, b) => b - a)
    .slice(0, DEPTH)
    .reduce((sum, grade, rank) => sum + gainAt(grade, rank), 0);
  const answering = [...grades].filter(([, grade]) => grade > 0).map(([one]) => one);
  const found = answering.filter((one) => first.includes(one)).length;
  const rank = first.findIndex((one) => (grades.get(one) ?? 0) >= 2);
  return {
    ndcg: ideal === 0 ? 0 : gain / ideal,
    recall: answering.length === 0 ? 0 : found / Math.min(DEPTH, answering.length),
    reciprocalRank: rank === -1 ? 0 : 1 / (rank + 1),
  };
}

/** Mean of each measure. */
export function meanOf(all: readonly Measures[]): Measures {
  const mean = (value: (measures: Measures) => number) => all.reduce((sum, one) => sum + value(one), 0) / all.length;
  return { ndcg: mean((m) => m.ndcg), recall: mean((m) => m.recall), reciprocalRank: mean((m) => m.reciprocalRank) };
}
