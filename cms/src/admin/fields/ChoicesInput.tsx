import { Field, MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { CHOICES } from '../french/choices.ts';
import { stringsOf, type InputProps } from './strings.ts';

/** An input for any number of values of a list of the model, in its order; none stands for all. */
export function choicesInput(choices: readonly string[], all: string) {
  return (props: InputProps) => <ChoicesInput {...props} choices={choices} all={all} />;
}

function ChoicesInput(props: InputProps & { choices: readonly string[]; all: string }) {
  const { choices, all } = props;
  const { name, label, hint, placeholder, required, disabled, labelAction, error, value, onChange } = props;
  const chosen = stringsOf(value);
  // A draft may hold what the list no longer has: it is shown, so that it can be taken away.
  const unknown = chosen.filter((one) => !choices.includes(one));
  const flaw = unknown.length > 0 ? `À retirer, la liste n’a pas : ${unknown.join(', ')}.` : false;
  return (
    <Field.Root name={name} hint={hint} required={required ?? false} error={error ?? flaw}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <MultiSelect
        placeholder={placeholder || all}
        disabled={disabled}
        withTags
        value={chosen}
        clearLabel="Tout retirer"
        onClear={() => onChange(name, [])}
        onChange={(values: string[]) =>
          onChange(name, [
            ...choices.filter((one) => values.includes(one)),
            ...unknown.filter((one) => values.includes(one)),
          ])
        }
      >
        {[...choices, ...unknown].map((one) => (
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
