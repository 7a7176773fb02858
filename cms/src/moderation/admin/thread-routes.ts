import { CLOSURES, type PostState, type ThreadData } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { findThread, threadReference } from '../../community/find-posts.ts';
import { markedSubjects } from '../../community/subjects.ts';
import { inTransaction, writeTransaction, type WriteContext } from '../../database/transaction.ts';
import type { AdminContext, AdminRoute } from '../../http/admin-routes.ts';
import { mergeThreads } from '../merge.ts';
import { threadNamed } from '../named-thread.ts';
import { changeThread, type ThreadChange } from '../threads.ts';
import { acting, actor, id, reading, reason } from './http.ts';

/** Language of the admin. */
const LOCALE = 'fr';

const address = z.string().trim().max(500).default('');
const slugs = z.array(z.string().max(200)).max(100);
const about = { thread: id, reason };

const threadQuery = z.object({ thread: id.optional(), address });
const deed = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('close'), ...about, closure: z.enum(CLOSURES), original: address }),
  z.strictObject({ act: z.literal('reopen'), ...about }),
  z.strictObject({ act: z.literal('lock'), ...about, locked: z.boolean() }),
  z.strictObject({ act: z.literal('pin'), ...about, pinned: z.boolean() }),
  z.strictObject({ act: z.literal('move'), ...about, topics: slugs, sectors: slugs }),
]);
const merger = z.strictObject({ ...about, into: address, confirmed: z.literal(true) });

/** What the panel of a thread gets. */
export interface AdminThread {
  /** Null when no thread is at that address. */
  found:
    | (Pick<ThreadData, 'thread' | 'closure' | 'isLocked' | 'isPinned' | 'topics' | 'sectors'> & {
        /** Of its question. */
        state: PostState;
      })
    | null;
}
export interface AdminThreadDeed {
  outcome: 'done' | 'gone' | 'no-original' | 'no-target' | 'full';
}

/** Threads as a whole: closed, locked, pinned, moved, merged. */
export const threadRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  reading('/thread', threadQuery, (query) => readThread(strapi, query)),
  acting('/change-thread', deed, (sent, context) => change(strapi, context, sent)),
  acting('/merge-threads', merger, (sent, context) => merge(strapi, context, sent)),
];

function readThread(strapi: Core.Strapi, asked: z.infer<typeof threadQuery>): Promise<AdminThread> {
  return inTransaction(strapi, async (trx) => {
    const named = asked.thread ?? (await threadNamed(trx, asked.address));
    const found = named === null ? undefined : await findThread(trx, named);
    if (!found) return { found: null };
    return {
      found: {
        thread: threadReference(found),
        state: found.question.state,
        closure: found.closure,
        isLocked: found.locked,
        isPinned: found.pinned,
        ...(await markedSubjects(strapi, trx, LOCALE, found)),
      },
    };
  });
}

function change(strapi: Core.Strapi, context: AdminContext, sent: z.infer<typeof deed>): Promise<AdminThreadDeed> {
  return writeTransaction(strapi, async (write) => {
    const { thread, reason: why } = sent;
    const asked = { thread, change: await changeOf(strapi, write, sent), reason: why };
    return { outcome: await changeThread(strapi, write, actor(context), asked, new Date()) };
  });
}

async function changeOf(strapi: Core.Strapi, { trx }: WriteContext, sent: z.infer<typeof deed>): Promise<ThreadChange> {
  switch (sent.act) {
    case 'close': {
      const { closure, original } = sent;
      return { closure, duplicateOf: closure === 'duplicate' ? await threadNamed(trx, original) : null };
    }
    case 'reopen':
      return { closure: null };
    case 'lock':
      return { locked: sent.locked };
    case 'pin':
      return { pinned: sent.pinned };
    case 'move': {
      // Of what was sent, that which there is.
      const { topics, sectors } = await markedSubjects(strapi, trx, LOCALE, sent);
      const chosen = (choices: typeof topics) => choices.filter(({ isChosen }) => isChosen).map(({ slug }) => slug);
      return { topics: chosen(topics), sectors: chosen(sectors) };
    }
  }
}

function merge(strapi: Core.Strapi, context: AdminContext, sent: z.infer<typeof merger>): Promise<AdminThreadDeed> {
  return writeTransaction(strapi, async (write) => {
    const into = (await threadNamed(write.trx, sent.into)) ?? '';
    const asked = { from: sent.thread, into, reason: sent.reason };
    return { outcome: await mergeThreads(strapi, write, actor(context), asked, new Date()) };
  });
}
