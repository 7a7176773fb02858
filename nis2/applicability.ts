import { ACTIVITIES, activity, type Activity, type JurisdictionRule, type SizeRule } from './activities.ts';
import { EXCLUSIONS, type ApplicabilityAnswers, type Exclusion, type Field } from './answers.ts';
import { memberState } from './countries.ts';
import { LAW, type Source as AnySource } from './law.ts';
import { PUBLIC_BODIES, type PublicBody } from './public-bodies.ts';
import {
  BALANCE_SHEET_BANDS,
  HEADCOUNT_BANDS,
  SIZES,
  TURNOVER_BANDS,
  UNKNOWN,
  consolidate,
  possibleSizes,
  type Figures,
  type Range,
  type Size,
} from './size.ts';

/**
 * Does Directive (EU) 2022/2555 apply to an entity, and as what? For France: what its law would say is the bill's (`law.ts`).
 *
 * Every step works on sets: of the sizes, the States and the regimes that the answers leave possible. An unknown answer
 * leaves more of them; a verdict is determined when one regime is left. So nothing is ever guessed, and nothing fails.
 */

/** From the weakest to the strictest: with several activities, the strictest counts. */
export const REGIMES = ['out-of-scope', 'registration-only', 'other-member-state', 'important', 'essential'] as const;

export type Regime = (typeof REGIMES)[number];

export type VerdictRegime = Regime | 'undetermined';

/** What somebody who acts on the verdict has to know besides. */
export const ATTENTION = [
  /** Operators of essential services under NIS 1 would be essential: the entity is one, or does not know (Article 3(1)(g)). */
  'OSE',
  /** Regulation (EU) 2022/2554 comes first for risk management, incidents and supervision (Article 4). */
  'DORA',
  /** Critical entities under Directive (EU) 2022/2557 are essential: the entity is one, or does not know (Article 3(1)(f)). */
  'CER',
  /** An authority may designate the entity whatever its size (Articles 2(2)(b) to (e), 3(1)(e)). */
  'POSSIBLE_DESIGNATION',
  /** The State may exempt what the entity does for national security, defence or the police (Article 2(8)). */
  'NATIONAL_SECURITY_EXEMPTION',
  /** Other Member States have jurisdiction too (Article 26(1)). */
  'SEVERAL_MEMBER_STATES',
  /** The main establishment is in another Member State (Article 26(2)). */
  'MAIN_ESTABLISHMENT_ELSEWHERE',
  /** Outside the Union: a representative has to be designated (Article 26(3)). */
  'REPRESENTATIVE',
  /** Database of domain name registration data (Article 28). */
  'DOMAIN_NAMES',
  /** Measures and significant incidents by Implementing Regulation (EU) 2024/2690 (Articles 21(5), 23(11)). */
  'DIGITAL_RULES',
  /** Out of scope, but clients in scope will ask for measures (Article 21(2)(d)). */
  'SUPPLY_CHAIN',
  /** Figures of linked and partner enterprises count (Recommendation 2003/361/EC, Article 6). */
  'GROUP',
  /** A State may leave the group out where systems are independent (recital 16): not confirmed for France. */
  'GROUP_EXCEPTION',
  /** The result rests on the bill, which may change before it is passed. */
  'BILL',
] as const;

export type Attention = (typeof ATTENTION)[number];

/** What the rules on applicability rest on. */
type Source = Extract<AnySource, 'nis2' | 'sme' | 'bill'>;

/** A step of the reasoning. */
export interface Reason {
  /** Stable name of the rule, for texts: `former-ose`, `size`, `annex-1.medium`, `jurisdiction.services`. */
  rule: string;
  /** Article of `source`. */
  article: string;
  source: Source;
  /** The answers that counted, as given. */
  answers: { field: Field; value: unknown }[];
  /** Id of the activity that the rule was applied to. */
  activity?: string;
  /** What the rule left possible: regimes; for `size`, sizes. */
  outcome: readonly (Regime | Size)[];
}

