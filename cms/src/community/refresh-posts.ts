import type { Core } from '@strapi/strapi';
import type { WriteContext } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';
import { POSTS } from './tables.ts';

/** Threads that are brought in step at a time. */
const BATCH = 50;

/** Brings what readers see in step with a member who changed: every thread in which they wrote. */
export async function refreshPostsOf(strapi: Core.Strapi, write: WriteContext, member: string): Promise<void> {
  const threads = await write.trx(POSTS).where({ author: member }).distinct('thread').pluck<string[]>('thread');
  for (let at = 0; at < threads.length; at += BATCH)
    await refresh(strapi, write, 'thread', threads.slice(at, at + BATCH), 'hide');
}
