import { Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import type { Judgement, PostToJudge } from '@palier/model/moderation';
import { useState } from 'react';
import { CorrectForm } from './CorrectForm.tsx';
import { ThreadPanel } from './ThreadPanel.tsx';
import { HOLDS, JUDGEMENTS, KINDS, REPORTS, STATES, instant } from './texts.ts';

interface Props {
  post: PostToJudge;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onJudge: (judgement: Judgement) => Promise<void>;
  onLook: () => Promise<void>;
  /** Called once it says something else, or is elsewhere. */
  onChanged: () => void;
}

/** A post that waits: what it says, why it waits, and what can be decided of it. */
export function QueuePost({ post, isChosen, onChoose, onJudge, onLook, onChanged }: Props) {
  const [opened, setOpened] = useState<'text' | 'thread' | null>(null);
  const close = () => setOpened(null);
  const opener = (part: 'text' | 'thread', label: string) => (
    <Button variant="ghost" aria-expanded={opened === part} onClick={() => setOpened(opened === part ? null : part)}>
      {label}
    </Button>
  );
  const changed = () => {
    close();
    onChanged();
  };
  return (
    <Box tag="article" background="neutral0" borderColor="neutral200" padding={4} hasRadius>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Checkbox checked={isChosen} onCheckedChange={(checked) => onChoose(checked === true)}>
          {KINDS[post.kind]} : {post.title}
        </Checkbox>
        <Typography variant="pi" textColor="neutral600">
          {[STATES[post.state], instant(post.postedAt), ...post.holds.map((rule) => HOLDS[rule])].join(', ')}
        </Typography>
        <Typography style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{post.body}</Typography>
        {post.reports.map(({ reason: why, words, at: when }) => (
          <Typography key={`${when} ${why} ${words}`} variant="pi" textColor="danger600">
            Signalé le {instant(when)} : {REPORTS[why]}. {words}
          </Typography>
        ))}
        <Flex gap={2} wrap="wrap">
          {JUDGEMENTS.map(({ judgement, label, variant }) => (
            <Button key={judgement} variant={variant} onClick={() => onJudge(judgement)}>
              {label}
            </Button>
          ))}
          {opener('text', 'Corriger')}
          {opener('thread', 'La discussion…')}
          <Button variant="ghost" onClick={onLook}>
            Voir qui a écrit
          </Button>
        </Flex>
        {opened === 'text' && <CorrectForm key={post.revision} post={post} onClose={close} onDone={changed} />}
        {opened === 'thread' && <ThreadPanel asked={{ thread: post.thread }} onClose={close} onMerged={onChanged} />}
      </Flex>
    </Box>
  );
}