export interface Verdict {
  regime: VerdictRegime;
  /** Regimes that the answers leave possible, from the weakest; one when it is determined. */
  possible: Regime[];
  /** Sizes that the answers leave possible, from the smallest. */
  sizes: Size[];
  reasons: Reason[];
  attention: Attention[];
  /** Answers that would narrow an undetermined verdict, in the order in which to ask for them. */
  missing: Field[];
  /** Member States that have jurisdiction, ISO 3166-1 alpha-2, sorted; empty when nothing is in scope or none is known. */
  competentStates: string[];
  /** Absent answers that were taken for the usual one; each widens nothing, but is worth a check. */
  presumed: Field[];
  /** State of the law, ISO 8601 date, and version of these rules. */
  lawDate: string;
  lawVersion: string;
}

interface Class {
  regime: Regime;
  article: string;
  source?: Source;
}

const OUT: Class = { regime: 'out-of-scope', article: '2(1)' };
const importantBy = (article: string): Class => ({ regime: 'important', article });
const essentialBy = (article: string): Class => ({ regime: 'essential', article });

/** What each type of entity is at each size. */
export const CLASSES: Readonly<Record<SizeRule, Readonly<Record<Size, Class>>>> = {
  'annex-1': { micro: OUT, small: OUT, medium: importantBy('2(1), 3(2)'), large: essentialBy('2(1), 3(1)(a)') },
  'annex-2': { micro: OUT, small: OUT, medium: importantBy('2(1), 3(2)'), large: importantBy('2(1), 3(2)') },
  'any-size-essential': atAnySize(essentialBy('2(2)(a), 3(1)(b)')),
  'any-size-important': {
    ...atAnySize(importantBy('2(2)(a)(ii), 3(2)')),
    large: essentialBy('2(2)(a)(ii), 3(1)(a)'),
  },
  communications: {
    ...atAnySize(importantBy('2(2)(a)(i), 3(2)')),
    medium: essentialBy('2(2)(a)(i), 3(1)(c)'),
    large: essentialBy('2(2)(a)(i), 3(1)(c)'),
  },
  'central-administration': atAnySize(essentialBy('2(2)(f)(i), 3(1)(d)')),
  'regional-administration': atAnySize({ regime: 'essential', article: 'art. 8', source: 'bill' }),
};

function atAnySize(one: Class): Record<Size, Class> {
  return { micro: one, small: one, medium: one, large: one };
}

const JURISDICTION_ARTICLES: Readonly<Record<JurisdictionRule | 'representative', string>> = {
  establishment: '26(1)',
  services: '26(1)(a)',
  'main-establishment': '26(1)(b), 26(2)',
  creation: '26(1)(c)',
  representative: '26(3)',
};

/** Sets of regimes are bits, in the order of `REGIMES`. */
type Regimes = number;

const bit = (regime: Regime): Regimes => 1 << REGIMES.indexOf(regime);

const NOTHING = bit('out-of-scope');
const ELSEWHERE = bit('other-member-state');

function regimesOf(set: Regimes): Regime[] {
  return REGIMES.filter((_, place) => set & (1 << place));
}

/** Every regime that the stricter of one of `a` and one of `b` can be. */
function strictest(a: Regimes, b: Regimes): Regimes {
  const lowest = (set: Regimes) => set & -set;
  return (a | b) & ~(Math.max(lowest(a), lowest(b)) - 1);
}

/** States that may have jurisdiction: France, other Member States, none. */
interface Jurisdiction {
  rule: JurisdictionRule | 'representative';
  france: boolean;
  elsewhere: boolean;
  none: boolean;
  /** Member States that have it, as far as they are known. */
  states: readonly string[];
  fields: Field[];
  /** An absent answer that was taken for the usual one. */
  presumed?: Field;
}

/** What a class becomes where the States with jurisdiction are these. */
function within(classes: Regimes, { france, elsewhere, none }: Jurisdiction): Regimes {
  const inScope = classes & ~NOTHING;
  return (
    (classes & NOTHING) |
    (inScope && france ? inScope : 0) |
    (inScope && elsewhere ? ELSEWHERE : 0) |
    (inScope && none ? NOTHING : 0)
  );
}

