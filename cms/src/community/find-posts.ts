import { documentAddress, postAddress, type Closure, type Locale, type ThreadReference } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import type { PostRow, ThreadRow } from './rows.ts';
import { POSTS, THREADS, parsedJson, type PostKind, type PostState, type Shown } from './tables.ts';

/** A thread, as those who write in it need it. */
export interface FoundThread {
  id: string;
  title: string;
  slug: string;
  language: Locale;
  topics: string[];
  sectors: string[];
  closure: Closure | null;
  locked: boolean;
  pinned: boolean;
  /** The answer that was chosen. */
  accepted: string | null;
  /** The post that asks. */
  question: { id: string; author: string; state: PostState; body: string };
}

export interface FoundPost {
  id: string;
  kind: PostKind;
  state: PostState;
  parent: string | null;
  /** Of an answer. */
  number: number | null;
  body: string;
  author: string;
  shows: Shown[];
  score: number;
  revision: number;
}

/** A thread, published or not; undefined when there is none. */
export async function findThread(trx: Transaction, id: string): Promise<FoundThread | undefined> {
  const row = await trx(THREADS).where({ document_id: id }).first<ThreadRow | undefined>('*');
  const question = await trx(POSTS).where({ thread: id, kind: 'question' }).first<PostRow | undefined>('*');
  if (!row || !question) return undefined;
  return {
    id,
    title: row.title,
    slug: row.slug,
    language: row.language,
    topics: parsedJson<string[] | null>(row.topics) ?? [],
    sectors: parsedJson<string[] | null>(row.sectors) ?? [],
    closure: row.closure,
    locked: Boolean(row.locked),
    pinned: Boolean(row.pinned),
    accepted: row.accepted,
    question: {
      id: question.document_id,
      author: question.author,
      state: question.state,
      body: question.body,
    },
  };
}

/** A post with its thread, published or not; undefined when there is none. */
export async function findPost(
  trx: Transaction,
  id: string,
): Promise<{ post: FoundPost; thread: FoundThread } | undefined> {
  const row = await trx(POSTS).where({ document_id: id }).first<PostRow | undefined>('*');
  const thread = row && (await findThread(trx, row.thread));
  if (!thread) return undefined;
  const { kind, state, parent, number, body, author, shows, score, revision } = row;
  const post = { id, kind, state, parent, number, body, author, score, revision };
  return { post: { ...post, shows: parsedJson<Shown[] | null>(shows) ?? [] }, thread };
}

/** True when readers see the thread. */
export const isPublic = ({ question }: FoundThread): boolean => question.state === 'published';

/** A thread as pages about it name it. */
export function threadReference(thread: FoundThread): ThreadReference {
  const { id, title, language, slug } = thread;
  return { id, title, language, url: isPublic(thread) ? documentAddress('thread', language, slug) : null };
}

/** Address of a post on the site; null when readers do not see it. */
export async function postUrl(trx: Transaction, post: FoundPost, thread: FoundThread): Promise<string | null> {
  if (post.state !== 'published' || !isPublic(thread)) return null;
  if (post.kind !== 'comment') return postAddress(thread, post);
  const on = await trx(POSTS)
    .where({ document_id: post.parent, state: 'published' })
    .first<{ number: number | null } | undefined>('number');
  return on ? postAddress(thread, { ...post, number: on.number }) : null;
}
