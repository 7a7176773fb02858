import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { AdminThread, AdminThreadDeed } from '../../moderation/admin/thread-routes.ts';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useSend } from '../parts/use-send.ts';
import { CloseForm } from './CloseForm.tsx';
import { MergeForm } from './MergeForm.tsx';
import { MoveForm } from './MoveForm.tsx';
import { NO_REASON, ReasonFields, textOf } from './ReasonFields.tsx';
import { CLOSURES, REASON_KEPT, STATES, THREAD_OUTCOMES } from './texts.ts';

type Found = NonNullable<AdminThread['found']>;

interface Props {
  asked: { thread: string } | { address: string };
  onClose: () => void;
  /** Called once it is part of another thread. */
  onMerged?: () => void;
}

/** A thread as a whole: how it stands, and what can be done of it. */
export function ThreadPanel({ asked, onClose, onMerged }: Props) {
  const { send, tell } = useSend();
  const [answer, reload] = useLoad<AdminThread>(`moderation/thread?${new URLSearchParams({ ...asked }).toString()}`);
  const [reason, setReason] = useState(NO_REASON);
  const found = answer?.found;

  const act = async (path: string, deed: object): Promise<boolean> => {
    const body = { thread: found?.thread.id, reason: textOf(reason), ...deed };
    const done = await send<AdminThreadDeed>(`moderation/${path}`, body);
    if (!done) return false;
    tell(done.outcome === 'done', THREAD_OUTCOMES[done.outcome]);
    if (done.outcome !== 'done') return false;
    setReason(NO_REASON);
    return true;
  };
  const change = async (deed: object) => {
    if (await act('change-thread', deed)) reload();
  };
  const merge = async (into: string) => {
    if (!(await act('merge-threads', { into, confirmed: true }))) return;
    onMerged?.();
    onClose();
  };

  return (
    <Box tag="section" aria-label="La discussion" background="primary100" padding={4} hasRadius>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {!answer && <NotLoaded answer={answer} />}
        {answer && !found && <Typography>Aucune discussion n’est à cette adresse.</Typography>}
        {found && (
          <>
            <Flex direction="column" alignItems="flex-start" gap={1}>
              <Typography variant="delta" tag="h2">
                {found.thread.title}
              </Typography>
              <Typography variant="pi" textColor="neutral600">
                {standingOf(found)}
              </Typography>
              {found.thread.url !== null && (
                <Link href={found.thread.url} isExternal>
                  Voir la discussion
                </Link>
              )}
            </Flex>
            <ReasonFields reason={reason} onChange={setReason} hint={REASON_KEPT} />
            <Flex gap={2} wrap="wrap">
              {found.closure !== null && (
                <Button variant="secondary" onClick={() => change({ act: 'reopen' })}>
                  Rouvrir
                </Button>
              )}
              <Button variant="secondary" onClick={() => change({ act: 'lock', locked: !found.isLocked })}>
                {found.isLocked ? 'Ne plus figer' : 'Figer'}
              </Button>
              <Button variant="secondary" onClick={() => change({ act: 'pin', pinned: !found.isPinned })}>
                {found.isPinned ? 'Désépingler' : 'Épingler'}
              </Button>
            </Flex>
            {found.closure === null && <CloseForm onClose={change} />}
            <MoveForm key={JSON.stringify([found.topics, found.sectors])} {...found} onMove={change} />
            <MergeForm onMerge={merge} />
          </>
        )}
        <Flex>
          <Button variant="tertiary" onClick={onClose}>
            Fermer ce panneau
          </Button>
        </Flex>
      </Flex>
    </Box>
  );
}

const standingOf = ({ state, closure, isLocked, isPinned }: Found): string =>
  [
    `Premier message : ${STATES[state]}`,
    closure === null ? 'discussion ouverte' : `close : ${CLOSURES[closure].toLowerCase()}`,
    isLocked && 'figée',
    isPinned && 'épinglée',
  ]
    .filter(Boolean)
    .join(', ');
