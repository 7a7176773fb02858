import type { Locale } from '@palier/model/locales';
import { FACETS } from '@palier/search/limits';
import type { Dictionary } from '../i18n/fr.ts';
import { fill } from '../i18n/text.ts';
import { countOf, toggle, withoutFilters, type Choices, type Criteria } from './criteria.ts';

interface Props {
  t: Dictionary['search'];
  choices: Choices;
  criteria: Criteria;
  change: (criteria: Criteria) => void;
}

/** The filters chosen, each with the way to remove it. */
export default function Chosen({ t, choices, criteria, change }: Props) {
  const number = countOf(criteria);
  if (number === 0) return null;
  return (
    <ul className="chosen" aria-label={t.chosen}>
      {FACETS.flatMap((facet) =>
        choices[facet]
          .filter(({ value }) => criteria.chosen[facet].includes(value))
          .map(({ value, name, lang }) => (
            <li key={`${facet} ${value}`}>
              <Remove t={t} name={name} lang={lang} onClick={() => change(toggle(criteria, facet, value))} />
            </li>
          )),
      )}
      {criteria.since !== null && (
        <li>
          <Remove
            t={t}
            name={fill(t.sinceYear, { year: criteria.since })}
            onClick={() => change({ ...criteria, since: null })}
          />
        </li>
      )}
      {number > 1 && (
        <li>
          <button type="button" className="link" onClick={() => change(withoutFilters(criteria))}>
            {t.clear}
          </button>
        </li>
      )}
    </ul>
  );
}

interface RemoveProps extends Pick<Props, 't'> {
  name: string;
  lang?: Locale | undefined;
  onClick: () => void;
}

function Remove({ t, name, lang, onClick }: RemoveProps) {
  return (
    <button type="button" aria-label={fill(t.remove, { name })} onClick={onClick}>
      <span lang={lang}>{name}</span>
      <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d="m5 5 10 10M15 5 5 15" />
      </svg>
    </button>
  );
}
