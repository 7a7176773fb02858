import { CLOSURES, type Act, type Closure } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { POSTS, THREADS } from '../community/tables.ts';
import type { WriteContext } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';
import { note, type Actor } from './journal.ts';

/** What can be changed of a thread as a whole. */
export type ThreadChange =
  | { closure: Closure; duplicateOf: string | null }
  | { closure: null }
  | { locked: boolean }
  | { pinned: boolean }
  | { topics: string[]; sectors: string[] };

/**
 * Changes a thread: closes it with a reason or opens it again, locks, pins, moves it to other topics.
 *
 * @returns `no-original` when it is closed as asked before, and no published thread is named that asked it
 */
export async function changeThread(
  strapi: Core.Strapi,
  write: WriteContext,
  by: Actor,
  { thread, change, reason }: { thread: string; change: ThreadChange; reason: string },
  now: Date,
): Promise<'done' | 'gone' | 'no-original'> {
  const { trx } = write;
  if (!(await trx(THREADS).where({ document_id: thread }).first('id'))) return 'gone';
  if ('closure' in change && change.closure === 'duplicate') {
    const original = change.duplicateOf ?? '';
    const asked = trx(POSTS).where({ thread: original, kind: 'question', state: 'published' });
    if (original === thread || !(await asked.first('id'))) return 'no-original';
  }
  await trx(THREADS)
    .where({ document_id: thread })
    .update({ ...columnsOf(change), updated_at: now });
  await note(trx, { by, act: actOf(change), thread, reason }, now);
  await refresh(strapi, write, 'thread', [thread], 'hide');
  return 'done';
}

function columnsOf(change: ThreadChange): Record<string, unknown> {
  if ('topics' in change) return { topics: JSON.stringify(change.topics), sectors: JSON.stringify(change.sectors) };
  if (!('closure' in change)) return change;
  if (change.closure === null) return { closure: null, duplicate_of: null };
  if (!CLOSURES.includes(change.closure)) throw new Error(`${String(change.closure)} is no reason to close a thread`);
  return { closure: change.closure, duplicate_of: change.closure === 'duplicate' ? change.duplicateOf : null };
}

function actOf(change: ThreadChange): Act {
  if ('topics' in change) return 'move';
  if ('closure' in change) return change.closure === null ? 'reopen' : 'close';
  if ('locked' in change) return change.locked ? 'lock' : 'unlock';
  return change.pinned ? 'pin' : 'unpin';
}
