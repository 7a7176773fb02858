import { randomBytes } from 'node:crypto';
import type { Closure, Level, Locale } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import { MEMBERS, POSTS, THREADS, type PostKind, type PostState, type Shown } from './tables.ts';

/** Identifier of a row, as long as those that Strapi makes. */
export const newId = () => randomBytes(12).toString('hex');

/** What Strapi keeps of each row; `published_at` is its mark of what is no draft. */
function ofStrapi(id: string, now: Date) {
  return { document_id: id, created_at: now, updated_at: now, published_at: now };
}

/** A thread as the database gives it: JSON as a text on SQLite, true as 1. */
export interface ThreadRow {
  document_id: string;
  title: string;
  slug: string;
  language: Locale;
  maturity: Level;
  topics: unknown;
  sectors: unknown;
  closure: Closure | null;
  duplicate_of: string | null;
  locked: boolean | 0 | 1;
  pinned: boolean | 0 | 1;
  accepted: string | null;
}

/** A post as the database gives it. */
export interface PostRow {
  document_id: string;
  kind: PostKind;
  state: PostState;
  thread: string;
  parent: string | null;
  number: number | null;
  body: string;
  author: string;
  shows: unknown;
  score: number;
  official: boolean | 0 | 1;
  law_date: string | null;
  posted_at: string;
  edits: unknown;
  revision: number;
}

export interface NewThread {
  title: string;
  slug: string;
  language: Locale;
  maturity: Level;
  /** Slugs. */
  topics: readonly string[];
  sectors: readonly string[];
}

export interface NewPost {
  kind: PostKind;
  state: PostState;
  thread: string;
  /** Of a comment: the post that it is on. */
  parent?: string;
  /** Of an answer: its place in the thread. */
  number?: number;
  body: string;
  /** A member. */
  author: string;
  shows: readonly Shown[];
  official?: boolean;
  lawDate?: string | null;
}

/** @returns the identifier of the new thread */
export async function insertThread(trx: Transaction, thread: NewThread, now: Date): Promise<string> {
  const id = newId();
  const { topics, sectors, ...rest } = thread;
  await trx(THREADS).insert({
    ...ofStrapi(id, now),
    ...rest,
    topics: JSON.stringify(topics),
    sectors: JSON.stringify(sectors),
    locked: false,
    pinned: false,
    last_number: 0,
  });
  return id;
}

/** @returns the identifier of the new post */
export async function insertPost(trx: Transaction, post: NewPost, now: Date): Promise<string> {
  const id = newId();
  const { shows, official = false, lawDate = null, ...rest } = post;
  await trx(POSTS).insert({
    ...ofStrapi(id, now),
    ...rest,
    shows: JSON.stringify(shows),
    score: 0,
    official,
    law_date: lawDate,
    posted_at: now.toISOString(),
    edits: '[]',
    revision: 1,
  });
  return id;
}

/** Gives an answer its number: the next in its thread. The row of the thread is the lock. */
export async function nextNumber(trx: Transaction, thread: string): Promise<number> {
  const [row] = await trx(THREADS).where({ document_id: thread }).increment('last_number', 1).returning('last_number');
  return (row as { last_number: number }).last_number;
}

export interface NewMember {
  email: string | null;
  pseudonym: string | null;
  pseudonymKey: string | null;
  official: boolean;
  language: Locale;
}

/** Makes a member, unless there is one with this address or this pseudonym. */
export async function insertMember(trx: Transaction, member: NewMember, now: Date): Promise<void> {
  const { pseudonymKey, ...rest } = member;
  await trx(MEMBERS)
    .insert({
      ...ofStrapi(newId(), now),
      ...rest,
      pseudonym_key: pseudonymKey,
      state: 'active',
      role: 'member',
      joined_at: now.toISOString(),
      seen_at: now.toISOString(),
    })
    .onConflict()
    .ignore();
}
