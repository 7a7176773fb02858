import { LEVELS, type Level } from '@palier/model/levels';
import { assessApplicability } from '@palier/nis2/applicability';
import { latestMaturity, parseKeptAssessment, type MaturityResult } from '@palier/nis2/maturity';
import { interview } from '@palier/nis2/questions';
import { recommendedPath, STAGES, type PathReason, type RecommendedPath } from '@palier/nis2/path';
import { useEffect, useState } from 'react';
import { KEYS, read } from '../../client/storage.ts';
import { fill } from '../../i18n/text.ts';
import { readerLevel } from '../../search/reader-level.ts';
import type { PathWords } from '../../i18n/tools/path.fr.ts';
import { parseAnswers } from '../applicability/answers.ts';
import { fromText } from '../kept.ts';
import type { ToolProps } from '../mount.tsx';
import type { Subject } from '../subjects.ts';
import { rowsOf, type Row } from './rows.ts';

export interface MyPathGiven {
  levels: Record<Level, string>;
  types: Record<Row['type'], string>;
  topics: Record<string, Subject>;
  sectors: Record<string, Subject>;
  /** Pages whose rows the path chooses from. */
  catalogue: string[];
  agenda: string;
  /** Lists of threads, by topic. */
  threads: Record<string, string>;
  /** What the questions of the assessment are called, by id. */
  questions: Record<string, string>;
  links: { applicability: string; assessment: string; paths: string };
}

export type MyPathProps = ToolProps<PathWords> & MyPathGiven;

/** What the browser knows of the reader, from the other tools and the control of the level. */
interface Known {
  verdict: ReturnType<typeof assessApplicability> | null;
  maturity: Pick<MaturityResult, 'overall' | 'actions'> | null;
  /** Level that the reader chose in the header; counts where no assessment says otherwise. */
  chosen: Level | null;
}

const NOTHING: Known = { verdict: null, maturity: null, chosen: null };

function known(): Known {
  const answers = fromText(read(KEYS.applicability), parseAnswers);
  const assessment = fromText(read(KEYS.assessment), parseKeptAssessment);
  const given = answers !== null && answers !== 'unreadable' ? interview(answers.value) : null;
  return {
    verdict: given && given.answered.length > 0 ? assessApplicability(given.answers) : null,
    maturity: assessment !== null && assessment !== 'unreadable' ? latestMaturity(assessment.value) : null,
    chosen: readerLevel(),
  };
}

type Loaded = { step: 'loading' | 'failed' } | { step: 'loaded'; rows: Row[] };

/** « Mon parcours »: what to do next, in order, from what the reader's browser knows. */
export default function MyPath(props: MyPathProps) {
  const { t, levels, links } = props;
  const [about, setAbout] = useState(NOTHING);
  const [loaded, setLoaded] = useState<Loaded>({ step: 'loading' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const readAll = () => setAbout(known());
    readAll();
    addEventListener('storage', readAll);
    document.addEventListener('palier:level', readAll);
    return () => {
      removeEventListener('storage', readAll);
      document.removeEventListener('palier:level', readAll);
    };
  }, []);
  useEffect(() => {
    let isCurrent = true;
    setLoaded({ step: 'loading' });
    load(props).then(
      (rows) => isCurrent && setLoaded({ step: 'loaded', rows }),
      () => isCurrent && setLoaded({ step: 'failed' }),
    );
    return () => {
      isCurrent = false;
    };
  }, [attempt]);

  const { verdict, chosen } = about;
  const maturity =
    about.maturity ?? (chosen && { overall: { level: chosen } as MaturityResult['overall'], actions: [] });
  const rows = loaded.step === 'loaded' ? loaded.rows : [];
  const path = recommendedPath(verdict, maturity, rows, Date.now());

  return (
    <>
      <dl className="given">
        <div>
          <dt>{t.verdict}</dt>
          <dd>
            {verdict ? t.regimes[verdict.regime] : t.unknown} ·{' '}
            <a href={links.applicability}>{verdict ? t.redo : t.check}</a>
          </dd>
        </div>
        <div>
          <dt>{t.level}</dt>
          <dd>
            {about.maturity?.overall.level
              ? levels[about.maturity.overall.level]
              : chosen
                ? fill(t.chosen, { level: levels[chosen] })
                : t.unknown}
            {' · '}
            <a href={links.assessment}>{about.maturity ? t.redo : t.assess}</a>
          </dd>
        </div>
      </dl>
      <p role="status">
        {loaded.step === 'loading' && t.loading}
        {loaded.step === 'failed' && t.failed}
      </p>
      {loaded.step === 'failed' && (
        <p>
          <button type="button" className="button quiet" onClick={() => setAttempt(attempt + 1)}>
            {t.retry}
          </button>
        </p>
      )}
      {loaded.step === 'loaded' && <Steps {...props} path={path} />}
    </>
  );
}

