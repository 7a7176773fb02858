import {
  JUDGEMENTS,
  LIVE_PAGES,
  type JudgeOutcome,
  type Judgement,
  type LiveAnswer,
  type PostState,
} from '@palier/model';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { mailNow } from '../mail/dispatch.ts';
import { lastActOn } from '../moderation/journal-entries.ts';
import { judgeEach } from '../moderation/judge.ts';
import { lookAtIdentity } from '../moderation/members.ts';
import { countWaiting, postToJudge, queue as waitingPosts } from '../moderation/queue.ts';
import { readReason, sentReason } from './reasons.ts';
import { field, redirect, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';

/** Posts on a page of the queue. */
const PAGE = 25;

const IDENTIFIER = /^[a-z0-9]{1,32}$/;

/** Posts that wait for a moderator; its forms judge one, or several at once. */
export const queue: LivePageHandlers = {
  access: 'moderator',
  get: (request) => queuePage(request),
  async post(request) {
    const { locale } = request;
    const judged = await judgeSent(request);
    if ('flaw' in judged) return queuePage(request, judged.flaw);
    if ('to' in judged) return redirect(judged.to);
    const { judgement, outcomes } = judged;
    const late = outcomes.filter(
      ({ outcome }) => outcome === 'gone' || (typeof outcome === 'object' && 'already' in outcome),
    );
    const next = field(request, 'next');
    const query = {
      fait: judgement,
      nombre: String(outcomes.length - late.length),
      page: String(pageOf(field(request, 'page'))),
      ...(late.length > 0 && { deja: late.map(({ post }) => post).join(',') }),
    };
    // What comes next has the focus, with or without a script.
    const focus = late.length > 0 ? '#already' : IDENTIFIER.test(next) ? `#post-${next}` : '';
    return redirect(withQuery(LIVE_PAGES.queue[locale], query) + focus);
  },
};

type Sent =
  | { judgement: Judgement; outcomes: { post: string; outcome: JudgeOutcome }[] }
  | { to: string }
  | { flaw: Parameters<typeof show>[3] };

/** Does what the form of one post, or the form of those that are chosen, asks. */
export async function judgeSent(request: SignedIn): Promise<Sent> {
  const { strapi, member, locale, now } = request;
  const by = { member: member.document_id };
  const post = field(request, 'post');
  const act = field(request, 'act');
  const posts = post === '' ? chosen(request) : [{ post, seen: field(request, 'seen') as PostState }];
  const named = `reason-${post || 'chosen'}`;
  const flawed = (flaw: 'missing' | 'too-long' | 'not-allowed'): Sent => ({
    flaw: { flaws: { [named]: flaw }, values: { ...request.fields, post, ...sentReason(request) } },
  });
  const read = readReason(request);
  if ('flaw' in read) return flawed('too-long');
  if (act === 'look') {
    const seen = await inTransaction(strapi, (trx) => lookAtIdentity(trx, by, { post, ...read }, now));
    if (seen === 'no-reason') return flawed('missing');
    if (seen === 'gone') return flawed('not-allowed');
    return { to: withQuery(LIVE_PAGES.moderatedMember[locale], { membre: seen.member }) };
  }
  const judgement = JUDGEMENTS.find((one) => one === act);
  if (!judgement || posts.length === 0) return flawed('not-allowed');
  if (judgement === 'reject' && read.reason === '') return flawed('missing');
  const outcomes = await judgeEach(strapi, by, posts, { judgement, ...read }, now);
  void mailNow(strapi);
  return { judgement, outcomes };
}

/** The posts that are ticked, each with the state in which the moderator saw it. */
const chosen = ({ fields }: SignedIn): { post: string; seen: PostState }[] =>
  Object.entries(fields)
    .filter(([name]) => name.startsWith('pick-'))
    .slice(0, PAGE)
    .map(([name, seen]) => ({ post: name.slice('pick-'.length), seen: seen as PostState }));

const pageOf = (text: string | undefined): number =>
  Math.min(Math.max(1, Number.parseInt(text ?? '', 10) || 1), 10_000);

async function queuePage(request: SignedIn, shown: Parameters<typeof show>[3] = {}): Promise<LiveAnswer> {
  const { strapi, query, fields } = request;
  const data = await inTransaction(strapi, async (trx) => {
    const total = await countWaiting(trx);
    const pages = Math.max(1, Math.ceil(total / PAGE));
    const page = Math.min(pageOf(fields['page'] ?? query['page']), pages);
    const judgement = JUDGEMENTS.find((one) => one === query['fait']);
    return {
      posts: await waitingPosts(trx, { limit: PAGE, offset: (page - 1) * PAGE }),
      total,
      page,
      pages,
      done: judgement ? { judgement, count: Math.min(Number.parseInt(query['nombre'] ?? '', 10) || 0, PAGE) } : null,
      already: await judgedBefore(trx, query['deja'] ?? ''),
    };
  });
  return show(request, 'queue', data, shown);
}

/** Posts that someone else had judged first, with what they did. */
async function judgedBefore(trx: Transaction, ids: string) {
  const found = [];
  for (const id of ids.split(',').slice(0, PAGE)) {
    const post = IDENTIFIER.test(id) ? await postToJudge(trx, id) : undefined;
    if (post) found.push({ post: id, title: post.title, state: post.state, last: await lastActOn(trx, id) });
  }
  return found;
}
