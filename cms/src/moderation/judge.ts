import type { JudgeOutcome, Judgement, PostKind, PostState } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { POSTS, THREADS } from '../community/tables.ts';
import { writeTransaction, type WriteContext } from '../database/transaction.ts';
import { judgedMail } from '../mail/moderation.ts';
import { addMail } from '../mail/outbox.ts';
import { findMember } from '../members/members.ts';
import { refresh } from '../published/publications.ts';
import { lastActOn } from './journal-entries.ts';
import { nameOf, note, type Actor } from './journal.ts';
import { settleReports } from './reports.ts';

/** From which states each is possible, and to which it leads. What its author took back is no longer judged. */
const OUTCOMES: Readonly<Record<Judgement, { from: readonly PostState[]; to: PostState }>> = {
  approve: { from: ['pending', 'hidden', 'rejected', 'published'], to: 'published' },
  hide: { from: ['published', 'pending'], to: 'hidden' },
  reject: { from: ['pending', 'published', 'hidden'], to: 'rejected' },
};

interface PostRow {
  state: PostState;
  kind: PostKind;
  thread: string;
  author: string;
  body: string;
}

/**
 * Judges a post as the moderator saw it. Of two who judge at once, the second is told what the first did, and nothing changes. To
 * refuse takes a reason. The author of what is hidden or refused is written to, with the reason, in their language. What is
 * published and approved stays as it is: its reports are dealt with.
 *
 * @param seen state of the post on the moderator's screen
 */
export async function judge(
  strapi: Core.Strapi,
  write: WriteContext,
  by: Actor,
  { post, judgement, seen, reason }: { post: string; judgement: Judgement; seen: PostState; reason: string },
  now: Date,
): Promise<JudgeOutcome> {
  const { trx } = write;
  if (judgement === 'reject' && reason.trim() === '') return 'no-reason';
  const found = await trx(POSTS)
    .where({ document_id: post })
    .first<PostRow | undefined>('state', 'kind', 'thread', 'author', 'body');
  if (!found || found.state === 'removed') return 'gone';
  const { from, to } = OUTCOMES[judgement];
  const isSettled = judgement === 'approve' && found.state === 'published' && !(await isReported(write, post));
  if (found.state !== seen || !from.includes(found.state) || isSettled) {
    return { already: found.state, last: await lastActOn(trx, post) };
  }
  const { thread, author } = found;
  await trx(POSTS).where({ document_id: post }).update({ state: to, updated_at: now });
  // A thread does not point readers to an answer that they cannot see.
  if (to !== 'published') await trx(THREADS).where({ accepted: post }).update({ accepted: null });
  await settleReports(trx, post, now);
  await note(trx, { by, act: judgement, post, thread, member: author, reason }, now);
  if (judgement !== 'approve') await tellAuthor(write, by, judgement, found, reason, now);
  await refresh(strapi, write, 'thread', [thread], 'hide');
  return { done: to };
}

/** Judges several posts alike, each in a transaction of its own, so that one that was judged meanwhile keeps none back. */
export async function judgeEach(
  strapi: Core.Strapi,
  by: Actor,
  posts: readonly { post: string; seen: PostState }[],
  { judgement, reason }: { judgement: Judgement; reason: string },
  now: Date,
): Promise<{ post: string; outcome: JudgeOutcome }[]> {
  const outcomes = [];
  for (const { post, seen } of posts) {
    const outcome = await writeTransaction(strapi, (write) =>
      judge(strapi, write, by, { post, judgement, seen, reason }, now),
    );
    outcomes.push({ post, outcome });
  }
  return outcomes;
}

const isReported = async ({ trx }: WriteContext, post: string) =>
  (await trx('palier_reports').where({ post }).whereNull('settled_at').first('id')) !== undefined;

async function tellAuthor(
  { trx }: WriteContext,
  by: Actor,
  judgement: 'hide' | 'reject',
  { thread, author, kind, body }: PostRow,
  reason: string,
  now: Date,
): Promise<void> {
  const member = await findMember(trx, author);
  if (!member || member.email === null || nameOf(by) === `member ${author}`) return;
  const { title } = await trx(THREADS).where({ document_id: thread }).first<{ title: string }>('title');
  const mail = judgedMail({ email: member.email, locale: member.language }, { judgement, kind, title, body, reason });
  await addMail(trx, mail, now);
}
