import { LIVE_PAGES, type LiveAnswer, type Notice, type PostData } from '@palier/model';
import { remove, revisionsOf } from '../community/editing.ts';
import { findPost, isPublic, postUrl, threadReference } from '../community/find-posts.ts';
import { accept, vote } from '../community/voting.ts';
import { inTransaction, writeTransaction, type Transaction, type WriteContext } from '../database/transaction.ts';
import type { Member } from '../members/members.ts';
import { countOnce, type Rate } from '../members/rates.ts';
import { refusalReason } from '../moderation/journal.ts';
import { field, redirect, refused, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';
import { isModerator, mayAccept, mayChange, maySee } from './rights.ts';

const NOTICES: Partial<Record<string, Notice>> = {
  publie: 'published',
  attente: 'pending',
  modifie: 'changed',
  retire: 'removed',
  repondu: 'answered',
  vote: 'voted',
  retenue: 'accepted',
  fait: 'saved',
};

const ACTS: Rate = { what: 'votes and choices', times: 300, spanMs: 3_600_000 };

/** One post with what a member may do about it: all that scripts do on the page of the thread works here without them. */
export const post: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, query, member } = request;
    const id = query['message'] ?? '';
    const data = await inTransaction(strapi, (trx) => readPost(trx, member, id));
    return data ? show(request, 'post', data, { notice: NOTICES[query['avis'] ?? ''] }) : refused(request, 404);
  },
  async post(request) {
    const { strapi, member, now } = request;
    const id = field(request, 'message');
    const act = ACTIONS[field(request, 'act')];
    if (!act) return refused(request, 404);
    const outcome = await writeTransaction(strapi, async (write) =>
      (await countOnce(write.trx, ACTS, member.document_id, now)) ? act(request, write, id) : 'too-many',
    );
    return outcome === 'too-many' ? refused(request, 429) : outcomeOf(request, id, outcome);
  },
};

type Outcome = 'done' | 'voted' | 'accepted' | 'removed' | 'answered' | 'gone' | 'not-yours' | 'own' | 'closed';

const voting =
  (useful: boolean) =>
  async ({ member, now }: SignedIn, write: WriteContext, post: string): Promise<Outcome> => {
    const outcome = await vote(write, member, { post, useful }, now);
    return typeof outcome === 'number' ? (useful ? 'voted' : 'done') : outcome;
  };

const accepting =
  (accepted: boolean) =>
  async ({ strapi, member }: SignedIn, write: WriteContext, post: string): Promise<Outcome> => {
    const outcome = await accept(strapi, write, member, { post, accepted });
    return outcome === 'done' && accepted ? 'accepted' : outcome;
  };

const ACTIONS: Partial<Record<string, (request: SignedIn, write: WriteContext, post: string) => Promise<Outcome>>> = {
  vote: voting(true),
  unvote: voting(false),
  accept: accepting(true),
  unaccept: accepting(false),
  remove: async ({ strapi, member }, write, post) => {
    const outcome = await remove(strapi, write, member, post);
    return outcome === 'done' ? 'removed' : outcome;
  },
};

function outcomeOf(request: SignedIn, post: string, outcome: Outcome): LiveAnswer {
  const { locale } = request;
  const back = (avis: string) => redirect(withQuery(LIVE_PAGES.post[locale], { message: post, avis }));
  switch (outcome) {
    case 'voted':
      return back('vote');
    case 'accepted':
      return back('retenue');
    case 'done':
      return back('fait');
    case 'answered':
      return back('repondu');
    case 'removed':
      return redirect(withQuery(LIVE_PAGES.ownPosts[locale], { avis: 'retire' }));
    case 'gone':
      return refused(request, 404);
    case 'not-yours':
    case 'own':
    case 'closed':
      return refused(request, 403);
  }
}

async function readPost(trx: Transaction, member: Member, id: string): Promise<PostData | null> {
  const found = await findPost(trx, id);
  if (!found || !maySee(member, found)) return null;
  const { post, thread } = found;
  const isOwn = post.author === member.document_id;
  const isSeen = post.state === 'published' && isPublic(thread);
  const open = isSeen && thread.closure === null && !thread.locked;
  const voted = await trx('palier_votes').where({ post: id, member: member.document_id }).first('post');
  const before = isOwn || isModerator(member) ? await revisionsOf({ trx }, member, id) : [];
  const changed = typeof before === 'string' ? [] : before;
  return {
    id,
    kind: post.kind,
    state: post.state,
    thread: threadReference(thread),
    url: await postUrl(trx, post, thread),
    body: post.body,
    score: post.score,
    isOwn,
    hasVoted: voted !== undefined,
    isAccepted: thread.accepted === id,
    may: {
      vote: isSeen && !isOwn && post.kind !== 'comment',
      accept: mayAccept(member, found),
      edit: mayChange(member, found),
      remove: isOwn && mayChange(member, found),
      comment: open && post.kind !== 'comment',
    },
    reason: isOwn && post.state === 'rejected' ? await refusalReason(trx, id) : null,
    former: changed.map(({ title, body, changedAt }) => ({ title, body, changedAt })),
  };
}
