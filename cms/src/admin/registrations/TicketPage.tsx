import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { AdminAttendance, AdminEvent, AdminTicket } from '@palier/model/event-admin';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useSend } from '../parts/use-send.ts';
import { Screen } from './Screen.tsx';
import { instantIn, standingOf, stateOf, whenOf } from './texts.ts';

/** A ticket is for another day when its event is further away than this, in ms. */
const NEAR_MS = 12 * 3_600_000;

/** What the code of a ticket opens on the phone of an organiser: whose it is, and one button. */
export function TicketPage() {
  const [search] = useSearchParams();
  const query = new URLSearchParams({ billet: search.get('billet') ?? '' });
  const [answer, reload] = useLoad<AdminTicket>(`events/ticket?${query.toString()}`);
  return (
    <Screen title="Présence" subtitle="Le billet de quelqu’un qui arrive.">
      <Box role="status">
        {!answer && <NotLoaded answer={answer} />}
        {answer && !answer.found && (
          <Warning>
            Ce billet n’est pas de ce hub, ou l’inscription a été effacée. Cherchez la personne dans la liste.
          </Warning>
        )}
        {answer?.found && <Ticket {...answer.found} onChanged={reload} />}
      </Box>
    </Screen>
  );
}

interface Props extends NonNullable<AdminTicket['found']> {
  onChanged: () => void;
}

function Ticket({ event, registration, onChanged }: Props) {
  const { send, tell } = useSend();
  const { id, name, entity, seats, state, attendedAt } = registration;
  const note = async (isPresent: boolean) => {
    const done = await send<AdminAttendance>('events/attendance', { registration: id, isPresent });
    if (done?.outcome === 'no-seat') tell(false, 'Cette personne n’a pas de place.');
    if (done) onChanged();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography variant="alpha" tag="h2">
          {name}
        </Typography>
        {entity !== null && <Typography>{entity}</Typography>}
        <Typography>
          {seats === 1 ? '1 place' : `${seats} places`} · {stateOf(registration)}
        </Typography>
        <Typography fontWeight="semiBold">{event.title}</Typography>
        <Typography>{[whenOf(event), standingOf(event)].filter(Boolean).join(' · ')}</Typography>
      </Flex>
      {event.isCancelled && <Warning>Cet événement est annulé.</Warning>}
      {isFarAway(event) && <Warning>Ce billet est pour un autre jour : vérifiez l’événement.</Warning>}
      {state !== 'seated' && <Warning>Cette inscription n’a pas de place : {stateOf(registration)}.</Warning>}
      {attendedAt !== null && <Warning>Présence déjà notée : {instantIn(attendedAt, event.timeZone)}.</Warning>}
      {state === 'seated' &&
        (attendedAt === null ? (
          <Button size="L" fullWidth onClick={() => note(true)}>
            Noter la présence
          </Button>
        ) : (
          <Button variant="tertiary" fullWidth onClick={() => note(false)}>
            Retirer la présence
          </Button>
        ))}
    </Flex>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <Box background="warning100" padding={4} hasRadius>
      <Typography>{children}</Typography>
    </Box>
  );
}

function isFarAway({ startsAt, endsAt }: AdminEvent): boolean {
  if (startsAt === null || endsAt === null) return false;
  const now = Date.now();
  return now < Date.parse(startsAt) - NEAR_MS || now > Date.parse(endsAt) + NEAR_MS;
}