interface Evaluation {
  regimes: Regimes;
  sizes: readonly Size[];
  reasons: Reason[];
  states: Set<string>;
  presumed: Set<Field>;
  attention: Set<Attention>;
}

const isYes = (answer: unknown) => answer === 'yes' || answer === true;
const isNo = (answer: unknown) => answer === 'no' || answer === false;

/** A list that was given; null when it is unknown. */
const listed = (answer: unknown): readonly string[] | null => (Array.isArray(answer) ? (answer as string[]) : null);

const place = (answer: unknown): string | null => (typeof answer === 'string' ? memberState(answer) : null);

/** The Member States among countries. */
const statesOf = (countries: readonly string[]): string[] => [
  ...new Set(countries.map(memberState).filter((state) => state !== null)),
];

/** True when an answer says nothing: absent, or unknown. */
export function isUnknown(answers: ApplicabilityAnswers, field: Field): boolean {
  const answer = answers[field];
  if (answer === undefined || answer === null || answer === 'unknown') return true;
  return (
    field === 'mainEstablishment' &&
    ['decisions', 'operations', 'staff'].every((test) => place((answer as Record<string, unknown>)[test]) === null)
  );
}

function rangeOf(answer: unknown, bands: Readonly<Record<string, Range>>): Range {
  if (typeof answer === 'number' && answer >= 0) return { min: answer, max: answer };
  return typeof answer === 'string' && Object.hasOwn(bands, answer) ? bands[answer]! : UNKNOWN;
}

type FigureAnswers = Pick<ApplicabilityAnswers, 'headcount' | 'turnoverMillionEuro' | 'balanceSheetMillionEuro'>;

const HEADCOUNT_ALONE: Range = { min: 0, max: 0 };

/** True when staff was given and nothing was said of either amount: staff alone is taken to tell the size. */
function isHeadcountAlone({ headcount, turnoverMillionEuro, balanceSheetMillionEuro }: FigureAnswers): boolean {
  return (
    headcount !== undefined &&
    headcount !== 'unknown' &&
    turnoverMillionEuro === undefined &&
    balanceSheetMillionEuro === undefined
  );
}

function figuresOf(answers: FigureAnswers): Figures {
  const headcount = rangeOf(answers.headcount, HEADCOUNT_BANDS);
  if (isHeadcountAlone(answers)) return { headcount, turnover: HEADCOUNT_ALONE, balanceSheet: HEADCOUNT_ALONE };
  return {
    headcount,
    turnover: rangeOf(answers.turnoverMillionEuro, TURNOVER_BANDS),
    balanceSheet: rangeOf(answers.balanceSheetMillionEuro, BALANCE_SHEET_BANDS),
  };
}

/** Shares of an enterprise's figures that count (Recommendation 2003/361/EC, Article 6). */
function shareOf(relation: unknown, share: unknown): Range {
  if (relation !== 'partner') return { min: 1, max: 1 };
  if (typeof share !== 'number') return { min: 0.25, max: 0.5 };
  const part = Math.min(Math.max(share, 0), 100) / 100;
  return { min: part, max: part };
}

function sizesOf(answers: ApplicabilityAnswers): readonly Size[] {
  const group = (Array.isArray(answers.group) ? answers.group : []).filter((one) => typeof one === 'object' && one);
  return possibleSizes(
    consolidate(
      figuresOf(answers),
      group.map((enterprise) => ({ ...figuresOf(enterprise), share: shareOf(enterprise.relation, enterprise.share) })),
    ),
  );
}

function isPublic(answers: ApplicabilityAnswers): boolean {
  const { structure, publicKind, population, excluded } = answers;
  if (structure === 'public' || structure === 'private') return structure === 'public';
  // Only a public body has these.
  const isBody = publicKind !== undefined && publicKind !== 'unknown';
  return isBody || typeof population === 'number' || exclusionsOf(excluded).some((one) => EXCLUSIONS[one] === '2(7)');
}

