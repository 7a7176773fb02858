import type { Core } from '@strapi/strapi';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import type { Member } from '../members/members.ts';
import { nameOf, note, type Actor } from '../moderation/journal.ts';
import { refresh } from '../published/publications.ts';
import type { PostRow } from './rows.ts';
import { POSTS, THREADS, parsedJson } from './tables.ts';
import type { NotDone } from './voting.ts';

const REVISIONS = 'palier_post_revisions';

/** What a post says now. */
export interface PresentText {
  title: string | null;
  body: string;
  revision: number;
}

/** Changes noted at most, the last ones; the texts before are all kept. */
const EDITS_KEPT = 100;

/** A text to take the place of that of a post. */
export interface Change {
  post: string;
  /** Of a question; null leaves it as it is. */
  title: string | null;
  body: string;
  /** The revision that the change was made from. */
  revision: number;
}

/**
 * Changes a post of one's own. What it said before is kept. Of two who change the same text at once, the second is told, with both
 * texts.
 *
 * @param change.waits the post, as changed, waits for a moderator
 */
export async function edit(
  strapi: Core.Strapi,
  write: WriteContext,
  member: Member,
  change: Change & { waits?: boolean },
  now: Date,
): Promise<'done' | 'same' | NotDone | { stale: PresentText }> {
  const found = await own(write, member, change.post);
  if (typeof found === 'string') return found;
  const outcome = await replaceText(write, { member: member.document_id }, found, change, now);
  if (outcome === 'done') await refresh(strapi, write, 'thread', [found.thread], 'refuse');
  return outcome;
}

/**
 * Changes anyone's post, for a moderator, as {@link edit} does for its author. What is changed of someone else's is noted in the
 * journal, with why.
 *
 * @returns `gone` also for what is hidden or refused: it is approved first
 */
export async function correct(
  strapi: Core.Strapi,
  write: WriteContext,
  by: Actor,
  { reason, ...change }: Change & { reason: string },
  now: Date,
): Promise<'done' | 'same' | 'gone' | 'no-reason' | { stale: PresentText }> {
  if (reason.trim() === '') return 'no-reason';
  const found = await rowOf(write.trx, change.post);
  if (!found || !isOpen(found)) return 'gone';
  const outcome = await replaceText(write, by, found, change, now);
  if (outcome !== 'done') return outcome;
  const { document_id: post, thread, author } = found;
  if (nameOf(by) !== nameOf({ member: author })) {
    await note(write.trx, { by, act: 'edit', post, thread, member: author, reason }, now);
  }
  await refresh(strapi, write, 'thread', [thread], 'refuse');
  return 'done';
}

async function replaceText(
  { trx }: WriteContext,
  by: Actor,
  found: PostRow,
  sent: Change & { waits?: boolean },
  now: Date,
): Promise<'done' | 'same' | { stale: PresentText }> {
  const { title: titleBefore } = await trx(THREADS)
    .where({ document_id: found.thread })
    .first<{ title: string }>('title');
  const isQuestion = found.kind === 'question';
  const title = isQuestion ? (sent.title ?? titleBefore) : null;
  const present = { title: isQuestion ? titleBefore : null, body: found.body, revision: found.revision };
  if (present.title === title && present.body === sent.body) return 'same';
  if (found.revision !== sent.revision) return { stale: present };

  const at = now.toISOString();
  await trx(REVISIONS).insert({
    post: sent.post,
    revision: found.revision,
    title: present.title,
    body: found.body,
    changed_at: at,
    changed_by: nameOf(by),
  });
  const edits = [...(parsedJson<string[] | null>(found.edits) ?? []), at].slice(-EDITS_KEPT);
  await trx(POSTS)
    .where({ document_id: sent.post })
    .update({
      body: sent.body,
      revision: found.revision + 1,
      edits: JSON.stringify(edits),
      updated_at: now,
      ...(sent.waits && { state: 'pending' }),
    });
  if (title !== null) await trx(THREADS).where({ document_id: found.thread }).update({ title, updated_at: now });
  return 'done';
}

/** Takes a post of one's own back. A question that others have answered stays: the answers are theirs. */
export async function remove(
  strapi: Core.Strapi,
  write: WriteContext,
  member: Member,
  post: string,
): Promise<'done' | 'answered' | NotDone> {
  const { trx } = write;
  const found = await own(write, member, post);
  if (typeof found === 'string') return found;
  if (found.kind === 'question') {
    const others = trx(POSTS).where({ thread: found.thread, kind: 'answer', state: 'published' });
    if (await others.whereNot({ author: found.author }).first('id')) return 'answered';
  }
  await trx(POSTS).where({ document_id: post }).update({ state: 'removed' });
  await trx(THREADS).where({ document_id: found.thread, accepted: post }).update({ accepted: null });
  await refresh(strapi, write, 'thread', [found.thread], 'hide');
  return 'done';
}

/** The texts of a post before each change, the first one first; for its author and for moderators. */
export async function revisionsOf(
  { trx }: Pick<WriteContext, 'trx'>,
  member: Member,
  post: string,
): Promise<(PresentText & { changedAt: string })[] | NotDone> {
  const found = await rowOf(trx, post);
  if (!found) return 'gone';
  if (found.author !== member.document_id && member.role !== 'moderator') return 'not-yours';
  const rows = await trx(REVISIONS)
    .where({ post })
    .orderBy('revision')
    .select<(PresentText & { changed_at: string })[]>('title', 'body', 'revision', 'changed_at');
  return rows.map(({ changed_at, ...text }) => ({ ...text, changedAt: changed_at }));
}

const rowOf = (trx: Transaction, post: string) =>
  trx(POSTS).where({ document_id: post }).first<PostRow | undefined>('*');

/** What a moderator hid or refused is nobody's to change. */
const isOpen = ({ state }: PostRow) => state === 'published' || state === 'pending';

/** A post that a member may change now. */
async function own({ trx }: WriteContext, member: Member, post: string): Promise<PostRow | NotDone> {
  const found = await rowOf(trx, post);
  if (!found) return 'gone';
  if (found.author !== member.document_id) return 'not-yours';
  if (!isOpen(found)) return 'gone';
  const { locked } = await trx(THREADS)
    .where({ document_id: found.thread })
    .first<{ locked: boolean | 0 | 1 }>('locked');
  return locked && member.role !== 'moderator' ? 'closed' : found;
}
