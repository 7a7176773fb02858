import { levelRank, type Level } from '@palier/model/levels';
import type { Locale } from '@palier/model/locales';
import { segments, type SearchHit } from '@palier/search/client';
import { useEffect, useRef } from 'react';
import type { Dictionary } from '../i18n/fr.ts';
import { count, fill } from '../i18n/text.ts';
import Mark from './Mark.tsx';
import type { Answer } from './answer.ts';
import type { Choice } from './criteria.ts';
import type { Found } from './use-search.ts';

interface Words {
  locale: Locale;
  t: Dictionary['search'];
  words: Pick<Dictionary, 'levels' | 'types' | 'kinds' | 'inLanguage'>;
  languages: readonly Choice[];
}

interface Props extends Words {
  found: Found;
  /** Brings the results that follow; null when there are none to be had. */
  more: (() => Promise<void>) | null;
}

/** What was found: the direct answer, then the results, then more of them. */
export default function Results({ found, more, locale, t, words, languages }: Props) {
  const { hits, direct, total, lens, cutShort } = found;
  const rows = useRef<HTMLOListElement>(null);
  /** Place of the first result of those that were asked for. */
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current === null || cutShort) return;
    rows.current?.children[next.current]?.querySelector('a')?.focus();
    next.current = null;
  }, [hits.length, cutShort]);
  // What answers at once is not said twice.
  const shown = hits.filter(({ url }) => url !== direct?.url);
  return (
    <>
      {direct && <Direct answer={direct} locale={locale} label={t.answer} />}
      <ol className="rows" ref={rows}>
        {shown.map((hit) => (
          <Hit key={hit.id} hit={hit} lens={lens} locale={locale} t={t} words={words} languages={languages} />
        ))}
      </ol>
      {cutShort && <p className="notice bad">{t.failed}</p>}
      {more && (
        <p className="pager">
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              next.current = shown.length;
              void more();
            }}
          >
            {t.more}
          </button>
          <span className="soft">{fill(t.shown, { shown: hits.length, total: count(locale, t.results, total) })}</span>
        </p>
      )}
      {!more && hits.length < total && <p className="notice">{t.most}</p>}
    </>
  );
}

function Direct({
  answer: { url, title, text, locale: own },
  locale,
  label,
}: {
  answer: Answer;
  locale: Locale;
  label: string;
}) {
  const lang = own === locale ? undefined : own;
  return (
    <section className="direct" aria-label={label}>
      <p className="kind" aria-hidden="true">
        {label}
      </p>
      <h2 className="name" lang={lang}>
        <a href={url} hrefLang={lang}>
          {title}
        </a>
      </h2>
      <p lang={lang}>{text}</p>
    </section>
  );
}

function Hit({
  hit: { type, title, url, extract, section, maturity, kind, locale: own, language },
  lens,
  locale,
  t,
  words,
  languages,
}: { hit: SearchHit; lens: Level | null } & Words) {
  const lang = own === locale ? undefined : own;
  return (
    <li>
      {maturity ? (
        <span className={`level l${levelRank(maturity)}`}>
          <Mark rank={levelRank(maturity)} />
          {words.levels[maturity]}
        </span>
      ) : (
        <span className="kind">{words.types[type]}</span>
      )}
      <div>
        <h2 className="name" lang={lang}>
          <a href={url} hrefLang={lang}>
            {title}
          </a>
        </h2>
        {extract && (
          <p lang={lang}>
            {segments(extract).map(({ text, match }, index) => (match ? <mark key={index}>{text}</mark> : text))}
          </p>
        )}
        {section && (
          <p className="place">
            <a href={`${url}#${section.anchor}`} hrefLang={lang}>
              {fill(t.section, { heading: '' }).trimEnd()} <span lang={lang}>{section.heading}</span>
            </a>
          </p>
        )}
        <p className="meta">
          {lens && maturity && <span className="distance">{distance(lens, maturity)}</span>}
          {lang && <span className="lang">{words.inLanguage[own]}</span>}
          {kind && <span>{words.kinds[kind]}</span>}
          {language !== own && <span>{languages.find(({ id }) => id === language)?.name ?? language}</span>}
        </p>
      </div>
    </li>
  );
}

/** How far a level is from that of the reader, in the words that the page has for every list. */
function distance(lens: Level, level: Level): string {
  const words = document.documentElement.dataset['distances']?.split('|') ?? [];
  return words[levelRank(level) - levelRank(lens) + 3] ?? '';
}
