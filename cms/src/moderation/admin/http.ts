import { z } from 'zod';
import { routesFor, type AdminContext } from '../../http/admin-routes.ts';
import type { Actor } from '../journal.ts';
import { MODERATE } from './permission-name.ts';

/** Posts on a page of the queue, and lines on one of the journal. */
export const PAGE = 25;

export const id = z.string().regex(/^[a-z0-9]{1,32}$/);

/** As `joinReason` of the model makes it. */
export const reason = z.string().trim().max(1000).default('');

/** Addresses for roles that moderate. */
export const { reading, acting } = routesFor(MODERATE);

/** Who acts, for the journal. */
export const actor = ({ state }: AdminContext): Actor => ({ admin: String(state.user.id) });

export const isSuperAdmin = ({ state }: AdminContext): boolean =>
  state.user.roles.some(({ code }) => code === 'strapi-super-admin');
