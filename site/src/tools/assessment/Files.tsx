import type { Locale } from '@palier/model/locales';
import { BY_MAX, assessmentOf, mergeAnswers, type Assessment, type MaturityAnswers } from '@palier/nis2/maturity';
import { assessmentToCsv } from '@palier/nis2/maturity-csv';
import { useRef, useState } from 'react';
import { saveFile } from '../../client/save-file.ts';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';
import type { ToolWords } from '../../i18n/tools/common.fr.ts';
import { count, fill } from '../../i18n/text.ts';
import { readAssessment, type ReadFlaw } from './read.ts';
import { dayWords, today } from '../days.ts';
import { answeredIn, answerWords } from './say.ts';

interface Props {
  locale: Locale;
  words: ToolWords;
  t: AssessmentWords;
  /** The answers under way; null while there are none. */
  mine: MaturityAnswers | null;
  take(answers: MaturityAnswers): void;
  keep(results: Assessment[]): void;
}

interface Read {
  name: string;
  assessment: Assessment;
}

/** Saves answers to files; opens files: those of several people, those of before. */
export default function Files({ locale, words, t, mine, take, keep }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [by, setBy] = useState('');
  const [read, setRead] = useState<Read[]>([]);
  const [flaws, setFlaws] = useState<string[]>([]);
  const [said, setSaid] = useState('');

  const open = async (files: readonly File[]) => {
    const answers = await Promise.all(
      files.map(async (file) => ({ name: file.name, ...(await readAssessment(file)) })),
    );
    setRead(answers.flatMap((one) => ('assessment' in one ? [one] : [])));
    setFlaws(
      answers.flatMap((one) => ('flaw' in one ? [fill(t.files.flaw, { name: one.name, flaw: flawOf(one.flaw) })] : [])),
    );
    setSaid('');
    // The same file again is a change.
    if (input.current) input.current.value = '';
  };
  const flawOf = (flaw: ReadFlaw): string => {
    if (flaw === 'too-large') return fill(words.file.tooLarge, { max: t.files.max });
    if (flaw === 'not-text') return words.file.notText;
    if (flaw === 'newer') return t.files.newer;
    return fill(words.file.notOurs, { path: flaw.path || t.files.whole });
  };
  const done = (message: string) => {
    setRead([]);
    setSaid(message);
    input.current?.focus();
  };
  const save = (mine: MaturityAnswers, form: 'json' | 'csv') => {
    const assessment = assessmentOf(mine, today(), by);
    const name = `${t.files.fileName}-${assessment.date}.${form}`;
    if (form === 'json') saveFile(name, 'application/json', JSON.stringify(assessment, null, 2));
    else
      saveFile(
        name,
        'text/csv;charset=utf-8',
        assessmentToCsv(assessment, {
          heads: t.files.csv,
          question: (id) => t.questions[id].title,
          step: (step) => answerWords(t, mine.questionnaire, step),
        }),
      );
  };

  return (
    <section className="files">
      <h2>{t.files.title}</h2>
      <p>{t.files.explain}</p>
      {mine && (
        <>
          <div className="field">
            <label htmlFor="by">{t.files.by}</label>
            <p className="soft" id="by-hint">
              {t.files.byHint}
            </p>
            <input
              id="by"
              aria-describedby="by-hint"
              autoComplete="off"
              maxLength={BY_MAX}
              value={by}
              onChange={({ target }) => setBy(target.value)}
            />
          </div>
          <div className="onward">
            <button type="button" onClick={() => save(mine, 'json')}>
              {words.saveJson}
            </button>
            <button type="button" onClick={() => save(mine, 'csv')}>
              {words.saveCsv}
            </button>
          </div>
        </>
      )}
      <div className="field">
        <label htmlFor="files">{t.files.open}</label>
        <input
          ref={input}
          id="files"
          type="file"
          multiple
          accept=".json,.csv,application/json,text/csv"
          onChange={({ target }) => void open([...(target.files ?? [])])}
        />
      </div>
      <div role="alert">
        {flaws.map((flaw, n) => (
          <p key={n} className="notice bad">
            {flaw}
          </p>
        ))}
      </div>
      {read.length > 0 && (
        <Opened
          key={read.map(({ name }) => name).join('/')}
          {...{ locale, t, mine, read }}
          take={(answers) => {
            take(answers);
            done(t.files.taken);
          }}
          keep={() => {
            keep(read.map(({ assessment }) => assessment));
            done(t.files.stored);
          }}
          leave={() => done('')}
        />
      )}
      <p role="status" className="done">
        {said}
      </p>
    </section>
  );
}

interface OpenedProps extends Pick<Props, 'locale' | 't' | 'mine' | 'take'> {
  read: readonly Read[];
  keep(): void;
  leave(): void;
}

/** What was opened: what it holds, where people disagree, and what to do with it. */
function Opened({ locale, t, mine, read, take, keep, leave }: OpenedProps) {
  const [isWithMine, setWithMine] = useState(mine !== null);
  // Files first: the questionnaire is theirs.
  const several = [
    ...read.map(({ name, assessment }) => ({ name: assessment.by ?? name, assessment })),
    ...(mine && isWithMine ? [{ name: t.files.mine, assessment: assessmentOf(mine, today()) }] : []),
  ];
  const merged = mergeAnswers(several.map(({ assessment }) => assessment))!;
  const { questionnaire } = merged;
  return (
    <div className="notice">
      <ul>
        {read.map(({ name, assessment }, n) => (
          <li key={n}>
            {fill(t.files.read, {
              name: assessment.by ?? name,
              questionnaire: t.questionnaires[assessment.questionnaire].name,
              answers: count(locale, t.files.answers, answeredIn(assessment.questionnaire, assessment.answers)),
              date: dayWords(locale, assessment.date),
            })}
          </li>
        ))}
      </ul>
      {mine && (
        <label className="box">
          <input type="checkbox" checked={isWithMine} onChange={({ target }) => setWithMine(target.checked)} />
          <span>{t.files.withMine}</span>
        </label>
      )}
      {merged.left.map((from) => (
        <p key={from}>{fill(t.files.left, { name: several[from]!.name })}</p>
      ))}
      {several.length > 1 && (
        <p>
          {merged.disagreements.length > 0
            ? count(locale, t.files.disagree, merged.disagreements.length)
            : t.files.agree}
        </p>
      )}
      {merged.disagreements.length > 0 && (
        <ul className="disagreements">
          {merged.disagreements.map(({ question, given, kept }) => (
            <li key={question}>
              {t.questions[question].title}
              {given.map(({ from, step }) => (
                <small key={from}>
                  {fill(t.files.said, { name: several[from]!.name, answer: answerWords(t, questionnaire, step) })}
                </small>
              ))}
              <strong>{fill(t.files.kept, { answer: answerWords(t, questionnaire, kept) })}</strong>
            </li>
          ))}
        </ul>
      )}
      <div className="onward">
        <button type="button" className="button" onClick={() => take(merged)}>
          {t.files.take}
        </button>
        <button type="button" onClick={keep}>
          {t.files.store}
        </button>
        <button type="button" onClick={leave}>
          {t.files.leave}
        </button>
      </div>
    </div>
  );
}
