import type { Core } from '@strapi/strapi';
import type { HttpContext } from '../http/context.ts';
import { Readable } from './readable.ts';
import { readState } from './state.ts';

/** `GET /admin/palier/state`: the state of the hub for the widget of the home page, for who has signed in. */
export function registerState(strapi: Core.Strapi): void {
  strapi.server.routes({
    type: 'admin',
    prefix: '/admin/palier',
    routes: [
      {
        method: 'GET',
        path: '/state',
        handler: async (context: HttpContext & { state: { userAbility: object } }) => {
          context.set('Cache-Control', 'private, no-store');
          context.body = await readState(strapi, new Readable(strapi, context.state.userAbility));
        },
        config: { policies: ['admin::isAuthenticatedAdmin'] },
      },
    ],
  } as unknown as Parameters<Core.Strapi['server']['routes']>[0]);
}
