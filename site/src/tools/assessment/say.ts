import type { Answers } from '@palier/nis2/maturity';
import {
  QUESTIONNAIRES,
  type AnswerStep,
  type MaturityQuestion,
  type Questionnaire,
  themesOf,
} from '@palier/nis2/maturity-questions';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';
import { fill } from '../../i18n/text.ts';

export function percent(t: AssessmentWords, n: number): string {
  return fill(t.result.percent, { n });
}

/** What an answer is called in a questionnaire. */
export function answerWords(t: AssessmentWords, questionnaire: Questionnaire, step: AnswerStep): string {
  return t.answers[questionnaire === 'quick' ? 'quick' : 'complete'][step];
}

/** The questions of a questionnaire as they are asked, a screen each: a theme, or an objective. */
export function screensOf(questionnaire: Questionnaire): MaturityQuestion[][] {
  const questions = QUESTIONNAIRES[questionnaire];
  return questionnaire === 'quick'
    ? themesOf('quick').map((theme) => questions.filter((question) => question.theme === theme))
    : questions.map((question) => [question]);
}

/** How many questions of a questionnaire have an answer. */
export function answeredIn(questionnaire: Questionnaire, answers: Answers): number {
  return QUESTIONNAIRES[questionnaire].filter(({ id }) => answers[id]).length;
}
