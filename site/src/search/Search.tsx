import { LIVE_PAGES } from '@palier/model/live-pages';
import type { Locale } from '@palier/model/locales';
import { QUERY_MAX } from '@palier/search/limits';
import { useEffect, useRef, useState } from 'react';
import { KEYS, read, write } from '../client/storage.ts';
import type { Dictionary } from '../i18n/fr.ts';
import { count, fill } from '../i18n/text.ts';
import Chosen from './Chosen.tsx';
import Filters from './Filters.tsx';
import Results from './Results.tsx';
import { countOf, withoutFilters, type Choices, type Criteria } from './criteria.ts';
import { useSearch, type Found, type Way } from './use-search.ts';

export interface SearchProps {
  locale: Locale;
  t: Dictionary['search'];
  words: Pick<Dictionary, 'levels' | 'types' | 'kinds' | 'inLanguage'>;
  choices: Choices;
  /** Where a search without an answer can go on. */
  lists: Way[];
}

const SORTS = ['relevance', 'newest'] as const;

/** The page of results: the field, the filters, what was found. */
export default function Search({ locale, t, words, choices, lists }: SearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const { criteria, state, change, again, more } = useSearch(locale, choices, () => input.current?.value.trim() ?? '');
  const found = state.step === 'found' ? state : null;
  const hasResults = found !== null && (found.hits.length > 0 || found.direct !== null);
  const choose = (next: Criteria) => change(next, 'chosen');

  return (
    <>
      <form
        className="query"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          // A telephone folds its keyboard away, which covers the results.
          if (matchMedia('(pointer: coarse)').matches) input.current?.blur();
          again();
        }}
      >
        <label>
          {t.label}
          <input
            ref={input}
            type="search"
            name="q"
            autoComplete="off"
            maxLength={QUERY_MAX}
            placeholder={t.placeholder}
            aria-keyshortcuts="/ Control+K"
            value={criteria.q}
            onChange={(event) => change({ ...criteria, q: event.target.value }, 'typed')}
          />
        </label>
        <button className="button">
          <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d="M13.5 13.5 18 18M15 8.5a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0Z" />
          </svg>
          <span>{t.submit}</span>
        </button>
      </form>

      <div className="catalogue">
        <Filters
          t={t}
          choices={choices}
          criteria={criteria}
          facets={found?.facets ?? null}
          total={found ? found.total : null}
          locale={locale}
          change={choose}
        />
        <div className="found" aria-busy={found?.stale ?? undefined}>
          {state.step === 'start' ? (
            <>
              <p>{t.start}</p>
              <Ways ways={lists} />
            </>
          ) : (
            <div className="bar">
              <strong role="status">{statusOf()}</strong>
              <label className="sort" hidden={!hasResults && state.step !== 'searching'}>
                {t.sort}
                <select
                  value={criteria.sort}
                  onChange={(event) => choose({ ...criteria, sort: event.target.value as Criteria['sort'] })}
                >
                  {SORTS.map((sort) => (
                    <option key={sort} value={sort}>
                      {t.sorts[sort]}
                    </option>
                  ))}
                </select>
              </label>
            </div>
          )}
          <Chosen t={t} choices={choices} criteria={criteria} change={choose} />
          {found && <Remarks found={found} t={t} words={words} />}
          {found && hasResults && (
            <Results found={found} more={more} locale={locale} t={t} words={words} languages={choices.language} />
          )}
          {found && !hasResults && (
            <div className="notice">
              {countOf(found.criteria) > 0 && (
                <p>
                  <button type="button" className="button quiet" onClick={() => choose(withoutFilters(criteria))}>
                    {found.criteria.q.trim() === '' ? t.clear : fill(t.unfiltered, { q: found.criteria.q.trim() })}
                  </button>
                </p>
              )}
              {found.terms.length > 0 && (
                <>
                  <p>{t.terms}</p>
                  <Ways ways={found.terms} />
                </>
              )}
              <p>{t.noneHint}</p>
              <Ways ways={lists} />
              {found.criteria.q.trim() !== '' && (
                <p>
                  {t.askHint}{' '}
                  <a
                    href={`${LIVE_PAGES.ask[locale]}?${new URLSearchParams({ titre: found.criteria.q.trim() }).toString()}`}
                  >
                    {t.ask}
                  </a>
                </p>
              )}
            </div>
          )}
          {state.step === 'failed' && (
            <div className="notice bad">
              <p>
                <button type="button" className="button quiet" onClick={again}>
                  {t.retry}
                </button>
              </p>
              <p>{t.failedHint}</p>
              <Ways ways={lists} />
            </div>
          )}
          <Shortcut t={t} />
        </div>
      </div>
    </>
  );

  function statusOf(): string {
    switch (state.step) {
      case 'unread':
      case 'start':
        return '';
      case 'searching':
        return t.searching;
      case 'failed':
        return t.failed;
      case 'found': {
        const q = state.criteria.q.trim();
        if (hasResults) return count(locale, t.results, Math.max(state.total, 1));
        return q === '' || countOf(state.criteria) > 0 ? t.noneFiltered : fill(t.none, { q });
      }
    }
  }
}

/** How the results came to be what they are. */
function Remarks({
  found: { corrected, engine, lens, hits, criteria },
  t,
  words,
}: {
  found: Found;
} & Pick<SearchProps, 't' | 'words'>) {
  const said = [
    corrected !== null && fill(t.corrected, { q: corrected }),
    lens && criteria.sort === 'relevance' && hits.length > 0 && fill(t.lens, { level: words.levels[lens] }),
    engine === 'pagefind' && t.embedded,
  ].filter((remark) => typeof remark === 'string');
  if (said.length === 0) return null;
  return (
    <div className="remarks">
      {said.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </div>
  );
}

function Ways({ ways }: { ways: readonly Way[] }) {
  return (
    <ul className="chips">
      {ways.map(({ url, label, lang }) => (
        <li key={url}>
          <a href={url} lang={lang} hrefLang={lang}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A shortcut of one key can be refused (WCAG 2.1.4). */
function Shortcut({ t }: Pick<SearchProps, 't'>) {
  const [isOn, setOn] = useState(true);
  useEffect(() => setOn(read(KEYS.slash) !== 'off'), []);
  return (
    <p className="shortcut">
      <label className="box">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => {
            write(KEYS.slash, target.checked ? null : 'off');
            setOn(target.checked);
          }}
        />
        <span>{t.shortcut}</span>
      </label>
      {t.shortcutHint}
    </p>
  );
}
