import type { Core } from '@strapi/strapi';

interface AdminUsers {
  count(): Promise<number>;
  create(user: Record<string, unknown>): Promise<unknown>;
}

interface AdminRoles {
  getSuperAdmin(): Promise<{ id: number } | null>;
}

/**
 * Creates the first administrator from ADMIN_EMAIL and ADMIN_PASSWORD while there is none; later changes of these
 * variables change nothing. Also removes the two API tokens that Strapi creates beside a first start: nobody asked
 * for a key with full access.
 */
export async function createFirstAdministrator(strapi: Core.Strapi): Promise<void> {
  const users = strapi.service('admin::user') as unknown as AdminUsers;
  if ((await users.count()) > 0) return;
  await strapi.db.query('admin::api-token').deleteMany({ where: { id: { $notNull: true } } });

  const email = process.env['ADMIN_EMAIL'];
  const password = process.env['ADMIN_PASSWORD'];
  if (!email || !password) return;
  const role = await (strapi.service('admin::role') as unknown as AdminRoles).getSuperAdmin();
  if (!role) throw new Error('Strapi has no super administrator role: the database is incomplete');
  await users.create({
    email: email.toLowerCase(),
    password,
    firstname: 'Administration',
    lastname: '',
    isActive: true,
    preferedLanguage: 'fr',
    roles: [role.id],
  });
}
