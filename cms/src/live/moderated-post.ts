import { LIVE_PAGES, type FieldFlaw, type LiveAnswer, type LiveData } from '@palier/model';
import { correct, revisionsOf } from '../community/editing.ts';
import { readTexts } from '../community/texts.ts';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { viewerOf } from '../members/members.ts';
import { journalEntries } from '../moderation/journal-entries.ts';
import { postToJudge } from '../moderation/queue.ts';
import { judgeSent } from './queue.ts';
import { readReason, sentReason } from './reasons.ts';
import { field, redirect, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';

/** Earlier texts that the page compares at most, the last ones. */
const FORMER = 20;

type Shown = Parameters<typeof show>[3];

/** One post for a moderator, whether it waits or not: judging it, changing it, what it said before, what was decided. */
export const moderatedPost: LivePageHandlers = {
  access: 'moderator',
  get: (request) => postPage(request, request.query['message'] ?? ''),
  async post(request) {
    const { locale } = request;
    const post = field(request, 'post');
    if (field(request, 'act') === 'edit') return change(request, post);
    const judged = await judgeSent(request);
    if ('flaw' in judged) return postPage(request, post, judged.flaw);
    if ('to' in judged) return redirect(judged.to);
    const [first] = judged.outcomes;
    const isDone = typeof first?.outcome === 'object' && 'done' in first.outcome;
    // The journal below says what someone else did first.
    const notice = isDone ? 'garde' : 'deja';
    return redirect(withQuery(LIVE_PAGES.moderatedPost[locale], { message: post, avis: notice }));
  },
};

async function change(request: SignedIn, post: string): Promise<LiveAnswer> {
  const { strapi, member, locale, now } = request;
  const present = await inTransaction(strapi, (trx) => postToJudge(trx, post));
  if (!present) return gone(request);
  const texts = readTexts(present.kind, { title: field(request, 'title'), body: field(request, 'body') });
  const why = readReason(request);
  const flaws: Record<string, FieldFlaw> = 'flaws' in texts ? { ...texts.flaws } : {};
  if ('flaw' in why) flaws['reason-edit'] = why.flaw;
  else if (why.reason === '') flaws['reason-edit'] = 'missing';
  const values = {
    act: 'edit',
    body: field(request, 'body'),
    title: field(request, 'title'),
    revision: field(request, 'revision'),
    ...sentReason(request),
  };
  if ('flaws' in texts || 'flaw' in why || Object.keys(flaws).length > 0)
    return postPage(request, post, { flaws, values });
  const by = { member: member.document_id };
  const sent = { post, ...texts, revision: Number.parseInt(values.revision, 10), ...why };
  const outcome = await writeTransaction(strapi, (write) => correct(strapi, write, by, sent, now));
  if (typeof outcome === 'object') return postPage(request, post, { values, status: 422 }, outcome.stale);
  // What is hidden or refused is not changed: it is approved first.
  if (outcome !== 'done' && outcome !== 'same')
    return postPage(request, post, { flaws: { body: 'not-allowed' }, values });
  return redirect(withQuery(LIVE_PAGES.moderatedPost[locale], { message: post, avis: 'garde' }));
}

async function postPage(
  request: SignedIn,
  id: string,
  shown: Shown = {},
  stale: LiveData['moderatedPost']['stale'] = null,
): Promise<LiveAnswer> {
  const { strapi, member, query, locale } = request;
  if (id === '') return redirect(LIVE_PAGES.queue[locale]);
  const data = await inTransaction(strapi, async (trx) => {
    const post = await postToJudge(trx, id);
    const former = post && (await revisionsOf({ trx }, member, id));
    if (!post || typeof former === 'string') return null;
    return {
      post,
      former: former!.slice(-FORMER).map(({ title, body, changedAt }) => ({ title, body, changedAt })),
      stale,
      lines: await journalEntries(trx, { post: id, limit: 50 }),
    };
  });
  if (!data) return gone(request);
  const notice = query['avis'] === 'garde' ? 'saved' : query['avis'] === 'deja' ? 'already' : null;
  return show(request, 'moderatedPost', data, { notice, ...shown });
}

const gone = ({ member }: SignedIn): LiveAnswer => ({ kind: 'refused', status: 404, viewer: viewerOf(member) });
