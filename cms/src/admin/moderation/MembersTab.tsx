import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { AdminDeed, AdminIdentity, AdminMembers } from '../../moderation/admin/member-routes.ts';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useSend } from '../parts/use-send.ts';
import { MemberPanel } from './MemberPanel.tsx';
import { NO_REASON, ReasonFields, textOf } from './ReasonFields.tsx';
import { OUTCOMES, REASON_KEPT } from './texts.ts';

type Found = AdminMembers['members'][number];

/** Members by pseudonym: who moderates, who speaks officially; who they are, once one has said why. */
export function MembersTab() {
  const { send, tell } = useSend();
  const [q, setQ] = useState('');
  const [answer, reload] = useLoad<AdminMembers>(
    `moderation/members?${new URLSearchParams({ q: q.trim() }).toString()}`,
  );
  const [reason, setReason] = useState(NO_REASON);
  const [seen, setSeen] = useState<AdminIdentity | null>(null);
  const say = (outcome: AdminDeed['outcome']) => tell(outcome === 'done', OUTCOMES[outcome]);

  const look = async (member: string) => {
    const found = await send<AdminIdentity | { outcome: 'gone' | 'no-reason' }>('moderation/look', {
      member,
      reason: textOf(reason),
    });
    if (!found) return;
    if ('outcome' in found) say(found.outcome);
    else setSeen(found);
  };
  const set = async (member: string, standing: 'moderator' | 'official', given: boolean) => {
    const body = { act: 'set-standing', member, standing, given, reason: textOf(reason) };
    const done = await send<AdminDeed>('moderation/act', body);
    if (!done) return;
    say(done.outcome);
    reload();
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root hint="Sans rien écrire : ceux qui modèrent, et les comptes officiels.">
        <Field.Label>Pseudonyme</Field.Label>
        <TextInput value={q} maxLength={100} onChange={(event) => setQ(event.target.value)} />
        <Field.Hint />
      </Field.Root>
      <ReasonFields reason={reason} onChange={setReason} hint={REASON_KEPT} />
      {seen && <MemberPanel {...seen} onClose={() => setSeen(null)} onDone={reload} />}
      {!answer && <NotLoaded answer={answer} />}
      {answer?.members.length === 0 && <Typography>Personne de ce nom.</Typography>}
      {answer?.members.map((one) => (
        <Box key={one.member} tag="article" background="neutral0" padding={4} hasRadius>
          <Flex justifyContent="space-between" gap={3} wrap="wrap">
            <Flex direction="column" alignItems="flex-start">
              <Typography fontWeight="semiBold">{one.pseudonym}</Typography>
              <Typography variant="pi" textColor="neutral600">
                {standingOf(one)}
              </Typography>
            </Flex>
            <Flex gap={2} wrap="wrap">
              <Button variant="ghost" onClick={() => look(one.member)}>
                Voir qui c’est
              </Button>
              {answer.setsStandings && (
                <>
                  <Button variant="tertiary" onClick={() => set(one.member, 'moderator', one.role !== 'moderator')}>
                    {one.role === 'moderator' ? 'Retirer la modération' : 'Donner la modération'}
                  </Button>
                  <Button variant="tertiary" onClick={() => set(one.member, 'official', !one.official)}>
                    {one.official ? 'Retirer le badge officiel' : 'Donner le badge officiel'}
                  </Button>
                </>
              )}
            </Flex>
          </Flex>
        </Box>
      ))}
    </Flex>
  );
}

const standingOf = ({ role, official, suspended }: Found): string =>
  [role === 'moderator' && 'modère', official && 'compte officiel', suspended && 'suspendu']
    .filter(Boolean)
    .join(', ') || 'membre';
