import { Box, Button, Field, Flex, Table, Tbody, Td, TextInput, Tr, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { AdminDomainDeed, AdminDomains } from '../../moderation/admin/domain-routes.ts';
import { HeadRow } from '../parts/HeadRow.tsx';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useSend } from '../parts/use-send.ts';
import { NO_REASON, ReasonFields, textOf } from './ReasonFields.tsx';
import { DOMAIN_OUTCOMES, REASON_KEPT, day, reasonText } from './texts.ts';

const COLUMNS = ['Domaine', 'Depuis le', 'Pourquoi', ''];

/** Blocked domains: one is added with a reason, and taken off the list. */
export function DomainsTab() {
  const { send, tell } = useSend();
  const [answer, reload] = useLoad<AdminDomains>('moderation/domains');
  const [domain, setDomain] = useState('');
  const [reason, setReason] = useState(NO_REASON);
  const act = async (act: 'block' | 'unblock', domain: string) => {
    const done = await send<AdminDomainDeed>('moderation/domain', { act, domain, reason: textOf(reason) });
    if (!done) return;
    tell(done.outcome === 'done', DOMAIN_OUTCOMES[done.outcome]);
    reload();
    if (done.outcome !== 'done') return;
    setReason(NO_REASON);
    if (act === 'block') setDomain('');
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography>Un message qui y mène attend un modérateur, et leurs adresses n’ouvrent pas de compte.</Typography>
      <Box background="neutral0" padding={4} hasRadius>
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Field.Root hint="Tout ce qui est dessous est bloqué aussi.">
            <Field.Label>Domaine</Field.Label>
            <TextInput value={domain} maxLength={300} onChange={(event) => setDomain(event.target.value)} />
            <Field.Hint />
          </Field.Root>
          <ReasonFields reason={reason} onChange={setReason} hint={`Pour bloquer ou débloquer. ${REASON_KEPT}`} />
          <Flex>
            <Button variant="danger-light" onClick={() => act('block', domain)}>
              Bloquer
            </Button>
          </Flex>
        </Flex>
      </Box>
      {!answer && <NotLoaded answer={answer} />}
      {answer?.domains.length === 0 && <Typography>Aucun domaine n’est bloqué.</Typography>}
      {answer && answer.domains.length > 0 && (
        <Table colCount={COLUMNS.length} rowCount={answer.domains.length + 1}>
          <HeadRow columns={COLUMNS} />
          <Tbody>
            {answer.domains.map((one) => (
              <Tr key={one.domain}>
                {[one.domain, day(one.at), reasonText(one.reason)].map((text, at) => (
                  <Td key={COLUMNS[at]}>
                    <Typography textColor="neutral800">{text}</Typography>
                  </Td>
                ))}
                <Td>
                  <Button
                    variant="tertiary"
                    aria-label={`Débloquer ${one.domain}`}
                    onClick={() => act('unblock', one.domain)}
                  >
                    Débloquer
                  </Button>
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Flex>
  );
}
