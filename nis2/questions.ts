import { activity, type Activity } from './activities.ts';
import type { ApplicabilityAnswers, Field } from './answers.ts';
import { canChange } from './applicability.ts';
import { memberState } from './countries.ts';

/** In which order an entity is asked, and which questions still matter after what it has answered. */

export interface Question {
  field: Field;
  /** False where the question would make no sense, whatever it could change. */
  when: (answers: ApplicabilityAnswers) => boolean;
}

const isPublic = ({ structure }: ApplicabilityAnswers) => structure === 'public';

const activitiesOf = ({ activities }: ApplicabilityAnswers): Activity[] =>
  (Array.isArray(activities) ? activities : []).map((id) => activity(id)).filter((one) => one !== undefined);

const follows = (answers: ApplicabilityAnswers, rule: Activity['jurisdiction']) =>
  activitiesOf(answers).some(({ jurisdiction }) => jurisdiction === rule) ||
  (rule === 'main-establishment' && answers.registersDomainNames === 'yes');

const statesOf = ({ establishedIn }: ApplicabilityAnswers): Set<string> | null =>
  Array.isArray(establishedIn)
    ? new Set(establishedIn.map((code) => memberState(code)).filter((state) => state !== null))
    : null;

const isOutsideUnion = (answers: ApplicabilityAnswers) => statesOf(answers)?.size === 0;

export const QUESTIONS: readonly Question[] = [
  { field: 'structure', when: () => true },
  { field: 'publicKind', when: isPublic },
  {
    field: 'population',
    when: (answers) =>
      isPublic(answers) && ['municipality', 'agglomeration-community', 'unknown'].includes(answers.publicKind ?? ''),
  },
  { field: 'activities', when: () => true },
  // A public body of one of the French kinds was created by France.
  { field: 'establishedIn', when: (answers) => !isPublic(answers) },
  {
    field: 'servicesProvidedIn',
    when: (answers) =>
      !isPublic(answers) &&
      (follows(answers, 'services') || (isOutsideUnion(answers) && follows(answers, 'main-establishment'))),
  },
  {
    field: 'mainEstablishment',
    when: (answers) =>
      !isPublic(answers) && follows(answers, 'main-establishment') && (statesOf(answers)?.size ?? 2) > 1,
  },
  {
    field: 'representativeIn',
    when: (answers) => !isPublic(answers) && isOutsideUnion(answers) && follows(answers, 'main-establishment'),
  },
  { field: 'headcount', when: () => true },
  { field: 'turnoverMillionEuro', when: (answers) => !isPublic(answers) || answers.publicKind === 'other' },
  { field: 'balanceSheetMillionEuro', when: (answers) => !isPublic(answers) || answers.publicKind === 'other' },
  { field: 'group', when: (answers) => !isPublic(answers) },
  { field: 'formerOse', when: () => true },
  { field: 'criticalEntity', when: () => true },
  {
    field: 'excluded',
    when: (answers) =>
      isPublic(answers) || activitiesOf(answers).some(({ id, dora }) => dora === true || id.startsWith('I.8.trust-')),
  },
];

/** Answers that go with another: given with its question, and kept with it. */
const COMPANIONS: Readonly<Partial<Record<Field, readonly Field[]>>> = {
  activities: ['registersDomainNames'],
  group: ['independentSystems'],
};

export interface Interview {
  /** The answers that count: those to questions that the others make irrelevant are left aside, not lost. */
  answers: ApplicabilityAnswers;
  /** Fields of the questions answered, in order. */
  answered: Field[];
  /** Field of the next question; null when none could change the verdict. */
  next: Field | null;
  /** How many more questions may come, the next included. */
  left: number;
}

/** Where somebody stands who has given these answers, some of which may no longer matter. */
export function interview(given: ApplicabilityAnswers): Interview {
  const answers: ApplicabilityAnswers = {};
  const answered: Field[] = [];
  let next: Field | null = null;
  let left = 0;
  const keep = (field: Field) => Object.assign(answers, given[field] !== undefined && { [field]: given[field] });
  for (const { field, when } of QUESTIONS) {
    if (!when(answers) || !(field === 'structure' || canChange(answers, field))) continue;
    if (given[field] === undefined) {
      next ??= field;
      left += 1;
      continue;
    }
    for (const one of [field, ...(COMPANIONS[field] ?? [])]) keep(one);
    answered.push(field);
  }
  return { answers, answered, next, left };
}
