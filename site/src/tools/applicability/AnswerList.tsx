import type { Field } from '@palier/nis2/answers';
import type { Interview } from '@palier/nis2/questions';
import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';
import ChangeButton from './ChangeButton.tsx';
import { describeAnswer, isAsked, type Asked } from './describe.ts';
import type { ApplicabilityProps } from './props.ts';

/** The answers that count, each with the way back to its question. */
export default function AnswerList({
  stand: { answers, answered },
  t,
  locale,
  change,
}: {
  stand: Pick<Interview, 'answers' | 'answered'>;
  t: ApplicabilityWords;
  locale: ApplicabilityProps['locale'];
  change: ((field: Field) => void) | null;
}) {
  return (
    <dl className="given">
      {answered
        .filter((field): field is Asked => isAsked(field, t))
        .map((field) => (
          <div key={field}>
            <dt>{t.fieldset[field].short}</dt>
            <dd>
              {describeAnswer(field, answers[field], t, locale)}
              {change && <ChangeButton field={field} t={t} change={change} />}
            </dd>
          </div>
        ))}
    </dl>
  );
}
