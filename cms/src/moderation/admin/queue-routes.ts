import { JUDGEMENTS, type FieldFlaw, type JudgeOutcome, type PostToJudge } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { correct, type PresentText } from '../../community/editing.ts';
import { readTexts } from '../../community/texts.ts';
import { inTransaction, writeTransaction } from '../../database/transaction.ts';
import type { AdminContext, AdminRoute } from '../../http/admin-routes.ts';
import { mailNow } from '../../mail/dispatch.ts';
import { judgeEach } from '../judge.ts';
import { countWaiting, postToJudge, queue } from '../queue.ts';
import { PAGE, acting, actor, id, reading, reason } from './http.ts';

const queueQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
const judgement = z.strictObject({
  posts: z
    .array(z.strictObject({ post: id, seen: z.enum(['pending', 'published', 'hidden', 'rejected', 'removed']) }))
    .min(1)
    .max(PAGE),
  judgement: z.enum(JUDGEMENTS),
  reason,
});
const correction = z.strictObject({
  post: id,
  title: z.string().default(''),
  body: z.string(),
  revision: z.int().positive().max(2_147_483_647),
  reason,
});

/** What the tab of the queue gets. */
export interface AdminQueue {
  posts: PostToJudge[];
  total: number;
  pages: number;
}
export interface AdminJudged {
  outcomes: { post: string; outcome: JudgeOutcome }[];
}
export type AdminCorrected =
  | { outcome: 'done' | 'same' | 'gone' | 'no-reason' }
  /** Someone else changed it since: what it says now. */
  | { stale: PresentText }
  | { flaws: { title?: FieldFlaw; body?: FieldFlaw } };

/** The queue: posts that wait are judged and corrected. */
export const queueRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  reading('/queue', queueQuery, (query) => readQueue(strapi, query)),
  acting('/judge', judgement, (sent, context) => judgePosts(strapi, context, sent)),
  acting('/correct', correction, (sent, context) => correctPost(strapi, context, sent)),
];

function readQueue(strapi: Core.Strapi, { page }: z.infer<typeof queueQuery>): Promise<AdminQueue> {
  return inTransaction(strapi, async (trx) => {
    const total = await countWaiting(trx);
    const posts = await queue(trx, { limit: PAGE, offset: (page - 1) * PAGE });
    return { posts, total, pages: Math.max(1, Math.ceil(total / PAGE)) };
  });
}

async function judgePosts(
  strapi: Core.Strapi,
  context: AdminContext,
  { posts, ...decision }: z.infer<typeof judgement>,
): Promise<AdminJudged> {
  const outcomes = await judgeEach(strapi, actor(context), posts, decision, new Date());
  void mailNow(strapi);
  return { outcomes };
}

function correctPost(
  strapi: Core.Strapi,
  context: AdminContext,
  { post, revision, reason: why, ...sent }: z.infer<typeof correction>,
): Promise<AdminCorrected> {
  return writeTransaction(strapi, async (write) => {
    const present = await postToJudge(write.trx, post);
    if (!present) return { outcome: 'gone' };
    const texts = readTexts(present.kind, sent);
    if ('flaws' in texts) return texts;
    const change = { post, ...texts, revision, reason: why };
    const outcome = await correct(strapi, write, actor(context), change, new Date());
    return typeof outcome === 'string' ? { outcome } : outcome;
  });
}
