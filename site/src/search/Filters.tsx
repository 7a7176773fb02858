import { levelRank, type Level } from '@palier/model/levels';
import type { Locale } from '@palier/model/locales';
import type { SearchAnswer } from '@palier/search/client';
import { FACETS } from '@palier/search/limits';
import type { Facet } from '@palier/search/query';
import { useEffect, useState } from 'react';
import type { Dictionary } from '../i18n/fr.ts';
import { fill } from '../i18n/text.ts';
import Mark from './Mark.tsx';
import { countOf, toggle, type Choice, type Choices, type Criteria } from './criteria.ts';

interface Props {
  locale: Locale;
  t: Dictionary['search'];
  choices: Choices;
  criteria: Criteria;
  /** How many results each value has; null when nobody counted. */
  facets: SearchAnswer['facets'];
  /** Results; null when there are none yet. */
  total: number | null;
  change: (criteria: Criteria) => void;
}

/** Filters that stand open: those that most readers use. */
const OPEN: readonly Facet[] = ['type', 'maturity', 'kind'];
/** How many years back the dates go. */
const YEARS = [0, 1, 2, 3, 5, 10];

/** Filters at the left of the results; on a small screen, over them, behind a button. */
export default function Filters({ locale, t, choices, criteria, facets, total, change }: Props) {
  const number = countOf(criteria);
  const numbers = new Intl.NumberFormat(locale);
  return (
    <>
      <button type="button" className="filters-button button quiet" popoverTarget="filters">
        {t.filters}
        {number > 0 && ` (${numbers.format(number)})`}
      </button>
      <section id="filters" className="filters" popover="auto" aria-label={t.filters}>
        {FACETS.map((facet) => (
          <Values
            key={facet}
            facet={facet}
            label={t.facets[facet]}
            choices={choices[facet]}
            chosen={criteria.chosen[facet]}
            counts={facets === null ? null : (facets[facet] ?? {})}
            numbers={numbers}
            choose={(value) => change(toggle(criteria, facet, value))}
          />
        ))}
        <Since t={t} since={criteria.since} choose={(since) => change({ ...criteria, since })} />
        <p className="tools">
          <button type="button" className="filters-close button" popoverTarget="filters" popoverTargetAction="hide">
            {t.showResults}
            {total !== null && ` (${numbers.format(total)})`}
          </button>
        </p>
      </section>
    </>
  );
}

/** The values of one filter, as boxes; those that no result has are left out, unless they are chosen. */
function Values({
  facet,
  label,
  choices,
  chosen,
  counts,
  numbers,
  choose,
}: {
  facet: Facet;
  label: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  counts: Readonly<Record<string, number>> | null;
  numbers: Intl.NumberFormat;
  choose: (value: string) => void;
}) {
  const [isOpen, setOpen] = useState(OPEN.includes(facet));
  const hasChosen = chosen.length > 0;
  useEffect(() => {
    if (hasChosen) setOpen(true);
  }, [hasChosen]);
  const shown = choices.filter(({ id, value }) => counts === null || (counts[id] ?? 0) > 0 || chosen.includes(value));
  if (shown.length === 0) return null;
  return (
    <details className="facet" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{label}</summary>
      <div role="group" aria-label={label}>
        <ul>
          {shown.map(({ id, value, name, lang }) => (
            <li key={value}>
              <label className="box">
                <input type="checkbox" checked={chosen.includes(value)} onChange={() => choose(value)} />
                {facet === 'maturity' && <Mark rank={levelRank(value as Level)} />}
                <span lang={lang}>{name}</span>
                {counts !== null && <span className="n">{numbers.format(counts[id] ?? 0)}</span>}
              </label>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function Since({ t, since, choose }: { t: Props['t']; since: number | null; choose: (since: number | null) => void }) {
  // Of the reader's day, not of the day on which the page was made.
  const [year, setYear] = useState<number | null>(null);
  useEffect(() => setYear(new Date().getFullYear()), []);
  const years = new Set(year === null ? [] : YEARS.map((back) => year - back));
  if (since !== null) years.add(since);
  return (
    <label className="since">
      {t.since}
      <select value={since ?? ''} onChange={({ target }) => choose(target.value === '' ? null : Number(target.value))}>
        <option value="">{t.anySince}</option>
        {[...years]
          .sort((a, b) => b - a)
          .map((one) => (
            <option key={one} value={one}>
              {fill(t.sinceYear, { year: one })}
            </option>
          ))}
      </select>
    </label>
  );
}
