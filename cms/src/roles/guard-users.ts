import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { ROLES } from './roles.ts';

const USER = 'admin::user';
const SUPER_ADMINISTRATOR = 'strapi-super-admin';

interface StoredRole {
  id: number;
  code: string;
}

interface StoredUser {
  id: number;
  roles?: StoredRole[];
}

/**
 * Two rules on the accounts of the admin.
 *
 * A new one speaks French until its owner chooses otherwise.
 *
 * Whoever manages accounts without being super administrator cannot rise by it: gives no role but those of `roles.ts`,
 * and does not touch the account of a super administrator. Strapi itself lets anyone who may edit users give any role.
 */
export function guardUsers(strapi: Core.Strapi): void {
  strapi.db.lifecycles.subscribe({
    models: [USER],
    async beforeCreate({ params }) {
      const data = params.data as { preferedLanguage?: string | null; roles?: unknown };
      data.preferedLanguage ??= 'fr';
      await refuseRoles(strapi, data.roles);
    },
    async beforeUpdate({ params }) {
      await refuseTarget(strapi, params.where);
      await refuseRoles(strapi, (params.data as { roles?: unknown }).roles);
    },
    async beforeDelete({ params }) {
      await refuseTarget(strapi, params.where);
    },
  });
}

/** The signed-in user on whose behalf the code runs, when it is bound by the rule. */
function bound(strapi: Core.Strapi): StoredUser | undefined {
  const { user, userAbility } = (strapi.requestContext.get()?.state ?? {}) as {
    user?: StoredUser;
    userAbility?: unknown;
  };
  return user && userAbility && !isSuper(user) ? user : undefined;
}

const isSuper = (user: StoredUser | null) => user?.roles?.some(({ code }) => code === SUPER_ADMINISTRATOR) ?? false;

async function refuseRoles(strapi: Core.Strapi, roles: unknown): Promise<void> {
  if (!bound(strapi) || roles === undefined) return;
  const allowed = (await strapi.db.query('admin::role').findMany({
    where: { code: { $in: ROLES.map(({ code }) => code) } },
  })) as StoredRole[];
  const ids = new Set(allowed.map(({ id }) => String(id)));
  const wanted = Array.isArray(roles) ? roles.map((one: unknown) => String((one as StoredRole)?.id ?? one)) : ['?'];
  if (wanted.some((id) => !ids.has(id))) {
    throw new errors.PolicyError(
      `Vous pouvez donner ces rôles : ${ROLES.map(({ name }) => name).join(', ')}. Les autres, un super-administrateur les donne.`,
    );
  }
}

async function refuseTarget(strapi: Core.Strapi, where: unknown): Promise<void> {
  const user = bound(strapi);
  if (!user) return;
  const targets = (await strapi.db
    .query(USER)
    .findMany({ where: where as never, populate: ['roles'] })) as StoredUser[];
  if (targets.some(isSuper)) {
    throw new errors.PolicyError('Le compte d’un super-administrateur ne se change que par un super-administrateur.');
  }
}
