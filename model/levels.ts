/**
 * Maturity levels, from the least to the most mature. The scale is ordinal: comparisons use the position
 * in this list, never the names.
 */
export const LEVELS = ['novice', 'intermediate', 'advanced', 'expert'] as const;

export type Level = (typeof LEVELS)[number];

/** Position of a level on the scale, 1 (novice) to 4 (expert). */
export function levelRank(level: Level): 1 | 2 | 3 | 4 {
  return (LEVELS.indexOf(level) + 1) as 1 | 2 | 3 | 4;
}
