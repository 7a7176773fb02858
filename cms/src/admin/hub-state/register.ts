import type { StrapiApp } from '@strapi/strapi/admin';
import { Stethoscope } from '@strapi/icons';

/** Puts « État du hub » first on the home page of the admin. */
export function registerHubState(app: StrapiApp): void {
  app.widgets.register((others) => [
    {
      id: 'palier-hub-state',
      icon: Stethoscope,
      title: { id: 'palier.hub-state.title', defaultMessage: 'État du hub' },
      component: async () => (await import('./HubStateWidget.tsx')).HubStateWidget,
    },
    ...others,
  ]);
}
