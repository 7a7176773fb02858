import { z } from './json.ts';
import { LAW } from './law.ts';
import {
  ANSWERS,
  QUESTIONNAIRES,
  QUESTIONNAIRE_NAMES,
  QUESTIONS,
  STEPS,
  themesOf,
  type AnswerStep,
  type Effect,
  type Effort,
  type MaturityQuestion,
  type QuestionId,
  type Questionnaire,
  type Step,
  type Theme,
} from './maturity-questions.ts';

/**
 * The self-assessment: what answers say of a level. Its scale is Palier's own, and measures a preparation: no law, and no
 * authority, defines a level or a rate of NIS 2.
 */

/** The levels of the hub (`model/levels.ts`, which this folder may not import), from the least to the most mature. */
export const MATURITY_LEVELS = ['novice', 'intermediate', 'advanced', 'expert'] as const;

export type MaturityLevel = (typeof MATURITY_LEVELS)[number];

/** Percentage of preparation from which each level is reached. All in place and nothing checked is 75: expert asks for checks. */
export const LEVEL_FROM: Record<MaturityLevel, number> = { novice: 0, intermediate: 30, advanced: 60, expert: 85 };

/** Longest note, in characters. */
export const NOTE_MAX = 2000;
/** Longest name of who answered, in characters. */
export const BY_MAX = 100;
/** Most results that are kept; the oldest go first. */
export const RESULTS_MAX = 50;

const day = z
  .string()
  .check(
    z.refine(
      (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && (new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false),
    ),
  );

/** One answer: how far one is, and a note; beside `not-applicable`, the note is its reason. */
export const answerSchema = z.strictObject({
  step: z.enum(ANSWERS),
  note: z.optional(z.string().check(z.maxLength(NOTE_MAX))),
});

const answersSchema = z.partialRecord(z.enum(Object.keys(QUESTIONS) as [QuestionId, ...QuestionId[]]), answerSchema);

const given = {
  questionnaire: z.enum(QUESTIONNAIRE_NAMES),
  /** By the id of the question; absent: not answered. Those of other questionnaires are kept, and count for nothing. */
  answers: answersSchema,
};

/** What {@link assessMaturity} is asked. */
export const maturityAnswersSchema = z.strictObject(given);

/** An assessment as files hold it, and the list of earlier results. */
export const assessmentSchema = z.strictObject({
  format: z.literal('palier-assessment'),
  /** Changes when a question or an answer does. */
  version: z.literal(1),
  /** Day on which it was made, ISO 8601. */
  date: day,
  /** `LAW.version` of the rules that it was made with. */
  rules: z.string().check(z.maxLength(40)),
  /** Who answered: a team, a function; never needed. */
  by: z.optional(z.string().check(z.maxLength(BY_MAX))),
  ...given,
});

/** What the browser keeps under `palier.assessment`. */
export const keptAssessmentSchema = z.strictObject({
  version: z.literal(1),
  /** The one that is being answered; null before one is chosen. */
  questionnaire: z.nullable(z.enum(QUESTIONNAIRE_NAMES)),
  answers: answersSchema,
  /** Earlier results, from the oldest. */
  results: z.array(assessmentSchema).check(z.maxLength(RESULTS_MAX)),
});

export type Answer = z.infer<typeof answerSchema>;
export type Answers = z.infer<typeof answersSchema>;
export type MaturityAnswers = z.infer<typeof maturityAnswersSchema>;
export type Assessment = z.infer<typeof assessmentSchema>;
export type KeptAssessment = z.infer<typeof keptAssessmentSchema>;

/** Where a value is not what it should be: `answers.leader.step`; empty for the whole. */
export interface MaturityFlaw {
  path: string;
  message: string;
}

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; errors: MaturityFlaw[] };

/** Reads answers from any JSON value. Never throws. */
export function parseMaturity(value: unknown): Parsed<MaturityAnswers> {
  return parsed(maturityAnswersSchema.safeParse(value));
}

