import { errors } from '@strapi/utils';
import { z } from 'zod';
import { firstIssue } from '../../http/answers.ts';
import type { HttpContext } from '../../http/context.ts';
import type { Actor } from '../journal.ts';
import { MODERATE } from './permission-name.ts';

/** Posts on a page of the queue, and lines on one of the journal. */
export const PAGE = 25;

export const id = z.string().regex(/^[a-z0-9]{1,32}$/);

/** As `joinReason` of the model makes it. */
export const reason = z.string().trim().max(1000).default('');

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

/** An address whose query is parsed, for roles that moderate. */
export const reading = <Query>(
  path: string,
  schema: z.ZodType<Query>,
  answer: (query: Query, context: AdminContext) => Promise<unknown>,
): AdminRoute => route('GET', path, (context) => answer(parsed(schema, context.query), context));

/** An address whose body is parsed, for roles that moderate. */
export const acting = <Body>(
  path: string,
  schema: z.ZodType<Body>,
  answer: (body: Body, context: AdminContext) => Promise<unknown>,
): AdminRoute => route('POST', path, (context) => answer(parsed(schema, context.request.body), context));

/** Who acts, for the journal. */
export const actor = ({ state }: AdminContext): Actor => ({ admin: String(state.user.id) });

export const isSuperAdmin = ({ state }: AdminContext): boolean =>
  state.user.roles.some(({ code }) => code === 'strapi-super-admin');

function route(
  method: AdminRoute['method'],
  path: string,
  answer: (context: AdminContext) => Promise<unknown>,
): AdminRoute {
  return {
    method,
    path,
    handler: async (context) => {
      context.set('Cache-Control', 'private, no-store');
      context.body = await answer(context);
    },
    config: {
      policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions: [MODERATE] } }],
    },
  };
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new errors.ValidationError(firstIssue(result.error));
  return result.data;
}
