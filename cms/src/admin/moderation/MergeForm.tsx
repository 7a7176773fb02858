import { Button, Checkbox, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { useState } from 'react';

/** Merges a thread into another, once one has said that it cannot be undone. */
export function MergeForm({ onMerge }: { onMerge: (into: string) => Promise<void> }) {
  const [into, setInto] = useState('');
  const [isConfirmed, setIsConfirmed] = useState(false);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        Fusionner
      </Typography>
      <Typography>
        Tout ce qui est écrit ici rejoindra une autre discussion, où la même chose est demandée. La question y devient
        une réponse ; son adresse mène à l’autre.
      </Typography>
      <Field.Root>
        <Field.Label>Adresse de l’autre discussion</Field.Label>
        <TextInput value={into} maxLength={500} onChange={(event) => setInto(event.target.value)} />
      </Field.Root>
      <Checkbox checked={isConfirmed} onCheckedChange={(checked) => setIsConfirmed(checked === true)}>
        J’ai compris qu’on ne peut pas revenir en arrière
      </Checkbox>
      <Flex>
        <Button variant="danger-light" disabled={!isConfirmed || into.trim() === ''} onClick={() => onMerge(into)}>
          Fusionner les discussions
        </Button>
      </Flex>
    </Flex>
  );
}
