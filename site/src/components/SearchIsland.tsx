import { LEVELS, levelRank, type Level } from '@palier/model/levels';
import type { Locale } from '@palier/model/locales';
import { createSearchClient, segments, type SearchAnswer, type SearchHit } from '@palier/search/client';
import { useEffect, useRef, useState } from 'react';
import type { Dictionary } from '../i18n/fr.ts';
import { count, fill } from '../i18n/text.ts';
import { markPaths } from './mark.ts';
import { criteriaOf, queryOf, type Criteria } from './search-criteria.ts';

interface Props {
  locale: Locale;
  t: Dictionary['search'];
  words: Pick<Dictionary, 'levels' | 'types' | 'inLanguage'>;
  /** Where a search without an answer can go on. */
  lists: { url: string; label: string }[];
}

type State =
  | { step: 'start' }
  | { step: 'searching' }
  | { step: 'failed' }
  | { step: 'found'; criteria: Criteria; hits: SearchHit[]; total: number; engine: SearchAnswer['engine'] };

const PAGE = 20;
/** Last offset that the search accepts (`@palier/search`, SEARCH_OFFSET_MAX). */
const OFFSET_MAX = 200;
/** Pause in typing after which the search runs, in milliseconds. */
const PAUSE = 200;
const NOTHING: Criteria = { q: '', type: null, maturity: null };

const client = createSearchClient();

