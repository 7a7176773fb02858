import type { PostToJudge, ReportReason } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { POSTS, type PostState } from '../community/tables.ts';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';
import { note } from './journal.ts';

const REPORTS = 'palier_reports';

/** So many people who report a post hide it until a moderator has looked. */
export const REPORTS_THAT_HIDE = 3;

/**
 * Takes a report of a post that readers see. One counts once a person and post; with the third, the post is hidden pending review.
 *
 * @param report.reporter a member, or the digest of a machine: never an address
 */
export async function report(
  strapi: Core.Strapi,
  write: WriteContext,
  { post, reporter, reason, words }: { post: string; reporter: string; reason: ReportReason; words: string },
  now: Date,
): Promise<'taken' | 'hidden' | 'gone'> {
  const { trx } = write;
  const found = await trx(POSTS)
    .where({ document_id: post, state: 'published' })
    .first<{ state: PostState; thread: string; author: string; official: boolean | 0 | 1 } | undefined>(
      'state',
      'thread',
      'author',
      'official',
    );
  if (!found) return 'gone';
  await trx(REPORTS)
    .insert({ post, reporter, reason, words: words.slice(0, 2000), at: now.toISOString() })
    .onConflict(['post', 'reporter'])
    .ignore();
  // What speaks for the hub is not taken away by three people: a moderator looks at it.
  if (found.official || (await openReports(trx, post)) < REPORTS_THAT_HIDE) return 'taken';
  await trx(POSTS).where({ document_id: post }).update({ state: 'hidden', updated_at: now });
  const { thread, author } = found;
  await note(trx, { by: { rule: 'reports' }, act: 'hide', post, thread, member: author }, now);
  await refresh(strapi, write, 'thread', [thread], 'hide');
  return 'hidden';
}

async function openReports(trx: Transaction, post: string): Promise<number> {
  const row = await trx(REPORTS)
    .where({ post })
    .whereNull('settled_at')
    .count({ count: '*' })
    .first<{ count: number | string }>();
  return Number(row.count);
}

/** Reports that nobody has dealt with, by post, the oldest first. Who reported is not in them. */
export async function openReportsOn(trx: Transaction, posts: string[]): Promise<Map<string, PostToJudge['reports']>> {
  const rows = await trx(REPORTS)
    .whereIn('post', posts)
    .whereNull('settled_at')
    .orderBy('id')
    .select<{ post: string; reason: ReportReason; words: string; at: string }[]>('post', 'reason', 'words', 'at');
  return new Map(
    [...Map.groupBy(rows, ({ post }) => post)].map(([post, own]) => [
      post,
      own.map(({ reason, words, at }) => ({ reason, words, at })),
    ]),
  );
}

/** Notes that the reports of a post were dealt with. */
export const settleReports = (trx: Transaction, post: string, now: Date): Promise<number> =>
  trx(REPORTS).where({ post }).whereNull('settled_at').update({ settled_at: now.toISOString() });
