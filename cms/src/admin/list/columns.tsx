import { Typography } from '@strapi/design-system';
import type { StrapiApp } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

interface Column {
  name: string;
  attribute?: { type: string };
  cellFormatter?: (row: Record<string, unknown>, column: { name: string }) => ReactNode;
}

interface Columns {
  displayedHeaders: Column[];
  layout: unknown;
}

/** Shows the values of lists of choice by their name, and dates in the short form. */
export function formatColumns(app: StrapiApp): void {
  app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', ({ displayedHeaders, layout }: Columns) => ({
    displayedHeaders: displayedHeaders.map((column) => {
      const Cell = CELLS[column.attribute?.type ?? ''];
      return Cell && !column.cellFormatter
        ? { ...column, cellFormatter: (row: Record<string, unknown>) => <Cell value={row[column.name]} /> }
        : column;
    }),
    layout,
  }));
}

function Text({ children }: { children: ReactNode }) {
  return <Typography textColor="neutral800">{children}</Typography>;
}

function Choice({ value }: { value: unknown }) {
  const { formatMessage } = useIntl();
  if (typeof value !== 'string' || value === '') return <Text>-</Text>;
  return <Text>{formatMessage({ id: value, defaultMessage: value })}</Text>;
}

function Day({ value }: { value: unknown }) {
  const { formatDate } = useIntl();
  if (typeof value !== 'string') return <Text>-</Text>;
  // A date without a time is no instant: read as one of UTC, it is shown as one of UTC.
  return <Text>{formatDate(value, { dateStyle: 'medium', timeZone: 'UTC' })}</Text>;
}

function Instant({ value }: { value: unknown }) {
  const { formatDate } = useIntl();
  if (typeof value !== 'string') return <Text>-</Text>;
  return <Text>{formatDate(value, { dateStyle: 'medium', timeStyle: 'short' })}</Text>;
}

const CELLS: Readonly<Record<string, (props: { value: unknown }) => ReactNode>> = {
  enumeration: Choice,
  date: Day,
  datetime: Instant,
};
