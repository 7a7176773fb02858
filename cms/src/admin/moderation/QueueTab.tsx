import { Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import type { Judgement, PostToJudge } from '@palier/model/moderation';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { AdminIdentity, AdminJudged, AdminQueue } from '../../moderation/admin/routes.ts';
import { MemberPanel } from './MemberPanel.tsx';
import { NotLoaded } from './NotLoaded.tsx';
import { NO_REASON, ReasonFields, textOf } from './ReasonFields.tsx';
import { ACTS, HOLDS, KINDS, OUTCOMES, REPORTS, STATES, actorName, instant } from './texts.ts';
import { at, useLoad } from './use-load.ts';

const JUDGEMENTS: { judgement: Judgement; label: string; variant: 'success-light' | 'secondary' | 'danger-light' }[] = [
  { judgement: 'approve', label: 'Approuver', variant: 'success-light' },
  { judgement: 'hide', label: 'Masquer', variant: 'secondary' },
  { judgement: 'reject', label: 'Refuser', variant: 'danger-light' },
];

/** Posts that wait, judged one by one or those that are ticked; the reason is the same for all of one act. */
export function QueueTab() {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [page, setPage] = useState(1);
  const [queue, reload] = useLoad<AdminQueue>(`queue?page=${page}`);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState(NO_REASON);
  const [seen, setSeen] = useState<AdminIdentity | null>(null);
  const warn = (message: string) => toggleNotification({ type: 'warning', message });
  const failed = () => warn('Rien n’a été fait : le CMS n’a pas répondu.');
  if (!queue) return <NotLoaded answer={queue} />;

  const judge = async (judgement: Judgement, posts: readonly PostToJudge[]) => {
    if (judgement === 'reject' && textOf(reason) === '') return warn('Donnez une raison : l’auteur la lira.');
    const asked = posts.map((one) => ({ post: one.post, seen: one.state }));
    const { data } = await post<AdminJudged>(at('judge'), { posts: asked, judgement, reason: textOf(reason) });
    const done = data.outcomes.filter(({ outcome }) => typeof outcome === 'object' && 'done' in outcome).length;
    if (done > 0) toggleNotification({ type: 'success', message: `${ACTS[judgement]} : ${done}` });
    for (const { outcome } of data.outcomes) {
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
    const { data } = await post<AdminIdentity | { outcome: 'gone' | 'no-reason' }>(at('look'), {
      post: id,
      reason: textOf(reason),
    });
    if ('outcome' in data) warn(OUTCOMES[data.outcome]);
    else setSeen(data);
  };
  const picked = queue.posts.filter((one) => chosen.includes(one.post));

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography variant="delta" tag="h2">
        {queue.total === 0 ? 'Rien n’attend' : `En attente : ${queue.total}`}
      </Typography>
      <Box background="neutral0" padding={4} hasRadius>
        <Flex direction="column" alignItems="stretch" gap={3}>
          <ReasonFields reason={reason} onChange={setReason} />
          <Flex gap={2} wrap="wrap">
            {JUDGEMENTS.map(({ judgement, label, variant }) => (
              <Button
                key={judgement}
                variant={variant}
                disabled={picked.length === 0}
                onClick={() => judge(judgement, picked).catch(failed)}
              >
                {label} les messages choisis ({picked.length})
              </Button>
            ))}
          </Flex>
        </Flex>
      </Box>
      {seen && <MemberPanel {...seen} onClose={() => setSeen(null)} />}
      {queue.posts.map((one) => (
        <Box key={one.post} tag="article" background="neutral0" padding={4} hasRadius>
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Checkbox
              checked={chosen.includes(one.post)}
              onCheckedChange={(isChosen) =>
                setChosen((before) => [...before.filter((id) => id !== one.post), ...(isChosen ? [one.post] : [])])
              }
            >
              {KINDS[one.kind]} : {one.title}
            </Checkbox>
            <Typography variant="pi" textColor="neutral600">
              {[STATES[one.state], instant(one.postedAt), ...one.holds.map((rule) => HOLDS[rule])].join(', ')}
            </Typography>
            <Typography style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{one.body}</Typography>
            {one.reports.map(({ reason: why, words, at: when }) => (
              <Typography key={`${when} ${why} ${words}`} variant="pi" textColor="danger600">
                Signalé le {instant(when)} : {REPORTS[why]}. {words}
              </Typography>
            ))}
            <Flex gap={2} wrap="wrap">
              {JUDGEMENTS.map(({ judgement, label, variant }) => (
                <Button key={judgement} variant={variant} onClick={() => judge(judgement, [one]).catch(failed)}>
                  {label}
                </Button>
              ))}
              <Button variant="ghost" onClick={() => look(one.post).catch(failed)}>
                Voir qui a écrit
              </Button>
            </Flex>
          </Flex>
        </Box>
      ))}
      {queue.pages > 1 && (
        <Flex gap={2}>
          <Button variant="tertiary" disabled={page === 1} onClick={() => setPage(page - 1)}>
            Précédente
          </Button>
          <Typography>
            {page} / {queue.pages}
          </Typography>
          <Button variant="tertiary" disabled={page >= queue.pages} onClick={() => setPage(page + 1)}>
            Suivante
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