function exclusionsOf(answer: unknown): Exclusion[] {
  const given: unknown[] = Array.isArray(answer) ? answer : [answer];
  return given.filter((one): one is Exclusion => typeof one === 'string' && Object.hasOwn(EXCLUSIONS, one));
}

function activitiesOf(answers: ApplicabilityAnswers): Activity[] | null {
  const ids = listed(answers.activities);
  if (ids === null) return null;
  const isClosed = exclusionsOf(answers.excluded).includes('closed-trust-services');
  return [...new Set(ids)]
    .map((id) => activity(id))
    .filter((one) => one !== undefined)
    .filter(({ id }) => !(isClosed && isTrustService(id)))
    .sort((a, b) => ACTIVITIES.indexOf(a) - ACTIVITIES.indexOf(b));
}

const isTrustService = (id: string) => id.startsWith('I.8.trust-');

/** The exclusion that takes the whole entity out (Articles 2(6), (7), (9) and (10)). */
function exclusionOf(answers: ApplicabilityAnswers, activities: readonly Activity[] | null): Exclusion | null {
  const isTrustProvider = (activities ?? []).some(({ id }) => isTrustService(id));
  return (
    exclusionsOf(answers.excluded).find((exclusion) => {
      if (exclusion === 'closed-trust-services') return false;
      // Only public administrations, and never a provider of trust services (Article 2(9)).
      if (EXCLUSIONS[exclusion] === '2(7)') return isPublic(answers) && !isTrustProvider;
      return exclusion === 'dora-exempt' || isPublic(answers);
    }) ?? null
  );
}

function jurisdictionOf(answers: ApplicabilityAnswers, rule: JurisdictionRule): Jurisdiction {
  const established = listed(answers.establishedIn);
  const served = listed(answers.servicesProvidedIn);
  const among = (states: readonly string[], fields: Field[], presumed?: Field): Jurisdiction => ({
    rule,
    france: states.includes('FR'),
    elsewhere: !states.includes('FR') && states.length > 0,
    none: states.length === 0,
    states,
    fields,
    ...(presumed && { presumed }),
  });
  const anywhere: Jurisdiction = { rule, france: true, elsewhere: true, none: true, states: [], fields: [] };
  // A body of one of the French kinds was created by France.
  if (established === null && (rule === 'creation' || isPublic(answers))) return among(['FR'], [], 'establishedIn');
  switch (rule) {
    case 'creation':
    case 'establishment':
      return established === null ? anywhere : among(statesOf(established), ['establishedIn']);
    case 'services':
      if (served !== null) return among(statesOf(served), ['servicesProvidedIn']);
      return established === null ? anywhere : among(statesOf(established), ['establishedIn'], 'servicesProvidedIn');
    case 'main-establishment': {
      const tests = (answers.mainEstablishment ?? {}) as Record<string, unknown>;
      const main = place(tests['decisions']) ?? place(tests['operations']) ?? place(tests['staff']);
      if (main !== null) return among([main], ['mainEstablishment']);
      if (established === null) return anywhere;
      const states = statesOf(established);
      if (states.length === 1) return among(states, ['establishedIn']);
      if (states.length > 1)
        return { ...anywhere, france: states.includes('FR'), none: false, fields: ['establishedIn'] };
      return { ...representedIn(answers.representativeIn, served, anywhere), rule: 'representative' };
    }
  }
}

/** An entity without an establishment in the Union that offers services there (Article 26(3)). */
function representedIn(answer: unknown, served: readonly string[] | null, anywhere: Jurisdiction): Jurisdiction {
  const chosen = place(answer);
  const fields: Field[] = ['establishedIn', ...(chosen ? (['representativeIn'] as const) : [])];
  if (chosen)
    return { ...anywhere, france: chosen === 'FR', elsewhere: chosen !== 'FR', none: false, states: [chosen], fields };
  if (served === null) return { ...anywhere, fields };
  // Without a representative, any State that is served may act.
  const states = statesOf(served);
  return {
    ...anywhere,
    france: states.includes('FR'),
    elsewhere: states.some((state) => state !== 'FR'),
    none: states.length === 0,
    states,
    fields: [...fields, 'servicesProvidedIn'],
  };
}

