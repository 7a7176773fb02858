import type { Identity } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { refreshPostsOf } from '../community/refresh-posts.ts';
import { MEMBERS, POSTS } from '../community/tables.ts';
import { containing } from '../database/like.ts';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { suspensionMail, warningMail } from '../mail/moderation.ts';
import { addMail } from '../mail/outbox.ts';
import { findMember, isSuspended, type Member } from '../members/members.ts';
import { endSessions } from '../members/sessions.ts';
import { nameOf, note, type Actor } from './journal.ts';

/** Whoever has said why they look at a member may look again for so long, in ms: they act on what they saw. */
const LOOK_MS = 3_600_000;

type About = { post: string } | { member: string };

/** Looks at who wrote a post, or who a member is. The look is noted, with why, before anything is shown. */
export async function lookAtIdentity(
  trx: Transaction,
  by: Actor,
  { reason, ...about }: About & { reason: string },
  now: Date,
): Promise<Identity | 'gone' | 'no-reason'> {
  if (reason.trim() === '') return 'no-reason';
  const member = await memberOf(trx, about);
  if (!member) return 'gone';
  await note(trx, { by, act: 'look-at-identity', ...about, member: member.document_id, reason }, now);
  return identityOf(trx, member, now);
}

async function memberOf(trx: Transaction, about: About): Promise<Member | undefined> {
  if ('member' in about) return findMember(trx, about.member);
  const found = await trx(POSTS).where({ document_id: about.post }).first<{ author: string } | undefined>('author');
  return found && findMember(trx, found.author);
}

/** Who a member is, for someone whose look at them was noted within the hour; undefined for anyone else. */
export async function lookedAt(trx: Transaction, by: Actor, member: string, now: Date): Promise<Identity | undefined> {
  const look = await trx('palier_journal')
    .where({ member, act: 'look-at-identity', by: nameOf(by) })
    .where('at', '>', new Date(now.getTime() - LOOK_MS).toISOString())
    .first('seq');
  const found = look && (await findMember(trx, member));
  return found && identityOf(trx, found, now);
}

async function identityOf(trx: Transaction, member: Member, now: Date): Promise<Identity> {
  const { document_id: id, email, pseudonym, entity, siren, joined_at, role, official, suspended_until } = member;
  const row = await trx(POSTS).where({ author: id }).count({ count: '*' }).first<{ count: number | string }>();
  return {
    member: id,
    email,
    pseudonym,
    entity,
    siren,
    joinedAt: joined_at,
    posts: Number(row.count),
    role,
    official: Boolean(official),
    suspended: isSuspended(member, now),
    suspendedUntil: suspended_until,
  };
}

/** Asks a member, by mail, to mind how they take part. */
export async function warn(
  trx: Transaction,
  by: Actor,
  { member, reason }: { member: string; reason: string },
  now: Date,
): Promise<'done' | 'gone' | 'no-reason'> {
  if (reason.trim() === '') return 'no-reason';
  const found = await findMember(trx, member);
  // The hub's own team has no address: nobody is behind it.
  if (!found || found.email === null) return 'gone';
  await addMail(trx, warningMail({ email: found.email, locale: found.language }, reason), now);
  await note(trx, { by, act: 'warn', member, reason }, now);
  return 'done';
}

/** Suspends a member until an instant, or for good: their sessions end at once, and they are told why by mail. */
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
  if (found.email !== null) {
    await addMail(trx, suspensionMail({ email: found.email, locale: found.language }, reason, until), now);
  }
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

/** What administrators give to members, and take back: the role of moderator, the badge of an official account. */
export type Standing = 'moderator' | 'official';

/**
 * Gives a standing to a member, or takes it back. Beside the posts of who speaks officially readers see a badge: what is published
 * follows.
 *
 * @returns `same` when nothing changes, `unnamed` for an official account without a name
 */
export async function setStanding(
  strapi: Core.Strapi,
  write: WriteContext,
  by: Actor,
  { member, standing, given, reason }: { member: string; standing: Standing; given: boolean; reason: string },
  now: Date,
): Promise<'done' | 'gone' | 'no-reason' | 'same' | 'unnamed'> {
  const { trx } = write;
  if (reason.trim() === '') return 'no-reason';
  const found = await findMember(trx, member);
  if (!found || isSuspended(found, now)) return 'gone';
  const has = standing === 'official' ? Boolean(found.official) : found.role === 'moderator';
  if (has === given) return 'same';
  if (standing === 'official' && given && found.pseudonym === null) return 'unnamed';
  const change = standing === 'official' ? { official: given } : { role: given ? 'moderator' : 'member' };
  await trx(MEMBERS)
    .where({ document_id: member })
    .update({ ...change, updated_at: now });
  await note(trx, { by, act: `${given ? 'make' : 'unmake'}-${standing}`, member, reason }, now);
  if (standing === 'official') await refreshPostsOf(strapi, write, member);
  return 'done';
}

/** A member as a search finds them: what readers may know, and how they stand. */
export interface FoundMember {
  member: string;
  pseudonym: string;
  role: 'member' | 'moderator';
  official: boolean;
  suspended: boolean;
}

/** Members found at once. */
const FOUND_MAX = 30;

/** Members whose pseudonym contains a text, whatever its case; moderators and official accounts when the text is empty. */
export async function findMembers(trx: Transaction, text: string, now: Date): Promise<FoundMember[]> {
  const query = trx(MEMBERS).whereNot({ state: 'erased' }).whereNotNull('pseudonym');
  if (text === '') void query.where((sub) => void sub.where({ role: 'moderator' }).orWhere({ official: true }));
  else void query.whereRaw(`lower(pseudonym) like ? escape '!'`, [containing(text.toLowerCase())]);
  const rows = await query.orderBy('pseudonym').limit(FOUND_MAX).select<Member[]>('*');
  return rows.map((row) => ({
    member: row.document_id,
    pseudonym: row.pseudonym!,
    role: row.role,
    official: Boolean(row.official),
    suspended: isSuspended(row, now),
  }));
}
