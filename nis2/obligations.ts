import type { Reason, VerdictRegime as Regime } from './applicability.ts';
import { LAW, type SOURCES } from './law.ts';

/**
 * What an entity owes, from the verdict on it: a table to read row by row, each with its article. In France the directive is not
 * transposed: what comes from it will be owed, and is not yet (`isInForce`).
 */

/** Codes of a verdict's `attention` that change what is owed; the others change nothing here. */
export type ObligationCode = 'DORA' | 'OSE' | 'CER' | 'DOMAIN_NAMES' | 'DIGITAL_RULES';

/** Longest times that the texts give. */
export type Within = 'PT24H' | 'PT72H' | 'P2W' | 'P1M' | 'P3M' | 'P9M' | 'P10M';

/** When something is due. */
export interface Deadline {
  /** Longest time, ISO 8601 duration: `PT24H`, `P1M`; null: without undue delay. */
  within: Within | null;
  /** From when it runs. */
  from: 'awareness' | 'notification' | 'handling' | 'request' | 'change' | 'designation' | 'discovery';
}

interface Row<Id extends string = string> {
  id: Id;
  /** Text that asks for it; articles are its own. */
  source: keyof typeof SOURCES;
  articles: readonly string[];
  /** Who owes it, by regime; `any`: whatever NIS 2 says of the entity. */
  owedBy: readonly Regime[] | 'any';
  /** Owed only by entities of which the verdict says this. */
  only?: ObligationCode;
  /** Who has to do it. */
  who: 'management' | 'entity';
  /** False: encouraged, or open to all. */
  isBinding: boolean;
  deadline: Deadline | null;
  /** A breach is fined under article 34(4) or 34(5): those of articles 21 and 23. */
  isFined: boolean;
  /** Gives way to DORA for financial entities: NIS 2, art. 4; DORA, art. 1(2). */
  yieldsToDora: boolean;
}

export interface Fine {
  article: '34(4)' | '34(5)';
  /** The State must be able to go up to the higher of the two, at least. */
  millionEuro: number;
  /** Percentage of the worldwide turnover of the year before, of the undertaking that the entity belongs to. */
  turnoverPercent: number;
  /** In France, the bill spares the State, its administrative establishments, local authorities and their groups. */
  sparedByBill: 'public-bodies';
}

export interface Supervision {
  article: '32' | '33';
  /** Checks come at any time, or after signs that something is wrong. */
  when: 'before-and-after' | 'after';
  /** Managers may be suspended for a time (32(5)); never those of public bodies. */
  mayBarManagers: boolean;
}

export interface Obligation extends Omit<Row<ObligationId>, 'owedBy' | 'only' | 'isFined' | 'yieldsToDora'> {
  /** Largest fine; null when a breach of this is not fined by article 34. */
  fine: Fine | null;
  /** False: will be owed once the directive is transposed. */
  isInForce: boolean;
}

export interface Obligations {
  regime: Regime;
  /**
   * `owed`: the list is that of the entity. `elsewhere`: it is the directive's, and the law of another member state says it.
   * `none`: nothing is asked. `undetermined`: whether anything is depends on an answer that is missing.
   */
  state: 'owed' | 'elsewhere' | 'none' | 'undetermined';
  obligations: Obligation[];
  /** Ids of what would be owed, and that DORA takes the place of. */
  replacedByDora: ObligationId[];
  supervision: Supervision | null;
  lawDate: string;
}

const REGULATED: readonly Regime[] = ['essential', 'important', 'other-member-state'];
const REGISTERED: readonly Regime[] = [...REGULATED, 'registration-only'];

const row = <Id extends string>(
  id: Id,
  articles: readonly string[],
  {
    deadline = null,
    who = 'entity',
    isBinding = true,
    source = 'nis2',
    ...rest
  }: Partial<Omit<Row, 'id' | 'articles'>> = {},
): Row<Id> => ({
  id,
  source,
  articles,
  owedBy: REGULATED,
  who,
  isBinding,
  deadline,
  isFined: false,
  yieldsToDora: false,
  ...rest,
});

