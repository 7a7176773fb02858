import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { Judgement, PostToJudge } from '@palier/model/moderation';
import { useState } from 'react';
import type { AdminIdentity } from '../../moderation/admin/member-routes.ts';
import type { AdminJudged, AdminQueue } from '../../moderation/admin/queue-routes.ts';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { Pager } from '../parts/Pager.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useSend } from '../parts/use-send.ts';
import { MemberPanel } from './MemberPanel.tsx';
import { QueuePost } from './QueuePost.tsx';
import { NO_REASON, ReasonFields, textOf } from './ReasonFields.tsx';
import { ACTS, JUDGEMENTS, OUTCOMES, STATES, actorName, instant } from './texts.ts';

/** Posts that wait, judged one by one or those that are ticked; the reason is the same for all of one act. */
export function QueueTab() {
  const { send, tell } = useSend();
  const [page, setPage] = useState(1);
  const [queue, reload] = useLoad<AdminQueue>(`moderation/queue?page=${page}`);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState(NO_REASON);
  const [seen, setSeen] = useState<AdminIdentity | null>(null);
  const warn = (message: string) => tell(false, message);
  if (!queue) return <NotLoaded answer={queue} />;

  const judge = async (judgement: Judgement, posts: readonly PostToJudge[]) => {
    if (judgement === 'reject' && textOf(reason) === '') return warn('Donnez une raison : l’auteur la lira.');
    const asked = posts.map((one) => ({ post: one.post, seen: one.state }));
    const answer = await send<AdminJudged>('moderation/judge', { posts: asked, judgement, reason: textOf(reason) });
    if (!answer) return;
    const done = answer.outcomes.filter(({ outcome }) => typeof outcome === 'object' && 'done' in outcome).length;
    if (done > 0) tell(true, `${ACTS[judgement]} : ${done}`);
    for (const { outcome } of answer.outcomes) {
      if (typeof outcome === 'string') warn('Un message a été retiré par son auteur : rien n’a été fait.');
      else if ('already' in outcome) {
        const { last } = outcome;
        const who = last ? `${actorName(last)}, ${ACTS[last.act]}, ${instant(last.at)}` : STATES[outcome.already];
        warn(`Quelqu’un vous a devancé : ${who}. Rien d’autre n’a été fait.`);
      }
    }
    setChosen([]);
    setReason(NO_REASON);
    reload();
  };
  const look = async (id: string) => {
    const found = await send<AdminIdentity | { outcome: 'gone' | 'no-reason' }>('moderation/look', {
      post: id,
      reason: textOf(reason),
    });
    if (!found) return;
    if ('outcome' in found) warn(OUTCOMES[found.outcome]);
    else setSeen(found);
  };
  const picked = queue.posts.filter((one) => chosen.includes(one.post));

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography variant="delta" tag="h2">
        {queue.total === 0 ? 'Rien n’attend' : `En attente : ${queue.total}`}
      </Typography>
      <Box background="neutral0" padding={4} hasRadius>
        <Flex direction="column" alignItems="stretch" gap={3}>
          <ReasonFields
            reason={reason}
            onChange={setReason}
            hint="L’auteur la reçoit par courriel quand son message est refusé ou masqué."
          />
          <Flex gap={2} wrap="wrap">
            {JUDGEMENTS.map(({ judgement, label, variant }) => (
              <Button
                key={judgement}
                variant={variant}
                disabled={picked.length === 0}
                onClick={() => judge(judgement, picked)}
              >
                {label} les messages choisis ({picked.length})
              </Button>
            ))}
          </Flex>
        </Flex>
      </Box>
      {seen && <MemberPanel {...seen} onClose={() => setSeen(null)} />}
      {queue.posts.map((one) => (
        <QueuePost
          key={one.post}
          post={one}
          isChosen={chosen.includes(one.post)}
          onChoose={(isChosen) =>
            setChosen((before) => [...before.filter((id) => id !== one.post), ...(isChosen ? [one.post] : [])])
          }
          onJudge={(judgement) => judge(judgement, [one])}
          onLook={() => look(one.post)}
          onChanged={reload}
        />
      ))}
      <Pager page={page} pages={queue.pages} onPage={setPage} />
    </Flex>
  );
}
