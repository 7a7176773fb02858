import { Button, Field, Flex, SingleSelect, SingleSelectOption, TextInput, Typography } from '@strapi/design-system';
import type { Closure } from '@palier/model/documents';
import { useState } from 'react';
import { CLOSURES } from './texts.ts';

/** Closes a thread: for which of the reasons, and of one that was asked before, where. */
export function CloseForm({ onClose }: { onClose: (deed: object) => Promise<void> }) {
  const [closure, setClosure] = useState<Closure>('settled');
  const [original, setOriginal] = useState('');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        Clore
      </Typography>
      <Field.Root>
        <Field.Label>Parce que</Field.Label>
        <SingleSelect value={closure} onChange={(value) => setClosure(value as Closure)}>
          {Object.entries(CLOSURES).map(([value, label]) => (
            <SingleSelectOption key={value} value={value}>
              {label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {closure === 'duplicate' && (
        <Field.Root>
          <Field.Label>Adresse de la première question</Field.Label>
          <TextInput value={original} maxLength={500} onChange={(event) => setOriginal(event.target.value)} />
        </Field.Root>
      )}
      <Flex>
        <Button variant="secondary" onClick={() => onClose({ act: 'close', closure, original })}>
          Clore la discussion
        </Button>
      </Flex>
    </Flex>
  );
}
