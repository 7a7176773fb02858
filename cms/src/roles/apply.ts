import { LOCALES } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { PRIVATE_FIELDS, ROLES, type Role } from './roles.ts';

interface Permission {
  action: string;
  subject: string | null;
  properties: { fields?: string[]; locales?: string[] };
  conditions: never[];
}

interface StoredRole {
  id: number;
  name: string;
  description: string | null;
}

interface RoleService {
  findOne(where: { code: string }): Promise<StoredRole | null>;
  exists(where: { name: string }): Promise<boolean>;
  create(role: { code: string; name: string; description: string }): Promise<StoredRole>;
  update(where: { id: number }, values: { description: string }): Promise<unknown>;
  /** Removes and adds what differs, and nothing when nothing does. */
  assignPermissions(roleId: number, permissions: Permission[]): Promise<unknown>;
}

interface PermissionService {
  actionProvider: {
    get(actionId: string): { subjects?: string[] | null } | undefined;
    appliesToProperty(property: string, actionId: string, subject: string): Promise<boolean>;
  };
}

interface ContentTypeService {
  getNestedFields(model: unknown, options: { components: unknown }): string[];
}

/**
 * Creates the roles of `roles.ts` that are not there and gives each exactly its permissions: what was taken from one of
 * them by hand comes back, what was added goes. Other roles are left alone. Run it once the plugins have registered
 * their actions.
 */
export async function applyRoles(strapi: Core.Strapi): Promise<void> {
  const service = strapi.service('admin::role') as unknown as RoleService;
  for (const role of ROLES) {
    const { code, description } = role;
    const known =
      (await service.findOne({ code })) ??
      (await service.create({ code, description, name: await freeName(service, role) }));
    if (known.description !== description) await service.update({ id: known.id }, { description });
    await service.assignPermissions(known.id, await permissionsOf(strapi, role));
  }
}

/** Names of roles are unique, and someone may have had the same idea. */
async function freeName(service: RoleService, { name }: Role): Promise<string> {
  return (await service.exists({ name })) ? `${name} (Palier)` : name;
}

async function permissionsOf(strapi: Core.Strapi, role: Role): Promise<Permission[]> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as PermissionService;
  const permissions: Permission[] = [];
  for (const [subject, rights] of Object.entries(role.content)) {
    for (const right of rights) {
      const action = `plugin::content-manager.explorer.${right}`;
      if (!actionProvider.get(action)?.subjects?.includes(subject)) continue;
      const properties: Permission['properties'] = {};
      if (await actionProvider.appliesToProperty('fields', action, subject))
        properties.fields = fieldsFor(strapi, role, subject);
      if (await actionProvider.appliesToProperty('locales', action, subject)) properties.locales = [...LOCALES];
      permissions.push({ action, subject, properties, conditions: [] });
    }
  }
  for (const action of role.actions) {
    if (actionProvider.get(action)) permissions.push({ action, subject: null, properties: {}, conditions: [] });
  }
  return permissions;
}

function fieldsFor(strapi: Core.Strapi, role: Role, uid: string): string[] {
  const service = strapi.service('admin::content-type') as unknown as ContentTypeService;
  const fields = service.getNestedFields(strapi.contentType(uid as never), { components: strapi.components });
  return fields.filter((field) => role.seesPrivateFields || !PRIVATE_FIELDS.includes(field));
}
