import type { Core } from '@strapi/strapi';
import { KEEP_REGISTRATIONS } from '../events/admin/permission-name.ts';
import { MODERATE } from '../moderation/admin/permission-name.ts';

interface PermissionService {
  actionProvider: { register(action: object): Promise<unknown> };
}

const PERMISSIONS = [
  { name: MODERATE, displayName: 'Modérer la communauté' },
  { name: KEEP_REGISTRATIONS, displayName: 'Tenir les inscriptions' },
];

/** Makes our own permissions known to Strapi, so that roles can have them. Run it before the plugins start. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as PermissionService;
  for (const { name, displayName } of PERMISSIONS)
    await actionProvider.register({
      uid: name.slice('api::'.length),
      section: 'settings',
      category: 'Palier',
      displayName,
    });
}