/** What a kind of public body is, by its own rule. */
function classesOfBody(body: PublicBody, answers: ApplicabilityAnswers, activities: Activity[] | null): Regimes {
  const { rule } = body;
  if (rule === 'essential' || rule === 'important') return bit(rule);
  if (rule === 'as-enterprise') return NOTHING;
  if (rule === 'by-activity') {
    if (activities === null) return NOTHING | bit('essential');
    return activities.length > 0 ? bit('essential') : NOTHING;
  }
  const { population } = answers;
  if (typeof population !== 'number') return bit('essential') | bit(rule.below);
  return bit(population > rule.above ? 'essential' : rule.below);
}

/** One activity of each kind of rule: what an unknown activity may be. */
const PROFILES: readonly Activity[] = [
  ...new Map(ACTIVITIES.map((one) => [`${one.size} ${one.jurisdiction}`, one] as const)).values(),
].filter(({ jurisdiction }) => jurisdiction !== 'creation');

/**
 * @param isExplained false: the regimes alone, without reasons, for trying what other answers would give.
 * @param sizes and `activities`: those of the answers, where they are known already.
 */
function evaluate(
  answers: ApplicabilityAnswers,
  isExplained = true,
  sizes = sizesOf(answers),
  activities = activitiesOf(answers),
): Evaluation {
  const result: Evaluation = {
    regimes: NOTHING,
    sizes,
    reasons: [],
    states: new Set(),
    presumed: new Set(),
    attention: new Set(),
  };
  const { reasons, states, presumed, attention } = result;
  const because = (
    rule: string,
    article: string,
    fields: readonly Field[],
    outcome: Regimes,
    details: Partial<Reason> = {},
  ) => {
    if (!isExplained) return;
    reasons.push({
      rule,
      article,
      source: 'nis2',
      answers: fields.filter((field) => !isUnknown(answers, field)).map((field) => ({ field, value: answers[field] })),
      outcome: regimesOf(outcome),
      ...details,
    });
  };
  const end = (regimes: Regimes): Evaluation => ({ ...result, regimes });

  const exclusion = exclusionOf(answers, activities);
  if (exclusion) {
    because(`excluded.${exclusion}`, EXCLUSIONS[exclusion], ['structure', 'excluded'], NOTHING);
    return end(NOTHING);
  }
  if (isYes(answers.formerOse)) {
    states.add('FR');
    because('former-ose', '3(1)(g)', ['formerOse'], bit('essential'));
    return end(bit('essential'));
  }

  /** Applies the rule of jurisdiction to classes, and says so where it decides. */
  const decide = (classes: Regimes, jurisdiction: Jurisdiction, details: Partial<Reason> = {}): Regimes => {
    const regimes = within(classes, jurisdiction);
    if (classes === NOTHING) return regimes;
    for (const state of jurisdiction.states) states.add(state);
    if (jurisdiction.presumed) presumed.add(jurisdiction.presumed);
    because(
      `jurisdiction.${jurisdiction.rule}`,
      JURISDICTION_ARTICLES[jurisdiction.rule],
      jurisdiction.fields,
      regimes,
      details,
    );
    if (
      jurisdiction.rule === 'main-establishment' &&
      jurisdiction.elsewhere &&
      !jurisdiction.france &&
      !jurisdiction.none
    )
      attention.add('MAIN_ESTABLISHMENT_ELSEWHERE');
    if (jurisdiction.rule === 'representative' && !jurisdiction.none) attention.add('REPRESENTATIVE');
    return regimes;
  };

  if (isYes(answers.criticalEntity)) {
    because('critical-entity', '2(3), 3(1)(f)', ['criticalEntity'], bit('essential'));
    // A State identifies critical entities on its own territory: where nothing else is said, it is France.
    const isElsewhere = listed(answers.establishedIn) !== null;
    if (!isElsewhere) return end(bit('essential'));
    return end(decide(bit('essential'), jurisdictionOf(answers, 'establishment')));
  }

  let regimes: Regimes = NOTHING;
  let bodyDecides = false;
  if (isPublic(answers)) {
    const { publicKind } = answers;
    const body: PublicBody | undefined = PUBLIC_BODIES.find(({ id }) => id === publicKind);
    const bodies: readonly PublicBody[] = body ? [body] : PUBLIC_BODIES;
    const classes = bodies.reduce((set, one) => set | classesOfBody(one, answers, activities), 0);
    bodyDecides = body !== undefined && body.rule !== 'as-enterprise';
    if (body && bodyDecides) {
      const counted: Field[] =
        typeof body.rule === 'object' ? ['population'] : body.rule === 'by-activity' ? ['activities'] : [];
      because(`public.${body.id}`, body.article, ['structure', 'publicKind', ...counted], classes, {
        source: body.source,
      });
      if (body.source === 'bill') attention.add('BILL');
    }
    regimes = decide(classes, jurisdictionOf(answers, 'creation'));
  }

  // Of a public body with a rule of its own, activities that nobody named are taken for none.
  if (activities === null && bodyDecides) presumed.add('activities');
  const candidates = activities ?? (bodyDecides ? [] : PROFILES);
  const dependsOnSize = (activities ?? []).some(({ size }) => new Set(Object.values(CLASSES[size])).size > 1);
  if (dependsOnSize && isHeadcountAlone(answers)) presumed.add('turnoverMillionEuro').add('balanceSheetMillionEuro');
  if (dependsOnSize && sizes.length < SIZES.length)
    because(
      'size',
      'annexe, art. 2',
      [
        'headcount',
        'turnoverMillionEuro',
        'balanceSheetMillionEuro',
        ...(answers.group?.length ? (['group'] as const) : []),
      ],
      0,
      { source: 'sme', outcome: sizes },
    );
  if (activities === null && !bodyDecides)
    because('unknown-activities', '2(1)', [], NOTHING | bit('important') | bit('essential'));
  else if (isUnknown(answers, 'structure') && !isPublic(answers)) presumed.add('structure');
  if (activities !== null && activities.length === 0 && regimes === NOTHING && !bodyDecides)
    because('no-activity', '2(1)', ['activities'], NOTHING);

  let fromUnknown: Regimes = activities === null && !bodyDecides ? NOTHING : 0;
  for (const one of candidates) {
    const table = CLASSES[one.size];
    const classes = sizes.reduce((set, size) => set | bit(table[size].regime), 0);
    if (activities === null) {
      fromUnknown |= within(classes, jurisdictionOf(answers, one.jurisdiction));
      continue;
    }
    const articles = [...new Set(sizes.map((size) => table[size].article))].join(' ; ');
    const { source = 'nis2' } = table[sizes[0]!];
    because(sizes.length === 1 ? `${one.size}.${sizes[0]}` : one.size, articles, ['activities'], classes, {
      source,
      activity: one.id,
    });
    if (source === 'bill') attention.add('BILL');
    if (one.dora) attention.add('DORA');
    const jurisdiction = jurisdictionOf(answers, one.jurisdiction);
    const own = decide(classes, jurisdiction, { activity: one.id });
    regimes = strictest(regimes, own);
    if (own & ~NOTHING && one.digitalRules) attention.add('DIGITAL_RULES');
    if (own & ~NOTHING && one.id === 'I.8.tld') attention.add('DOMAIN_NAMES');
  }
  if (fromUnknown) regimes = strictest(regimes, fromUnknown);

  if (isYes(answers.registersDomainNames)) {
    attention.add('DOMAIN_NAMES');
    const registration = bit('registration-only');
    because('domain-names', '2(4), 3(4), 28', ['registersDomainNames'], registration);
    regimes = strictest(regimes, decide(registration, jurisdictionOf(answers, 'main-establishment')));
  }
  if (activities && activities.length + Number(isPublic(answers)) + Number(isYes(answers.registersDomainNames)) > 1)
    because('strictest', '3(1), 3(2)', [], regimes);
  return end(regimes);
}

