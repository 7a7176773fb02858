import { Flex, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import type { EventFigure } from '@palier/model/event-admin';
import { LEVEL_NAMES, SIZE_NAMES, STATE_NAMES } from '../../events/admin/names.ts';
import { TextCell } from '../parts/cells.tsx';
import { HeadRow } from '../parts/HeadRow.tsx';
import type { TabProps } from './tab-props.ts';

const UNTOLD = 'non précisé';

/** How many registered, came, wait; from which sectors, levels and sizes those come who have a seat. */
export function FiguresTab({ figures }: TabProps) {
  const { states, attended, bySector, byLevel, bySize, erased } = figures;
  const shown = ['seated', 'waiting', 'offered', 'unconfirmed', 'cancelled', 'lapsed'] as const;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <FigureTable
        title="État"
        rows={[...shown.map((state) => [STATE_NAMES[state], states[state]] as const), ['présent', attended] as const]}
      />
      <FigureTable title="Inscrits par secteur" rows={bySector.map((one) => [one.name ?? UNTOLD, one])} />
      <FigureTable
        title="Inscrits par palier"
        rows={byLevel.map((one) => [one.name === null ? UNTOLD : LEVEL_NAMES[one.name], one])}
      />
      <FigureTable
        title="Inscrits par taille de structure"
        rows={bySize.map((one) => [one.name === null ? UNTOLD : SIZE_NAMES[one.name], one])}
      />
      {erased > 0 && (
        <Typography>
          Les noms de {erased} inscriptions ont été effacés, comme prévu ; les chiffres les comptent.
        </Typography>
      )}
    </Flex>
  );
}

interface Props {
  title: string;
  rows: readonly (readonly [string, EventFigure])[];
}

function FigureTable({ title, rows }: Props) {
  if (rows.length === 0) return null;
  const columns = [title, 'Inscriptions', 'Places'];
  return (
    <Table colCount={columns.length} rowCount={rows.length + 1}>
      <HeadRow columns={columns} />
      <Tbody>
        {rows.map(([name, { registrations, seats }]) => (
          <Tr key={name}>
            <TextCell>{name}</TextCell>
            <TextCell>{registrations}</TextCell>
            <TextCell>{seats}</TextCell>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
