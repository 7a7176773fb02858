import { activity } from '@palier/nis2/activities';
import type { ApplicabilityAnswers, Field } from '@palier/nis2/answers';
import { whatWouldChange, type Change, type Reason, type Verdict as Result } from '@palier/nis2/applicability';
import { LAW } from '@palier/nis2/law';
import { QUESTIONS } from '@palier/nis2/questions';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { saveFile } from '../../client/save-file.ts';
import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';
import { fill } from '../../i18n/text.ts';
import Contribute from '../Contribute.tsx';
import { dayWords, today } from '../days.ts';
import type { ToolProps } from '../mount.tsx';
import { readTextFile } from '../read-file.ts';
import Owed from './Owed.tsx';
import AnswerList from './AnswerList.tsx';
import ChangeButton from './ChangeButton.tsx';
import { answersIn } from './answers.ts';
import { countryName, describeAnswer, describeReason, isAsked, listOf, regimeNames } from './describe.ts';
import { toFragment } from './link.ts';
import type { ApplicabilityGiven } from './props.ts';

/** Largest file of answers read, in bytes. */
const FILE_MAX = 100_000;

interface Props extends ToolProps<ApplicabilityWords>, ApplicabilityGiven {
  heading: RefObject<HTMLHeadingElement | null>;
  verdict: Result;
  answers: ApplicabilityAnswers;
  /** Takes over the answers of a file; null while those of a link are shown. */
  open: ((answers: ApplicabilityAnswers) => void) | null;
  change: ((field: Field) => void) | null;
}

