import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { AdminDeed, AdminIdentity } from '../../moderation/admin/member-routes.ts';
import { useSend } from '../parts/use-send.ts';
import { JournalTable } from './JournalTable.tsx';
import { NO_REASON, ReasonFields, textOf } from './ReasonFields.tsx';
import { OUTCOMES, instant } from './texts.ts';

interface Props extends AdminIdentity {
  onClose: () => void;
  onDone?: () => void;
}

/** Who a member is, what was decided of them, and what can be. */
export function MemberPanel({ identity, lines, onClose, onDone }: Props) {
  const { send, tell } = useSend();
  const [reason, setReason] = useState(NO_REASON);
  const act = async (deed: object) => {
    const body = { member: identity.member, reason: textOf(reason), ...deed };
    const answer = await send<AdminDeed>('moderation/act', body);
    if (!answer) return;
    const isDone = answer.outcome === 'done';
    tell(isDone, OUTCOMES[answer.outcome]);
    if (isDone) {
      onDone?.();
      onClose();
    }
  };
  const button = (label: string, deed: object) => (
    <Button key={label} variant="secondary" onClick={() => act(deed)}>
      {label}
    </Button>
  );
  const facts = [
    ['Pseudonyme', identity.pseudonym],
    ['Adresse', identity.email],
    ['Entité', identity.entity],
    ['SIREN', identity.siren],
    ['Membre depuis le', instant(identity.joinedAt)],
    ['Messages', String(identity.posts)],
  ];
  return (
    <Box tag="section" aria-label="Un membre" background="primary100" padding={4} hasRadius>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Box tag="dl">
          {facts.map(([label, value]) => (
            <Flex key={label} gap={2}>
              <Typography tag="dt" fontWeight="semiBold">
                {label}
              </Typography>
              <Typography tag="dd">{value ?? 'non précisé'}</Typography>
            </Flex>
          ))}
        </Box>
        <ReasonFields reason={reason} onChange={setReason} hint="Qui est averti ou suspendu la reçoit par courriel." />
        <Flex gap={2} wrap="wrap">
          {identity.email !== null && button('Avertir', { act: 'warn' })}
          {identity.suspended
            ? button('Rétablir', { act: 'restore' })
            : [
                button('Suspendre 7 jours', { act: 'suspend', days: 7 }),
                button('Suspendre 30 jours', { act: 'suspend', days: 30 }),
                button('Suspendre sans limite', { act: 'suspend', days: null }),
              ]}
          <Button variant="tertiary" onClick={onClose}>
            Fermer
          </Button>
        </Flex>
        <JournalTable lines={lines} />
      </Flex>
    </Box>
  );
}
