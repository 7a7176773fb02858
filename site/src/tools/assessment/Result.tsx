import { levelRank, type Level } from '@palier/model/levels';
import { LAW } from '@palier/nis2/law';
import {
  assessMaturity,
  assessmentOf,
  type Action,
  type Assessment,
  type MaturityAnswers,
  type Standing,
} from '@palier/nis2/maturity';
import { QUESTIONS } from '@palier/nis2/maturity-questions';
import { useState } from 'react';
import { chooseLevel } from '../../client/choose-level.ts';
import { count, fill } from '../../i18n/text.ts';
import Mark from '../../search/Mark.tsx';
import Contribute from '../Contribute.tsx';
import Chart from './Chart.tsx';
import Compare from './Compare.tsx';
import type { AssessmentProps } from './props.ts';
import { dayWords, today } from '../days.ts';
import { percent } from './say.ts';
import Titles from './Titles.tsx';

interface Props extends AssessmentProps {
  heading: React.RefObject<HTMLHeadingElement | null>;
  given: MaturityAnswers;
  results: readonly Assessment[];
  keep(result: Assessment): void;
  back(): void;
  restart(): void;
}

/** What the answers say. */
export default function Result({
  locale,
  words,
  t,
  levels,
  topics,
  sectors,
  contribute,
  figuresUrl,
  heading,
  given,
  results,
  keep,
  back,
  restart,
}: Props) {
  const { overall, themes, limitedBy, actions, unjustified, questionnaire } = assessMaturity(given);
  const [said, setSaid] = useState('');
  const [sector, setSector] = useState<string | null>(null);
  const level = overall.level;
  const dates = { date: dayWords(locale, today()), law: dayWords(locale, LAW.date) };
  return (
    <>
      <div className="result">
        <h2 ref={heading} tabIndex={-1}>
          {t.result.title}
        </h2>
        <p className="soft">{fill(t.result.made, { questionnaire: t.questionnaires[questionnaire].name, ...dates })}</p>

        <dl className="event-facts">
          <div>
            <dt>{t.result.overall}</dt>
            <dd className="overall">
              <LevelName {...{ level, levels, t }} />
            </dd>
          </div>
          <div>
            <dt>{t.result.rate}</dt>
            <dd className="overall">{percent(t, overall.rate)}</dd>
          </div>
        </dl>
        {overall.because !== null && <p>{t.result.because[overall.because]}</p>}
        {limitedBy.length > 0 && (
          <p>{fill(t.result.limited, { themes: limitedBy.map((theme) => t.themes[theme]).join(', ') })}</p>
        )}
        {overall.unknown > 0 && <p>{count(locale, t.result.unknown, overall.unknown)}</p>}
        <p>{t.result.notConformity}</p>
        {unjustified.length > 0 && (
          <div className="notice">
            <p>{t.result.unjustified}</p>
            <Titles ids={unjustified} t={t} />
          </div>
        )}

        <h3>{t.result.table}</h3>
        <Chart bars={themes.map((theme) => ({ ...theme, name: t.themes[theme.theme] }))} levels={levels} t={t} />
        <table>
          <thead>
            <tr>
              <th scope="col">{t.result.theme}</th>
              <th scope="col">{t.result.level}</th>
              <th scope="col">{t.result.rateShort}</th>
            </tr>
          </thead>
          <tbody>
            {themes.map(({ theme, level, rate, unknown, notApplicable }) => (
              <tr key={theme}>
                <th scope="row">{t.themes[theme]}</th>
                <td>
                  <LevelName {...{ level, levels, t }} />
                </td>
                <td>
                  {percent(t, rate)}
                  {unknown > 0 && <small>{count(locale, t.result.unknownShort, unknown)}</small>}
                  {notApplicable > 0 && <small>{count(locale, t.result.notApplicableShort, notApplicable)}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>

        <h3>{t.actions.title}</h3>
        {actions.length === 0 ? (
          <p>{t.actions.none}</p>
        ) : (
          <ol className="next-actions">
            {actions.map((action) => (
              <NextAction key={action.question} {...{ action, locale, t, topics }} />
            ))}
          </ol>
        )}

        <div className="onward">
          {level !== null && (
            <button
              type="button"
              className="button"
              onClick={() => {
                chooseLevel(level);
                setSaid(fill(t.result.levelSet, { level: levels[level] }));
              }}
            >
              {fill(t.result.setLevel, { level: levels[level] })}
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              keep(assessmentOf(given, today()));
              setSaid(fill(t.result.kept, dates));
            }}
          >
            {t.result.keep}
          </button>
          <button type="button" onClick={() => print()}>
            {words.print}
          </button>
          <button type="button" onClick={back}>
            {t.result.continue}
          </button>
          <button type="button" onClick={restart}>
            {t.ask.other}
          </button>
        </div>
        <p role="status" className="done">
          {said}
        </p>
        <Compare {...{ locale, t, levels, given, results }} />
      </div>
      {level !== null && (
        <Contribute
          t={contribute}
          contribution={{ tool: 'assessment', result: level, sector, size: null }}
          said={{ result: levels[level], sector: sector && sectors[sector]!.name, size: null }}
          figuresUrl={figuresUrl}
          choice={
            <p className="field">
              <label htmlFor="sector">{contribute.choose}</label>
              <select id="sector" value={sector ?? ''} onChange={({ target }) => setSector(target.value || null)}>
                <option value="">{contribute.unsaid}</option>
                {Object.entries(sectors).map(([slug, { name }]) => (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ))}
              </select>
            </p>
          }
        />
      )}
    </>
  );
}

interface LevelNameProps {
  level: Standing['level'];
  levels: Record<Level, string>;
  t: Props['t'];
}

/** The mark of a level and its name. */
function LevelName({ level, levels, t }: LevelNameProps) {
  if (level === null) return <>{t.result.undetermined}</>;
  const rank = levelRank(level);
  return (
    <span className={`level l${rank}`}>
      <Mark rank={rank} />
      {levels[level]}
    </span>
  );
}

function NextAction({ action, locale, t, topics }: { action: Action } & Pick<Props, 'locale' | 't' | 'topics'>) {
  const { question, kind, effort, effect, gain, isQuickWin } = action;
  const { title, action: todo } = t.questions[question];
  const { articles, topics: slugs } = QUESTIONS[question];
  const pages = slugs.flatMap((slug) => topics[slug] ?? []);
  return (
    <li>
      <strong>{kind === 'do' ? todo : fill(kind === 'check' ? t.actions.check : t.actions.findOut, { title })}</strong>
      <div className="meta">
        {isQuickWin && <span className="flag">{t.actions.quickWin}</span>}
        <span>{fill(t.actions.effort, { effort: t.actions.efforts[effort] })}</span>
        <span>{fill(count(locale, t.actions.effect, gain), { effect: t.actions.effects[effect] })}</span>
        <span>{fill(t.ask.articles, { articles: articles.join(', ') })}</span>
      </div>
      {pages.length > 0 && (
        <div className="meta">
          {t.actions.read}
          {pages.map(({ url, name }) => (
            <a key={url} href={url}>
              {name}
            </a>
          ))}
        </div>
      )}
    </li>
  );
}