/** Reads an assessment, as {@link assessmentOf} makes them, from any JSON value. Never throws. */
export function parseAssessment(value: unknown): Parsed<Assessment> {
  return parsed(assessmentSchema.safeParse(value));
}

/** What the browser kept, from any JSON value; null when it is something else. Never throws. */
export function parseKeptAssessment(value: unknown): KeptAssessment | null {
  const { success, data } = keptAssessmentSchema.safeParse(value);
  return success ? data : null;
}

function parsed<Value>(result: z.core.util.SafeParseResult<Value>): Parsed<Value> {
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, errors: result.error.issues.map(flawOf) };
}

function flawOf(issue: z.core.$ZodIssue): MaturityFlaw {
  const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
  const message = {
    invalid_value: () => `not one of ${issue.code === 'invalid_value' ? issue.values.map(String).join(', ') : ''}`,
    unrecognized_keys: () => 'not a field of it',
    invalid_key: () => 'not the id of a question',
    too_big: () => 'too long',
    invalid_type: () => `not ${issue.code === 'invalid_type' ? issue.expected : ''}`,
  }[issue.code as string];
  return { path: at.map(String).join('.').slice(0, 200), message: message?.() ?? 'not valid' };
}

/** What is known of a theme, or of all. */
export interface Standing {
  /** Null: undetermined, for the reason that `because` gives. */
  level: MaturityLevel | null;
  /** Why there is no level: nothing is known of it, or nothing of it applies. */
  because: 'unknown' | 'not-applicable' | null;
  /** Rate of preparation, a whole number of percent, rounded down; what is unknown counts as not started. */
  rate: number;
  /** Questions that count: all but those that do not apply. */
  applicable: number;
  /** Questions of these without an answer, or answered "unknown". */
  unknown: number;
  notApplicable: number;
}

/** What to do next about one question. */
export interface Action {
  question: QuestionId;
  /** Find out where one stands; do it; or check that it holds. */
  kind: 'find-out' | 'do' | 'check';
  effort: Effort;
  effect: Effect;
  isQuickWin: boolean;
  /** Percentage points that the rate gains at most. */
  gain: number;
}

export interface MaturityResult {
  questionnaire: Questionnaire;
  overall: Standing;
  themes: ({ theme: Theme } & Standing)[];
  /** Themes that hold the overall level down: it is at most one above that of the weakest. */
  limitedBy: Theme[];
  /** The five next ones at most, quick wins first. */
  actions: Action[];
  /** What is excluded without a reason. */
  unjustified: QuestionId[];
  /** `LAW.date` and `LAW.version` of the rules. */
  lawDate: string;
  rules: string;
}

/**
 * What answers say: a level for each theme and for all, a rate of preparation, the next actions.
 *
 * A question that has no answer, or that is "unknown", counts as not started: not knowing never raises a level. One that does
 * not apply counts for nothing. The overall level is that of the rate, but at most one above the weakest theme's.
 */
export function assessMaturity({ questionnaire, answers }: MaturityAnswers): MaturityResult {
  const questions = QUESTIONNAIRES[questionnaire];
  const themes = themesOf(questionnaire)
    .map((theme) => ({ theme, questions: questions.filter((question) => question.theme === theme) }))
    .map(({ theme, questions }) => ({ theme, ...standingOf(questions, answers) }));
  const overall = standingOf(questions, answers);

  const counted = themes.filter(({ because }) => because !== 'not-applicable');
  const weakest = Math.min(...counted.map(({ level }) => rankOf(level)));
  const isLimited = rankOf(overall.level) > weakest + 1;
  if (isLimited) overall.level = MATURITY_LEVELS[weakest]!;

  return {
    questionnaire,
    overall,
    themes,
    limitedBy: isLimited ? counted.filter(({ level }) => rankOf(level) === weakest).map(({ theme }) => theme) : [],
    actions: actionsFor(questions, answers, overall.applicable),
    unjustified: questions
      .map(({ id }) => id)
      .filter((id) => answers[id]?.step === 'not-applicable' && !answers[id].note?.trim()),
    lawDate: LAW.date,
    rules: LAW.version,
  };
}

