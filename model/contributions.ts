import { z } from 'zod';
import { ENTITY_SIZES, slug } from './documents.ts';
import { LEVELS } from './levels.ts';

/**
 * What a visitor may send at the end of a tool, if they choose to: what came out, the sector, the size. It becomes a number in a
 * table of counts; nothing else is sent, and nothing of who sends it is kept.
 */

/** Verdicts of the applicability checker. */
export const CONTRIBUTED_REGIMES = [
  'essential',
  'important',
  'registration-only',
  'other-member-state',
  'out-of-scope',
  'undetermined',
] as const;

const about = {
  /** Last segment of the French page of a sector of the hub; null: not said. */
  sector: slug.nullable(),
  size: z.enum(ENTITY_SIZES).nullable(),
};

export const contribution = z.discriminatedUnion('tool', [
  z.strictObject({ tool: z.literal('applicability'), result: z.enum(CONTRIBUTED_REGIMES), ...about }),
  z.strictObject({ tool: z.literal('assessment'), result: z.enum(LEVELS), ...about }),
]);

export type Contribution = z.infer<typeof contribution>;

/** The tools at whose end one may contribute, with what can come out of each, in the order in which it is shown. */
export const CONTRIBUTED_RESULTS = {
  applicability: CONTRIBUTED_REGIMES,
  assessment: LEVELS,
} as const satisfies Record<Contribution['tool'], readonly Contribution['result'][]>;

/** Fewest contributions behind a figure that is shown. */
export const CONTRIBUTIONS_MIN = 10;

/** Figures are rounded down to a multiple of this. */
export const CONTRIBUTIONS_STEP = 5;

/** Largest body of a contribution, in bytes. */
export const CONTRIBUTION_BODY_MAX = 512;

export const CONTRIBUTIONS_PATH = '/api/contributions';
export const STATISTICS_PATH = '/api/statistics';

const figure = z.number().int().min(CONTRIBUTIONS_MIN).multipleOf(CONTRIBUTIONS_STEP);

/** What may be shown of one result. */
export const resultFigures = z.strictObject({
  result: z.string(),
  /** The sum of the figures below, and of nothing else. */
  total: figure,
  /** The largest first; null: contributions that name no sector. */
  sectors: z.array(z.strictObject({ sector: slug.nullable(), count: figure })),
  /** All sectors under the limit together; null when that could tell of one of them. */
  others: figure.nullable(),
});

/** What the CMS tells everyone, beside what is published. */
export const publicStatistics = z.strictObject({
  /** Seats that are taken now, at all events together; examples and cancelled events left out. */
  seatsTaken: z.number().int().nonnegative(),
  contributions: z.strictObject({
    /** Last month that is counted, `2026-10`: the present one is not over. */
    until: z.string().regex(/^\d{4}-\d{2}$/),
    /** Results under the limit are left out. */
    applicability: z.array(resultFigures),
    assessment: z.array(resultFigures),
  }),
});

export type ResultFigures = z.infer<typeof resultFigures>;
export type PublicStatistics = z.infer<typeof publicStatistics>;