/** The verdict, why, what would change it, and what to do: on the screen, and as a sheet for the management. */
export default function Verdict(props: Props) {
  const { heading, verdict, answers, locale, words, t, next, sectors, owed, contribute, figuresUrl, change } = props;
  const { regime, possible, competentStates } = verdict;
  const states = listOf(
    locale,
    competentStates.map((code) => countryName(locale, code, t)),
  );
  const nameOf = (field: Field) => (isAsked(field, t) ? t.fieldset[field].short : field);
  const activities = (Array.isArray(answers.activities) ? answers.activities : []).map((id) => activity(id));
  const ownSectors = [...new Set(activities.map((one) => one?.sector))].filter((slug) => slug !== undefined);
  // The first of those that the hub has a page of: what is counted is one sector or none.
  const sector = ownSectors.find((slug) => sectors[slug]) ?? null;
  const size = verdict.sizes.length === 1 ? verdict.sizes[0]! : null;
  const marks = ['essential', 'important'].includes(regime) ? 'strong' : '';

  return (
    <div className="verdict">
      <p className="printed">{fill(t.printed, { date: dayWords(locale, today()) })}</p>
      <div className={`outcome ${marks}`}>
        <p className="soft">{t.verdict.label}</p>
        <h2 ref={heading} tabIndex={-1}>
          {t.verdict[regime]}
        </h2>
        <p>
          {fill(t.verdictText[regime], {
            states,
            regimes: regimeNames(locale, possible, t),
            missing: listOf(locale, verdict.missing.map(nameOf)),
          })}
        </p>
        <p className="soft">
          {fill(words.law, { date: dayWords(locale, LAW.date) })} {!LAW.transposedInFrance && words.lawBill}
        </p>
        {change && verdict.missing.length > 0 && (
          <p className="onward">
            {verdict.missing
              .filter((field) => isAsked(field, t))
              .map((field) => (
                <button key={field} type="button" className="button quiet" onClick={() => change(field)}>
                  {nameOf(field)}
                </button>
              ))}
          </p>
        )}
      </div>

      <Part title={t.why}>
        <ol className="why">
          {verdict.reasons.map((reason) => (
            <li key={`${reason.rule} ${reason.activity ?? ''}`}>
              <Step reason={reason} change={change} locale={locale} t={t} />
            </li>
          ))}
        </ol>
        {verdict.presumed.length > 0 && (
          <p className="soft">{fill(t.presumed, { fields: listOf(locale, verdict.presumed.map(nameOf)) })}</p>
        )}
      </Part>

      {verdict.attention.length > 0 && (
        <Part title={t.attention}>
          <ul>
            {verdict.attention.map((mark) => (
              <li key={mark}>{fill(t.attentions[mark], { states })}</li>
            ))}
          </ul>
        </Part>
      )}

      <Part title={t.now}>
        <ol>
          {t.actions[regime].map((action) => (
            <li key={action}>{action}</li>
          ))}
        </ol>
        <ul className="chips">
          {next.map(({ url, name }) => (
            <li key={url}>
              <a href={url}>{name}</a>
            </li>
          ))}
          {ownSectors
            .filter((slug) => sectors[slug])
            .map((slug) => (
              <li key={slug}>
                <a href={sectors[slug]!.url}>{fill(t.sector, { sector: t.sectors[slug] })}</a>
              </li>
            ))}
        </ul>
      </Part>

      <details className="more">
        <summary>{t.owed}</summary>
        <Owed verdict={verdict} locale={locale} t={owed} />
      </details>

      <Changes answers={answers} locale={locale} t={t} nameOf={nameOf} />

      <Part title={t.answers}>
        <AnswerList
          stand={{
            answers,
            answered: QUESTIONS.map(({ field }) => field).filter((field) => answers[field] !== undefined),
          }}
          t={t}
          locale={locale}
          change={change}
        />
      </Part>

      <Tools {...props} />
      {change && (
        <Contribute
          t={contribute}
          contribution={{ tool: 'applicability', result: regime, sector, size }}
          said={{
            result: t.regimes[regime],
            sector: sector && sectors[sector]!.name,
            size: size && t.sizes[size],
          }}
          figuresUrl={figuresUrl}
        />
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="block">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** A step of the reasoning: the rule, its article, the answers that led to it, what it leaves. */
function Step({ reason, change, locale, t }: { reason: Reason } & Pick<Props, 'change' | 'locale' | 't'>) {
  const own = reason.activity && t.activities[reason.activity as keyof typeof t.activities];
  const articles: Readonly<Record<string, string>> = t.articles;
  const regimes = reason.rule === 'size' ? [] : (reason.outcome as Result['possible']);
  return (
    <>
      {own && <strong>{own}. </strong>}
      {describeReason(reason, t, locale)}{' '}
      <span className="soft">
        ({fill(t.sources[reason.source], { article: articles[reason.article] ?? reason.article })})
      </span>
      {reason.answers
        .filter(({ field }) => field !== 'activities' || !own)
        .map(({ field, value }) => (
          <span key={field} className="because">
            {fill(t.given, {
              question: isAsked(field, t) ? t.fieldset[field].short : t.answer,
              answer: describeAnswer(field, value, t, locale),
            })}
            {change && isAsked(field, t) && <ChangeButton field={field} t={t} change={change} />}
          </span>
        ))}
      {regimes.length > 0 && (
        <span className="because">{fill(t.leaves, { regimes: regimeNames(locale, regimes, t) })}</span>
      )}
    </>
  );
}

/** Answers that one can imagine to be otherwise next year, or to have been mistaken. */
const WORTH_SAYING: readonly Field[] = [
  'population',
  'mainEstablishment',
  'headcount',
  'turnoverMillionEuro',
  'balanceSheetMillionEuro',
  'formerOse',
  'criticalEntity',
];

function Changes({
  answers,
  locale,
  t,
  nameOf,
}: Pick<Props, 'answers' | 'locale' | 't'> & { nameOf(field: Field): string }) {
  const changes = whatWouldChange(answers).filter(
    ({ field }) => WORTH_SAYING.includes(field) && isPlausible(answers, field),
  );
  if (changes.length === 0) return null;
  const say = ({ field, value, regime }: Change) =>
    fill(t.changed, {
      question: nameOf(field),
      value: describeAnswer(field, value, t, locale),
      regime: t.regimes[regime],
    });
  return (
    <Part title={t.changes}>
      <ul>
        {changes.map((change) => (
          <li key={say(change)}>{say(change)}</li>
        ))}
      </ul>
    </Part>
  );
}

/** True when a question can be put to this entity at all. */
function isPlausible(answers: ApplicabilityAnswers, field: Field): boolean {
  return QUESTIONS.some((question) => question.field === field && question.when(answers));
}

function Tools({ answers, verdict, locale, words, t, open }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = () => {
    navigator.clipboard.writeText(location.origin + location.pathname + toFragment(answers)).then(
      () => setSaid(t.copied),
      () => setSaid(t.copyFailed),
    );
  };
  const save = () => {
    const { regime, lawDate, lawVersion } = verdict;
    const content = {
      tool: 'palier-applicability',
      at: new Date().toISOString(),
      lawDate,
      lawVersion,
      regime,
      answers,
    };
    saveFile('palier-verdict.json', 'application/json', JSON.stringify(content, null, 2));
  };
  const read = async (file: File) => {
    const found = await readTextFile(file, FILE_MAX);
    if ('flaw' in found) {
      const max = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte' }).format(FILE_MAX / 1000);
      return setSaid(found.flaw === 'too-large' ? fill(words.file.tooLarge, { max }) : words.file.notText);
    }
    try {
      const result = answersIn(JSON.parse(found.text));
      if ('answers' in result) return open?.(result.answers);
      const { path, message } = result.errors[0]!;
      setSaid(fill(t.fileFlaws, { path, message }));
    } catch {
      setSaid(fill(words.file.notOurs, { path: file.name }));
    }
  };
  return (
    <>
      <p className="tools">
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
        <button type="button" onClick={copy}>
          {t.copyLink}
        </button>
        <button type="button" onClick={save}>
          {words.saveJson}
        </button>
        {open && (
          <>
            <button type="button" onClick={() => input.current?.click()}>
              {words.open}
            </button>
            <input
              ref={input}
              type="file"
              accept="application/json,.json"
              hidden
              onChange={({ target }) => {
                const [file] = target.files ?? [];
                if (file) void read(file);
                target.value = '';
              }}
            />
          </>
        )}
      </p>
      <p role="status">{said}</p>
      <p className="soft tools">{t.linkNote}</p>
    </>
  );
}
