/**
 * The questions of the self-assessment, as tables: what each is about, where the law asks for it, and what the next action would
 * cost and bring. Their words, in French and English, are the site's.
 *
 * Articles are of NIS 2 (`SOURCES.nis2`); objectives are those of ReCyF v2.5, a working document. How objectives hang on
 * articles is a third party's reading of its annex. Efforts and effects are Palier's own judgement.
 */

/** How many days of work an action takes: a few, a few weeks, a few months. */
export type Effort = 1 | 2 | 3;
/** How much an action changes: a little, clearly, a lot. */
export type Effect = 1 | 2 | 3;

/** Themes of the quick questionnaire, then the pillars under which ReCyF's objectives stand. */
export const THEMES = {
  quick: ['steering', 'inventory', 'access', 'protection', 'continuity', 'incidents'],
  complete: ['governance', 'shield', 'defence', 'resilience'],
} as const;

export type Theme = (typeof THEMES)[keyof typeof THEMES][number];

interface Question {
  id: string;
  theme: Theme;
  articles: readonly string[];
  /** Numbers of the objectives of ReCyF that it looks at. */
  objectives: readonly number[];
  effort: Effort;
  effect: Effect;
  /** Slugs of the hub's topics to read. */
  topics: readonly string[];
}

/** Six themes, three questions each: three minutes for who has no vocabulary. */
// prettier-ignore
const QUICK = [
  { id: 'leader', theme: 'steering', articles: ['20(1)', '21(2)(a)'], objectives: [2], effort: 1, effect: 3, topics: ['gouvernance'] },
  { id: 'decisions', theme: 'steering', articles: ['20(1)', '21(2)(a)'], objectives: [2, 16], effort: 2, effect: 3, topics: ['gouvernance', 'risques'] },
  { id: 'training', theme: 'steering', articles: ['20(2)', '21(2)(g)'], objectives: [4], effort: 2, effect: 2, topics: ['sensibilisation'] },
  { id: 'systems', theme: 'inventory', articles: ['21(2)(i)'], objectives: [1, 5], effort: 2, effect: 3, topics: ['inventaire'] },
  { id: 'suppliers', theme: 'inventory', articles: ['21(2)(d)'], objectives: [3], effort: 1, effect: 2, topics: ['fournisseurs'] },
  { id: 'contracts', theme: 'inventory', articles: ['21(2)(d)', '21(3)'], objectives: [3], effort: 2, effect: 2, topics: ['fournisseurs'] },
  { id: 'accounts', theme: 'access', articles: ['21(2)(i)'], objectives: [10], effort: 1, effect: 2, topics: ['acces'] },
  { id: 'secondFactor', theme: 'access', articles: ['21(2)(j)'], objectives: [8, 10], effort: 1, effect: 3, topics: ['acces', 'messagerie'] },
  { id: 'administrators', theme: 'access', articles: ['21(2)(i)'], objectives: [10, 11], effort: 2, effect: 3, topics: ['administration'] },
  { id: 'updates', theme: 'protection', articles: ['21(2)(e)'], objectives: [5], effort: 2, effect: 3, topics: ['vulnerabilites'] },
  { id: 'malware', theme: 'protection', articles: ['21(2)(e)'], objectives: [9], effort: 1, effect: 2, topics: ['hygiene'] },
  { id: 'network', theme: 'protection', articles: ['21(2)(e)'], objectives: [7], effort: 2, effect: 2, topics: ['reseau'] },
  { id: 'backups', theme: 'continuity', articles: ['21(2)(c)'], objectives: [13], effort: 2, effect: 3, topics: ['continuite'] },
  { id: 'restore', theme: 'continuity', articles: ['21(2)(c)'], objectives: [13, 15], effort: 1, effect: 3, topics: ['continuite'] },
  { id: 'fallback', theme: 'continuity', articles: ['21(2)(c)'], objectives: [13, 14], effort: 2, effect: 2, topics: ['crise', 'continuite'] },
  { id: 'alerts', theme: 'incidents', articles: ['21(2)(b)'], objectives: [12, 20], effort: 3, effect: 3, topics: ['detection'] },
  { id: 'reporting', theme: 'incidents', articles: ['21(2)(b)', '21(2)(g)'], objectives: [4, 12], effort: 1, effect: 2, topics: ['incidents', 'sensibilisation'] },
  { id: 'response', theme: 'incidents', articles: ['21(2)(b)', '23(4)'], objectives: [12, 14], effort: 1, effect: 3, topics: ['incidents', 'crise'] },
] as const satisfies Question[];

/**
 * The twenty objectives of ReCyF; 16 to 20 are those of essential entities alone. Sources differ on the pillar of the fifth
 * (governance or protection): it stands with what protects.
 */
