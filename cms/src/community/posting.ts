import { LEVELS, THREAD_LIMITS, slugify, type Level, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { ownerOf } from '../published/addresses.ts';
import { refresh } from '../published/publications.ts';
import type { Member } from '../members/members.ts';
import { insertPost, insertThread, nextNumber } from './rows.ts';
import { POSTS, THREADS, type PostKind, type PostState, type Shown } from './tables.ts';

/** A post that was taken. */
export interface Posted {
  thread: string;
  slug: string;
  language: Locale;
  post: string;
  /** Of an answer. */
  number: number | null;
  state: PostState;
}

/** Why a post was not taken. */
export type NotPosted = 'gone' | 'closed' | 'full';

/** What comes with every post. */
interface Sent {
  body: string;
  shows: readonly Shown[];
  /** Of the form: sent again, it makes nothing more. */
  key: string;
  /** `pending`: it waits for a moderator. */
  state: 'published' | 'pending';
}

export interface SentQuestion extends Sent {
  title: string;
  language: Locale;
  maturity: Level;
  /** Slugs. */
  topics: readonly string[];
  sectors: readonly string[];
}

export interface SentReply extends Sent {
  thread: string;
  /** Of a comment: the post that it is on. */
  parent?: string;
}

/**
 * Asks a question, whole or not at all: the thread, the post, what readers see and its feed row are one transaction. Run it in a
 * write transaction, whose turn it is alone.
 */
export async function ask(
  strapi: Core.Strapi,
  write: WriteContext,
  author: Member,
  { title, language, maturity, topics, sectors, key, ...sent }: SentQuestion,
  now: Date,
): Promise<Posted> {
  const { trx } = write;
  const before = await postedWith(trx, author, key);
  if (before) return before;
  if (!LEVELS.includes(maturity)) throw new Error(`${maturity} is no level`);
  const slug = await freeSlug(trx, title, language);
  const thread = await insertThread(trx, { title, slug, language, maturity, topics, sectors }, now);
  const post = await insertPost(trx, { ...sent, kind: 'question', thread, author: author.document_id }, now);
  await keep(trx, author, key, post, now);
  await refresh(strapi, write, 'thread', [thread], 'refuse');
  return { thread, slug, language, post, number: null, state: sent.state };
}

/** Answers a question, or comments on a post. */
export async function reply(
  strapi: Core.Strapi,
  write: WriteContext,
  author: Member,
  { thread, parent, key, ...sent }: SentReply,
  now: Date,
): Promise<Posted | NotPosted> {
  const { trx } = write;
  const before = await postedWith(trx, author, key);
  if (before) return before;
  const open = await openThread(trx, thread);
  if (typeof open === 'string') return open;
  const own = { ...sent, thread, author: author.document_id };
  const refused = parent === undefined ? await fullAnswers(trx, thread) : await refusedParent(trx, thread, parent);
  if (refused) return refused;
  const number = parent === undefined ? await nextNumber(trx, thread) : null;
  const post = await insertPost(
    trx,
    number === null
      ? { ...own, kind: 'comment', parent: parent! }
      : // What a member who speaks officially answers can be relied on.
        { ...own, kind: 'answer', number, official: Boolean(author.official) },
    now,
  );
  await keep(trx, author, key, post, now);
  await refresh(strapi, write, 'thread', [thread], 'refuse');
  return { thread, slug: open.slug, language: open.language, post, number, state: sent.state };
}

/** The post that a member has already made with this key. */
export async function postedWith(
  trx: Transaction,
  { document_id: member }: Member,
  key: string,
): Promise<Posted | undefined> {
  const row = await trx('palier_post_keys as k')
    .join(`${POSTS} as p`, 'p.document_id', 'k.post')
    .join(`${THREADS} as t`, 't.document_id', 'p.thread')
    .where({ 'k.member': member, 'k.key': key })
    .first<
      | { thread: string; slug: string; language: Locale; post: string; number: number | null; state: PostState }
      | undefined
    >({
      thread: 'p.thread',
      slug: 't.slug',
      language: 't.language',
      post: 'p.document_id',
      number: 'p.number',
      state: 'p.state',
    });
  return row;
}

const keep = (trx: Transaction, { document_id: member }: Member, key: string, post: string, now: Date) =>
  trx('palier_post_keys').insert({ member, key, post, at: now.toISOString() });

/** Segments that stand under the list of questions. */
const TAKEN: readonly string[] = ['page', 'niveau', 'level', 'etat', 'state'];

/** A slug of the title that no thread has or had; numbered when one has. */
async function freeSlug(trx: Transaction, title: string, language: Locale): Promise<string> {
  const base = slugify(title).slice(0, 90).replace(/-+$/, '') || 'question';
  for (let count = TAKEN.includes(base) ? 2 : 1; ; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`;
    const isTaken = (await trx(THREADS).where({ slug }).first('id')) ?? (await ownerOf(trx, 'thread', slug, language));
    if (!isTaken) return slug;
  }
}

async function openThread(
  trx: Transaction,
  thread: string,
): Promise<{ slug: string; language: Locale } | 'gone' | 'closed'> {
  const row = await trx(THREADS)
    .where({ document_id: thread })
    .first<{ slug: string; language: Locale; closure: string | null; locked: boolean | 0 | 1 } | undefined>(
      'slug',
      'language',
      'closure',
      'locked',
    );
  const question = await trx(POSTS).where({ thread, kind: 'question', state: 'published' }).first('id');
  if (!row || !question) return 'gone';
  return row.closure !== null || row.locked ? 'closed' : row;
}

async function fullAnswers(trx: Transaction, thread: string): Promise<'full' | null> {
  return (await countOf(trx, { thread, kind: 'answer' })) >= THREAD_LIMITS.answers ? 'full' : null;
}

/** Comments stand on a question or an answer that readers see, a hundred at most. */
async function refusedParent(trx: Transaction, thread: string, parent: string): Promise<NotPosted | null> {
  const on = await trx(POSTS)
    .where({ document_id: parent, thread, state: 'published' })
    .first<{ kind: PostKind } | undefined>('kind');
  if (!on || on.kind === 'comment') return 'gone';
  return (await countOf(trx, { parent, kind: 'comment' })) >= THREAD_LIMITS.comments ? 'full' : null;
}

async function countOf(trx: Transaction, where: Record<string, string>): Promise<number> {
  const row = await trx(POSTS)
    .where(where)
    .whereIn('state', ['published', 'pending'])
    .count({ count: '*' })
    .first<{ count: number | string }>();
  return Number(row.count);
}
