import { Box, Tabs, Typography } from '@strapi/design-system';
import type { AdminEventPage } from '@palier/model/event-admin';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { useLoad } from '../parts/use-load.ts';
import { FiguresTab } from './FiguresTab.tsx';
import { MessagesTab } from './MessagesTab.tsx';
import { RegistrationsTab } from './RegistrationsTab.tsx';
import { Screen } from './Screen.tsx';
import { SeriesTab } from './SeriesTab.tsx';
import { overTaken, seatsOf, standingOf, whenOf } from './texts.ts';

const TABS = [
  { value: 'registrations', label: 'Inscrits', Tab: RegistrationsTab },
  { value: 'figures', label: 'Chiffres', Tab: FiguresTab },
  { value: 'messages', label: 'Messages', Tab: MessagesTab },
  { value: 'series', label: 'Série', Tab: SeriesTab },
];

/** One event: who registered, in figures too, what they were told, and its series. */
export function EventPage() {
  const { event: id = '' } = useParams();
  const [answer, reload] = useLoad<AdminEventPage>(`events/event?${new URLSearchParams({ event: id }).toString()}`);
  const [tab, setTab] = useState('registrations');
  const found = answer?.found;
  if (!found) {
    return (
      <Screen title="Inscriptions" subtitle="">
        {answer ? <Typography>Aucun événement n’est à cette adresse.</Typography> : <NotLoaded answer={answer} />}
      </Screen>
    );
  }
  const { event } = found;
  const subtitle = [
    `${whenOf(event)} (${event.timeZone})`,
    `places prises : ${seatsOf(event)}`,
    `en attente : ${event.waiting}`,
    standingOf(event),
  ];
  const explanation = overTaken(event);
  return (
    <Screen title={event.title} subtitle={subtitle.filter(Boolean).join(' · ')}>
      {explanation !== null && (
        <Box background="warning100" padding={4} hasRadius>
          <Typography>{explanation}</Typography>
        </Box>
      )}
      <Tabs.Root value={tab} onValueChange={setTab}>
        {/* Four tabs are wider than a telephone. */}
        <Box overflow="auto">
          <Tabs.List aria-label="L’événement">
            {TABS.map(({ value, label }) => (
              <Tabs.Trigger key={value} value={value}>
                {label}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </Box>
        {TABS.map(({ value, Tab }) => (
          <Tabs.Content key={value} value={value}>
            <Box padding={4} paddingTop={6}>
              {value === tab && <Tab {...found} onChanged={reload} />}
            </Box>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Screen>
  );
}
