import { Typography } from '@strapi/design-system';

/** A tab whose content is on its way, or did not come. */
export function NotLoaded({ answer }: { answer: null | undefined }) {
  return <Typography>{answer === null ? 'Le CMS n’a pas répondu. Rechargez la page.' : 'Chargement…'}</Typography>;
}
