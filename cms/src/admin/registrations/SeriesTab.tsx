import {
  Button,
  Field,
  Flex,
  Link,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { SERIES_MAX, type AdminSeries } from '@palier/model/event-admin';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useSend } from '../parts/use-send.ts';
import type { TabProps } from './tab-props.ts';
import { seriesText } from './texts.ts';

const EVERY = { weekly: 'Chaque semaine', monthly: 'Chaque mois, le même jour de la même semaine' };

/** Makes further dates of the event: drafts, which the organiser publishes. */
export function SeriesTab({ event }: TabProps) {
  const { send, tell } = useSend();
  const [every, setEvery] = useState('weekly');
  const [interval, setInterval] = useState('1');
  const [count, setCount] = useState('4');
  const isReady = isWithin(interval, 1, 12) && isWithin(count, 2, SERIES_MAX);

  const make = async () => {
    const asked = { event: event.id, every, interval: Number(interval), count: Number(count) };
    const answer = await send<AdminSeries>('events/series', asked);
    if (answer) tell(answer.outcome === 'done', seriesText(answer));
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography>
        Chaque date est une copie du brouillon enregistré, dans toutes ses langues, avec ses propres inscriptions.
        Relisez-les puis publiez-les, une par une ou ensemble, depuis{' '}
        <Link tag={RouterLink} to="/content-manager/collection-types/api::event.event">
          la liste des événements
        </Link>
        .
      </Typography>
      <Field.Root>
        <Field.Label>Rythme</Field.Label>
        <SingleSelect value={every} onChange={(value) => setEvery(String(value))}>
          {Object.entries(EVERY).map(([value, label]) => (
            <SingleSelectOption key={value} value={value}>
              {label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Field.Root hint="1 : à chaque fois. 2 : une fois sur deux. Jusqu’à 12.">
        <Field.Label>Une fois sur</Field.Label>
        <TextInput
          type="number"
          min={1}
          max={12}
          value={interval}
          onChange={(change) => setInterval(change.target.value)}
        />
        <Field.Hint />
      </Field.Root>
      <Field.Root hint={`La première comprise : de 2 à ${SERIES_MAX}.`}>
        <Field.Label>Nombre de dates</Field.Label>
        <TextInput
          type="number"
          min={2}
          max={SERIES_MAX}
          value={count}
          onChange={(change) => setCount(change.target.value)}
        />
        <Field.Hint />
      </Field.Root>
      <Flex>
        <Button disabled={!isReady} onClick={make}>
          Créer une série
        </Button>
      </Flex>
    </Flex>
  );
}

const isWithin = (text: string, min: number, max: number): boolean =>
  /^\d{1,2}$/.test(text) && Number(text) >= min && Number(text) <= max;
