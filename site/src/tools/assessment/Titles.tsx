import type { QuestionId } from '@palier/nis2/maturity-questions';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';

/** Questions by their titles. */
export default function Titles({ ids, t }: { ids: readonly QuestionId[]; t: AssessmentWords }) {
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>{t.questions[id].title}</li>
      ))}
    </ul>
  );
}
