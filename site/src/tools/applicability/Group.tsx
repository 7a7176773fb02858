import type { ApplicabilityAnswers } from '@palier/nis2/answers';
import { useId, useState } from 'react';
import { fill } from '../../i18n/text.ts';
import type { FormProps } from './form.ts';
import { BANDS, type FigureField } from './choices.ts';
import { describeAnswer } from './describe.ts';

type Enterprise = Exclude<NonNullable<ApplicabilityAnswers['group']>, 'unknown'>[number];

type Kind = 'none' | 'included' | 'more' | 'unknown';

const FIGURES = Object.keys(BANDS) as FigureField[];
const NEW: Enterprise = { relation: 'linked' };
const ENTERPRISES_MAX = 50;

/** Whether the entity belongs to a group, and the figures of the other companies where they are not counted yet. */
export default function Group({ before, labelledBy, locale, t, say }: FormProps) {
  const words = t.fieldset.group;
  const given = before.group;
  const [kind, setKind] = useState<Kind | null>(
    given === undefined ? null : given === 'unknown' ? 'unknown' : given.length > 0 ? 'more' : 'none',
  );
  const [enterprises, setEnterprises] = useState<Enterprise[]>(
    Array.isArray(given) && given.length > 0 ? given : [NEW],
  );
  const [independent, setIndependent] = useState(before.independentSystems);
  const id = useId();

  const tell = (nextKind: Kind, nextEnterprises: Enterprise[], nextIndependent = independent) => {
    setKind(nextKind);
    setEnterprises(nextEnterprises);
    setIndependent(nextIndependent);
    if (nextKind === 'more') say({ group: nextEnterprises, independentSystems: nextIndependent ?? 'unknown' });
    else say({ group: nextKind === 'unknown' ? 'unknown' : [] });
  };
  const change = (place: number, next: Enterprise) =>
    tell(
      'more',
      enterprises.map((one, index) => (index === place ? next : one)),
    );
  const radio = (value: Kind, label: string) => (
    <label className="answer">
      <input type="radio" name="group" checked={kind === value} onChange={() => tell(value, enterprises)} />
      <span>{label}</span>
    </label>
  );

  return (
    <>
      <fieldset aria-labelledby={labelledBy}>
        {radio('none', words.none)}
        {radio('included', words.included)}
        {radio('more', words.more)}
        {radio('unknown', t.unknown)}
      </fieldset>
      {kind === 'more' && (
        <>
          {enterprises.map((enterprise, place) => (
            <fieldset key={place} className="enterprise">
              <legend>{fill(words.enterprise, { n: place + 1 })}</legend>
              <div className="lookup">
                <Select
                  label={words.relation}
                  value={enterprise.relation}
                  options={[
                    ['linked', words.linked],
                    ['partner', words.partner],
                  ]}
                  change={(relation) => change(place, { ...enterprise, relation: relation as Enterprise['relation'] })}
                />
                {enterprise.relation === 'partner' && (
                  <p className="field">
                    <label htmlFor={`${id}-share-${place}`}>{words.share}</label>
                    <input
                      id={`${id}-share-${place}`}
                      type="number"
                      min={0}
                      max={100}
                      value={enterprise.share ?? ''}
                      onChange={({ target }) => {
                        const { share: _, ...rest } = enterprise;
                        const share = target.valueAsNumber;
                        change(place, share >= 0 && share <= 100 ? { ...rest, share } : rest);
                      }}
                    />
                  </p>
                )}
                {FIGURES.map((field) => (
                  <Select
                    key={field}
                    label={t.fieldset[field].short}
                    value={String(enterprise[field] ?? 'unknown')}
                    options={[
                      ...BANDS[field].map((band): [string, string] => [band, describeAnswer(field, band, t, locale)]),
                      ['unknown', t.unknown],
                    ]}
                    change={(value) => change(place, { ...enterprise, [field]: value })}
                  />
                ))}
              </div>
              {enterprises.length > 1 && (
                <button
                  type="button"
                  className="link"
                  onClick={() =>
                    tell(
                      'more',
                      enterprises.filter((_, index) => index !== place),
                    )
                  }
                >
                  {fill(words.remove, { n: place + 1 })}
                </button>
              )}
            </fieldset>
          ))}
          {enterprises.length < ENTERPRISES_MAX && (
            <p>
              <button type="button" className="button quiet" onClick={() => tell('more', [...enterprises, NEW])}>
                {words.add}
              </button>
            </p>
          )}
          <Select
            label={words.independent}
            value={String(independent ?? 'unknown')}
            options={[
              ['yes', t.yes],
              ['no', t.no],
              ['unknown', t.unknown],
            ]}
            change={(value) => tell('more', enterprises, value as 'yes')}
          />
        </>
      )}
    </>
  );
}

function Select({
  label,
  value,
  options,
  change,
}: {
  label: string;
  value: string;
  options: [value: string, label: string][];
  change(value: string): void;
}) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => change(target.value)}>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}
