import type { Field } from '@palier/nis2/answers';
import { useId, useState } from 'react';
import type { FormProps } from './form.ts';
import { isFigure, type Choice } from './choices.ts';
import { countryName } from './describe.ts';

interface Props extends FormProps {
  field: Field;
  choices: readonly Choice[];
}

/** Longest list shown as buttons; a longer one is a list that unfolds. */
const BUTTONS_MAX = 13;

/** One answer among several; for a figure, its exact value too. */
export default function Choices({ field, choices, before, labelledBy, locale, t, say }: Props) {
  const given = before[field] as string | number | undefined;
  const isExact = typeof given === 'number' && isFigure(field);
  const [chosen, setChosen] = useState<string | null>(given === undefined || isExact ? null : String(given));
  const [exact, setExact] = useState(
    isExact ? new Intl.NumberFormat(locale, { useGrouping: false }).format(given) : '',
  );
  const id = useId();
  const flaw = exact.trim() !== '' && numberIn(exact) === null;

  const choose = (value: string | number) => {
    setChosen(String(value));
    setExact('');
    say({ [field]: value });
  };
  const type = (text: string) => {
    setExact(text);
    setChosen(null);
    const number = numberIn(text);
    say(number === null ? null : { [field]: number });
  };
  const all: Choice[] = [...choices, { value: 'unknown', label: t.unknown, hint: t.unknownHint }];

  if (all.length > BUTTONS_MAX)
    return (
      <p className="field">
        <select aria-labelledby={labelledBy} value={chosen ?? ''} onChange={({ target }) => choose(target.value)}>
          <option value="" disabled hidden />
          {all.map(({ value, label, country }) => (
            <option key={value} value={value}>
              {label ?? countryName(locale, country!, t)}
            </option>
          ))}
        </select>
      </p>
    );
  return (
    <fieldset aria-labelledby={labelledBy}>
      {all.map(({ value, label, hint }) => (
        <label key={value} className="answer">
          <input
            type="radio"
            name={field}
            value={value}
            checked={chosen === String(value)}
            onChange={() => choose(value)}
          />
          <span>
            {label}
            {hint && <small>{hint}</small>}
          </span>
        </label>
      ))}
      {isFigure(field) && (
        <p className="field exact">
          <label htmlFor={id}>{t.exact}</label>
          <input
            id={id}
            inputMode="decimal"
            autoComplete="off"
            maxLength={15}
            value={exact}
            aria-invalid={flaw}
            aria-describedby={`${id}-flaw`}
            onChange={({ target }) => type(target.value)}
          />{' '}
          <span className="soft">{field === 'headcount' ? t.unit.headcount : t.unit.money}</span>
          <span id={`${id}-flaw`} className="flaw">
            {flaw && t.exactFlaw}
          </span>
        </p>
      )}
    </fieldset>
  );
}

/** The number that somebody typed, with a comma or a point, and spaces between thousands; null for anything else. */
function numberIn(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return /^\d{1,9}(?:\.\d{1,3})?$/.test(bare) ? Number(bare) : null;
}
