import { instantOf, localTimeOf } from '@palier/calendar/time';
import { Field, TextInput } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { eventZone } from './event-zone.ts';
import type { InputProps } from './strings.ts';

/** A time in the zone of the event, whatever that of the browser; stored as an instant, in UTC. */
export function EventTimeInput(props: InputProps) {
  const { name, label, hint, required, disabled, labelAction, error, value, onChange } = props;
  const timeZone = useForm('EventTime', (state) => eventZone(state.values as Record<string, unknown>));
  return (
    <Field.Root name={name} hint={hint} required={required ?? false} error={error ?? false}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <TextInput
        type="datetime-local"
        value={typeof value === 'string' ? localTimeOf(new Date(value).toISOString(), timeZone) : ''}
        disabled={disabled}
        onChange={(event) => onChange(name, event.target.value === '' ? null : instantOf(event.target.value, timeZone))}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
