import {
  REGISTRATION_LIMITS,
  isAsked,
  isList,
  type RegistrationFieldId,
  type RegistrationIssue,
} from '@palier/nis2/registration-file';
import { useState } from 'react';
import { fill } from '../../i18n/fill.ts';
import { afterPress } from './after-press.ts';
import Boxes from './Boxes.tsx';
import type { FieldProps } from './parts.ts';
import { issueWords } from './words.ts';

/** Where the field of a name is, for what leads to it. */
export const anchorOf = (id: RegistrationFieldId) => `dossier-${id}`;

/** A field of the file: what it asks and why, what was typed, what is wrong with it once one has left it. */
export default function Field(props: FieldProps) {
  const { t, field, file, issues, set } = props;
  const [isTyping, setTyping] = useState(false);
  const label = t.fields[field.id];
  const hint = (t.hints as Partial<Record<RegistrationFieldId, string>>)[field.id];
  const id = anchorOf(field.id);
  const value = file[field.id];
  const shown = isTyping ? [] : issues;
  const asked = field.article !== null && isAsked(field, file) && fill(t.asked, { article: field.article });
  const about = (
    <>
      {hint && <p className="soft">{hint}</p>}
      {asked && <p className="soft">{asked}</p>}
    </>
  );
  const found = (
    <ul className="plain-list">
      {shown.map((issue) => (
        <li key={`${issue.index} ${issue.code}`} className={issue.severity === 'error' ? 'flaw' : 'doubt'}>
          {issueWords(t, issue)}{' '}
          {issue.proposal !== null && issue.code !== 'network-overlap' && (
            <button type="button" onClick={() => set(mended(value, issue))}>
              {fill(t.use, { proposal: issue.proposal })}
            </button>
          )}
        </li>
      ))}
    </ul>
  );

  if (field.kind === 'set')
    return (
      <fieldset id={id} className="set" tabIndex={-1}>
        <legend>
          <strong>{label}</strong>
        </legend>
        {about}
        <Boxes {...props} value={value as string[]} />
        {found}
      </fieldset>
    );

  const common = {
    id,
    'aria-describedby': `${id}-about`,
    'aria-invalid': shown.some(({ severity }) => severity === 'error') || undefined,
    onFocus: () => setTyping(true),
    onBlur: () => afterPress(() => setTyping(false)),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {isList(field) ? (
        <textarea
          {...common}
          rows={3}
          spellCheck={false}
          value={(value as string[]).join('\n')}
          onChange={({ target }) => set(linesOf(target.value))}
        />
      ) : field.kind === 'text' ? (
        <textarea
          {...common}
          rows={3}
          maxLength={REGISTRATION_LIMITS.text}
          value={value}
          onChange={({ target }) => set(target.value)}
        />
      ) : field.kind === 'choice' ? (
        <select {...common} value={value} onChange={({ target }) => set(target.value)}>
          <option value="">{t.choose}</option>
          {field.values?.map((one) => (
            <option key={one} value={one}>
              {t.values[one as keyof typeof t.values]}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          maxLength={REGISTRATION_LIMITS.item}
          inputMode={field.kind === 'siren' || field.kind === 'siret' ? 'numeric' : undefined}
          value={value}
          onChange={({ target }) => set(target.value)}
        />
      )}
      <div id={`${id}-about`}>
        {about}
        {found}
      </div>
    </div>
  );
}

/** One value a line, within what a file holds. */
function linesOf(text: string): string[] {
  const { items, item } = REGISTRATION_LIMITS;
  if (text === '') return [];
  return text
    .split('\n')
    .slice(0, items)
    .map((line) => line.slice(0, item));
}

/** A value with what was proposed in the place of what was typed. */
function mended(value: string | string[], { index, proposal }: RegistrationIssue): string | string[] {
  if (typeof value === 'string') return proposal!;
  return value.map((one, place) => (place === index ? proposal! : one));
}
