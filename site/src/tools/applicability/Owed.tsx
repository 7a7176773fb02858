import type { Verdict } from '@palier/nis2/applicability';
import { obligationsFor, type Obligation } from '@palier/nis2/obligations';
import type { Locale } from '@palier/model/locales';
import type { ObligationWords } from '../../i18n/tools/obligations.fr.ts';
import { fill } from '../../i18n/text.ts';

interface Props {
  verdict: Verdict;
  locale: Locale;
  t: ObligationWords;
}

/** What the verdict brings: each obligation with its article and its deadline, then controls and fines. */
export default function Owed({ verdict, locale, t }: Props) {
  const { state, obligations, supervision, replacedByDora } = obligationsFor(verdict);
  const fine = obligations.find((one) => one.fine !== null)?.fine;
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  return (
    <>
      <p>{t.states[state]}</p>
      {obligations.length > 0 && (
        <ul>
          {obligations.map((one) => (
            <li key={one.id}>
              {t.rows[one.id]} <span className="soft">({aboutOf(one, t).join(' · ')})</span>
            </li>
          ))}
        </ul>
      )}
      {replacedByDora.length > 0 && <p>{t.replacedByDora}</p>}
      {supervision && (
        <p>
          {fill(t.supervision[supervision.when], { article: supervision.article })}{' '}
          {supervision.mayBarManagers && t.mayBarManagers}
        </p>
      )}
      {fine && (
        <p>
          {fill(t.fine, {
            amount: number(fine.millionEuro),
            percent: number(fine.turnoverPercent),
            article: fine.article,
          })}
          {'. '}
          {t.spared}
        </p>
      )}
    </>
  );
}

/** Articles, deadline, and whether it holds already. */
function aboutOf({ articles, deadline, isBinding, isInForce }: Obligation, t: ObligationWords): string[] {
  const due = deadline && (deadline.within ? `${t.within[deadline.within]} ${t.from[deadline.from]}` : t.withoutDelay);
  return [articles.join(', '), due, !isBinding && t.encouraged, isInForce && t.inForce].filter(
    (part): part is string => typeof part === 'string',
  );
}
