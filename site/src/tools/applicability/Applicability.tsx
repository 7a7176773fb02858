import type { ApplicabilityAnswers, Field } from '@palier/nis2/answers';
import { assessApplicability } from '@palier/nis2/applicability';
import { interview, type Interview } from '@palier/nis2/questions';
import { useEffect, useRef, useState } from 'react';
import { KEYS } from '../../client/storage.ts';
import { fill } from '../../i18n/text.ts';
import Forget from '../Forget.tsx';
import KeepingNotice from '../KeepingNotice.tsx';
import { useKept } from '../kept.ts';
import AnswerList from './AnswerList.tsx';
import Question from './Question.tsx';
import Verdict from './Verdict.tsx';
import { parseAnswers } from './answers.ts';
import { regimeNames } from './describe.ts';
import { fromFragment } from './link.ts';
import type { ApplicabilityProps } from './props.ts';

const NOTHING: ApplicabilityAnswers = {};

const UNASKED: ApplicabilityAnswers = { turnoverMillionEuro: 'unknown', balanceSheetMillionEuro: 'unknown' };

/** « Suis-je concerné ? »: one question a screen, then the verdict. */
export default function Applicability(props: ApplicabilityProps) {
  const { locale, words, t } = props;
  const kept = useKept(KEYS.applicability, NOTHING, parseAnswers);
  /** Answers of a link that somebody shared; they replace nothing until they are taken over. */
  const [shared, setShared] = useState<ApplicabilityAnswers | 'damaged' | null>(null);
  const [wanted, setWanted] = useState<Field | 'verdict' | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const isShared = shared !== null && shared !== 'damaged';
  const given = isShared ? shared : kept.value;
  const stand = interview(given);
  const current = placeIn(stand, wanted);
  // Before the end, amounts that were not asked for yet are unknown, not taken for those of a small or a medium enterprise.
  const verdict = assessApplicability(stand.next === null ? stand.answers : { ...UNASKED, ...stand.answers });

  useEffect(() => {
    const readLink = () => setShared(fromFragment(location.hash));
    readLink();
    addEventListener('hashchange', readLink);
    return () => removeEventListener('hashchange', readLink);
  }, []);

  // Not at first: the page begins at its own beginning.
  const shown = useRef(false);
  useEffect(() => {
    if (shown.current) heading.current?.focus();
    shown.current = kept.isRead;
  }, [current, kept.isRead]);

  const answer = (next: Partial<ApplicabilityAnswers>) => {
    kept.change((before) => ({ ...before, ...next }));
    setWanted(null);
  };
  const leaveLink = () => {
    history.replaceState(null, '', location.pathname);
    setShared(null);
    setWanted(null);
  };

  return (
    <>
      <KeepingNotice keeping={kept.keeping} words={words} />
      {shared === 'damaged' && <p className="notice">{t.badLink}</p>}
      {isShared && (
        <div className="notice">
          <p>{t.shared}</p>
          <p className="onward">
            <button
              type="button"
              className="button"
              onClick={() => {
                kept.change(() => shared);
                leaveLink();
              }}
            >
              {t.adopt}
            </button>
            <button type="button" className="button quiet" onClick={leaveLink}>
              {t.leave}
            </button>
          </p>
        </div>
      )}
      {current === 'verdict' || isShared ? (
        <Verdict
          key="verdict"
          heading={heading}
          verdict={verdict}
          answers={stand.answers}
          {...props}
          open={isShared ? null : (answers) => answer(answers)}
          change={isShared ? null : setWanted}
        />
      ) : (
        <div className="ask">
          <progress
            max={stand.answered.length + Math.max(stand.left, 1)}
            value={positionOf(stand, current)}
            aria-hidden="true"
          />
          <p className="soft">
            {fill(t.step, {
              n: positionOf(stand, current) + 1,
              total: Math.max(stand.answered.length + stand.left, positionOf(stand, current) + 1),
            })}
            {' · '}
            {words.privacy}
          </p>
          <Question
            key={current}
            field={current}
            heading={heading}
            answers={stand.answers}
            given={given}
            locale={locale}
            words={words}
            t={t}
            answer={answer}
            back={backFrom(stand, current, setWanted)}
          />
          <section className="notice" aria-labelledby="known">
            <h3 id="known">{t.known}</h3>
            <p>
              {stand.answered.length === 0
                ? t.knownNothing
                : fill(verdict.possible.length === 1 ? t.knownOne : t.knownSeveral, {
                    regime: regimeNames(locale, verdict.possible, t),
                    regimes: regimeNames(locale, verdict.possible, t),
                  })}
            </p>
            {stand.answered.length > 0 && (
              <details>
                <summary>{t.answers}</summary>
                <AnswerList stand={stand} t={t} locale={locale} change={setWanted} />
              </details>
            )}
            {stand.next === null && (
              <p>
                <button type="button" className="button quiet" onClick={() => setWanted('verdict')}>
                  {t.see}
                </button>
              </p>
            )}
          </section>
        </div>
      )}
      {!isShared && stand.answered.length > 0 && (
        <p className="tools">
          <Forget
            words={words}
            forget={() => {
              kept.forget();
              setWanted(null);
            }}
          />
        </p>
      )}
    </>
  );
}

/** Where to go: what the reader wants, when it still makes sense; else the next question, else the verdict. */
function placeIn({ answered, next }: Interview, wanted: Field | 'verdict' | null): Field | 'verdict' {
  if (wanted !== null && (wanted === 'verdict' || wanted === next || answered.includes(wanted))) return wanted;
  return next ?? 'verdict';
}

/** How many questions come before one. */
function positionOf({ answered }: Interview, field: Field): number {
  const place = answered.indexOf(field);
  return place === -1 ? answered.length : place;
}

function backFrom(stand: Interview, field: Field, go: (field: Field) => void): (() => void) | null {
  const before = stand.answered[positionOf(stand, field) - 1];
  return before === undefined ? null : () => go(before);
}
