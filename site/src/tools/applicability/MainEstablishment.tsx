import { MEMBER_STATES, OUTSIDE } from '@palier/nis2/countries';
import type { ApplicabilityAnswers } from '@palier/nis2/answers';
import { useId, useState } from 'react';
import type { FormProps } from './form.ts';
import { countryName } from './describe.ts';

const TESTS = ['decisions', 'operations', 'staff'] as const;

/** The three tests of Article 26(2), in their order. The last two only matter where the first finds no Member State. */
export default function MainEstablishment({
  before,
  locale,
  t,
  say,
  establishedIn,
}: FormProps & { establishedIn: ApplicabilityAnswers['establishedIn'] }) {
  const given = before.mainEstablishment;
  const [places, setPlaces] = useState<Partial<Record<(typeof TESTS)[number], string>>>(
    given === 'unknown' ? { decisions: 'unknown', operations: 'unknown', staff: 'unknown' } : ({ ...given } as never),
  );
  const id = useId();
  const states = MEMBER_STATES.filter((code) => !Array.isArray(establishedIn) || establishedIn.includes(code));
  const settles = (place: string | undefined) => place !== undefined && MEMBER_STATES.includes(place);
  // A test is asked when those before it were answered and found no Member State.
  const asked = TESTS.filter((_, place) =>
    TESTS.slice(0, place).every((test) => places[test] !== undefined && !settles(places[test])),
  );

  const choose = (test: (typeof TESTS)[number], place: string) => {
    const next = { ...places, [test]: place };
    for (const later of settles(place) ? TESTS.slice(TESTS.indexOf(test) + 1) : []) delete next[later];
    setPlaces(next);
    const isWhole = TESTS.some((one) => settles(next[one])) || TESTS.every((one) => next[one] !== undefined);
    if (!isWhole) return say(null);
    const isUnknown = TESTS.every((one) => next[one] === 'unknown');
    say({ mainEstablishment: isUnknown ? 'unknown' : next });
  };

  return (
    <>
      {asked.map((test) => (
        <p key={test} className="field">
          <label htmlFor={`${id}-${test}`}>{t.fieldset.mainEstablishment[test]}</label>
          <select id={`${id}-${test}`} value={places[test] ?? ''} onChange={({ target }) => choose(test, target.value)}>
            <option value="" disabled hidden />
            {states.map((code) => (
              <option key={code} value={code}>
                {countryName(locale, code, t)}
              </option>
            ))}
            <option value={OUTSIDE}>{t.fieldset.mainEstablishment.outside}</option>
            <option value="unknown">{t.unknown}</option>
          </select>
        </p>
      ))}
    </>
  );
}
