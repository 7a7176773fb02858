import { Th, Thead, Tr, Typography } from '@strapi/design-system';

/** Names of the columns of a table. */
export function HeadRow({ columns }: { columns: readonly string[] }) {
  return (
    <Thead>
      <Tr>
        {columns.map((name) => (
          <Th key={name}>
            <Typography variant="sigma">{name}</Typography>
          </Th>
        ))}
      </Tr>
    </Thead>
  );
}
