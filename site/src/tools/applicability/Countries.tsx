import { MEMBER_STATES, OUTSIDE } from '@palier/nis2/countries';
import { useState } from 'react';
import type { FormProps } from './form.ts';
import { countryName } from './describe.ts';

/** Countries, several at once: France, the rest of the Union, the rest of the world as one. */
export default function Countries({
  field,
  before,
  labelledBy,
  locale,
  t,
  say,
}: FormProps & { field: 'establishedIn' | 'servicesProvidedIn' }) {
  const given = before[field];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(given === 'unknown' ? ['unknown'] : Array.isArray(given) ? given.map(asOffered) : []),
  );
  const change = (value: string, isIn: boolean) => {
    // “I do not know” stands alone.
    const next = new Set([...chosen].filter((one) => value !== 'unknown' && one !== 'unknown'));
    if (isIn) next.add(value);
    else next.delete(value);
    setChosen(next);
    if (next.size === 0) say(null);
    else say({ [field]: next.has('unknown') ? 'unknown' : [...next].sort() });
  };
  const box = (value: string, label: string, hint?: string) => (
    <label key={value} className="answer">
      <input type="checkbox" checked={chosen.has(value)} onChange={({ target }) => change(value, target.checked)} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
  const others = MEMBER_STATES.filter((code) => code !== 'FR').map((code) => ({
    code,
    name: countryName(locale, code, t),
  }));
  others.sort((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <fieldset aria-labelledby={labelledBy}>
      {box('FR', countryName(locale, 'FR', t))}
      <details className="more" open={others.some(({ code }) => chosen.has(code)) || undefined}>
        <summary>{t.countries.others}</summary>
        <div className="columns">
          {others.map(({ code, name }) => (
            <label key={code} className="box">
              <input
                type="checkbox"
                checked={chosen.has(code)}
                onChange={({ target }) => change(code, target.checked)}
              />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </details>
      {box(OUTSIDE, t.countries.outside)}
      {box('unknown', t.unknown, t.unknownHint)}
    </fieldset>
  );
}

/** A country that was named elsewhere, in a file or a link, as the boxes offer it. */
function asOffered(code: string): string {
  return MEMBER_STATES.includes(code) ? code : OUTSIDE;
}
