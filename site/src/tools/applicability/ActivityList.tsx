import { ACTIVITIES, type Activity } from '@palier/nis2/activities';
import type { SectorId } from '@palier/nis2/sectors';
import { useId, useState } from 'react';
import { fold } from '../../client/fold.ts';
import { count, fill } from '../../i18n/text.ts';
import type { FormProps } from './form.ts';

type Id = keyof FormProps['t']['activities'];

/** Ticks that are no activities of the annexes. */
type Other = 'none' | 'unknown' | 'domain-names';

/** The activities of the annexes by sector, with words to find them; several may be ticked. */
export default function ActivityList({
  before,
  labelledBy,
  locale,
  t,
  say,
  isPublic,
}: FormProps & { isPublic: boolean }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => {
    const { activities, registersDomainNames } = before;
    const registers = registersDomainNames === 'yes' || registersDomainNames === true;
    if (activities === 'unknown') return new Set(['unknown']);
    if (activities === undefined) return new Set();
    return new Set([
      ...activities,
      ...(registers ? ['domain-names'] : []),
      ...(activities.length === 0 && !registers ? ['none'] : []),
    ]);
  });
  const [words, setWords] = useState('');
  const id = useId();
  const wanted = fold(words).split(/\s+/).filter(Boolean);

  const change = (value: string, isIn: boolean) => {
    const alone = (one: string) => one === 'none' || one === 'unknown';
    const next = new Set([...chosen].filter((one) => !alone(one) && !alone(value)));
    if (isIn) next.add(value);
    else next.delete(value);
    setChosen(next);
    if (next.size === 0) return say(null);
    if (next.has('unknown')) return say({ activities: 'unknown', registersDomainNames: 'unknown' });
    say({
      activities: ACTIVITIES.map((one) => one.id).filter((one) => next.has(one)) as Id[],
      registersDomainNames: next.has('domain-names') ? 'yes' : 'no',
    });
  };
  const box = (value: string, label: string, hint?: string | false) => (
    <label key={value} className="answer">
      <input type="checkbox" checked={chosen.has(value)} onChange={({ target }) => change(value, target.checked)} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );

  const hintOf = ({ annex, point, unless }: Activity) =>
    [fill(t.point, { annex: t.annex[annex], point }), unless && t.unless[unless]].filter(Boolean).join('. ');
  // An administration of the list says what it is by its kind, not by an activity.
  const offered = ACTIVITIES.filter(({ sector }) => !(isPublic && sector === 'administration-publique'));
  const matches = (sector: string, ...texts: string[]) => {
    const text = fold([t.sectors[sector as keyof typeof t.sectors], ...texts].join(' '));
    return wanted.every((word) => text.includes(word));
  };
  const sectors = (Object.keys(t.sectors) as SectorId[])
    .map((sector) => {
      const rows = offered.filter((one) => one.sector === sector && matches(sector, t.activities[one.id as Id]));
      const hasNames = sector === 'infrastructure-numerique' && matches(sector, t.domainNames, t.domainNamesHint);
      const ticked =
        offered.filter((one) => one.sector === sector && chosen.has(one.id)).length +
        Number(sector === 'infrastructure-numerique' && chosen.has('domain-names'));
      return { sector, rows, hasNames, ticked };
    })
    .filter(({ rows, hasNames }) => rows.length > 0 || hasNames);

  return (
    <fieldset aria-labelledby={labelledBy}>
      <p className="field">
        <label htmlFor={id}>{t.findActivity}</label>
        <input
          id={id}
          type="search"
          autoComplete="off"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </p>
      <p role="status">{sectors.length === 0 && t.noneFound}</p>
      {sectors.map(({ sector, rows, hasNames, ticked }) => (
        <details key={`${sector} ${wanted.length > 0}`} className="more" open={wanted.length > 0 || undefined}>
          <summary>
            {t.sectors[sector]}
            {ticked > 0 && <span className="soft"> · {count(locale, t.chosen, ticked)}</span>}
          </summary>
          {rows.map((one) => box(one.id, t.activities[one.id as Id], hintOf(one)))}
          {hasNames && box('domain-names' satisfies Other, t.domainNames, t.domainNamesHint)}
        </details>
      ))}
      {box('none' satisfies Other, t.noActivity)}
      {box('unknown' satisfies Other, t.unknown, t.unknownHint)}
    </fieldset>
  );
}
