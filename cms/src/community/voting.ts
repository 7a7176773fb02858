import type { Core } from '@strapi/strapi';
import type { WriteContext } from '../database/transaction.ts';
import type { Member } from '../members/members.ts';
import { refresh } from '../published/publications.ts';
import { noteVoted } from './scores.ts';
import { POSTS, THREADS, type PostKind } from './tables.ts';

const VOTES = 'palier_votes';

/** Why nothing was done. */
export type NotDone = 'gone' | 'not-yours' | 'own' | 'closed';

interface PostRow {
  thread: string;
  kind: PostKind;
  author: string;
}

const visible = ({ trx }: WriteContext, post: string) =>
  trx(POSTS).where({ document_id: post, state: 'published' }).first<PostRow | undefined>('thread', 'kind', 'author');

/**
 * Finds a post useful, or no longer. One vote a member and post, by the key of the table; not for one's own. The count is made
 * anew of the votes, so that it is right whatever was sent twice.
 *
 * @returns the number of votes
 */
export async function vote(
  write: WriteContext,
  { document_id: member }: Member,
  { post, useful }: { post: string; useful: boolean },
  now: Date,
): Promise<number | NotDone> {
  const { trx } = write;
  const found = await visible(write, post);
  if (!found || found.kind === 'comment') return 'gone';
  if (found.author === member) return 'own';
  if (useful) await trx(VOTES).insert({ post, member, at: now.toISOString() }).onConflict(['post', 'member']).ignore();
  else await trx(VOTES).where({ post, member }).delete();
  const row = await trx(VOTES).where({ post }).count({ count: '*' }).first<{ count: number | string }>();
  const score = Number(row.count);
  const changed = await trx(POSTS).where({ document_id: post }).whereNot({ score }).update({ score });
  if (changed) await noteVoted(trx, found.thread);
  return score;
}

/** Chooses the answer to keep, or takes the choice back: who asked may, and moderators. A thread has room for one. */
export async function accept(
  strapi: Core.Strapi,
  write: WriteContext,
  member: Member,
  { post, accepted }: { post: string; accepted: boolean },
): Promise<'done' | NotDone> {
  const { trx } = write;
  const found = await visible(write, post);
  if (found?.kind !== 'answer') return 'gone';
  const thread = await trx(THREADS)
    .where({ document_id: found.thread })
    .first<{ accepted: string | null; locked: boolean | 0 | 1 }>('accepted', 'locked');
  const question = await trx(POSTS)
    .where({ thread: found.thread, kind: 'question' })
    .first<{ author: string }>('author');
  if (question.author !== member.document_id && member.role !== 'moderator') return 'not-yours';
  if (thread.locked && member.role !== 'moderator') return 'closed';
  const present = accepted ? post : thread.accepted === post ? null : thread.accepted;
  await trx(THREADS).where({ document_id: found.thread }).update({ accepted: present });
  await refresh(strapi, write, 'thread', [found.thread], 'hide');
  return 'done';
}
