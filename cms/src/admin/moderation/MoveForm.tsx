import { Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { AdminThread } from '../../moderation/admin/thread-routes.ts';

type Choices = NonNullable<AdminThread['found']>['topics'];

interface Props {
  topics: Choices;
  sectors: Choices;
  onMove: (deed: object) => Promise<void>;
}

/** Moves a thread to other topics and sectors. */
export function MoveForm({ topics, sectors, onMove }: Props) {
  const [chosen, setChosen] = useState({ topics: slugsOf(topics), sectors: slugsOf(sectors) });
  const group = (name: keyof typeof chosen, label: string, choices: Choices) => (
    <Box role="group" aria-label={label}>
      <Typography fontWeight="semiBold">{label}</Typography>
      {choices.length === 0 && <Typography tag="p">Il n’y en a pas encore.</Typography>}
      <Flex gap={4} wrap="wrap" paddingTop={2}>
        {choices.map(({ slug, name: text }) => (
          <Checkbox
            key={slug}
            checked={chosen[name].includes(slug)}
            onCheckedChange={(isChosen) =>
              setChosen((before) => ({
                ...before,
                [name]: [...before[name].filter((one) => one !== slug), ...(isChosen ? [slug] : [])],
              }))
            }
          >
            {text}
          </Checkbox>
        ))}
      </Flex>
    </Box>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        Déplacer
      </Typography>
      {group('topics', 'Thèmes', topics)}
      {group('sectors', 'Secteurs', sectors)}
      <Flex>
        <Button variant="secondary" onClick={() => onMove({ act: 'move', ...chosen })}>
          Déplacer la discussion
        </Button>
      </Flex>
    </Flex>
  );
}

const slugsOf = (choices: Choices) => choices.filter(({ isChosen }) => isChosen).map(({ slug }) => slug);
