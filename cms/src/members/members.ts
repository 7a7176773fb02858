import type { EntitySize, Level, Locale, Viewer } from '@palier/model';
import { insertMember } from '../community/rows.ts';
import { MEMBERS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { isAnyBlocked } from '../moderation/blocks.ts';

/** A member, as its row. */
export interface Member {
  document_id: string;
  email: string | null;
  pseudonym: string | null;
  pseudonym_key: string | null;
  state: 'active' | 'suspended' | 'erased';
  official: boolean | 0 | 1;
  role: 'member' | 'moderator';
  language: Locale;
  level: Level | null;
  sector: string | null;
  size: EntitySize | null;
  entity: string | null;
  siren: string | null;
  joined_at: string;
  seen_at: string;
  suspended_until: string | null;
}

export const viewerOf = ({ pseudonym, role }: Member): Viewer => ({ pseudonym, role });

/** The member with an identifier; undefined for one that was erased. */
export function findMember(trx: Transaction, id: string): Promise<Member | undefined> {
  return trx(MEMBERS).where({ document_id: id }).whereNot({ state: 'erased' }).first<Member | undefined>('*');
}

export function findMemberByEmail(trx: Transaction, email: string): Promise<Member | undefined> {
  return trx(MEMBERS).where({ email }).first<Member | undefined>('*');
}

/** True while a member may not sign in. */
export function isSuspended({ state, suspended_until }: Member, now: Date): boolean {
  return state === 'suspended' && (suspended_until === null || suspended_until > now.toISOString());
}

/** True unless nobody has this address and its domain makes no accounts. */
export async function mayBelong(trx: Transaction, email: string): Promise<boolean> {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return !(await isAnyBlocked(trx, [domain])) || (await findMemberByEmail(trx, email)) !== undefined;
}

/**
 * The member with this address, made when there is none; null when its domain makes no accounts. Two that arrive at once for the same address: the unique index lets
 * one make it, the other finds it.
 */
export async function memberOfEmail(
  trx: Transaction,
  email: string,
  language: Locale,
  now: Date,
): Promise<Member | null> {
  const known = await findMemberByEmail(trx, email);
  if (known) return known;
  if (!(await mayBelong(trx, email))) return null;
  await insertMember(trx, { email, pseudonym: null, pseudonymKey: null, official: false, language }, now);
  return (await findMemberByEmail(trx, email))!;
}

/** Notes that a member came, once a day: what retention goes by. */
export async function noteVisit(trx: Transaction, { document_id, seen_at }: Member, now: Date): Promise<void> {
  if (seen_at.slice(0, 10) === now.toISOString().slice(0, 10)) return;
  await trx(MEMBERS).where({ document_id }).update({ seen_at: now.toISOString() });
}
