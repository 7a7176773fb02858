import { LIVE_PAGES, type LiveAnswer, type WritingData } from '@palier/model';
import { findPost, findThread, isPublic, threadReference, type FoundThread } from '../community/find-posts.ts';
import { reply as replyTo } from '../community/posting.ts';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { chooseName } from './ask.ts';
import { post as postIt, shownParts, signing } from './posting.ts';
import { field, redirect, refused, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';
import { newWriting, readWriting } from './writing.ts';

/** What is replied to: a question is answered; a question or an answer is commented on. */
interface Target {
  thread: FoundThread;
  /** Of a comment: the post that it is on. */
  parent: { id: string; kind: 'question' | 'answer'; body: string } | null;
}

async function findTarget(trx: Transaction, { question, message }: Record<'question' | 'message', string>) {
  if (message === '') {
    const thread = await findThread(trx, question);
    return thread && isPublic(thread) ? { thread, parent: null } : undefined;
  }
  const found = await findPost(trx, message);
  if (!found || found.post.state !== 'published' || !isPublic(found.thread)) return undefined;
  const { id, kind, body } = found.post;
  return kind === 'comment' ? undefined : { thread: found.thread, parent: { id, kind, body } };
}

/** The form to answer (`?question=`) or to comment on a post (`?message=`). */
export const reply: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, query, locale } = request;
    const asked = { question: query['question'] ?? '', message: query['message'] ?? '' };
    const target = await inTransaction(strapi, (trx) => findTarget(trx, asked));
    if (!target) return refused(request, 404);
    if (request.member.pseudonym === null) {
      const back = Object.fromEntries(Object.entries(asked).filter(([, id]) => id !== ''));
      return chooseName(request, withQuery(LIVE_PAGES.reply[locale], back));
    }
    return replyPage(request, target, newWriting(), {});
  },
  async post(request) {
    const { strapi, member, now, locale } = request;
    const asked = { question: field(request, 'question'), message: field(request, 'message') };
    const target = await inTransaction(strapi, (trx) => findTarget(trx, asked));
    if (!target) return refused(request, 404);
    if (member.pseudonym === null) return redirect(LIVE_PAGES.profile[locale]);
    const { thread, parent } = target;
    const written = await readWriting(request, { kind: parent ? 'comment' : 'body', hasTitle: false });
    if ('writing' in written) return replyPage(request, target, written.writing, written.shown);
    const sent = {
      thread: thread.id,
      ...(parent && { parent: parent.id }),
      body: written.body,
      key: written.key,
      shows: shownParts(request),
    };
    return postIt(
      request,
      { kind: parent ? 'comment' : 'answer', ...written },
      (shown) =>
        replyPage(request, target, { ...newWriting(), key: written.key }, { values: request.fields, ...shown }),
      (write, state) => replyTo(strapi, write, member, { ...sent, state }, now),
    );
  },
};

async function replyPage(
  request: SignedIn,
  { thread, parent }: Target,
  writing: WritingData,
  shown: Parameters<typeof show>[3],
): Promise<LiveAnswer> {
  const { id, body } = thread.question;
  const to = parent ?? { id, kind: 'question' as const, body };
  const isComment = parent !== null;
  const closed = thread.locked || thread.closure !== null;
  const data = { ...writing, ...(await signing(request)), thread: threadReference(thread), to, isComment };
  return show(request, 'reply', data, closed ? { ...shown, notice: 'closed', status: 422 } : shown);
}