/** Every row that the path may choose from; threads only where a list of them answers. */
async function load({ catalogue, agenda, threads, topics, sectors }: MyPathProps): Promise<Row[]> {
  const slugs = new Map(
    Object.entries({ ...topics, ...sectors }).map(([french, { url }]) => [url.slice(0, -1).split('/').at(-1)!, french]),
  );
  const page = async (url: string) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.text();
  };
  const found = await Promise.all([
    ...catalogue.map(async (url) => rowsOf(await page(url), 'resource', slugs)),
    page(agenda).then((html) => rowsOf(html, 'event', slugs)),
    ...Object.entries(threads).map(([topic, url]) =>
      page(url).then(
        (html) => rowsOf(html, 'thread', slugs, topic),
        () => [],
      ),
    ),
  ]);
  // A thread on two topics stands in both lists.
  return [...new Map(found.flat().map((row) => [row.url, row])).values()];
}

function Steps({ path, words, t, levels, types, questions, sectors, links }: MyPathProps & { path: RecommendedPath }) {
  if (path.steps.length === 0)
    return (
      <p className="notice">
        {t.nothing} <a href={links.paths}>{t.paths}</a>
      </p>
    );
  const say = (reason: PathReason): string => {
    switch (reason.code) {
      case 'action':
        return fill(t.why.action, { action: questions[reason.question] ?? reason.question });
      case 'obligation':
        return fill(t.why.obligation, { article: reason.article });
      case 'sector':
        return fill(t.why.sector, { sector: sectors[reason.sector]?.name ?? reason.sector });
      case 'level':
        return fill(t.why.level, { level: levels[path.level] });
      case 'next-level':
        return fill(t.why.nextLevel, { level: levels[LEVELS[LEVELS.indexOf(path.level) + 1] ?? path.level] });
      case 'quick':
        return fill(t.why.quick, { n: reason.minutes });
    }
  };
  return (
    <>
      {STAGES.map((stage) => {
        const steps = path.steps.filter((step) => step.stage === stage);
        if (steps.length === 0) return null;
        return (
          <section key={stage} className="block" aria-labelledby={`stage-${stage}`}>
            <h2 id={`stage-${stage}`}>{t.stages[stage]}</h2>
            <ol className="rows plain">
              {steps.map(({ entry, why }) => {
                const row = entry as Row;
                return (
                  <li key={row.url}>
                    <p className="kind">{types[row.type]}</p>
                    <h3 className="name" lang={row.lang ?? undefined}>
                      <a href={row.url} hrefLang={row.lang ?? undefined}>
                        {row.title}
                      </a>
                    </h3>
                    {row.summary && <p lang={row.lang ?? undefined}>{row.summary}</p>}
                    <ul className="chips plain">
                      {why.map((reason) => (
                        <li key={reason.code}>{say(reason)}</li>
                      ))}
                    </ul>
                  </li>
                );
              })}
            </ol>
          </section>
        );
      })}
      <p className="tools">
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
      </p>
      <p>
        <a href={links.paths}>{t.paths}</a>
      </p>
    </>
  );
}
