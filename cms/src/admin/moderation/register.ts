import type { StrapiApp } from '@strapi/strapi/admin';
import { Shield } from '@strapi/icons';
import { MODERATE } from '../../moderation/admin/permission-name.ts';

/** Puts « Modération » in the menu of those whose role moderates. */
export function registerModeration(app: StrapiApp): void {
  app.addMenuLink({
    to: 'moderation',
    icon: Shield,
    intlLabel: { id: 'palier.moderation.title', defaultMessage: 'Modération' },
    permissions: [{ action: MODERATE, subject: null }],
    Component: () => import('./ModerationPage.tsx').then(({ ModerationPage }) => ({ default: ModerationPage })),
  });
}