/**
 * The verdict on one entity. Total: whatever is unknown widens what is possible, and `missing` says what to ask for.
 *
 * Absent or unknown, `formerOse`, `criticalEntity`, `excluded`, `group` and `registersDomainNames` are taken for “no, as far as is
 * known”, with a mark in `attention`: who is designated has been told so. The place of a public body is taken for France, that of a
 * service of electronic communications for where its provider is established (`presumed`).
 */
export function assessApplicability(answers: ApplicabilityAnswers): Verdict {
  const evaluation = evaluate(answers);
  const possible = regimesOf(evaluation.regimes);
  const regime = possible.length === 1 ? possible[0]! : 'undetermined';
  const states = possible.some((one) => one !== 'out-of-scope') ? [...evaluation.states].sort() : [];
  return {
    regime,
    possible,
    sizes: [...evaluation.sizes],
    reasons: evaluation.reasons,
    attention: attentionOf(answers, evaluation, possible, states),
    missing: regime === 'undetermined' ? missingFields(answers, evaluation) : [],
    competentStates: states,
    presumed: [...evaluation.presumed],
    lawDate: LAW.date,
    lawVersion: LAW.version,
  };
}

function attentionOf(
  answers: ApplicabilityAnswers,
  { attention, reasons }: Evaluation,
  possible: readonly Regime[],
  states: readonly string[],
): Attention[] {
  const marks = new Set(attention);
  const isExcluded = reasons.some(({ rule }) => rule.startsWith('excluded.'));
  const settled = possible.length === 1 ? possible[0] : null;
  const inFrance = possible.some((one) => one === 'essential' || one === 'important' || one === 'registration-only');
  const hasActivity = (activitiesOf(answers) ?? []).length > 0;
  if (isYes(answers.formerOse) || (!isNo(answers.formerOse) && settled !== 'essential' && !isExcluded))
    marks.add('OSE');
  // Critical entities are of the sectors that the annexes name (Directive (EU) 2022/2557, annex).
  const mayBeCritical =
    hasActivity || isPublic(answers) || isUnknown(answers, 'activities') || isYes(answers.registersDomainNames);
  if (
    isYes(answers.criticalEntity) ||
    (mayBeCritical && !isNo(answers.criticalEntity) && settled !== 'essential' && !isExcluded)
  )
    marks.add('CER');
  // Only what an annex names, or a public body, can be designated (Article 2(2)).
  if (
    !isExcluded &&
    (hasActivity || isPublic(answers)) &&
    possible.some((one) => one === 'important' || one === 'out-of-scope')
  )
    marks.add('POSSIBLE_DESIGNATION');
  if (inFrance) marks.add('NATIONAL_SECURITY_EXEMPTION');
  if (states.length > 1) marks.add('SEVERAL_MEMBER_STATES');
  if (possible.includes('out-of-scope') && !isExcluded) marks.add('SUPPLY_CHAIN');
  if (reasons.some(({ rule }) => rule === 'size') && isUnknown(answers, 'group') && !isPublic(answers))
    marks.add('GROUP');
  if (answers.group?.length && isYes(answers.independentSystems)) marks.add('GROUP_EXCEPTION');
  return ATTENTION.filter((mark) => marks.has(mark));
}

