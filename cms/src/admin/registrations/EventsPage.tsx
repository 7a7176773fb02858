import { Field, TextInput } from '@strapi/design-system';
import { useState } from 'react';
import { EventList } from './EventList.tsx';
import { Screen } from './Screen.tsx';

/** All events: those to come, then those that are past. */
export function EventsPage() {
  const [q, setQ] = useState('');
  return (
    <Screen title="Inscriptions" subtitle="Qui vient, qui attend, à chaque événement." isList>
      <Field.Root>
        <Field.Label>Chercher dans les titres</Field.Label>
        <TextInput value={q} maxLength={200} onChange={(event) => setQ(event.target.value)} />
      </Field.Root>
      <EventList key={`upcoming ${q}`} title="À venir" when="upcoming" q={q} />
      <EventList key={`past ${q}`} title="Passés" when="past" q={q} />
    </Screen>
  );
}
