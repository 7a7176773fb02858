import type { Level } from '@palier/model/levels';
import type { Locale } from '@palier/model/locales';
import { assessMaturity, compare, type Assessment, type MaturityAnswers, type Standing } from '@palier/nis2/maturity';
import { useState } from 'react';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';
import { count, fill } from '../../i18n/text.ts';
import { dayWords } from '../days.ts';
import { percent } from './say.ts';
import Titles from './Titles.tsx';

interface Props {
  locale: Locale;
  t: AssessmentWords;
  levels: Record<Level, string>;
  given: MaturityAnswers;
  results: readonly Assessment[];
}

/** What changed since an earlier result, one of the same kind of questionnaire. */
export default function Compare({ locale, t, levels, given, results }: Props) {
  const [chosen, setChosen] = useState('');
  const comparable = results.flatMap((result, n) => {
    const comparison = compare(result, given);
    return comparison ? [{ result, comparison, key: String(n) }] : [];
  });
  if (comparable.length === 0) return null;
  const one = comparable.find(({ key }) => key === chosen);
  return (
    <>
      <h3>{t.compare.title}</h3>
      <div className="field onward">
        <label>
          {t.compare.with}
          <select value={one ? chosen : ''} onChange={({ target }) => setChosen(target.value)}>
            <option value="">{t.compare.none}</option>
            {comparable.map(({ result, key }) => (
              <option key={key} value={key}>
                {fill(t.compare.one, {
                  date: dayWords(locale, result.date),
                  questionnaire: result.by ?? t.questionnaires[result.questionnaire].name,
                  rate: percent(t, assessMaturity(result).overall.rate),
                })}
              </option>
            ))}
          </select>
        </label>
      </div>
      {one && <Change {...{ locale, t, levels, given }} {...one} />}
    </>
  );
}

interface ChangeProps extends Omit<Props, 'results'> {
  result: Assessment;
  comparison: NonNullable<ReturnType<typeof compare>>;
}

function Change({ locale, t, levels, given, result, comparison: { on, before, after, better, worse } }: ChangeProps) {
  const rows = [
    { name: t.compare.overall, was: before.overall, is: after.overall },
    ...after.themes.map((is, n) => ({ name: t.themes[is.theme], was: before.themes[n]!, is })),
  ];
  const standing = ({ level, rate }: Standing) =>
    `${level ? levels[level] : t.result.undetermined}, ${percent(t, rate)}`;
  const signed = (n: number) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${count(locale, t.compare.points, Math.abs(n))}`;
  return (
    <>
      {(on !== given.questionnaire || on !== result.questionnaire) && <p className="soft">{t.compare.onlyCommon}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t.result.theme}</th>
            <th scope="col">{t.compare.before}</th>
            <th scope="col">{t.compare.after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, was, is }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{standing(was)}</td>
              <td>
                {standing(is)}
                <small>{signed(is.rate - was.rate)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {better.length > 0 && (
        <>
          <p>{t.compare.better}</p>
          <Titles ids={better} t={t} />
        </>
      )}
      {worse.length > 0 && (
        <>
          <p>{t.compare.worse}</p>
          <Titles ids={worse} t={t} />
        </>
      )}
      {better.length + worse.length === 0 && <p>{t.compare.same}</p>}
    </>
  );
}
