import type { Core } from '@strapi/strapi';
import { eventRoutes } from './event-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { registrationRoutes } from './registration-routes.ts';
import { seriesRoutes } from './series-routes.ts';

/** What organisers do that the forms of Strapi do not: who registered, who came, what they are told, series. */
export function registerEventAdmin(strapi: Core.Strapi): void {
  const subjects = [eventRoutes, registrationRoutes, messageRoutes, seriesRoutes];
  strapi.server.routes({
    type: 'admin',
    prefix: '/admin/palier/events',
    routes: subjects.flatMap((routesOf) => routesOf(strapi)),
  } as never);
}
