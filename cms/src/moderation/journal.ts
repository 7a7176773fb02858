import { splitReason, type Act, type Reason } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';

const JOURNAL = 'palier_journal';

/** Who acts: a member with the role, someone of the admin, or a rule of the hub. */
export type Actor = { member: string } | { admin: string } | { rule: string };

export interface Noted {
  by: Actor;
  act: Act;
  post?: string;
  thread?: string;
  /** Whom it is about. */
  member?: string;
  domain?: string;
  reason?: string | undefined;
}

export interface JournalLine {
  seq: number;
  at: string;
  by: string;
  act: Act;
  post: string | null;
  thread: string | null;
  member: string | null;
  domain: string | null;
  reason: string;
}

/** Notes an act, in its own transaction. The database lets nobody change or remove what is noted. */
export async function note(trx: Transaction, { by, act, reason = '', ...about }: Noted, now: Date): Promise<void> {
  await trx(JOURNAL).insert({ at: now.toISOString(), by: nameOf(by), act, reason, ...about });
}

/** The last lines, the newest first; of one post, one member or one act when asked. */
export function journalLines(
  trx: Transaction,
  { post, member, act, before, limit }: { post?: string; member?: string; act?: Act; before?: number; limit: number },
): Promise<JournalLine[]> {
  const query = trx(JOURNAL).orderBy('seq', 'desc').limit(limit);
  if (post !== undefined) void query.where({ post });
  if (member !== undefined) void query.where({ member });
  if (act !== undefined) void query.where({ act });
  if (before !== undefined) void query.where('seq', '<', before);
  return query.select<JournalLine[]>('*');
}

/** Why a post was refused, the last time. */
export async function refusalReason(trx: Transaction, post: string): Promise<Reason | null> {
  const row = await trx(JOURNAL)
    .where({ post, act: 'reject' })
    .orderBy('seq', 'desc')
    .first<{ reason: string } | undefined>('reason');
  return row ? splitReason(row.reason) : null;
}

/** When posts were approved, each the last time; nothing of those that never were. */
export function approvalsOf(trx: Transaction, posts: readonly string[]): Promise<{ post: string; at: string }[]> {
  return trx(JOURNAL)
    .where({ act: 'approve' })
    .whereIn('post', posts)
    .groupBy('post')
    .select('post', trx.raw('max(at) as at'));
}

/** An actor as the journal keeps it: `member <id>`. */
export function nameOf(actor: Actor): string {
  const [[kind, id] = ['', '']] = Object.entries(actor) as [string, string][];
  return `${kind} ${id}`;
}
