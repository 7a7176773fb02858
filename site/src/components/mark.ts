/** One step of the staircase mark in a 22 × 18 view box; each stands on the floor and is 4 higher than the last. */
const step = (n: number) => `M${n * 5 + 1} 17v-${n * 4 + 4}h4.2v${n * 4 + 4}z`;

/** Paths of the mark of a level, 1 to 4: the steps reached, and the others. */
export function markPaths(rank: number): { reached: string; others: string } {
  const steps = [0, 1, 2, 3].map(step);
  return { reached: steps.slice(0, rank).join(''), others: steps.slice(rank).join('') };
}
