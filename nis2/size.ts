/**
 * Size of an enterprise: annex of Recommendation 2003/361/EC, Articles 2 (ceilings), 3 and 6 (linked and partner enterprises),
 * to which Article 2(1) of the directive refers. Its Article 3(4), enterprises controlled by public bodies, does not apply.
 */

export const SIZES = ['micro', 'small', 'medium', 'large'] as const;

export type Size = (typeof SIZES)[number];

/** Ceilings: staff in annual work units, turnover and balance sheet total in million euros. */
export const CEILINGS = {
  micro: { headcount: 10, turnover: 2, balanceSheet: 2 },
  small: { headcount: 50, turnover: 10, balanceSheet: 10 },
  medium: { headcount: 250, turnover: 50, balanceSheet: 43 },
} as const;

/** What one knows of a figure: it lies between these, both included. */
export interface Range {
  min: number;
  max: number;
}

export const UNKNOWN: Range = { min: 0, max: Infinity };

/**
 * Bands of staff. A ceiling is reached by the number itself (“fewer than 50 persons”), so that a band begins with it.
 */
export const HEADCOUNT_BANDS: Readonly<Record<string, Range>> = {
  lt10: { min: 0, max: below(10) },
  '10-49': { min: 10, max: below(50) },
  lt50: { min: 0, max: below(50) },
  '50-249': { min: 50, max: below(250) },
  gte250: { min: 250, max: Infinity },
};

/** Bands of turnover, in million euros. A ceiling is not exceeded by the amount itself (“does not exceed EUR 10 million”). */
export const TURNOVER_BANDS: Readonly<Record<string, Range>> = moneyBands(50);

/** Bands of the balance sheet total, in million euros. */
export const BALANCE_SHEET_BANDS: Readonly<Record<string, Range>> = moneyBands(43);

function moneyBands(top: number): Record<string, Range> {
  return {
    lt2: { min: 0, max: 2 },
    '2-10': { min: above(2), max: 10 },
    lt10: { min: 0, max: 10 },
    [`10-${top}`]: { min: above(10), max: top },
    [`gte${top}`]: { min: above(top), max: Infinity },
  };
}

/** The nearest figure under a ceiling, and over it, that anybody declares: to a thousandth of a person, to a euro. */
function below(figure: number): number {
  return figure - 0.001;
}

function above(figure: number): number {
  return figure + 0.000_001;
}

export interface Figures {
  headcount: Range;
  turnover: Range;
  balanceSheet: Range;
}

export interface Enterprise extends Figures {
  /** Share of its figures that counts, from 0 to 1: all of a linked enterprise, that of its capital for a partner (Article 6). */
  share: Range;
}

/** Figures of an enterprise with those of the enterprises that are linked to it or its partners (Article 6(2) and (3)). */
export function consolidate(own: Figures, group: readonly Enterprise[]): Figures {
  const total = (figure: keyof Figures): Range =>
    group.reduce(
      (sum, enterprise) => ({
        min: sum.min + enterprise.share.min * enterprise[figure].min,
        // A share of nothing known is nothing known; 0 × ∞ is no number.
        max: sum.max + (enterprise.share.max === 0 ? 0 : enterprise.share.max * enterprise[figure].max),
      }),
      own[figure],
    );
  return { headcount: total('headcount'), turnover: total('turnover'), balanceSheet: total('balanceSheet') };
}

/**
 * Sizes that an enterprise may have, from the smallest: one when its figures settle it, even where some are unknown.
 *
 * Below each ceiling: fewer persons than it, and turnover *or* balance sheet total at most that (Article 2(1) to (3)). So
 * that turnover alone never makes an enterprise larger: the balance sheet total has to exceed its ceiling as well.
 */
export function possibleSizes(figures: Figures): Size[] {
  const { headcount, turnover, balanceSheet } = figures;
  const staff = steps(headcount, (figure, size) => figure < CEILINGS[size].headcount);
  const sales = steps(turnover, (figure, size) => figure <= CEILINGS[size].turnover);
  const assets = steps(balanceSheet, (figure, size) => figure <= CEILINGS[size].balanceSheet);
  // Of the two amounts the enterprise may keep the more favourable; then the larger of staff and amount.
  const smallest = Math.max(staff[0], Math.min(sales[0], assets[0]));
  const largest = Math.max(staff[1], Math.min(sales[1], assets[1]));
  // Each of the three figures varies alone, so that every size between the two is reached.
  return SIZES.slice(smallest, largest + 1);
}

type Ceiling = keyof typeof CEILINGS;

const CEILING_ORDER = Object.keys(CEILINGS) as Ceiling[];

/** Between which places of `SIZES` a figure lies: that of the first ceiling which it is under, the last when under none. */
function steps({ min, max }: Range, isUnder: (figure: number, size: Ceiling) => boolean): readonly [number, number] {
  const step = (figure: number) => {
    const place = CEILING_ORDER.findIndex((size) => isUnder(figure, size));
    return place === -1 ? CEILING_ORDER.length : place;
  };
  return [step(min), step(max)];
}
