import { Box, Flex, Link, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import type { AdminEvents } from '@palier/model/event-admin';
import { useId, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { TextCell, Wrapped } from '../parts/cells.tsx';
import { HeadRow } from '../parts/HeadRow.tsx';
import { NotLoaded } from '../parts/NotLoaded.tsx';
import { Pager } from '../parts/Pager.tsx';
import { useLoad } from '../parts/use-load.ts';
import { seatsOf, standingOf, whenOf } from './texts.ts';

const COLUMNS = ['Événement', 'Quand', 'Places prises', 'En attente', 'État'];

interface Props {
  title: string;
  when: 'upcoming' | 'past';
  q: string;
}

/** Events to come, or past. */
export function EventList({ title, when, q }: Props) {
  const [page, setPage] = useState(1);
  const query = new URLSearchParams({ when, q, page: String(page) });
  const [answer] = useLoad<AdminEvents>(`events/events?${query.toString()}`);
  const heading = useId();
  return (
    <Box tag="section" aria-labelledby={heading}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography id={heading} variant="delta" tag="h2">
          {title}
        </Typography>
        {!answer && <NotLoaded answer={answer} />}
        {answer?.total === 0 && <Typography>Aucun événement.</Typography>}
        {answer && answer.total > 0 && (
          <Table colCount={COLUMNS.length} rowCount={answer.events.length + 1}>
            <HeadRow columns={COLUMNS} />
            <Tbody>
              {answer.events.map((event) => (
                <Tr key={event.id}>
                  <Td>
                    <Wrapped>
                      <Link tag={RouterLink} to={`/evenements/${event.id}`}>
                        {event.title || 'Sans titre'}
                      </Link>
                    </Wrapped>
                  </Td>
                  <TextCell>{whenOf(event)}</TextCell>
                  <TextCell>{seatsOf(event)}</TextCell>
                  <TextCell>{event.waiting}</TextCell>
                  <TextCell>{standingOf(event)}</TextCell>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
        <Pager page={page} pages={answer?.pages ?? 1} onPage={setPage} />
      </Flex>
    </Box>
  );
}
