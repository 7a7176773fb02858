import { Box, Td, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** A cell of a table that holds a few words. */
export function TextCell({ children }: { children: ReactNode }) {
  return (
    <Td>
      <Typography textColor="neutral800">{children}</Typography>
    </Td>
  );
}

/** What may be long, in a cell: Strapi's tables break no line by themselves. */
export function Wrapped({ children }: { children: ReactNode }) {
  return (
    <Box minWidth="18rem" maxWidth="40rem" paddingTop={2} paddingBottom={2} style={{ whiteSpace: 'normal' }}>
      {children}
    </Box>
  );
}