const LARGE_GROUP: ApplicabilityAnswers['group'] = [
  { relation: 'linked', headcount: 'gte250', turnoverMillionEuro: 'gte50', balanceSheetMillionEuro: 'gte43' },
];

/**
 * Values that stand for all those that a rule tells apart, by field, in the order in which to ask. What an answer can change is
 * found by trying them.
 */
export const ALTERNATIVES: Readonly<Partial<{ [F in Field]: readonly NonNullable<ApplicabilityAnswers[F]>[] }>> = {
  structure: ['private', 'public'],
  publicKind: PUBLIC_BODIES.map(({ id }) => id),
  population: [30_000, 30_001],
  activities: [[], ...PROFILES.map(({ id }) => [id])],
  establishedIn: [['FR'], ['DE'], ['US'], ['FR', 'DE']],
  servicesProvidedIn: [['FR'], ['DE'], ['US']],
  mainEstablishment: [{ decisions: 'FR' }, { decisions: 'DE' }],
  representativeIn: ['FR', 'DE'],
  headcount: ['lt10', '10-49', '50-249', 'gte250'],
  turnoverMillionEuro: ['lt2', '2-10', '10-50', 'gte50'],
  balanceSheetMillionEuro: ['lt2', '2-10', '10-43', 'gte43'],
  group: [[], LARGE_GROUP],
  formerOse: ['yes', 'no'],
  criticalEntity: ['yes', 'no'],
  excluded: ['none', ...(Object.keys(EXCLUSIONS) as Exclusion[])],
  registersDomainNames: ['yes', 'no'],
};

