import { Button, Flex, Typography } from '@strapi/design-system';

interface Props {
  page: number;
  pages: number;
  onPage: (page: number) => void;
}

/** Leads from one page of a list to the next, where there are several. */
export function Pager({ page, pages, onPage }: Props) {
  if (pages < 2) return null;
  return (
    <Flex gap={2}>
      <Button variant="tertiary" disabled={page === 1} onClick={() => onPage(page - 1)}>
        Précédente
      </Button>
      <Typography>
        {page} / {pages}
      </Typography>
      <Button variant="tertiary" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        Suivante
      </Button>
    </Flex>
  );
}
