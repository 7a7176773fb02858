import type { Core } from '@strapi/strapi';
import { POSTS, THREADS, type PostState } from '../community/tables.ts';
import type { WriteContext } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';
import { lastActOn, note, type Actor, type JournalLine } from './journal.ts';
import { settleReports } from './reports.ts';

/** What a moderator decides of a post. */
export type Judgement = 'approve' | 'hide' | 'reject';

/** From which states each is possible, and to which it leads. What its author took back is no longer judged. */
const JUDGEMENTS: Readonly<Record<Judgement, { from: readonly PostState[]; to: PostState }>> = {
  approve: { from: ['pending', 'hidden', 'rejected'], to: 'published' },
  hide: { from: ['published', 'pending'], to: 'hidden' },
  reject: { from: ['pending', 'published', 'hidden'], to: 'rejected' },
};

export type Judged =
  | { done: PostState }
  /** Someone else was there first: what they did. */
  | { already: PostState; last: JournalLine | undefined }
  | 'gone'
  | 'no-reason';

/**
 * Judges a post as the moderator saw it. Of two who judge at once, the second is told what the first did, and nothing changes. To
 * refuse takes a reason: its author will read it.
 *
 * @param seen state of the post on the moderator's screen
 */
export async function judge(
  strapi: Core.Strapi,
  write: WriteContext,
  by: Actor,
  { post, judgement, seen, reason }: { post: string; judgement: Judgement; seen: PostState; reason: string },
  now: Date,
): Promise<Judged> {
  const { trx } = write;
  if (judgement === 'reject' && reason.trim() === '') return 'no-reason';
  const found = await trx(POSTS)
    .where({ document_id: post })
    .first<{ state: PostState; thread: string; author: string } | undefined>('state', 'thread', 'author');
  if (!found || found.state === 'removed') return 'gone';
  const { from, to } = JUDGEMENTS[judgement];
  if (found.state !== seen || !from.includes(found.state)) {
    return { already: found.state, last: await lastActOn(trx, post) };
  }
  const { thread, author } = found;
  await trx(POSTS).where({ document_id: post }).update({ state: to, updated_at: now });
  // A thread does not point readers to an answer that they cannot see.
  if (to !== 'published') await trx(THREADS).where({ accepted: post }).update({ accepted: null });
  await settleReports(trx, post, now);
  await note(trx, { by, act: judgement, post, thread, member: author, reason }, now);
  await refresh(strapi, write, 'thread', [thread], 'hide');
  return { done: to };
}

/** A post that waits, as the queue lists it. Who wrote it is not in it: looking is an act of its own. */
export interface Waiting {
  post: string;
  kind: string;
  thread: string;
  title: string;
  body: string;
  state: PostState;
  postedAt: string;
  reports: number;
}

/** Posts that wait for a moderator: those that were never judged, and those that were reported; the oldest first. */
export async function queue(trx: WriteContext['trx'], limit: number): Promise<Waiting[]> {
  const reported = trx('palier_reports')
    .whereNull('settled_at')
    .groupBy('post')
    .select('post')
    .count({ reports: '*' })
    .as('r');
  const rows = await trx(`${POSTS} as p`)
    .join(`${THREADS} as t`, 't.document_id', 'p.thread')
    .leftJoin(reported, 'r.post', 'p.document_id')
    .where((query) => void query.where('p.state', 'pending').orWhereNotNull('r.post'))
    .whereNot('p.state', 'removed')
    .orderBy('p.posted_at')
    .limit(limit)
    .select<(Omit<Waiting, 'reports'> & { reports: number | string | null })[]>({
      post: 'p.document_id',
      kind: 'p.kind',
      thread: 'p.thread',
      title: 't.title',
      body: 'p.body',
      state: 'p.state',
      postedAt: 'p.posted_at',
      reports: 'r.reports',
    });
  return rows.map((row) => ({ ...row, reports: Number(row.reports ?? 0) }));
}
