import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { ZONES, timesInZone } from './event-zone.ts';
import type { InputProps } from './strings.ts';

/** The zone of an event. Another one keeps the hours as they were typed. */
export function TimeZoneInput(props: InputProps) {
  const { name, label, hint, required, disabled, labelAction, error, value, onChange } = props;
  const values = useForm('TimeZone', (state) => state.values) as Record<string, unknown>;
  const setField = useForm('TimeZone', (state) => state.onChange);
  const change = (zone: string) => {
    const times = timesInZone(values, zone);
    onChange(name, zone);
    for (const [field, instant] of times) setField(field, instant);
  };
  return (
    <Field.Root name={name} hint={hint} required={required ?? false} error={error ?? false}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <SingleSelect
        value={typeof value === 'string' ? value : ''}
        disabled={disabled}
        onChange={(zone) => change(String(zone))}
      >
        {ZONES.map(([zone, shown]) => (
          <SingleSelectOption key={zone} value={zone}>
            {shown}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
