import type { PostToJudge } from '@palier/model';
import { POSTS, THREADS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { holdsOf } from './admission.ts';
import { openReportsOn } from './reports.ts';

/** Posts that wait for a moderator: those that were never judged, and those that were reported; the oldest first. */
export async function queue(
  trx: Transaction,
  { limit, offset }: { limit: number; offset: number },
): Promise<PostToJudge[]> {
  return withReasons(trx, waiting(trx).orderBy(['p.posted_at', 'p.id']).limit(limit).offset(offset));
}

/** How many posts wait. */
export async function countWaiting(trx: Transaction): Promise<number> {
  const row = await waiting(trx).count({ count: '*' }).first<{ count: number | string }>();
  return Number(row.count);
}

/** One post, whether it waits or not; undefined when its author took it back, or there is none. */
export async function postToJudge(trx: Transaction, post: string): Promise<PostToJudge | undefined> {
  return (await withReasons(trx, posts(trx).where('p.document_id', post)))[0];
}

const posts = (trx: Transaction) =>
  trx(`${POSTS} as p`).join(`${THREADS} as t`, 't.document_id', 'p.thread').whereNot('p.state', 'removed');

const waiting = (trx: Transaction) =>
  posts(trx).where(
    (query) =>
      void query
        .where('p.state', 'pending')
        .orWhereIn('p.document_id', trx('palier_reports').whereNull('settled_at').select('post')),
  );

async function withReasons(trx: Transaction, query: ReturnType<typeof posts>): Promise<PostToJudge[]> {
  const rows = await query.select<Omit<PostToJudge, 'reports' | 'holds'>[]>({
    post: 'p.document_id',
    kind: 'p.kind',
    state: 'p.state',
    thread: 'p.thread',
    title: 't.title',
    slug: 't.slug',
    language: 't.language',
    body: 'p.body',
    revision: 'p.revision',
    postedAt: 'p.posted_at',
  });
  const ids = rows.map(({ post }) => post);
  const reports = await openReportsOn(trx, ids);
  const holds = await holdsOf(trx, ids);
  return rows.map((row) => ({ ...row, holds: holds.get(row.post) ?? [], reports: reports.get(row.post) ?? [] }));
}