/** Search form and results; its state lives in the address, so that a search can be shared and gone back to. */
export default function SearchIsland({ locale, t, words, lists }: Props) {
  const [criteria, setCriteria] = useState(NOTHING);
  const [state, setState] = useState<State>({ step: 'start' });
  const [attempt, setAttempt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  /** Typing changes the address in place; a choice or a submission is a step that the back button undoes. */
  const pace = useRef<'typed' | 'chosen' | 'from-address'>('from-address');

  useEffect(() => {
    const read = () => {
      pace.current = 'from-address';
      setCriteria(criteriaOf(location.search));
    };
    read();
    // Typed before the script was there: kept.
    const early = input.current?.value.trim();
    if (early && !location.search) change({ q: early }, 'typed');
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);

  const { q, type, maturity } = criteria;
  useEffect(() => {
    const address = location.pathname + queryOf({ q, type, maturity });
    const abort = new AbortController();
    const run = async () => {
      if (pace.current === 'chosen' && address !== location.pathname + location.search) {
        history.pushState(null, '', address);
      } else if (pace.current === 'typed') {
        history.replaceState(null, '', address);
      }
      if (!q.trim() && !type && !maturity) return setState({ step: 'start' });
      setState((before) => (before.step === 'found' ? before : { step: 'searching' }));
      try {
        const { hits, total, engine } = await ask({ q, type, maturity }, 0, abort.signal);
        setState({ step: 'found', criteria: { q, type, maturity }, hits, total, engine });
      } catch {
        if (!abort.signal.aborted) setState({ step: 'failed' });
      }
    };
    const timer = setTimeout(() => void run(), pace.current === 'typed' ? PAUSE : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q, type, maturity, attempt]);

  function ask({ q, type, maturity }: Criteria, offset: number, signal?: AbortSignal) {
    return client.search(
      { q: q.trim().slice(0, 200), locale, limit: PAGE, offset, ...(type && { type }), ...(maturity && { maturity }) },
      signal,
    );
  }

  function change(part: Partial<Criteria>, how: 'typed' | 'chosen') {
    pace.current = how;
    setCriteria((before) => ({ ...before, ...part }));
  }

  async function more() {
    if (state.step !== 'found') return;
    try {
      const next = await ask(state.criteria, state.hits.length);
      setState((now) => (now === state ? { ...state, hits: [...state.hits, ...next.hits] } : now));
    } catch {
      setState({ step: 'failed' });
    }
  }

  const options = <Key extends string>(labels: Record<Key, string>, keys: readonly Key[]) =>
    keys.map((key) => (
      <option key={key} value={key}>
        {labels[key]}
      </option>
    ));
  const types = Object.keys(words.types) as (keyof typeof words.types)[];
  const waysOn = (
    <ul className="chips">
      {lists.map(({ url, label }) => (
        <li key={url}>
          <a href={url}>{label}</a>
        </li>
      ))}
    </ul>
  );

  return (
    <>
      <form
        className="query"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          pace.current = 'chosen';
          setAttempt(attempt + 1);
        }}
      >
        <label>
          {t.label}
          <input
            ref={input}
            type="search"
            name="q"
            autoComplete="off"
            maxLength={200}
            placeholder={t.placeholder}
            value={q}
            onChange={(event) => change({ q: event.target.value }, 'typed')}
          />
        </label>
        <button className="button">{t.submit}</button>
        <div className="filters">
          <label>
            {t.type}
            <select
              name="type"
              value={type ?? ''}
              onChange={(event) => change({ type: (event.target.value || null) as Criteria['type'] }, 'chosen')}
            >
              <option value="">{t.anyType}</option>
              {options(words.types, types)}
            </select>
          </label>
          <label>
            {t.maturity}
            <select
              name="maturity"
              value={maturity ?? ''}
              onChange={(event) => change({ maturity: (event.target.value || null) as Level | null }, 'chosen')}
            >
              <option value="">{t.anyMaturity}</option>
              {options(words.levels, LEVELS)}
            </select>
          </label>
        </div>
      </form>

      <div className="bar">
        <p role="status">{statusText()}</p>
        {state.step === 'found' && state.engine === 'pagefind' && <p className="soft">{t.embedded}</p>}
      </div>

      {state.step === 'start' && waysOn}
      {state.step === 'found' && state.hits.length > 0 && (
        <>
          <ol className="rows">
            {state.hits.map((hit) => (
              <Hit key={hit.id} hit={hit} locale={locale} words={words} />
            ))}
          </ol>
          {state.hits.length < state.total && state.hits.length <= OFFSET_MAX && (
            <p className="pager">
              <button className="button quiet" onClick={() => void more()}>
                {t.more}
              </button>
            </p>
          )}
        </>
      )}
      {state.step === 'found' && state.hits.length === 0 && (
        <div className="notice">
          {(state.criteria.type ?? state.criteria.maturity) !== null && (
            <p>
              <button className="button quiet" onClick={() => change({ type: null, maturity: null }, 'chosen')}>
                {t.clear}
              </button>
            </p>
          )}
          <p>{t.noneHint}</p>
          {waysOn}
        </div>
      )}
      {state.step === 'failed' && (
        <div className="notice bad">
          <p>
            <button className="button quiet" onClick={() => setAttempt(attempt + 1)}>
              {t.retry}
            </button>
          </p>
          <p>{t.failedHint}</p>
          {waysOn}
        </div>
      )}
    </>
  );

  function statusText(): string {
    switch (state.step) {
      case 'start':
        return t.start;
      case 'searching':
        return t.searching;
      case 'failed':
        return t.failed;
      case 'found':
        return state.hits.length > 0
          ? count(locale, t.results, state.total)
          : fill(t.none, { q: state.criteria.q.trim() });
    }
  }
}

function Hit({ hit, locale, words }: { hit: SearchHit } & Pick<Props, 'locale' | 'words'>) {
  const lang = hit.locale === locale ? undefined : hit.locale;
  return (
    <li>
      {hit.maturity ? (
        <LevelMark level={hit.maturity} label={words.levels[hit.maturity]} />
      ) : (
        <span className="kind">{words.types[hit.type]}</span>
      )}
      <div>
        <h2 className="name" lang={lang}>
          <a href={hit.url} hrefLang={lang}>
            {hit.title}
          </a>
        </h2>
        <p lang={lang}>
          {segments(hit.extract).map(({ text, match }, index) => (match ? <mark key={index}>{text}</mark> : text))}
        </p>
        {lang && (
          <div className="meta">
            <span className="lang">{words.inLanguage[hit.locale]}</span>
          </div>
        )}
      </div>
    </li>
  );
}

function LevelMark({ level, label }: { level: Level; label: string }) {
  const rank = levelRank(level);
  const { reached, others } = markPaths(rank);
  return (
    <span className={`level l${rank}`}>
      <svg className="mark" viewBox="0 0 22 18" aria-hidden="true">
        <path d={reached} />
        {others && <path className="empty" d={others} />}
      </svg>
      {label}
    </span>
  );
}
