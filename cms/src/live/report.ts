import { LIVE_PAGES, REPORT_REASONS, lines, type LiveAnswer } from '@palier/model';
import { findPost, isPublic, threadReference } from '../community/find-posts.ts';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { secretDigest } from '../members/digests.ts';
import { countOnce, type Rate } from '../members/rates.ts';
import { report as takeReport } from '../moderation/reports.ts';
import { field, redirect, refused, show, withQuery, type LivePageHandlers, type Visitor } from './request.ts';

const FROM_MACHINE: Rate = { what: 'reports', times: 20, spanMs: 3_600_000 };

/** The form to report a post, for anyone: whoever finds their own secrets in one has no account to make first. */
export const report: LivePageHandlers = {
  access: 'anyone',
  get: (request) => reportPage(request, request.query['message'] ?? '', request.query['avis'] === 'signale'),
  async post(request) {
    const { strapi, member, machine, now, locale } = request;
    const post = field(request, 'message');
    const done = redirect(withQuery(LIVE_PAGES.report[locale], { message: post, avis: 'signale' }));
    // A trap that only machines fill in: they are told what everyone is.
    if (field(request, 'website') !== '') return done;
    const reason = REPORT_REASONS.find((one) => one === field(request, 'reason'));
    if (!reason) return reportPage(request, post, false, { flaws: { reason: 'missing' }, values: request.fields });
    if (!(await inTransaction(strapi, (trx) => countOnce(trx, FROM_MACHINE, machine, now))))
      return refused(request, 429);
    const reporter = member ? `member ${member.document_id}` : secretDigest('reporter', machine);
    const words = lines(field(request, 'words'));
    const outcome = await writeTransaction(strapi, (write) =>
      takeReport(strapi, write, { post, reporter, reason, words }, now),
    );
    return outcome === 'gone' ? refused(request, 404) : done;
  },
};

async function reportPage(
  request: Visitor,
  id: string,
  isDone: boolean,
  shown: Parameters<typeof show>[3] = {},
): Promise<LiveAnswer> {
  const found = await inTransaction(request.strapi, (trx) => findPost(trx, id));
  // With the third report, the post may be gone from view.
  const isSeen = found && found.post.state === 'published' && isPublic(found.thread);
  if (!isSeen && !isDone) return refused(request, 404);
  const seen = isSeen ? { thread: threadReference(found.thread), body: found.post.body } : null;
  return show(request, 'report', { post: id, seen }, { notice: isDone ? 'reported' : null, ...shown });
}
