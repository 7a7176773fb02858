import { Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import type { JournalEntry } from '@palier/model/moderation';
import { HeadRow } from '../parts/HeadRow.tsx';
import { ACTS, actorName, instant, reasonText } from './texts.ts';

const COLUMNS = ['Quand', 'Qui', 'Quoi', 'Au sujet de', 'Pourquoi'];

/** Lines of the journal. */
export function JournalTable({ lines }: { lines: JournalEntry[] }) {
  if (lines.length === 0) return <Typography>Rien n’est noté.</Typography>;
  return (
    <Table colCount={COLUMNS.length} rowCount={lines.length + 1}>
      <HeadRow columns={COLUMNS} />
      <Tbody>
        {lines.map((line) => (
          <Tr key={line.seq}>
            {[
              instant(line.at),
              actorName(line),
              ACTS[line.act],
              line.thread?.title ?? line.domain ?? (line.member ? 'Un membre' : ''),
              reasonText(line.reason),
            ].map((text, at) => (
              <Td key={COLUMNS[at]}>
                <Typography textColor="neutral800">{text}</Typography>
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
