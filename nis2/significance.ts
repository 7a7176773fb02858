import { z } from './json.ts';
import { LAW, type SOURCES } from './law.ts';

/**
 * Whether an incident is significant: Article 23(3) of the directive for most entities; Articles 3 to 14 of Implementing
 * Regulation (EU) 2024/2690 for the digital entities that its Article 1 names, whose criteria are exhaustive (recital 30).
 */

/** Kinds of entities for which Regulation 2024/2690 says what is significant; `other` is every other entity. */
export const INCIDENT_ENTITIES = [
  'dns',
  'tld',
  'cloud',
  'data-centre',
  'cdn',
  'managed',
  'marketplace',
  'search-engine',
  'social-network',
  'trust',
  'other',
] as const;

export type IncidentEntity = (typeof INCIDENT_ENTITIES)[number];

/** What a criterion of Articles 5 to 14 looks at, in the form that its words take. */
export type CriterionForm =
  | 'down-minutes'
  | 'down'
  | 'down-users'
  | 'down-week'
  | 'slow'
  | 'limited-hour'
  | 'limited-users-hour'
  | 'limited-users'
  | 'malicious-data'
  | 'data-users'
  | 'dns-data'
  | 'tld-data'
  | 'physical-access';

export interface Criterion {
  entity: Exclude<IncidentEntity, 'other'>;
  article: string;
  form: CriterionForm;
  /** Exceeded, in minutes. */
  minutes?: number;
  /** Exceeded, in % of the users in the Union, or in users: whichever number is smaller. */
  percent?: number;
  users?: number;
}

const MILLION = { percent: 5, users: 1_000_000 };

/** Articles 5 to 14 of Regulation 2024/2690, a criterion a row. One that is met is enough (Article 3(1)(g)). */
export const CRITERIA: readonly Criterion[] = [
  { entity: 'dns', article: '5(a)', form: 'down-minutes', minutes: 30 },
  { entity: 'dns', article: '5(b)', form: 'slow' },
  { entity: 'dns', article: '5(c)', form: 'dns-data' },
  { entity: 'tld', article: '6(a)', form: 'down' },
  { entity: 'tld', article: '6(b)', form: 'slow' },
  { entity: 'tld', article: '6(c)', form: 'tld-data' },
  { entity: 'cloud', article: '7(a)', form: 'down-minutes', minutes: 30 },
  { entity: 'cloud', article: '7(b)', form: 'limited-users-hour', ...MILLION },
  { entity: 'cloud', article: '7(c)', form: 'malicious-data' },
  { entity: 'cloud', article: '7(d)', form: 'data-users', ...MILLION },
  { entity: 'data-centre', article: '8(a)', form: 'down' },
  { entity: 'data-centre', article: '8(b)', form: 'limited-hour' },
  { entity: 'data-centre', article: '8(c)', form: 'malicious-data' },
  { entity: 'data-centre', article: '8(d)', form: 'physical-access' },
  { entity: 'cdn', article: '9(a)', form: 'down-minutes', minutes: 30 },
  { entity: 'cdn', article: '9(b)', form: 'limited-users-hour', ...MILLION },
  { entity: 'cdn', article: '9(c)', form: 'malicious-data' },
  { entity: 'cdn', article: '9(d)', form: 'data-users', ...MILLION },
  { entity: 'managed', article: '10(a)', form: 'down-minutes', minutes: 30 },
  { entity: 'managed', article: '10(b)', form: 'limited-users-hour', ...MILLION },
  { entity: 'managed', article: '10(c)', form: 'malicious-data' },
  { entity: 'managed', article: '10(d)', form: 'data-users', ...MILLION },
  { entity: 'marketplace', article: '11(a)', form: 'down-users', ...MILLION },
  { entity: 'marketplace', article: '11(b)', form: 'limited-users', ...MILLION },
  { entity: 'marketplace', article: '11(c)', form: 'malicious-data' },
  { entity: 'marketplace', article: '11(d)', form: 'data-users', ...MILLION },
  { entity: 'search-engine', article: '12(a)', form: 'down-users', ...MILLION },
  { entity: 'search-engine', article: '12(b)', form: 'limited-users', ...MILLION },
  { entity: 'search-engine', article: '12(c)', form: 'malicious-data' },
  { entity: 'search-engine', article: '12(d)', form: 'data-users', ...MILLION },
  { entity: 'social-network', article: '13(a)', form: 'down-users', ...MILLION },
  { entity: 'social-network', article: '13(b)', form: 'limited-users', ...MILLION },
  { entity: 'social-network', article: '13(c)', form: 'malicious-data' },
  { entity: 'social-network', article: '13(d)', form: 'data-users', ...MILLION },
  { entity: 'trust', article: '14(a)', form: 'down-minutes', minutes: 20 },
  { entity: 'trust', article: '14(b)', form: 'down-week' },
  { entity: 'trust', article: '14(c)', form: 'limited-users', percent: 1, users: 200_000 },
  { entity: 'trust', article: '14(d)', form: 'physical-access' },
  { entity: 'trust', article: '14(e)', form: 'data-users', percent: 0.1, users: 100 },
];

