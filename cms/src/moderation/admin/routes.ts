import type { Core } from '@strapi/strapi';
import { domainRoutes } from './domain-routes.ts';
import { journalRoutes } from './journal-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { threadRoutes } from './thread-routes.ts';

/** Moderation for people of the admin whose role has the permission: the same acts as on the site, under their own name. */
export function registerModeration(strapi: Core.Strapi): void {
  const subjects = [queueRoutes, threadRoutes, journalRoutes, memberRoutes, domainRoutes];
  strapi.server.routes({
    type: 'admin',
    prefix: '/admin/palier/moderation',
    routes: subjects.flatMap((routesOf) => routesOf(strapi)),
  } as never);
}
