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

/** A text of any length in a cell: Strapi's tables break no line. */
export function WrappedText({ children }: { children: ReactNode }) {
  return (
    <Box minWidth="12rem" maxWidth="26rem" style={{ whiteSpace: 'normal' }}>
      {children}
    </Box>
  );
}