/** Points of an answer, 0 to 4; null when it does not apply. */
function pointsOf(answer: Answer | undefined): number | null {
  if (answer?.step === 'not-applicable') return null;
  return Math.max(0, STEPS.indexOf((answer?.step ?? 'unknown') as Step));
}

function isUnknown(answer: Answer | undefined): boolean {
  return answer === undefined || answer.step === 'unknown';
}

function standingOf(questions: readonly MaturityQuestion[], answers: Answers): Standing {
  const all = questions.map(({ id }) => answers[id]);
  const points = all.map(pointsOf).filter((point) => point !== null);
  const applicable = points.length;
  const unknown = all.filter(isUnknown).length;
  const rate =
    applicable === 0
      ? 0
      : Math.floor((100 * points.reduce((sum, point) => sum + point, 0)) / (applicable * (STEPS.length - 1)));
  const because = applicable === 0 ? 'not-applicable' : unknown === applicable ? 'unknown' : null;
  const level = because === null ? MATURITY_LEVELS.findLast((level) => rate >= LEVEL_FROM[level])! : null;
  return { level, because, rate, applicable, unknown, notApplicable: all.length - applicable };
}

/** 1 (novice) to 4 (expert); 0 where nothing is known. */
function rankOf(level: MaturityLevel | null): number {
  return level === null ? 0 : MATURITY_LEVELS.indexOf(level) + 1;
}

const NEXT_ACTIONS = 5;
const IN_PLACE = STEPS.indexOf('in-place');

/** What has not been answered yet proposes nothing: one is still answering. */
function actionsFor(questions: readonly MaturityQuestion[], answers: Answers, applicable: number): Action[] {
  const actions = questions.flatMap(({ id, effort, effect }): (Action & { worth: number })[] => {
    const answer = answers[id];
    const points = pointsOf(answer);
    if (!answer || points === null || answer.step === 'checked') return [];
    const kind = answer.step === 'unknown' ? 'find-out' : points < IN_PLACE ? 'do' : 'check';
    const target = kind === 'check' ? IN_PLACE + 1 : IN_PLACE;
    const gain = Math.round((100 * (target - points)) / (applicable * (STEPS.length - 1)));
    // Checking what is in place takes little, and changes less than what is missing.
    const cost = kind === 'check' ? { effort: 1 as const, effect: 1 as const } : { effort, effect };
    const isQuickWin = kind !== 'check' && effort === 1 && effect > 1;
    return [{ question: id, kind, ...cost, isQuickWin, gain, worth: (cost.effect * (target - points)) / cost.effort }];
  });
  return actions
    .sort((a, b) => Number(b.isQuickWin) - Number(a.isQuickWin) || b.worth - a.worth || b.effect - a.effect)
    .slice(0, NEXT_ACTIONS)
    .map(({ worth: _, ...action }) => action);
}

/** An assessment of the answers to one questionnaire. `date`: the day, ISO 8601. */
export function assessmentOf({ questionnaire, answers }: MaturityAnswers, date: string, by?: string): Assessment {
  const own = QUESTIONNAIRES[questionnaire].flatMap(({ id }) => (answers[id] ? [[id, answers[id]] as const] : []));
  return {
    format: 'palier-assessment',
    version: 1,
    date,
    rules: LAW.version,
    ...(by?.trim() && { by: by.trim().slice(0, BY_MAX) }),
    questionnaire,
    answers: Object.fromEntries(own),
  };
}

/**
 * The latest that is known: the answers being given, else the last result that was kept; null when there is neither. What
 * the path of a reader is made from.
 */
