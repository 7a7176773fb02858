import type { Locale } from '@palier/model/locales';
import { NOTE_MAX, type Answer, type Answers } from '@palier/nis2/maturity';
import { answersOf, type MaturityQuestion, type QuestionId, type Questionnaire } from '@palier/nis2/maturity-questions';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';
import type { ToolWords } from '../../i18n/tools/common.fr.ts';
import { fill } from '../../i18n/text.ts';
import { answerWords, screensOf } from './say.ts';

interface Props {
  locale: Locale;
  words: ToolWords;
  t: AssessmentWords;
  heading: React.RefObject<HTMLHeadingElement | null>;
  questionnaire: Questionnaire;
  answers: Answers;
  /** Place of the screen. */
  n: number;
  answer(id: QuestionId, given: Answer): void;
  /** Another screen: below 0 the choice of the questionnaire, null the result. */
  go(n: number | null): void;
}

/** One screen of questions: the three of a theme, or one objective. */
export default function Ask({ words, t, heading, questionnaire, answers, n, answer, go }: Props) {
  const screens = screensOf(questionnaire);
  const isQuick = questionnaire === 'quick';
  const [first] = screens[n]!;
  const total = screens.length;
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        go(n + 1 < total ? n + 1 : null);
      }}
    >
      <p className="soft">{fill(isQuick ? t.ask.theme : t.ask.objective, { n: n + 1, total })}</p>
      <progress value={n + 1} max={total} aria-label={t.ask.progress} />
      <h2 ref={heading} tabIndex={-1}>
        {isQuick ? t.themes[first!.theme] : t.questions[first!.id].title}
      </h2>
      {screens[n]!.map((question) => (
        <Question
          key={question.id}
          {...{ t, question, questionnaire, answer }}
          given={answers[question.id]}
          isAlone={!isQuick}
        />
      ))}
      <div className="onward">
        <button type="button" onClick={() => go(n - 1)}>
          {n === 0 ? t.ask.other : words.back}
        </button>
        <button className="button">{n + 1 < total ? words.next : t.ask.result}</button>
        {n + 1 < total && (
          <button type="button" className="link" onClick={() => go(null)}>
            {t.ask.result}
          </button>
        )}
      </div>
      {!isQuick && (
        <div className="field onward">
          <label>
            {t.ask.jump}
            <select value={n} onChange={({ target }) => go(Number(target.value))}>
              {screens.map(([question], at) => (
                <option key={question!.id} value={at}>
                  {`${at + 1}. `}
                  {fill(answers[question!.id] ? t.ask.done : '{title}', { title: t.questions[question!.id].title })}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
    </form>
  );
}

interface QuestionProps extends Pick<Props, 't' | 'questionnaire' | 'answer'> {
  question: MaturityQuestion;
  given: Answer | undefined;
  /** Its title is that of the screen. */
  isAlone: boolean;
}

function Question({ t, questionnaire, question: { id, articles, objectives }, given, isAlone, answer }: QuestionProps) {
  const { title, how } = t.questions[id];
  const isExcluded = given?.step === 'not-applicable';
  return (
    <>
      {isAlone && (
        <>
          <p>{how}</p>
          <p className="soft">
            {fill(t.ask.recyf, { n: objectives.join() })} · {fill(t.ask.articles, { articles: articles.join(', ') })}
          </p>
        </>
      )}
      <fieldset className="question">
        <legend>{isAlone ? t.ask.where : title}</legend>
        {!isAlone && (
          <p className="soft" id={`how-${id}`}>
            {how}
          </p>
        )}
        <div className="scale">
          {answersOf(questionnaire).map((step) => (
            <label key={step} className="answer">
              <input
                type="radio"
                name={id}
                aria-describedby={isAlone ? undefined : `how-${id}`}
                checked={given?.step === step}
                onChange={() => answer(id, { ...given, step })}
              />
              <span>{answerWords(t, questionnaire, step)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {isAlone && given && (
        <div className="field">
          <label htmlFor={`note-${id}`}>{isExcluded ? t.ask.reason : t.ask.note}</label>
          {isExcluded && (
            <p className="soft" id={`reason-${id}`}>
              {t.ask.reasonHint}
            </p>
          )}
          <textarea
            id={`note-${id}`}
            rows={3}
            maxLength={NOTE_MAX}
            aria-describedby={isExcluded ? `reason-${id}` : undefined}
            value={given.note ?? ''}
            onChange={({ target: { value } }) =>
              answer(id, { step: given.step, ...(value && { note: value.slice(0, NOTE_MAX) }) })
            }
          />
        </div>
      )}
    </>
  );
}