/** Asked of public bodies alone. */
const OF_BODIES: readonly Field[] = ['publicKind', 'population'];

/** Absent, they are taken for the usual answer: none of them is missing. */
const PRESUMED: readonly Field[] = ['formerOse', 'criticalEntity', 'excluded', 'group', 'registersDomainNames'];

const OF_SIZE: readonly Field[] = ['headcount', 'turnoverMillionEuro', 'balanceSheetMillionEuro', 'group'];
const OF_ACTIVITIES: readonly Field[] = ['activities', 'excluded'];

/** What other answers would leave possible, one at a time; what they do not bear on is worked out once. */
function trialOf(answers: ApplicabilityAnswers): (field: Field, value: unknown) => Regimes {
  const [sizes, activities] = [sizesOf(answers), activitiesOf(answers)];
  return (field, value) =>
    evaluate(
      { ...answers, [field]: value },
      false,
      OF_SIZE.includes(field) ? undefined : sizes,
      OF_ACTIVITIES.includes(field) ? undefined : activities,
    ).regimes;
}

function missingFields(answers: ApplicabilityAnswers, { regimes, presumed }: Evaluation): Field[] {
  const isAsked = (field: Field) =>
    isUnknown(answers, field) &&
    !PRESUMED.includes(field) &&
    !presumed.has(field) &&
    (isPublic(answers) || !OF_BODIES.includes(field));
  const regimesWith = trialOf(answers);
  return FIELDS.filter(
    (field) =>
      isAsked(field) &&
      ALTERNATIVES[field]!.some((value) => {
        const left = regimesWith(field, value);
        return left !== regimes && (left & ~regimes) === 0;
      }),
  );
}

const FIELDS = Object.keys(ALTERNATIVES) as Field[];

/** True when another answer to a field could lead to other regimes: the question is still worth asking. */
export function canChange(answers: ApplicabilityAnswers, field: Field): boolean {
  const { regimes } = evaluate(answers, false);
  const regimesWith = trialOf(answers);
  return (ALTERNATIVES[field] ?? []).some((value) => regimesWith(field, value) !== regimes);
}

export interface Change {
  field: Field;
  value: unknown;
  regime: Regime;
}

/** For each answer, the nearest other values that would lead to another, determined regime. */
export function whatWouldChange(answers: ApplicabilityAnswers): Change[] {
  const { regimes } = evaluate(answers, false);
  const regimesWith = trialOf(answers);
  return FIELDS.flatMap((field) => {
    const seen = new Set<Regimes>([regimes]);
    return ALTERNATIVES[field]!.flatMap((value): Change[] => {
      const other = regimesWith(field, value);
      const [regime, ...others] = regimesOf(other);
      if (seen.has(other) || !regime || others.length > 0) return [];
      seen.add(other);
      return [{ field, value, regime }];
    });
  });
}