export function latestMaturity({ questionnaire, answers, results }: KeptAssessment): MaturityResult | null {
  const last = results.at(-1);
  if (questionnaire !== null && QUESTIONNAIRES[questionnaire].some(({ id }) => answers[id]))
    return assessMaturity({ questionnaire, answers });
  return last ? assessMaturity(last) : null;
}

/** A question to which several people answered differently. */
export interface Disagreement {
  question: QuestionId;
  /** What each answered; `from` is the place of the assessment in what was merged. */
  given: { from: number; step: AnswerStep }[];
  /** What counts. */
  kept: AnswerStep;
}

export interface Merged extends MaturityAnswers {
  disagreements: Disagreement[];
  /** Places of the assessments that answer another kind of questionnaire than the first, and were left out. */
  left: number[];
}

/**
 * The answers of several people as one. Who knows is believed rather than who does not; among those who know, the least
 * advanced answer counts, and any of them rather than "not applicable". Notes are joined. ReCyF's two questionnaires merge as
 * the longer. Null for no assessment.
 */
export function mergeAnswers(several: readonly Assessment[]): Merged | null {
  const [first] = several;
  if (!first) return null;
  const isQuick = (one: Assessment) => one.questionnaire === 'quick';
  const merged = several.map((one, from) => ({ one, from })).filter(({ one }) => isQuick(one) === isQuick(first));
  const questionnaire = merged.some(({ one }) => one.questionnaire === 'essential') ? 'essential' : first.questionnaire;
  const answers: Answers = {};
  const disagreements: Disagreement[] = [];
  for (const { id } of QUESTIONNAIRES[questionnaire]) {
    const given = merged.flatMap(({ one, from }) => (one.answers[id] ? [{ from, ...one.answers[id] }] : []));
    if (given.length === 0) continue;
    const kept = CAUTION.find((step) => given.some((answer) => answer.step === step))!;
    const notes = new Set(given.map(({ note }) => note?.trim()).filter((note) => note !== undefined && note !== ''));
    const note = [...notes].join('\n').slice(0, NOTE_MAX);
    answers[id] = { step: kept, ...(note && { note }) };
    const known = given.filter(({ step }) => step !== 'unknown');
    if (new Set(known.map(({ step }) => step)).size > 1)
      disagreements.push({ question: id, given: given.map(({ from, step }) => ({ from, step })), kept });
  }
  const left = several.flatMap((one, from) => (isQuick(one) === isQuick(first) ? [] : [from]));
  return { questionnaire, answers, disagreements, left };
}

/** The answer that counts among several: the first of these that was given. */
const CAUTION: readonly AnswerStep[] = [...STEPS, 'not-applicable', 'unknown'];

/** What changed between two assessments. */
export interface Comparison {
  /** The questionnaire on which both are looked at: the shorter of ReCyF's two. */
  on: Questionnaire;
  before: MaturityResult;
  after: MaturityResult;
  /** Questions that are further than they were, and less far. */
  better: QuestionId[];
  worse: QuestionId[];
}

/** Compares two assessments; null when they cannot be: one is quick, the other is not. */
export function compare(before: MaturityAnswers, after: MaturityAnswers): Comparison | null {
  const both = [before.questionnaire, after.questionnaire];
  if (both.includes('quick') && before.questionnaire !== after.questionnaire) return null;
  const on = both.includes('important') ? 'important' : before.questionnaire;
  const change = ({ id }: MaturityQuestion) => {
    const [was, is] = [pointsOf(before.answers[id]), pointsOf(after.answers[id])];
    return was === null || is === null ? 0 : is - was;
  };
  const ids = (questions: MaturityQuestion[]) => questions.map(({ id }) => id);
  const questions = QUESTIONNAIRES[on];
  return {
    on,
    before: assessMaturity({ questionnaire: on, answers: before.answers }),
    after: assessMaturity({ questionnaire: on, answers: after.answers }),
    better: ids(questions.filter((question) => change(question) > 0)),
    worse: ids(questions.filter((question) => change(question) < 0)),
  };
}