/** Article 20: it is about the measures of article 21, and gives way to DORA with them. */
const GOVERNANCE = { who: 'management', yieldsToDora: true } as const;
/** Articles 21 and 23. */
const FINED = { isFined: true, yieldsToDora: true } as const;
const due = (within: Within | null, from: Deadline['from']) => ({ deadline: { within, from } });

const ROWS = [
  row('management-approves', ['20(1)'], GOVERNANCE),
  row('management-training', ['20(2)'], GOVERNANCE),
  row('staff-training', ['20(2)'], { ...GOVERNANCE, isBinding: false }),

  row('measures', ['21(1)'], FINED),
  row('measure-risks', ['21(2)(a)'], FINED),
  row('measure-incidents', ['21(2)(b)'], FINED),
  row('measure-continuity', ['21(2)(c)'], FINED),
  row('measure-suppliers', ['21(2)(d)', '21(3)'], FINED),
  row('measure-development', ['21(2)(e)'], FINED),
  row('measure-effectiveness', ['21(2)(f)'], FINED),
  row('measure-hygiene', ['21(2)(g)'], FINED),
  row('measure-cryptography', ['21(2)(h)'], FINED),
  row('measure-access', ['21(2)(i)'], FINED),
  row('measure-authentication', ['21(2)(j)'], FINED),
  row('corrections', ['21(4)'], { ...FINED, ...due(null, 'discovery') }),
  row('digital-measures', ['2', 'annex'], { ...FINED, source: 'digital', only: 'DIGITAL_RULES' }),

  row('early-warning', ['23(4)(a)'], { ...FINED, ...due('PT24H', 'awareness') }),
  // Trust service providers: 24 hours, last subparagraph of 23(4).
  row('notification', ['23(4)(b)'], { ...FINED, ...due('PT72H', 'awareness') }),
  row('intermediate-report', ['23(4)(c)'], { ...FINED, ...due(null, 'request') }),
  row('final-report', ['23(4)(d)'], { ...FINED, ...due('P1M', 'notification') }),
  row('progress-report', ['23(4)(e)'], { ...FINED, ...due('P1M', 'notification') }),
  row('late-final-report', ['23(4)(e)'], { ...FINED, ...due('P1M', 'handling') }),
  row('recipients-incident', ['23(1)'], { ...FINED, ...due(null, 'awareness') }),
  row('recipients-threat', ['23(2)'], { ...FINED, ...due(null, 'awareness') }),
  row('digital-significance', ['3', '4', '5–14'], { ...FINED, source: 'digital', only: 'DIGITAL_RULES' }),

  row('registration', ['3(4)'], { owedBy: REGISTERED }),
  row('registration-change', ['3(4)'], { owedBy: REGISTERED, ...due('P2W', 'change') }),
  // Trust service providers follow 2024/2690 and are not in article 27(1).
  row('digital-registration', ['27(2)'], { only: 'DIGITAL_RULES' }),
  row('digital-registration-change', ['27(3)'], { only: 'DIGITAL_RULES', ...due('P3M', 'change') }),
  row('domain-registration', ['27(2)'], { owedBy: REGISTERED, only: 'DOMAIN_NAMES' }),
  row('domain-registration-change', ['27(3)'], { owedBy: REGISTERED, only: 'DOMAIN_NAMES', ...due('P3M', 'change') }),
  row('domain-data', ['28(1)', '28(2)', '28(3)', '28(4)'], { owedBy: REGISTERED, only: 'DOMAIN_NAMES' }),
  row('domain-access', ['28(5)'], { owedBy: REGISTERED, only: 'DOMAIN_NAMES', ...due('PT72H', 'request') }),

  row('voluntary-notification', ['30(1)'], { owedBy: [...REGISTERED, 'out-of-scope'], isBinding: false }),

  row('dora-risks', ['5–16'], { source: 'dora', owedBy: 'any', only: 'DORA' }),
  row('dora-incidents', ['17–19'], { source: 'dora', owedBy: 'any', only: 'DORA' }),
  row('dora-third-parties', ['28–30'], { source: 'dora', owedBy: 'any', only: 'DORA' }),

  row('cer-risks', ['12'], { source: 'cer', owedBy: 'any', only: 'CER', ...due('P9M', 'designation') }),
  row('cer-resilience', ['13', '6(3)'], { source: 'cer', owedBy: 'any', only: 'CER', ...due('P10M', 'designation') }),
  row('cer-incidents', ['15(1)'], { source: 'cer', owedBy: 'any', only: 'CER', ...due('PT24H', 'awareness') }),

  row('ose-rules', ['6'], { source: 'nis1', owedBy: 'any', only: 'OSE' }),
  row('ose-incidents', ['7'], { source: 'nis1', owedBy: 'any', only: 'OSE', ...due(null, 'awareness') }),
];

