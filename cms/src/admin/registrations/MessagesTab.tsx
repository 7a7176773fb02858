import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Table,
  Tbody,
  Td,
  TextInput,
  Textarea,
  Tr,
  Typography,
} from '@strapi/design-system';
import { MESSAGE_AUDIENCES, MESSAGE_LIMITS, type AdminMessage, type MessageAudience } from '@palier/model/event-admin';
import { useState } from 'react';
import { TextCell, Wrapped } from '../parts/cells.tsx';
import { HeadRow } from '../parts/HeadRow.tsx';
import { useSend } from '../parts/use-send.ts';
import type { TabProps } from './tab-props.ts';
import { AUDIENCES, MAILINGS, MESSAGES, instantIn } from './texts.ts';

const COLUMNS = ['Quand', 'Quoi', 'À qui', 'Envoyés'];

/** A message to those who registered, and all that they were told before. */
export function MessagesTab({ event, mailings, onChanged }: TabProps) {
  const { send, tell } = useSend();
  const [key, setKey] = useState(newKey);
  const [audience, setAudience] = useState<MessageAudience>('seated');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const isReady = subject.trim() !== '' && text.trim() !== '';

  const submit = async () => {
    const done = await send<AdminMessage>('events/message', { event: event.id, audience, subject, text, key });
    if (!done) return;
    tell(done.outcome === 'done', MESSAGES[done.outcome]);
    if (done.outcome === 'not-published') return;
    setKey(newKey());
    setSubject('');
    setText('');
    onChanged();
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Box background="neutral0" padding={4} hasRadius>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Field.Root>
            <Field.Label>À qui</Field.Label>
            <SingleSelect value={audience} onChange={(value) => setAudience(value as MessageAudience)}>
              {MESSAGE_AUDIENCES.map((value) => (
                <SingleSelectOption key={value} value={value}>
                  {AUDIENCES[value]}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
          <Field.Root>
            <Field.Label>Objet</Field.Label>
            <TextInput
              value={subject}
              maxLength={MESSAGE_LIMITS.subject}
              onChange={(change) => setSubject(change.target.value)}
            />
          </Field.Root>
          <Field.Root hint="Chacun le reçoit à part, par courriel : personne ne voit l’adresse des autres.">
            <Field.Label>Message</Field.Label>
            <Textarea
              value={text}
              maxLength={MESSAGE_LIMITS.text}
              onChange={(change) => setText(change.target.value)}
            />
            <Field.Hint />
          </Field.Root>
          <Flex>
            <Button disabled={!isReady} onClick={submit}>
              Envoyer le message
            </Button>
          </Flex>
        </Flex>
      </Box>
      {mailings.length === 0 && <Typography>Rien n’a encore été envoyé à tous.</Typography>}
      {mailings.length > 0 && (
        <Table colCount={COLUMNS.length} rowCount={mailings.length + 1}>
          <HeadRow columns={COLUMNS} />
          <Tbody>
            {mailings.map((one) => (
              <Tr key={one.id}>
                <TextCell>{instantIn(one.createdAt, event.timeZone)}</TextCell>
                <Td>
                  <Wrapped>
                    <Typography textColor="neutral800">
                      {[MAILINGS[one.kind], one.subject].filter(Boolean).join(' : ')}
                    </Typography>
                  </Wrapped>
                </Td>
                <TextCell>{one.audience === null ? '' : AUDIENCES[one.audience]}</TextCell>
                <TextCell>{one.doneAt === null ? `${one.told}, en cours` : one.told}</TextCell>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Flex>
  );
}

/** Of a form: sent twice, it is carried out once. `randomUUID` is not there on a hub without HTTPS. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
