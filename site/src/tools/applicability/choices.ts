import { activity } from '@palier/nis2/activities';
import { EXCLUSIONS, type ApplicabilityAnswers, type Exclusion, type Field } from '@palier/nis2/answers';
import { MEMBER_STATES } from '@palier/nis2/countries';
import { INHABITANTS, PUBLIC_BODIES } from '@palier/nis2/public-bodies';
import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';

/** One of the answers that a question offers. */
export interface Choice {
  value: string | number;
  label?: string;
  hint?: string;
  /** A country, whose name the browser knows. */
  country?: string;
}

/** Bands offered for each figure: those that a rule tells apart. */
export const BANDS = {
  headcount: ['lt10', '10-49', '50-249', 'gte250'],
  turnoverMillionEuro: ['lt2', '2-10', '10-50', 'gte50'],
  balanceSheetMillionEuro: ['lt2', '2-10', '10-43', 'gte43'],
} as const;

export type FigureField = keyof typeof BANDS;

export const isFigure = (field: Field): field is FigureField => Object.hasOwn(BANDS, field);

/** What a question offers to choose from, beside “I do not know”; null for the questions that have a form of their own. */
export function choicesOf(field: Field, answers: ApplicabilityAnswers, t: ApplicabilityWords): Choice[] | null {
  if (field === 'headcount')
    return BANDS.headcount.map((value) => ({ value, label: t.headcount[value], hint: t.headcountHint[value] }));
  if (isFigure(field)) return BANDS[field].map((value) => ({ value, label: t.money[value] }));
  switch (field) {
    case 'structure':
      return [
        { value: 'private', label: t.structure.private, hint: t.structure.privateHint },
        { value: 'public', label: t.structure.public, hint: t.structure.publicHint },
      ];
    case 'publicKind':
      return PUBLIC_BODIES.map(({ id }) => ({ value: id, label: t.publicKind[id] }));
    case 'population':
      return [
        { value: INHABITANTS, label: t.population.atMost },
        { value: INHABITANTS + 1, label: t.population.above },
      ];
    case 'representativeIn':
      return MEMBER_STATES.map((value) => ({ value, country: value }));
    case 'formerOse':
    case 'criticalEntity':
      return [
        { value: 'yes', label: t.yes },
        { value: 'no', label: t.no },
      ];
    case 'excluded':
      return ['none' as const, ...exclusionsFor(answers)].map((value) => ({ value, label: t.excluded[value] }));
    default:
      return null;
  }
}

/** Exclusions that can concern an entity: each only stands for some. */
function exclusionsFor(answers: ApplicabilityAnswers): Exclusion[] {
  const activities = (Array.isArray(answers.activities) ? answers.activities : []).map((id) => activity(id));
  const stands = {
    'dora-exempt': activities.some((one) => one?.dora),
    'closed-trust-services': activities.some((one) => one?.id.startsWith('I.8.trust-')),
  };
  return (Object.keys(EXCLUSIONS) as Exclusion[]).filter((exclusion) =>
    exclusion in stands ? stands[exclusion as keyof typeof stands] : answers.structure === 'public',
  );
}
