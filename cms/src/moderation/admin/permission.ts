import type { Core } from '@strapi/strapi';
import { MODERATE } from './permission-name.ts';

interface PermissionService {
  actionProvider: { register(action: object): Promise<unknown> };
}

/** Makes {@link MODERATE} known to Strapi, so that roles can have it. Run it before the plugins start. */
export async function registerModeratePermission(strapi: Core.Strapi): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as PermissionService;
  await actionProvider.register({
    uid: MODERATE.slice('api::'.length),
    section: 'settings',
    category: 'Palier',
    displayName: 'Modérer la communauté',
  });
}
