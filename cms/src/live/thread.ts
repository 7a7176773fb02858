import { CLOSURES, LIVE_PAGES, type Choice, type ThreadData } from '@palier/model';
import { findThread, isPublic, threadReference, type FoundThread } from '../community/find-posts.ts';
import { markedSubjects } from '../community/subjects.ts';
import { POSTS } from '../community/tables.ts';
import { inTransaction, writeTransaction, type Transaction } from '../database/transaction.ts';
import { threadNamed } from '../moderation/named-thread.ts';
import { changeThread, type ThreadChange } from '../moderation/threads.ts';
import { follow, isFollowing, unfollow } from '../notifications/follows.ts';
import { field, redirect, refused, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';
import { isModerator } from './rights.ts';

/**
 * A thread as a whole: what a script needs to make its open page the reader's own, and the form by which its asker closes it and
 * moderators lock, pin and move it.
 */
export const thread: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, query } = request;
    return inTransaction(strapi, async (trx) => {
      const found = await findThread(trx, query['question'] ?? '');
      if (!found || !maySeeThread(request, found)) return refused(request, 404);
      const notice = query['avis'] === 'fait' ? 'saved' : null;
      return show(request, 'thread', await readThread(trx, request, found), { notice });
    });
  },
  async post(request) {
    const { strapi, member, locale, now } = request;
    const id = field(request, 'question');
    const reason = field(request, 'reason').slice(0, 2000);
    const by = { member: member.document_id };
    return writeTransaction(strapi, async (write) => {
      const found = await findThread(write.trx, id);
      if (!found || !maySeeThread(request, found)) return refused(request, 404);
      const done = redirect(withQuery(LIVE_PAGES.thread[locale], { question: id, avis: 'fait' }));
      const followed = { kind: 'thread' as const, target: id };
      switch (field(request, 'act')) {
        case 'follow':
          return (await follow(write.trx, member.document_id, followed, now)) === 'gone' ? refused(request, 404) : done;
        case 'unfollow':
          await unfollow(write.trx, member.document_id, followed, now);
          return done;
      }
      const change = await changeOf(write.trx, request, found);
      if (change === 'not-yours') return refused(request, 403);
      if (change === 'unknown') return refused(request, 404);
      const outcome = await changeThread(strapi, write, by, { thread: id, change, reason }, now);
      if (outcome === 'no-original') {
        const data = await readThread(write.trx, request, found);
        return show(request, 'thread', data, { flaws: { original: 'not-allowed' }, values: request.fields });
      }
      return outcome === 'gone' ? refused(request, 404) : done;
    });
  },
};

const isAsker = ({ member }: SignedIn, { question }: FoundThread) => question.author === member.document_id;

const maySeeThread = (request: SignedIn, found: FoundThread) =>
  isPublic(found) || isModerator(request.member) || isAsker(request, found);

/** What the form asks, if this member may: who asked closes and opens again; the rest is moderators'. */
async function changeOf(
  trx: Transaction,
  request: SignedIn,
  found: FoundThread,
): Promise<ThreadChange | 'not-yours' | 'unknown'> {
  const act = field(request, 'act');
  const closing = act === 'close' || act === 'reopen';
  const mayClose = isAsker(request, found) && !found.locked;
  if (!isModerator(request.member) && !(closing && mayClose)) return 'not-yours';
  switch (act) {
    case 'close': {
      const closure = CLOSURES.find((one) => one === field(request, 'closure'));
      if (!closure) return 'unknown';
      return {
        closure,
        duplicateOf: closure === 'duplicate' ? await threadNamed(trx, field(request, 'original')) : null,
      };
    }
    case 'reopen':
      return { closure: null };
    case 'lock':
    case 'unlock':
      return { locked: act === 'lock' };
    case 'pin':
    case 'unpin':
      return { pinned: act === 'pin' };
    case 'move': {
      const chosen = (choices: Choice[], prefix: string) =>
        choices.map(({ slug }) => slug).filter((slug) => field(request, `${prefix}-${slug}`) !== '');
      const { topics, sectors } = await markedSubjects(request.strapi, trx, request.locale, found);
      return { topics: chosen(topics, 'topic'), sectors: chosen(sectors, 'sector') };
    }
    default:
      return 'unknown';
  }
}

async function readThread(trx: Transaction, request: SignedIn, found: FoundThread): Promise<ThreadData> {
  const { strapi, locale } = request;
  const { document_id: member } = request.member;
  const ids = trx(POSTS).where({ thread: found.id }).select('document_id');
  const votes = await trx('palier_votes').where({ member }).whereIn('post', ids).pluck<string[]>('post');
  const own = await trx(POSTS)
    .where({ thread: found.id, author: member })
    .whereNot({ state: 'removed' })
    .orderBy('id')
    .select<ThreadData['own']>({ id: 'document_id', kind: 'kind', state: 'state' });
  const none = { topics: [], sectors: [] };
  return {
    thread: threadReference(found),
    votes,
    own,
    isAsker: isAsker(request, found),
    isFollowed: await isFollowing(trx, member, { kind: 'thread', target: found.id }),
    closure: found.closure,
    isLocked: found.locked,
    isPinned: found.pinned,
    ...(isModerator(request.member) ? await markedSubjects(strapi, trx, locale, found) : none),
  };
}
