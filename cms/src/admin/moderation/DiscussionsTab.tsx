import { Button, Field, Flex, TextInput } from '@strapi/design-system';
import { useState } from 'react';
import { ThreadPanel } from './ThreadPanel.tsx';

/** A thread by its address, for what concerns it as a whole. */
export function DiscussionsTab() {
  const [address, setAddress] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') setOpened(address.trim());
        }}
      >
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Field.Root hint="Copiez-la de la page de la discussion.">
            <Field.Label>Adresse de la discussion</Field.Label>
            <TextInput value={address} maxLength={500} onChange={(event) => setAddress(event.target.value)} />
            <Field.Hint />
          </Field.Root>
          <Flex>
            <Button type="submit">Ouvrir</Button>
          </Flex>
        </Flex>
      </form>
      {opened !== null && <ThreadPanel key={opened} asked={{ address: opened }} onClose={() => setOpened(null)} />}
    </Flex>
  );
}
