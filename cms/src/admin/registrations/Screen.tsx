import { Box, Flex, Link, Main } from '@strapi/design-system';
import { Layouts } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';

interface Props {
  title: string;
  subtitle: string;
  isList?: boolean;
  children: ReactNode;
}

/** A screen of registrations: its title, the way back to all events, and what it holds. */
export function Screen({ title, subtitle, isList = false, children }: Props) {
  const back = (
    <Link tag={RouterLink} to="/evenements">
      Tous les événements
    </Link>
  );
  return (
    <Main>
      <Layouts.Header title={title} subtitle={subtitle} {...(!isList && { navigationAction: back })} />
      <Layouts.Content>
        <Box paddingBottom={8} paddingLeft={4} paddingRight={4}>
          <Flex direction="column" alignItems="stretch" gap={6}>
            {children}
          </Flex>
        </Box>
      </Layouts.Content>
    </Main>
  );
}
