import { z } from 'zod';
import { readFeed, type FeedRefusal } from '../../../feed/read.ts';
import { reconcile } from '../../../feed/reconcile.ts';
import { answerError, firstIssue } from '../../../http/answers.ts';
import { hasBearer } from '../../../http/bearer.ts';
import type { HttpContext } from '../../../http/context.ts';

const wholeNumber = (max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().max(max));

const query = z.strictObject({
  epoch: z.string().max(100).optional(),
  after: wholeNumber(Number.MAX_SAFE_INTEGER).default(0),
  limit: wholeNumber(500).pipe(z.number().min(1)).default(100),
  wait: wholeNumber(30).default(0),
});

const REFUSALS: Record<FeedRefusal, [status: number, message: string]> = {
  EpochChanged: [409, 'The database was replaced: read the full listing again, then follow the feed from its head.'],
  FeedPruned: [
    410,
    'Rows after this position are gone: read the full listing again, then follow the feed from its head.',
  ],
};

export default {
  async read(context: HttpContext) {
    if (!hasBearer(context, 'FEED_TOKEN')) return;
    const parsed = query.safeParse(context.query);
    if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
    const gone = new AbortController();
    context.res.once('close', () => gone.abort());
    const answer = await readFeed(strapi, parsed.data, gone.signal);
    if (typeof answer === 'string') return answerError(context, REFUSALS[answer][0], answer, REFUSALS[answer][1]);
    context.body = answer;
  },

  async reconcile(context: HttpContext) {
    if (!hasBearer(context, 'FEED_TOKEN')) return;
    context.body = { changed: await reconcile(strapi) };
  },
};
