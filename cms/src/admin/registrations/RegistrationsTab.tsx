import { Button, Field, Flex, SingleSelect, SingleSelectOption, TextInput, Typography } from '@strapi/design-system';
import type { AdminAttendance, AdminCancellation, AdminRegistrations } from '@palier/model/event-admin';
import { useState } from 'react';
import { STATE_NAMES } from '../../events/admin/names.ts';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { Pager } from '../parts/Pager.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useSend } from '../parts/use-send.ts';
import { RegistrationTable } from './RegistrationTable.tsx';
import type { TabProps } from './tab-props.ts';
import { CANCELLATIONS } from './texts.ts';
import { useFile } from './use-file.ts';

/** Who registered: found by name, told apart by state, ticked at the door, cancelled, taken away in a file. */
export function RegistrationsTab({ event, onChanged }: TabProps) {
  const { send, tell } = useSend();
  const save = useFile();
  const [q, setQ] = useState('');
  const [state, setState] = useState('');
  const [page, setPage] = useState(1);
  const query = new URLSearchParams({ event: event.id, q, page: String(page), ...(state && { state }) });
  const [answer, reload] = useLoad<AdminRegistrations>(`events/registrations?${query.toString()}`);

  const changed = () => {
    reload();
    onChanged();
  };
  const note = async (registration: string, isPresent: boolean) => {
    const done = await send<AdminAttendance>('events/attendance', { registration, isPresent });
    if (done?.outcome === 'no-seat') tell(false, 'Cette personne n’a pas de place.');
    if (done) changed();
  };
  const cancel = async (registration: string) => {
    const done = await send<AdminCancellation>('events/cancel', { registration });
    if (!done) return;
    tell(done.outcome === 'done', CANCELLATIONS[done.outcome]);
    changed();
  };
  const download = async () => {
    const isSaved = await save(`events/file?event=${event.id}`, `inscriptions-${event.id}.csv`);
    if (!isSaved) tell(false, 'Le fichier n’est pas venu : le CMS n’a pas répondu.');
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root>
        <Field.Label>Nom, structure ou adresse</Field.Label>
        <TextInput
          value={q}
          maxLength={200}
          onChange={(change) => {
            setQ(change.target.value);
            setPage(1);
          }}
        />
      </Field.Root>
      <Field.Root>
        <Field.Label>Ne montrer que</Field.Label>
        <SingleSelect
          value={state}
          placeholder="Toutes les inscriptions"
          onClear={() => setState('')}
          onChange={(value) => {
            setState(String(value));
            setPage(1);
          }}
        >
          {Object.entries(STATE_NAMES).map(([value, label]) => (
            <SingleSelectOption key={value} value={value}>
              {label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Flex>
        <Button variant="secondary" onClick={download}>
          Télécharger la liste (CSV)
        </Button>
      </Flex>
      {!answer && <NotLoaded answer={answer} />}
      {answer?.total === 0 && <Typography>Personne.</Typography>}
      {answer && answer.total > 0 && (
        <RegistrationTable
          registrations={answer.registrations}
          timeZone={event.timeZone}
          onPresent={note}
          onCancel={cancel}
        />
      )}
      <Pager page={page} pages={answer?.pages ?? 1} onPage={setPage} />
    </Flex>
  );
}
