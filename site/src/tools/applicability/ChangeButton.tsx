import type { Field } from '@palier/nis2/answers';
import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';
import { fill } from '../../i18n/text.ts';
import type { Asked } from './describe.ts';

/** The way back to the question of an answer. */
export default function ChangeButton({
  field,
  t,
  change,
}: {
  field: Asked;
  t: ApplicabilityWords;
  change: (field: Field) => void;
}) {
  return (
    <>
      {' '}
      <button
        type="button"
        className="link"
        aria-label={fill(t.changeOf, { question: t.fieldset[field].short })}
        onClick={() => change(field)}
      >
        {t.change}
      </button>
    </>
  );
}
