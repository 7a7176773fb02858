import { Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useState } from 'react';
import type { AdminJournal } from '../../moderation/admin/journal-routes.ts';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { useLoad } from '../parts/use-load.ts';
import { JournalTable } from './JournalTable.tsx';
import { ACTS } from './texts.ts';

/** What was decided, the last acts first. */
export function JournalTab() {
  const [act, setAct] = useState('');
  const [before, setBefore] = useState<number | null>(null);
  const query = new URLSearchParams({ ...(act && { act }), ...(before !== null && { before: String(before) }) });
  const [journal] = useLoad<AdminJournal>(`moderation/journal?${query.toString()}`);
  const choose = (chosen: string) => {
    setAct(chosen);
    setBefore(null);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root>
        <Field.Label>Ne montrer que</Field.Label>
        <SingleSelect
          value={act}
          placeholder="Tous les actes"
          onClear={() => choose('')}
          onChange={(value) => choose(String(value))}
        >
          {Object.entries(ACTS).map(([value, label]) => (
            <SingleSelectOption key={value} value={value}>
              {label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {journal ? <JournalTable lines={journal.lines} /> : <NotLoaded answer={journal} />}
      <Flex gap={2}>
        {before !== null && (
          <Button variant="tertiary" onClick={() => setBefore(null)}>
            Les plus récents
          </Button>
        )}
        {journal?.next && (
          <Button variant="tertiary" onClick={() => setBefore(journal.next)}>
            Plus anciens
          </Button>
        )}
      </Flex>
    </Flex>
  );
}
