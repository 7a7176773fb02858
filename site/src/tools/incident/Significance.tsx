import {
  CRITERIA,
  SIGNIFICANCE_QUESTIONS,
  type Answer,
  type Criterion,
  type IncidentEntity,
  type Significance as Result,
  type SignificanceAnswers,
  type SignificanceQuestion,
} from '@palier/nis2/significance';
import { useId } from 'react';
import { fill } from '../../i18n/fill.ts';
import Choose from '../Pick.tsx';
import type { PartProps } from './parts.ts';

/** The test of what is significant: the questions of the entity's kind, the verdict, what led to it. */
export default function Significance({ result, ...part }: PartProps & { result: Result }) {
  const { t, file, change, locale } = part;
  const s = t.significance;
  const answers = file.significance;
  const options = Object.entries(s.answers) as [Answer, string][];
  const set = (more: Partial<SignificanceAnswers>) => change({ significance: { ...answers, ...more } });
  const { entity } = answers;

  const ask = (id: SignificanceQuestion) => (
    <Choose
      key={id}
      label={s.questions[id]}
      value={answers[id] ?? 'unknown'}
      options={options}
      choose={(value) => set({ [id]: value })}
    />
  );
  const numbers = new Intl.NumberFormat(locale);
  const criterion = ({ article, form, minutes = 0, percent = 0, users = 0 }: Criterion) => (
    <Choose
      key={article}
      label={fill(s.criteria[form], {
        minutes,
        percent: numbers.format(percent),
        users: numbers.format(users),
      })}
      value={answers.criteria?.[article] ?? 'unknown'}
      options={options}
      choose={(value) => set({ criteria: { ...answers.criteria, [article]: value } })}
    />
  );
  const questions = (source: 'nis2' | 'digital') =>
    SIGNIFICANCE_QUESTIONS.filter((one) => one.source === source).map(({ id }) => id);
  const [again, once] = [
    ['twiceInSixMonths', 'sameCause'] as const,
    questions('digital').filter((id) => id !== 'twiceInSixMonths' && id !== 'sameCause'),
  ];

  return (
    <section aria-labelledby="significance">
      <h2 id="significance">{s.title}</h2>
      <p className="soft">{s.lead}</p>
      <div className="asks">
        <Choose
          label={s.entity}
          value={entity ?? ''}
          options={Object.entries(s.entities) as [IncidentEntity | '', string][]}
          choose={(value) => {
            const { entity: _, ...others } = answers;
            change({ significance: value === '' ? others : { ...others, entity: value } });
          }}
        />
        {entity === 'other' && questions('nis2').map(ask)}
        {entity !== undefined && entity !== 'other' && (
          <>
            <Choose
              label={s.scheduled}
              value={answers.scheduled ?? 'unknown'}
              options={options}
              choose={(scheduled) => set({ scheduled })}
            />
            {answers.scheduled !== 'yes' && (
              <>
                {CRITERIA.filter((one) => one.entity === entity).map(criterion)}
                {once.map(ask)}
                <Euros {...part} name="lossEuro" label={s.lossEuro} hint={s.lossHint} />
                <Euros {...part} name="turnoverEuro" label={s.turnoverEuro} />
                {again.map(ask)}
                {answers.twiceInSixMonths === 'yes' && <Euros {...part} name="togetherEuro" label={s.togetherEuro} />}
              </>
            )}
          </>
        )}
      </div>
      <div role="status">
        {entity !== undefined && (
          <div className="notice">
            <p>
              <strong>{s.verdicts[result.verdict]}</strong>
            </p>
            <p>{s.next[result.verdict]}</p>
          </div>
        )}
      </div>
      {entity !== undefined && (
        <details>
          <summary>{s.why}</summary>
          <Reasons t={t} result={result} />
        </details>
      )}
    </section>
  );
}

/** Every rule that counted, with its article. */
export function Reasons({ t, result }: Pick<PartProps, 't'> & { result: Result }) {
  const s = t.significance;
  return (
    <ul>
      {result.reasons.map(({ article, source, met, answers }) => (
        <li key={article + answers.join()}>
          {article === '3(2)'
            ? s.planned
            : fill(s.reason, { rule: fill(s.rules[source], { article }), met: s.met[met] })}
        </li>
      ))}
    </ul>
  );
}

function Euros({
  name,
  label,
  hint,
  file,
  change,
}: PartProps & { name: 'lossEuro' | 'turnoverEuro' | 'togetherEuro'; label: string; hint?: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {hint && <small className="soft">{hint}</small>}
      </label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min="0"
        max="1000000000000"
        value={file.significance[name] ?? ''}
        onChange={({ target }) => {
          const { [name]: _, ...others } = file.significance;
          const value = target.value === '' ? NaN : Number(target.value);
          change({ significance: value >= 0 && value <= 1e12 ? { ...others, [name]: value } : others });
        }}
      />
    </div>
  );
}