/** Questions that are answered by yes or no, with the rule that reads each. */
export const SIGNIFICANCE_QUESTIONS = [
  { id: 'severeDisruption', article: '23(3)(a)', source: 'nis2' },
  { id: 'financialLoss', article: '23(3)(a)', source: 'nis2' },
  { id: 'othersHarmed', article: '23(3)(b)', source: 'nis2' },
  { id: 'maliciousAccess', article: '3(1)(e)', source: 'digital' },
  { id: 'tradeSecrets', article: '3(1)(b)', source: 'digital' },
  { id: 'death', article: '3(1)(c)', source: 'digital' },
  { id: 'health', article: '3(1)(d)', source: 'digital' },
  { id: 'twiceInSixMonths', article: '4(a)', source: 'digital' },
  { id: 'sameCause', article: '4(b)', source: 'digital' },
] as const satisfies readonly { id: string; article: string; source: keyof typeof SOURCES }[];

export type SignificanceQuestion = (typeof SIGNIFICANCE_QUESTIONS)[number]['id'];

/** Article 3(1)(a): a direct loss above the lower of the two. */
export const LOSS = { euro: 500_000, turnoverShare: 0.05 } as const;

const answer = z.optional(z.enum(['yes', 'no', 'unknown']));
const euro = z.optional(z.number().check(z.gte(0), z.lte(1e15)));

/** What is known of the effects of an incident. Everything may be left out: it is then unknown. Sums are in euros. */
export const significanceSchema = z.object({
  entity: z.optional(z.enum(INCIDENT_ENTITIES)),
  /** An interruption that was planned, or what planned maintenance was expected to cause. */
  scheduled: answer,
  severeDisruption: answer,
  financialLoss: answer,
  othersHarmed: answer,
  maliciousAccess: answer,
  tradeSecrets: answer,
  death: answer,
  health: answer,
  /** Direct loss that the incident caused or can cause. */
  lossEuro: euro,
  /** Turnover of the whole entity in the financial year before. */
  turnoverEuro: euro,
  twiceInSixMonths: answer,
  sameCause: answer,
  /** Direct loss of the incidents that come back, together. */
  togetherEuro: euro,
  /** Answers to the criteria of Articles 5 to 14, by article: `7(a)`. */
  criteria: z.optional(z.record(z.string(), z.enum(['yes', 'no', 'unknown']))),
});

export type SignificanceAnswers = z.infer<typeof significanceSchema>;

export type Answer = 'yes' | 'no' | 'unknown';

export interface SignificanceReason {
  article: string;
  source: 'nis2' | 'digital';
  /** Whether the rule is met. */
  met: Answer;
  /** Answers that it read. */
  answers: string[];
}

export interface Significance {
  verdict: 'yes' | 'no' | 'undetermined';
  /** Every rule that counted, those that are met first. */
  reasons: SignificanceReason[];
  /** Answers that would settle it, when it is not. */
  missing: string[];
  lawDate: string;
}

/** Whether an incident is significant. Total: an unknown answer leads to `undetermined`, unless others settle it. */
export function isSignificant(answers: SignificanceAnswers): Significance {
  const { entity } = answers;
  const directive = directiveRules(answers);
  if (entity === 'other') return settle(directive, anyOf(directive));
  const digital = digitalRules(answers);
  if (entity !== undefined) return settle(digital.rules, digital.met);
  // Without the kind of the entity, only what both texts say holds.
  const [one, other] = [anyOf(directive), digital.met];
  const verdict = settle([...directive, ...digital.rules], one === other ? one : 'unknown');
  return verdict.verdict === 'undetermined' ? { ...verdict, missing: ['entity', ...verdict.missing] } : verdict;
}

