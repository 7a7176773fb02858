import { MEMBERS, POSTS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { findMember } from '../members/members.ts';
import { endSessions } from '../members/sessions.ts';
import { note, type Actor } from './journal.ts';

/** Who wrote a post, for a moderator who has to know. */
export interface Identity {
  member: string;
  email: string | null;
  pseudonym: string | null;
  entity: string | null;
  siren: string | null;
  joinedAt: string;
  posts: number;
}

/** Looks at who wrote a post. The look is noted, with why, before anything is shown. */
export async function lookAtIdentity(
  trx: Transaction,
  by: Actor,
  { post, reason }: { post: string; reason: string },
  now: Date,
): Promise<Identity | 'gone' | 'no-reason'> {
  if (reason.trim() === '') return 'no-reason';
  const found = await trx(POSTS).where({ document_id: post }).first<{ author: string } | undefined>('author');
  const member = found && (await findMember(trx, found.author));
  if (!member) return 'gone';
  const { document_id: id, email, pseudonym, entity, siren, joined_at } = member;
  await note(trx, { by, act: 'look-at-identity', post, member: id, reason }, now);
  const row = await trx(POSTS).where({ author: id }).count({ count: '*' }).first<{ count: number | string }>();
  return { member: id, email, pseudonym, entity, siren, joinedAt: joined_at, posts: Number(row.count) };
}

/** Suspends a member until an instant, or for good: their sessions end at once. */
export async function suspend(
  trx: Transaction,
  by: Actor,
  { member, until, reason }: { member: string; until: Date | null; reason: string },
  now: Date,
): Promise<'done' | 'gone' | 'no-reason' | 'official'> {
  if (reason.trim() === '') return 'no-reason';
  const found = await findMember(trx, member);
  if (!found) return 'gone';
  // Whoever speaks for the hub is its administrators' business.
  if (found.official || found.role === 'moderator') return 'official';
  await trx(MEMBERS)
    .where({ document_id: member })
    .update({ state: 'suspended', suspended_until: until?.toISOString() ?? null, updated_at: now });
  await endSessions(trx, member);
  await note(trx, { by, act: 'suspend', member, reason }, now);
  return 'done';
}

/** Lets a member who was suspended come back. */
export async function restore(
  trx: Transaction,
  by: Actor,
  { member, reason }: { member: string; reason: string },
  now: Date,
): Promise<'done' | 'gone'> {
  const changed = await trx(MEMBERS)
    .where({ document_id: member, state: 'suspended' })
    .update({ state: 'active', suspended_until: null, updated_at: now });
  if (!changed) return 'gone';
  await note(trx, { by, act: 'restore', member, reason }, now);
  return 'done';
}
