import { ACTIVITIES } from './activities.ts';
import { COUNTRIES } from './countries.ts';
import { fieldErrors, z, type FieldError } from './json.ts';
import { PUBLIC_BODIES, type PublicKind } from './public-bodies.ts';
import { BALANCE_SHEET_BANDS, HEADCOUNT_BANDS, TURNOVER_BANDS } from './size.ts';

/**
 * Answers about one entity. Each legal entity is looked at by itself: the group only weighs on its size (Article 6(38)). Every
 * answer may be absent or `unknown`, which say the same.
 */

/** Why an entity may be outside the directive, whatever else it is. */
export const EXCLUSIONS = {
  /** Public administration, predominantly in national security. Articles 2(6) and (7), recital 8. */
  'national-security': '2(7)',
  'public-security': '2(7)',
  defence: '2(7)',
  'law-enforcement': '2(7)',
  /** Diplomatic and consular missions in third countries. Recital 8. */
  diplomatic: 'cons. 8',
  /** Financial entity that the State exempts under Article 2(4) of Regulation (EU) 2022/2554. */
  'dora-exempt': '2(10)',
  /** Trust services used in a closed system only. Recital 11. */
  'closed-trust-services': 'cons. 11',
} as const satisfies Record<string, string>;

export type Exclusion = keyof typeof EXCLUSIONS;

const keys = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as [Key, ...Key[]];

const ternary = z.union([z.enum(['yes', 'no', 'unknown']), z.boolean()], {
  error: 'attendu : yes, no, unknown, ou un booléen',
});

const figure = (bands: Readonly<Record<string, unknown>>, unit: string) => {
  const error = `attendu : ${unit}, positif ou nul, ou une tranche parmi ${keys(bands).join(', ')}, ou unknown`;
  return z.union(
    [z.number().check(z.minimum(0, { error }), z.maximum(1e12, { error })), z.enum([...keys(bands), 'unknown'])],
    { error },
  );
};

const country = z.enum(COUNTRIES, { error: 'attendu : code ISO 3166-1 de pays, à deux lettres majuscules' });

const countries = z.union([z.array(country).check(z.maxLength(300)), z.literal('unknown')], {
  error: 'attendu : liste de codes ISO 3166-1 de pays',
});

const place = z.union([country, z.literal('unknown')], { error: 'attendu : code ISO 3166-1 de pays, ou unknown' });

const headcount = figure(HEADCOUNT_BANDS, 'effectif en équivalents temps plein');
const turnover = figure(TURNOVER_BANDS, 'chiffre d’affaires en millions d’euros');
const balanceSheet = figure(BALANCE_SHEET_BANDS, 'total du bilan en millions d’euros');

const activityId = z.enum(
  ACTIVITIES.map(({ id }) => id),
  {
    error: 'activité inconnue : npm run -s nis2 -- activities les donne toutes',
  },
);

const INHABITANTS = { error: 'attendu : nombre d’habitants, ou unknown' };

const SHARE = { error: 'attendu : pourcentage de 0 à 100' };

const enterprise = z.strictObject({
  relation: z.enum(['linked', 'partner'], { error: 'attendu : linked (plus de 50 %) ou partner (25 à 50 %)' }),
  /** Percentage of capital or of voting rights, of a partner. */
  share: z.optional(z.number(SHARE).check(z.minimum(0, SHARE), z.maximum(100, SHARE))),
  headcount: z.optional(headcount),
  turnoverMillionEuro: z.optional(turnover),
  balanceSheetMillionEuro: z.optional(balanceSheet),
});

const EXCLUDED = { error: `attendu : une ou plusieurs valeurs parmi ${keys(EXCLUSIONS).join(', ')}, none, unknown` };

const exclusion = z.enum([...keys(EXCLUSIONS), 'none', 'unknown'], EXCLUDED);

export const applicabilityAnswers = z.strictObject(
  {
    /** Designated in France as operator of essential services under Directive (EU) 2016/1148, before 16 January 2023. */
    formerOse: z.optional(ternary),
    /** Critical entity under Directive (EU) 2022/2557. */
    criticalEntity: z.optional(ternary),
    /** Where the entity has an establishment. */
    establishedIn: z.optional(countries),
    structure: z.optional(z.enum(['private', 'public', 'unknown'], { error: 'attendu : private, public ou unknown' })),
    publicKind: z.optional(
      z.enum([...PUBLIC_BODIES.map(({ id }) => id), 'unknown'] as [PublicKind, ...PublicKind[], 'unknown'], {
        error: `attendu : une valeur parmi ${PUBLIC_BODIES.map(({ id }) => id).join(', ')}, unknown`,
      }),
    ),
    /** Inhabitants: of a municipality; of the largest municipality of an agglomeration community. */
    population: z.optional(
      z.union(
        [z.number().check(z.minimum(0, INHABITANTS), z.maximum(1e10, INHABITANTS)), z.literal('unknown')],
        INHABITANTS,
      ),
    ),
    headcount: z.optional(headcount),
    turnoverMillionEuro: z.optional(turnover),
    balanceSheetMillionEuro: z.optional(balanceSheet),
    /** Linked and partner enterprises whose figures are not in those above; an empty list when they are, or when there are none. */
    group: z.optional(
      z.union([z.array(enterprise).check(z.maxLength(1000)), z.literal('unknown')], {
        error: 'attendu : liste d’entreprises liées et partenaires',
      }),
    ),
    /** The entity's systems and services do not depend on its group's (recital 16). */
    independentSystems: z.optional(ternary),
    /** Ids of `activities.ts`; an empty list when none applies. */
    activities: z.optional(
      z.union([z.array(activityId).check(z.maxLength(500)), z.literal('unknown')], {
        error: 'attendu : liste d’identifiants d’activités',
      }),
    ),
    /** Where the services are provided. */
    servicesProvidedIn: z.optional(countries),
    /**
     * Main establishment in the Union, by the three tests of Article 26(2): where decisions on cybersecurity risk are predominantly
     * taken, where cybersecurity operations are carried out, where most of the staff is.
     */
    mainEstablishment: z.optional(
      z.union(
        [
          z.strictObject({ decisions: z.optional(place), operations: z.optional(place), staff: z.optional(place) }),
          z.literal('unknown'),
        ],
        { error: 'attendu : { decisions, operations, staff }, codes ISO 3166-1 de pays' },
      ),
    ),
    /** State where the representative of an entity established outside the Union is (Article 26(3)). */
    representativeIn: z.optional(place),
    excluded: z.optional(z.union([exclusion, z.array(exclusion).check(z.maxLength(20))], EXCLUDED)),
    registersDomainNames: z.optional(ternary),
  },
  { error: 'attendu : un objet de réponses' },
);

export type ApplicabilityAnswers = z.infer<typeof applicabilityAnswers>;

export type Field = keyof ApplicabilityAnswers;

/** The answers in a JSON value, or what is wrong with it, by field. Never throws. */
export function readApplicabilityAnswers(json: unknown): { answers: ApplicabilityAnswers } | { errors: FieldError[] } {
  const read = applicabilityAnswers.safeParse(json);
  return read.success ? { answers: read.data } : { errors: fieldErrors(read.error.issues) };
}