// prettier-ignore
const COMPLETE = [
  { id: 'recyf1', theme: 'governance', articles: ['21(2)(i)'], objectives: [1], effort: 1, effect: 3, topics: ['inventaire'] },
  { id: 'recyf2', theme: 'governance', articles: ['20(1)', '21(2)(a)', '21(2)(f)', '21(2)(h)', '21(2)(i)'], objectives: [2], effort: 2, effect: 3, topics: ['gouvernance', 'conformite'] },
  { id: 'recyf3', theme: 'governance', articles: ['21(2)(d)', '21(2)(i)'], objectives: [3], effort: 2, effect: 2, topics: ['fournisseurs'] },
  { id: 'recyf4', theme: 'governance', articles: ['20(2)', '21(2)(g)'], objectives: [4], effort: 2, effect: 2, topics: ['sensibilisation'] },
  { id: 'recyf5', theme: 'shield', articles: ['21(2)(e)', '21(2)(i)'], objectives: [5], effort: 2, effect: 3, topics: ['inventaire', 'vulnerabilites'] },
  { id: 'recyf6', theme: 'shield', articles: ['21(2)'], objectives: [6], effort: 1, effect: 1, topics: ['hygiene'] },
  { id: 'recyf7', theme: 'shield', articles: ['21(2)(e)', '21(2)(h)'], objectives: [7], effort: 3, effect: 3, topics: ['reseau'] },
  { id: 'recyf8', theme: 'shield', articles: ['21(2)(e)', '21(2)(h)', '21(2)(j)'], objectives: [8], effort: 1, effect: 3, topics: ['mobilite', 'acces'] },
  { id: 'recyf9', theme: 'shield', articles: ['21(2)(e)'], objectives: [9], effort: 1, effect: 2, topics: ['hygiene'] },
  { id: 'recyf10', theme: 'shield', articles: ['21(2)(e)', '21(2)(i)', '21(2)(j)'], objectives: [10], effort: 2, effect: 3, topics: ['acces'] },
  { id: 'recyf11', theme: 'shield', articles: ['21(2)(e)', '21(2)(i)'], objectives: [11], effort: 2, effect: 3, topics: ['administration'] },
  { id: 'recyf12', theme: 'defence', articles: ['21(2)(b)'], objectives: [12], effort: 2, effect: 3, topics: ['incidents', 'detection'] },
  { id: 'recyf13', theme: 'resilience', articles: ['21(2)(c)'], objectives: [13], effort: 2, effect: 3, topics: ['continuite'] },
  { id: 'recyf14', theme: 'resilience', articles: ['21(2)(c)', '21(2)(j)'], objectives: [14], effort: 1, effect: 2, topics: ['crise'] },
  { id: 'recyf15', theme: 'resilience', articles: ['21(2)(b)', '21(2)(c)', '21(2)(g)'], objectives: [15], effort: 1, effect: 2, topics: ['crise', 'continuite'] },
  { id: 'recyf16', theme: 'governance', articles: ['21(2)(a)'], objectives: [16], effort: 2, effect: 3, topics: ['risques', 'homologation'] },
  { id: 'recyf17', theme: 'governance', articles: ['21(2)(f)'], objectives: [17], effort: 2, effect: 2, topics: ['conformite'] },
  { id: 'recyf18', theme: 'shield', articles: ['21(2)(e)'], objectives: [18], effort: 2, effect: 2, topics: ['hygiene', 'vulnerabilites'] },
  { id: 'recyf19', theme: 'shield', articles: ['21(2)(e)'], objectives: [19], effort: 3, effect: 3, topics: ['administration'] },
  { id: 'recyf20', theme: 'defence', articles: ['21(2)(b)'], objectives: [20], effort: 3, effect: 3, topics: ['detection'] },
] as const satisfies Question[];

export type QuickId = (typeof QUICK)[number]['id'];
export type CompleteId = (typeof COMPLETE)[number]['id'];
export type QuestionId = QuickId | CompleteId;

export type MaturityQuestion = Question & { id: QuestionId };

/** Every question, by its id. */
export const QUESTIONS = Object.fromEntries(
  [...QUICK, ...COMPLETE].map((question): [string, MaturityQuestion] => [question.id, question]),
) as Record<QuestionId, MaturityQuestion>;

/**
 * The questionnaires, each with its questions in the order in which they are asked: the quick one; ReCyF's objectives for an
 * important entity, 1 to 15; for an essential one, 1 to 20.
 */
export const QUESTIONNAIRES = {
  quick: QUICK as readonly MaturityQuestion[],
  important: COMPLETE.slice(0, 15) as readonly MaturityQuestion[],
  essential: COMPLETE as readonly MaturityQuestion[],
};

export type Questionnaire = keyof typeof QUESTIONNAIRES;

export const QUESTIONNAIRE_NAMES = Object.keys(QUESTIONNAIRES) as [Questionnaire, ...Questionnaire[]];

/** The themes of a questionnaire, in order. */
export function themesOf(questionnaire: Questionnaire): readonly Theme[] {
  return questionnaire === 'quick' ? THEMES.quick : THEMES.complete;
}

/** How far one is, from nothing to in place and checked: a step more is always better. */
export const STEPS = ['not-started', 'begun', 'partly', 'in-place', 'checked'] as const;

export type Step = (typeof STEPS)[number];

/** What can be answered. `not-applicable` asks for its reason: ReCyF's first objective wants exclusions justified. */
export const ANSWERS = [...STEPS, 'not-applicable', 'unknown'] as const;

export type AnswerStep = (typeof ANSWERS)[number];

/** What each questionnaire offers: the quick one, in plain words, no, partly, yes, yes and checked, or not sure. */
export function answersOf(questionnaire: Questionnaire): readonly AnswerStep[] {
  return questionnaire === 'quick' ? ['not-started', 'partly', 'in-place', 'checked', 'unknown'] : ANSWERS;
}
