import { Box, Button, Field, Flex, TextInput, Textarea, Typography } from '@strapi/design-system';
import type { PostToJudge } from '@palier/model/moderation';
import { useState } from 'react';
import type { AdminCorrected } from '../../moderation/admin/queue-routes.ts';
import { useSend } from '../parts/use-send.ts';
import { NO_REASON, ReasonFields, textOf } from './ReasonFields.tsx';
import { CORRECTED, FLAWS, REASON_KEPT } from './texts.ts';

type Stale = Extract<AdminCorrected, { stale: unknown }>['stale'];

interface Props {
  post: PostToJudge;
  onClose: () => void;
  onDone: () => void;
}

/** The text of a post, to correct. When someone else has changed it since, both texts are shown, and nothing is lost. */
export function CorrectForm({ post, onClose, onDone }: Props) {
  const { send, tell } = useSend();
  const [title, setTitle] = useState(post.title);
  const [body, setBody] = useState(post.body);
  const [reason, setReason] = useState(NO_REASON);
  const [stale, setStale] = useState<Stale | null>(null);
  const [flaws, setFlaws] = useState<Extract<AdminCorrected, { flaws: unknown }>['flaws']>({});

  const correct = async () => {
    const revision = stale?.revision ?? post.revision;
    const sent = { post: post.post, title, body, revision, reason: textOf(reason) };
    const answer = await send<AdminCorrected>('moderation/correct', sent);
    if (!answer) return;
    setFlaws('flaws' in answer ? answer.flaws : {});
    if ('stale' in answer) setStale(answer.stale);
    if (!('outcome' in answer)) return;
    tell(answer.outcome === 'done', CORRECTED[answer.outcome]);
    if (answer.outcome === 'done' || answer.outcome === 'same') onDone();
  };

  return (
    <Box tag="section" aria-label="Corriger le message" background="primary100" padding={4} hasRadius>
      <Flex direction="column" alignItems="stretch" gap={3}>
        {stale && (
          <Box role="alert" background="warning100" padding={4} hasRadius>
            <Typography tag="p" fontWeight="bold" paddingBottom={2}>
              Quelqu’un a changé ce message entre-temps. Voici ce qu’il dit maintenant ; votre texte est dessous. Envoyé
              de nouveau, il prendra sa place.
            </Typography>
            <Typography tag="p" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {[stale.title, stale.body].filter((text) => text !== null).join('\n\n')}
            </Typography>
          </Box>
        )}
        {post.kind === 'question' && (
          <Field.Root error={flaws.title && FLAWS[flaws.title]}>
            <Field.Label>Titre</Field.Label>
            <TextInput value={title} onChange={(event) => setTitle(event.target.value)} />
            <Field.Error />
          </Field.Root>
        )}
        <Field.Root error={flaws.body && FLAWS[flaws.body]}>
          <Field.Label>Texte</Field.Label>
          <Textarea value={body} rows={12} resizable onChange={(event) => setBody(event.target.value)} />
          <Field.Error />
        </Field.Root>
        <ReasonFields reason={reason} onChange={setReason} hint={REASON_KEPT} />
        <Flex gap={2} wrap="wrap">
          <Button onClick={correct}>{stale ? 'Remplacer par mon texte' : 'Enregistrer la correction'}</Button>
          <Button variant="tertiary" onClick={onClose}>
            Ne rien changer
          </Button>
        </Flex>
      </Flex>
    </Box>
  );
}
