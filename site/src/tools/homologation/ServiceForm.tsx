import {
  APPROVAL_FIELDS,
  CHOICES,
  TEMPLATE,
  type ClosedField,
  type Field,
  type Flaw,
  type Service,
} from '@palier/nis2/homologation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { fill } from '../../i18n/text.ts';
import type { HomologationWords } from '../../i18n/tools/homologation.fr.ts';

interface FormProps {
  service: Service;
  index: number;
  /** False: what is only missing is not said yet. */
  isChecked: boolean;
  /** The field to begin with; null for the first. */
  field: Field | null;
  flaws: readonly Flaw[];
  t: HomologationWords;
  change(service: Service): void;
  close(): void;
}

const SAID_AFTER_MS = 300;

type TextField = 'name' | 'siret' | 'approvalDate' | 'authorityName' | 'authorityRole';

/** Everything about one service. What is typed is kept at once. */
export default function ServiceForm({ service, index, isChecked, field, flaws, t, change, close }: FormProps) {
  const [touched, setTouched] = useState<ReadonlySet<Field>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const place = field && document.getElementById(`f-${field}`);
    (place ?? heading.current)?.focus();
  }, []);

  const flawOf = (of: Field): string | null => {
    const found = flaws.find((flaw) => flaw.field === of);
    if (!found || (!isChecked && !touched.has(of))) return null;
    return t.flaws[found.code];
  };
  // What one presses must not move away under the pointer: the flaw of the field that is left comes once the click is done.
  const touch = (of: Field) => setTimeout(() => setTouched((before) => new Set([...before, of])), SAID_AFTER_MS);
  const describe = (of: Field) => ({
    id: `f-${of}`,
    'aria-invalid': flawOf(of) !== null || undefined,
    'aria-describedby':
      [of in t.hints && `h-${of}`, flawOf(of) !== null && `e-${of}`].filter(Boolean).join(' ') || undefined,
    onBlur: () => touch(of),
  });

  const textField = (of: TextField, more: { type?: string; inputMode?: 'numeric'; max?: string } = {}) => (
    <FieldBox of={of} t={t} flaw={flawOf(of)}>
      <input
        {...describe(of)}
        type={more.type ?? 'text'}
        inputMode={more.inputMode}
        max={more.max}
        maxLength={more.type === 'date' ? undefined : 400}
        autoComplete="off"
        value={service[of]}
        onChange={({ target }) => change({ ...service, [of]: target.value })}
      />
    </FieldBox>
  );
  const choiceField = (of: Exclude<ClosedField, 'types'>) => (
    <FieldBox of={of} t={t} flaw={flawOf(of)}>
      <select
        {...describe(of)}
        value={service[of] ?? ''}
        onChange={({ target }) => change({ ...service, [of]: target.value === '' ? null : target.value })}
      >
        <option value="">{t.form.choose}</option>
        {Object.entries(t.choices[of]).map(([code, label]) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    </FieldBox>
  );
  const types = Object.keys(CHOICES.types) as Service['types'];

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {fill(t.form.title, { n: String(index + 1) })}
      </h2>
      <div className="lookup">
        {textField('name')}
        {textField('siret', { inputMode: 'numeric' })}
        {choiceField('status')}
        {choiceField('hosting')}
      </div>
      <fieldset
        id="f-types"
        tabIndex={-1}
        aria-describedby={flawOf('types') === null ? undefined : 'e-types'}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) touch('types');
        }}
      >
        <legend>
          {t.fields.types} <span className="soft">{t.form.typesHint}</span>
        </legend>
        {types.map((type) => (
          <label key={type} className="choice">
            <input
              type="checkbox"
              checked={service.types.includes(type)}
              onChange={({ target }) =>
                change({
                  ...service,
                  types: target.checked
                    ? [...service.types, type].slice(0, TEMPLATE.typesMax)
                    : service.types.filter((one) => one !== type),
                })
              }
            />
            <span>{t.choices.types[type]}</span>
          </label>
        ))}
        <FlawLine of="types" flaw={flawOf('types')} />
      </fieldset>
      <div className="lookup">
        {choiceField('openness')}
        {choiceField('audience')}
        {choiceField('outage')}
        {choiceField('volume')}
        {choiceField('location')}
      </div>
      <details className="approval" open={APPROVAL_FIELDS.some((of) => (service[of] ?? '') !== '') || undefined}>
        <summary>{t.form.approval}</summary>
        <p className="soft">{t.form.approvalHint}</p>
        <div className="lookup">
          {textField('approvalDate', { type: 'date', max: '2100-12-31' })}
          {choiceField('approvalPeriod')}
          {textField('authorityName')}
          {textField('authorityRole')}
        </div>
      </details>
      <div className="onward">
        <button className="button">{t.form.done}</button>
      </div>
    </form>
  );
}

/** A field with its label, its help and what is wrong with it. */
function FieldBox({
  of,
  t,
  flaw,
  children,
}: {
  of: Field;
  t: HomologationWords;
  flaw: string | null;
  children: ReactNode;
}) {
  const hints: Partial<Record<Field, string>> = t.hints;
  return (
    <div className="field">
      <label htmlFor={`f-${of}`}>{t.fields[of]}</label>
      {children}
      {hints[of] !== undefined && (
        <p className="soft" id={`h-${of}`}>
          {hints[of]}
        </p>
      )}
      <FlawLine of={of} flaw={flaw} />
    </div>
  );
}

function FlawLine({ of, flaw }: { of: Field; flaw: string | null }) {
  return flaw === null ? null : (
    <p className="flaw" id={`e-${of}`}>
      {flaw}
    </p>
  );
}