/** The answers that a JSON value says, or the paths of what is wrong with it. */
export function parseSignificance(
  value: unknown,
): { answers: SignificanceAnswers } | { flaws: { path: string; code: string }[] } {
  const parsed = significanceSchema.safeParse(value);
  if (parsed.success) return { answers: parsed.data };
  return { flaws: parsed.error.issues.map(({ path, code }) => ({ path: path.join('.'), code })) };
}

/** Whether a direct loss exceeds the threshold of Article 3(1)(a). */
export function exceedsLoss(loss: number | undefined, turnover: number | undefined): Answer {
  if (loss === undefined) return 'unknown';
  if (loss > LOSS.euro) return 'yes';
  if (turnover !== undefined) return loss > turnover * LOSS.turnoverShare ? 'yes' : 'no';
  // The share of an unknown turnover may be as low as one likes, but nothing is not above it.
  return loss === 0 ? 'no' : 'unknown';
}

function directiveRules(answers: SignificanceAnswers): SignificanceReason[] {
  const rule = (id: SignificanceQuestion, article: string): SignificanceReason => ({
    article,
    source: 'nis2',
    met: answers[id] ?? 'unknown',
    answers: [id],
  });
  return [rule('severeDisruption', '23(3)(a)'), rule('financialLoss', '23(3)(a)'), rule('othersHarmed', '23(3)(b)')];
}

function digitalRules(answers: SignificanceAnswers): { rules: SignificanceReason[]; met: Answer } {
  const { entity, lossEuro, togetherEuro, turnoverEuro, criteria = {} } = answers;
  const rule = (article: string, met: Answer, ...read: string[]): SignificanceReason => ({
    article,
    source: 'digital',
    met,
    answers: read,
  });
  // Article 3(2).
  if (answers.scheduled === 'yes') return { rules: [rule('3(2)', 'yes', 'scheduled')], met: 'no' };
  const simple = (article: string, id: SignificanceQuestion) => rule(article, answers[id] ?? 'unknown', id);
  const own = CRITERIA.filter((criterion) => criterion.entity === entity).map(({ article }) =>
    rule(article, Object.hasOwn(criteria, article) ? criteria[article]! : 'unknown', article),
  );
  const rules = [
    rule('3(1)(a)', exceedsLoss(lossEuro, turnoverEuro), 'lossEuro', 'turnoverEuro'),
    simple('3(1)(b)', 'tradeSecrets'),
    simple('3(1)(c)', 'death'),
    simple('3(1)(d)', 'health'),
    simple('3(1)(e)', 'maliciousAccess'),
    rule(
      '4',
      allOf([
        answers.twiceInSixMonths ?? 'unknown',
        answers.sameCause ?? 'unknown',
        exceedsLoss(togetherEuro, turnoverEuro),
      ]),
      'twiceInSixMonths',
      'sameCause',
      'togetherEuro',
    ),
    ...(entity === undefined ? [rule('5–14', 'unknown', 'entity')] : own),
  ];
  return { rules, met: anyOf(rules) };
}

function settle(rules: SignificanceReason[], met: Answer): Significance {
  const weight = { yes: 0, unknown: 1, no: 2 };
  const missing = rules.filter((rule) => rule.met === 'unknown').flatMap(({ answers }) => answers);
  return {
    verdict: met === 'unknown' ? 'undetermined' : met,
    reasons: rules.toSorted((a, b) => weight[a.met] - weight[b.met]),
    missing: met === 'unknown' ? [...new Set(missing)].filter((id) => id !== 'entity') : [],
    lawDate: LAW.date,
  };
}

const anyOf = (rules: readonly SignificanceReason[]): Answer => {
  const all = rules.map(({ met }) => met);
  return all.includes('yes') ? 'yes' : all.includes('unknown') ? 'unknown' : 'no';
};

const allOf = (all: readonly Answer[]): Answer =>
  all.includes('no') ? 'no' : all.includes('unknown') ? 'unknown' : 'yes';
