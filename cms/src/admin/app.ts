import type { StrapiApp } from '@strapi/strapi/admin';
import { registerHubState } from './hub-state/register.ts';

/** The admin panel: French beside English, and nothing asked of anyone but the CMS itself. */
export default {
  config: {
    locales: ['fr'],
    notifications: { releases: false },
    tutorials: false,
  },
  register(app: StrapiApp) {
    registerHubState(app);
  },
};
