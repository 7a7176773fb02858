import type { SessionView } from '@palier/model';
import { newId } from '../community/rows.ts';
import type { Transaction } from '../database/transaction.ts';
import { newToken, tokenHash } from './digests.ts';

const SESSIONS = 'palier_sessions';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A session ends after so long without a visit, and after so long whatever happens. */
export const SESSION_LIMITS = { idleMs: 14 * DAY_MS, absoluteMs: 60 * DAY_MS } as const;

/** A visit is noted this often at most: reading a page need not write. */
const NOTED_EVERY_MS = 10 * MINUTE_MS;

/** Sessions that a member has at once: the oldest ends when one more begins. */
const SESSIONS_MAX = 20;

export interface Session {
  id: string;
  member: string;
}

interface SessionRow {
  id: string;
  member: string;
  device: string;
  started_at: string;
  seen_at: string;
}

/** Begins a session; returns what the cookie holds. */
export async function startSession(trx: Transaction, member: string, device: string, now: Date): Promise<string> {
  const token = newToken();
  const at = now.toISOString();
  await trx(SESSIONS).insert({
    id: newId(),
    token_hash: tokenHash(token),
    member,
    device,
    started_at: at,
    seen_at: at,
  });
  const ids = await trx(SESSIONS).where({ member }).orderBy('seen_at', 'desc').orderBy('id').pluck<string[]>('id');
  await trx(SESSIONS).whereIn('id', ids.slice(SESSIONS_MAX)).delete();
  return token;
}

/** The session that a token opens; undefined when there is none, or it is over. */
export async function findSession(trx: Transaction, token: string, now: Date): Promise<Session | undefined> {
  const row = await current(trx, now)
    .where({ token_hash: tokenHash(token) })
    .first<SessionRow | undefined>('id', 'member', 'seen_at');
  if (!row) return undefined;
  if (now.getTime() - Date.parse(row.seen_at) > NOTED_EVERY_MS) {
    await trx(SESSIONS).where({ id: row.id }).update({ seen_at: now.toISOString() });
  }
  return { id: row.id, member: row.member };
}

/** Sessions of a member that are not over, the most recently used first. */
export async function sessionsOf(trx: Transaction, member: string, own: string, now: Date): Promise<SessionView[]> {
  const rows = await current(trx, now).where({ member }).orderBy('seen_at', 'desc').select<SessionRow[]>('*');
  return rows.map(({ id, device, started_at, seen_at }) => ({
    id,
    device,
    startedAt: started_at,
    seenAt: seen_at,
    current: id === own,
  }));
}

/** Ends one session of a member. */
export const endSession = (trx: Transaction, member: string, id: string): Promise<number> =>
  trx(SESSIONS).where({ member, id }).delete();

/** Ends every session of a member, or every one but one. */
export function endSessions(trx: Transaction, member: string, except?: string): Promise<number> {
  const query = trx(SESSIONS).where({ member });
  return except === undefined ? query.delete() : query.whereNot({ id: except }).delete();
}

/** Removes the sessions that are over. */
export function forgetSessions(trx: Transaction, now: Date): Promise<number> {
  const { idle, absolute } = bounds(now);
  return trx(SESSIONS).where('seen_at', '<', idle).orWhere('started_at', '<', absolute).delete();
}

function current(trx: Transaction, now: Date) {
  const { idle, absolute } = bounds(now);
  return trx(SESSIONS).where('seen_at', '>=', idle).where('started_at', '>=', absolute);
}

function bounds(now: Date) {
  return {
    idle: new Date(now.getTime() - SESSION_LIMITS.idleMs).toISOString(),
    absolute: new Date(now.getTime() - SESSION_LIMITS.absoluteMs).toISOString(),
  };
}
