import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { inTransaction } from '../../database/transaction.ts';
import type { AdminContext, AdminRoute } from '../../http/admin-routes.ts';
import { blockDomain, blockedDomains, unblockDomain, type BlockedDomain } from '../blocks.ts';
import { acting, actor, reading, reason } from './http.ts';

const domainQuery = z.object({});
const deed = z.strictObject({ act: z.enum(['block', 'unblock']), domain: z.string().trim().max(300), reason });

/** What the tab of the domains gets. */
export interface AdminDomains {
  domains: Pick<BlockedDomain, 'domain' | 'reason' | 'at'>[];
}
export interface AdminDomainDeed {
  outcome: 'done' | 'already' | 'gone' | 'not-a-domain' | 'no-reason' | 'own';
}

/** Domains to which posts do not link without a moderator, and whose addresses make no accounts. */
export const domainRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  reading('/domains', domainQuery, () => readDomains(strapi)),
  acting('/domain', deed, (sent, context) => act(strapi, context, sent)),
];

async function readDomains(strapi: Core.Strapi): Promise<AdminDomains> {
  const rows = await inTransaction(strapi, blockedDomains);
  return { domains: rows.map(({ domain, reason: why, at }) => ({ domain, reason: why, at })) };
}

async function act(
  strapi: Core.Strapi,
  context: AdminContext,
  { act: asked, ...about }: z.infer<typeof deed>,
): Promise<AdminDomainDeed> {
  const change = asked === 'block' ? blockDomain : unblockDomain;
  const outcome = await inTransaction(strapi, (trx) => change(trx, actor(context), about, new Date()));
  return { outcome };
}