/** Names a row of the table. */
export type ObligationId = (typeof ROWS)[number]['id'];

/** Texts that hold by themselves: regulations of the Union, and the law that NIS 2 will replace. */
const HOLD_ALREADY: readonly (keyof typeof SOURCES)[] = ['digital', 'dora', 'nis1'];

const FINES: Partial<Record<Regime, Fine>> = {
  essential: { article: '34(4)', millionEuro: 10, turnoverPercent: 2, sparedByBill: 'public-bodies' },
  important: { article: '34(5)', millionEuro: 7, turnoverPercent: 1.4, sparedByBill: 'public-bodies' },
};

const SUPERVISION: Partial<Record<Regime, Supervision>> = {
  essential: { article: '32', when: 'before-and-after', mayBarManagers: true },
  important: { article: '33', when: 'after', mayBarManagers: false },
};

const STATES: Record<Regime, Obligations['state']> = {
  essential: 'owed',
  important: 'owed',
  'registration-only': 'owed',
  'other-member-state': 'elsewhere',
  'out-of-scope': 'none',
  undetermined: 'undetermined',
};

/**
 * What the entity of a verdict owes, in the order of the directive, then what other texts ask of it. Total: a regime that is
 * not one of ours is undetermined, an unknown code of attention changes nothing.
 *
 * @param verdict with its `reasons`, a designation that is only possible asks for nothing.
 */
export function obligationsFor(verdict: {
  regime: Regime;
  attention: readonly string[];
  reasons?: readonly Pick<Reason, 'rule'>[];
}): Obligations {
  const regime = Object.hasOwn(STATES, verdict.regime) ? verdict.regime : 'undetermined';
  const isDesignated = (rule: string) => verdict.reasons?.some((reason) => reason.rule === rule) ?? true;
  const has = (code: ObligationCode) =>
    verdict.attention.includes(code) &&
    (code !== 'OSE' || isDesignated('former-ose')) &&
    (code !== 'CER' || isDesignated('critical-entity'));
  const owed = ROWS.filter(
    ({ owedBy, only }) => (owedBy === 'any' || owedBy.includes(regime)) && (only === undefined || has(only)),
  );
  const isReplaced = ({ yieldsToDora }: Row) => yieldsToDora && has('DORA');
  return {
    regime,
    state: STATES[regime],
    obligations: owed
      .filter((row) => !isReplaced(row))
      .map(({ owedBy: _, only: __, yieldsToDora: ___, isFined, ...row }) => ({
        ...row,
        fine: (isFined && FINES[regime]) || null,
        isInForce: LAW.transposedInFrance || HOLD_ALREADY.includes(row.source),
      })),
    replacedByDora: owed.filter(isReplaced).map(({ id }) => id),
    supervision: has('DORA') ? null : (SUPERVISION[regime] ?? null),
    lawDate: LAW.date,
  };
}
