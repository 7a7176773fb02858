import { THREAD_LIMITS, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { nextNumber } from '../community/rows.ts';
import { POSTS, THREADS, type PostKind, type PostState } from '../community/tables.ts';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { moveFollows } from '../notifications/follows.ts';
import { addressesOf, takeAddress } from '../published/addresses.ts';
import { refresh } from '../published/publications.ts';
import { nameOf, note, type Actor } from './journal.ts';

interface PostRow {
  document_id: string;
  kind: PostKind;
  state: PostState;
  body: string;
  revision: number;
}

/**
 * Moves all that was written in one thread to another, where the same is asked: its question becomes an answer there, its answers come
 * after those that are there, with new numbers, each with its comments and votes. Who followed the one follows the other. The
 * answer that the other thread keeps stays the one. The address of the first leads to the other, and so do the threads that
 * named it as asked before.
 *
 * @returns `no-target` when there is no other published thread in the same language, `full` when it has no room for them
 */
export async function mergeThreads(
  strapi: Core.Strapi,
  write: WriteContext,
  by: Actor,
  { from, into, reason }: { from: string; into: string; reason: string },
  now: Date,
): Promise<'done' | 'gone' | 'no-target' | 'full'> {
  const { trx } = write;
  const source = await publishedThread(trx, from);
  if (!source) return 'gone';
  const target = from === into ? undefined : await publishedThread(trx, into);
  if (target?.language !== source.language) return 'no-target';
  const moved = await trx(POSTS)
    .where({ thread: from })
    .orderBy(['number', 'id'])
    .select<PostRow[]>('document_id', 'kind', 'state', 'body', 'revision');
  const question = moved.find(({ kind }) => kind === 'question')!;
  const answers = [question, ...moved.filter(({ kind }) => kind === 'answer')];
  const there = await trx(POSTS).where({ thread: into, kind: 'answer' }).select<Pick<PostRow, 'state'>[]>('state');
  if ([...answers, ...there].filter(takesRoom).length > THREAD_LIMITS.answers) return 'full';

  await trx(THREADS)
    .where({ document_id: from })
    .update({ closure: 'duplicate', duplicate_of: into, accepted: null, updated_at: now });
  for (const { document_id } of answers) {
    await trx(POSTS)
      .where({ document_id })
      .update({ kind: 'answer', thread: into, number: await nextNumber(trx, into), updated_at: now });
  }
  await trx(POSTS).where({ thread: from }).update({ thread: into, updated_at: now });
  await keepTitle(trx, question, source.title, by, now);
  await moveFollows(trx, from, into);

  const pointing = trx(THREADS).where({ duplicate_of: from });
  const others = await pointing.clone().whereNot({ document_id: into }).pluck<string[]>('document_id');
  await trx(THREADS).whereIn('document_id', others).update({ duplicate_of: into, updated_at: now });
  // The other was closed as asked before by this one: it is the one that stays.
  await pointing.update({ closure: null, duplicate_of: null, updated_at: now });

  await note(trx, { by, act: 'merge', thread: into, post: question.document_id, reason }, now);
  await refresh(strapi, write, 'thread', [from], 'hide');
  for (const address of (await addressesOf(trx, 'thread', [from])).get(from) ?? [])
    await takeAddress(trx, 'thread', address, into);
  await refresh(strapi, write, 'thread', [into, ...others], 'hide');
  return 'done';
}

const takesRoom = ({ state }: Pick<PostRow, 'state'>) => state === 'published' || state === 'pending';

async function publishedThread(
  trx: Transaction,
  thread: string,
): Promise<{ title: string; language: Locale } | undefined> {
  return trx(`${THREADS} as t`)
    .join(`${POSTS} as p`, 'p.thread', 't.document_id')
    .where({ 't.document_id': thread, 'p.kind': 'question', 'p.state': 'published' })
    .first<{ title: string; language: Locale } | undefined>('t.title', 't.language');
}

/** An answer has no title: that of the question becomes its first lines, and what it said before is kept. */
async function keepTitle(
  trx: Transaction,
  { document_id: post, body, revision }: PostRow,
  title: string,
  by: Actor,
  now: Date,
): Promise<void> {
  const titled = `${title}\n\n${body}`;
  if (titled.length > THREAD_LIMITS.body) return;
  await trx('palier_post_revisions').insert({
    post,
    revision,
    title,
    body,
    changed_at: now.toISOString(),
    changed_by: nameOf(by),
  });
  await trx(POSTS)
    .where({ document_id: post })
    .update({ body: titled, revision: revision + 1 });
}
