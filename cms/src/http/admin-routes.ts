import { errors } from '@strapi/utils';
import type { z } from 'zod';
import { firstIssue } from './answers.ts';
import type { HttpContext } from './context.ts';

export interface AdminContext extends HttpContext {
  /** Parsed by Strapi: the addresses of the admin are behind its reader of bodies. */
  request: { body?: unknown };
  state: HttpContext['state'] & { user: { id: number; roles: { code: string }[] } };
}

/** What Strapi is told of an address. */
export interface AdminRoute {
  method: 'GET' | 'POST';
  path: string;
  handler: (context: AdminContext) => Promise<void>;
  config: object;
}

/** An action of a role, or one on a content type. */
type Permission = string | { action: string; subject: string };

/** Ways to make addresses of the admin for roles that have all of some permissions. */
export function routesFor(...permissions: Permission[]) {
  const route = (
    method: AdminRoute['method'],
    path: string,
    answer: (context: AdminContext) => Promise<unknown>,
  ): AdminRoute => ({
    method,
    path,
    handler: async (context) => {
      context.set('Cache-Control', 'private, no-store');
      context.body = await answer(context);
    },
    config: {
      policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions: permissions } }],
    },
  });
  return {
    /** An address whose query is parsed. */
    reading: <Query>(
      path: string,
      schema: z.ZodType<Query>,
      answer: (query: Query, context: AdminContext) => Promise<unknown>,
    ): AdminRoute => route('GET', path, (context) => answer(parsed(schema, context.query), context)),

    /** An address whose body is parsed. */
    acting: <Body>(
      path: string,
      schema: z.ZodType<Body>,
      answer: (body: Body, context: AdminContext) => Promise<unknown>,
    ): AdminRoute => route('POST', path, (context) => answer(parsed(schema, context.request.body), context)),
  };
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new errors.ValidationError(firstIssue(result.error));
  return result.data;
}
