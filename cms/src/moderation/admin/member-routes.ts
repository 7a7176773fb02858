import type { Identity, JournalEntry } from '@palier/model';
import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { inTransaction, writeTransaction } from '../../database/transaction.ts';
import type { AdminContext, AdminRoute } from '../../http/admin-routes.ts';
import { mailNow } from '../../mail/dispatch.ts';
import { journalEntries } from '../journal-entries.ts';
import {
  findMembers,
  lookAtIdentity,
  lookedAt,
  restore,
  setStanding,
  suspend,
  warn,
  type FoundMember,
} from '../members.ts';
import { acting, actor, id, isSuperAdmin, reading, reason } from './http.ts';

const DAY_MS = 24 * 3_600_000;

const memberQuery = z.object({ q: z.string().trim().max(100).default('') });
const look = z.union([z.strictObject({ post: id, reason }), z.strictObject({ member: id, reason })]);
const deed = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('warn'), member: id, reason }),
  z.strictObject({
    act: z.literal('suspend'),
    member: id,
    reason,
    days: z.union([z.literal(7), z.literal(30)]).nullable(),
  }),
  z.strictObject({ act: z.literal('restore'), member: id, reason }),
  z.strictObject({
    act: z.literal('set-standing'),
    member: id,
    reason,
    standing: z.enum(['moderator', 'official']),
    given: z.boolean(),
  }),
]);

/** What the tab of the members gets. */
export interface AdminMembers {
  members: FoundMember[];
  /** True: may give the role of moderator and the official badge. */
  setsStandings: boolean;
}
export interface AdminIdentity {
  identity: Identity;
  lines: JournalEntry[];
}
export interface AdminDeed {
  outcome: 'done' | 'gone' | 'no-reason' | 'official' | 'same' | 'unnamed';
}

/** Members: who they are, once one has said why one looks; what is decided of them. */
export const memberRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  reading('/members', memberQuery, (query, context) => searchMembers(strapi, context, query)),
  acting('/look', look, (sent, context) => lookAt(strapi, context, sent)),
  acting('/act', deed, (sent, context) => act(strapi, context, sent)),
];

async function searchMembers(
  strapi: Core.Strapi,
  context: AdminContext,
  { q }: z.infer<typeof memberQuery>,
): Promise<AdminMembers> {
  const members = await inTransaction(strapi, (trx) => findMembers(trx, q, new Date()));
  return { members, setsStandings: isSuperAdmin(context) };
}

async function lookAt(
  strapi: Core.Strapi,
  context: AdminContext,
  about: z.infer<typeof look>,
): Promise<AdminIdentity | { outcome: 'gone' | 'no-reason' }> {
  return inTransaction(strapi, async (trx) => {
    const identity = await lookAtIdentity(trx, actor(context), about, new Date());
    if (typeof identity === 'string') return { outcome: identity };
    return { identity, lines: await journalEntries(trx, { member: identity.member, limit: 50 }) };
  });
}

async function act(strapi: Core.Strapi, context: AdminContext, asked: z.infer<typeof deed>): Promise<AdminDeed> {
  const by = actor(context);
  const now = new Date();
  if (asked.act === 'set-standing') {
    if (!isSuperAdmin(context)) {
      throw new errors.ForbiddenError('Seul un super-administrateur donne ou retire ce rôle et ce badge.');
    }
    return { outcome: await writeTransaction(strapi, (write) => setStanding(strapi, write, by, asked, now)) };
  }
  const outcome = await inTransaction(strapi, async (trx) => {
    // Nobody decides of someone whom they have not looked at.
    if (!(await lookedAt(trx, by, asked.member, now))) return 'gone';
    if (asked.act === 'warn') return warn(trx, by, asked, now);
    if (asked.act === 'restore') return restore(trx, by, asked, now);
    const until = asked.days === null ? null : new Date(now.getTime() + asked.days * DAY_MS);
    return suspend(trx, by, { ...asked, until }, now);
  });
  void mailNow(strapi);
  return { outcome };
}
