import type { StrapiApp } from '@strapi/strapi/admin';
import { Calendar } from '@strapi/icons';
import { KEEP_REGISTRATIONS } from '../../events/admin/permission-name.ts';

/** Puts « Inscriptions » in the menu of those whose role keeps them. */
export function registerRegistrations(app: StrapiApp): void {
  app.addMenuLink({
    to: 'evenements',
    icon: Calendar,
    intlLabel: { id: 'palier.registrations.title', defaultMessage: 'Inscriptions' },
    permissions: [{ action: KEEP_REGISTRATIONS, subject: null }],
    Component: () =>
      import('./RegistrationsPage.tsx').then(({ RegistrationsPage }) => ({ default: RegistrationsPage })),
  });
}
