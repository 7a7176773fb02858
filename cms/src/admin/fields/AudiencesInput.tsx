import { AUDIENCES } from '@palier/model/documents';
import { Field, MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { CHOICES } from '../french/choices.ts';
import { stringsOf, type InputProps } from './strings.ts';

/** Any number of audiences, in the order of the model; none stands for all. */
export function AudiencesInput(props: InputProps) {
  const { name, label, hint, placeholder, required, disabled, labelAction, error, value, onChange } = props;
  const chosen = stringsOf(value);
  // A draft may hold what the list no longer has: it is shown, so that it can be taken away.
  const unknown = chosen.filter((one) => !(AUDIENCES as readonly string[]).includes(one));
  const flaw = unknown.length > 0 ? `À retirer, ce public n’existe pas : ${unknown.join(', ')}.` : false;
  return (
    <Field.Root name={name} hint={hint} required={required ?? false} error={error ?? flaw}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <MultiSelect
        placeholder={placeholder || 'Toutes les structures'}
        disabled={disabled}
        withTags
        value={chosen}
        clearLabel="Tout retirer"
        onClear={() => onChange(name, [])}
        onChange={(values: string[]) =>
          onChange(name, [
            ...AUDIENCES.filter((one) => values.includes(one)),
            ...unknown.filter((one) => values.includes(one)),
          ])
        }
      >
        {[...AUDIENCES, ...unknown].map((one) => (
          <MultiSelectOption key={one} value={one}>
            {CHOICES[one] ?? one}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
