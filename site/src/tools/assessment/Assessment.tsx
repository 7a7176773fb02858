import {
  RESULTS_MAX,
  parseKeptAssessment,
  type Answer,
  type Answers,
  type Assessment,
  type KeptAssessment,
} from '@palier/nis2/maturity';
import {
  QUESTIONNAIRES,
  QUESTIONNAIRE_NAMES,
  type QuestionId,
  type Questionnaire,
} from '@palier/nis2/maturity-questions';
import { useEffect, useRef, useState } from 'react';
import { KEYS } from '../../client/storage.ts';
import { count } from '../../i18n/text.ts';
import Forget from '../Forget.tsx';
import KeepingNotice from '../KeepingNotice.tsx';
import { useKept } from '../kept.ts';
import Ask from './Ask.tsx';
import Files from './Files.tsx';
import type { AssessmentProps } from './props.ts';
import Result from './Result.tsx';
import { answeredIn, screensOf } from './say.ts';

type Screen = { at: 'start' } | { at: 'ask'; n: number } | { at: 'result' };

const NOTHING: KeptAssessment = { version: 1, questionnaire: null, answers: {}, results: [] };

/** The self-assessment: choose a questionnaire, answer it, read the result. */
export default function AssessmentTool(props: AssessmentProps) {
  const { locale, words, t, checkerUrl } = props;
  const kept = useKept(KEYS.assessment, NOTHING, parseKeptAssessment);
  const { questionnaire, answers, results } = kept.value;
  const [screen, setScreen] = useState<Screen>({ at: 'start' });
  const heading = useHeading(screen);

  const answered = questionnaire === null ? 0 : answeredIn(questionnaire, answers);
  const choose = (questionnaire: Questionnaire) => kept.change((before) => ({ ...before, questionnaire }));
  const answer = (id: QuestionId, given: Answer) =>
    kept.change((before) => ({ ...before, answers: { ...before.answers, [id]: given } }));
  /** Keeps results, the last of a day in the place of the earlier ones of that day. */
  const keep = (added: Assessment[]) =>
    kept.change((before) => ({
      ...before,
      results: [...before.results.filter((old) => !added.some((one) => isSame(old, one))), ...added]
        .sort((a, b) => a.date.localeCompare(b.date))
        .slice(-RESULTS_MAX),
    }));
  const goOn = () => {
    const n = screensOf(questionnaire!).findIndex((screen) => screen.some(({ id }) => !answers[id]));
    setScreen(n < 0 ? { at: 'result' } : { at: 'ask', n });
  };

  return (
    <>
      <p className="soft privacy">{words.privacy}</p>
      <KeepingNotice keeping={kept.keeping} words={words} />
      {questionnaire === null || screen.at === 'start' ? (
        <form
          className="ask"
          onSubmit={(event) => {
            event.preventDefault();
            goOn();
          }}
        >
          <fieldset>
            <legend>
              <h2 ref={heading} tabIndex={-1}>
                {t.start.legend}
              </h2>
            </legend>
            {QUESTIONNAIRE_NAMES.map((name) => (
              <label key={name} className="answer">
                <input
                  type="radio"
                  name="questionnaire"
                  required
                  checked={questionnaire === name}
                  onChange={() => choose(name)}
                />
                <span>
                  {t.questionnaires[name].name}
                  <small>{t.questionnaires[name].hint}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <p className="hint">
            <a href={checkerUrl}>{t.start.unsure}</a>
          </p>
          <div className="onward">
            <button className="button">{answered > 0 ? t.start.resume : t.start.begin}</button>
            {answered > 0 && (
              <>
                <span>{count(locale, t.start.answered, answered)}</span>
                <button type="button" onClick={() => setScreen({ at: 'result' })}>
                  {t.ask.result}
                </button>
              </>
            )}
          </div>
        </form>
      ) : screen.at === 'ask' ? (
        <Ask
          key={screen.n}
          locale={locale}
          words={words}
          t={t}
          heading={heading}
          questionnaire={questionnaire}
          answers={answers}
          n={screen.n}
          answer={answer}
          go={(n) => setScreen(n === null ? { at: 'result' } : n < 0 ? { at: 'start' } : { at: 'ask', n })}
        />
      ) : (
        <Result
          {...props}
          heading={heading}
          given={{ questionnaire, answers }}
          results={results}
          keep={(one) => keep([one])}
          back={() => setScreen({ at: 'ask', n: 0 })}
          restart={() => setScreen({ at: 'start' })}
        />
      )}
      {screen.at !== 'ask' && (
        <Files
          locale={locale}
          words={words}
          t={t}
          mine={questionnaire !== null && answered > 0 ? { questionnaire, answers } : null}
          take={(given) => {
            kept.change((before) => ({
              ...before,
              questionnaire: given.questionnaire,
              answers: { ...answersOfOtherKind(before.answers, given.questionnaire), ...given.answers },
            }));
            setScreen({ at: 'result' });
          }}
          keep={keep}
        />
      )}
      {(answered > 0 || results.length > 0) && (
        <div className="onward">
          <Forget
            words={words}
            forget={() => {
              kept.forget();
              setScreen({ at: 'start' });
            }}
          />
        </div>
      )}
    </>
  );
}

const isSame = (a: Assessment, b: Assessment) =>
  a.date === b.date && a.questionnaire === b.questionnaire && a.by === b.by;

/** What was answered to the other kind of questionnaire, quick or complete: taking answers to one leaves it alone. */
function answersOfOtherKind(answers: Answers, questionnaire: Questionnaire): Answers {
  const isQuick = (id: string) => QUESTIONNAIRES.quick.some((question) => question.id === id);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => isQuick(id) !== (questionnaire === 'quick')));
}

/** The heading of the screen: whoever goes on hears where that leads, and is not left where the button was. */
function useHeading(screen: Screen): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [screen]);
  return heading;
}
