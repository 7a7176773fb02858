import type { Core } from '@strapi/strapi';
import type { WriteContext } from '../database/transaction.ts';
import type { Member } from '../members/members.ts';
import { note } from '../moderation/journal.ts';
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

/**
 * Changes a post of one's own, or anyone's for a moderator. What it said before is kept. Of two who change the same text at once, the
 * second is told, with both texts. What a moderator changes of someone else's is noted in the journal.
 *
 * @param sent.revision the revision that the change was made from
 * @param sent.waits the post, as changed, waits for a moderator
 * @param sent.reason of a moderator: why
 */
export async function edit(
  strapi: Core.Strapi,
  write: WriteContext,
  member: Member,
  sent: {
    post: string;
    title: string | null;
    body: string;
    revision: number;
    waits?: boolean;
    reason?: string;
  },
  now: Date,
): Promise<'done' | 'same' | NotDone | { stale: PresentText }> {
  const { trx } = write;
  const found = await own(write, member, sent.post);
  if (typeof found === 'string') return found;
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
    changed_by: member.document_id,
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
  const { thread, author } = found;
  if (author !== member.document_id) {
    const { post, reason } = sent;
    await note(trx, { by: { member: member.document_id }, act: 'edit', post, thread, member: author, reason }, now);
  }
  await refresh(strapi, write, 'thread', [thread], 'refuse');
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
  write: Pick<WriteContext, 'trx'>,
  member: Member,
  post: string,
): Promise<(PresentText & { changedAt: string })[] | NotDone> {
  const found = await owned(write, member, post);
  if (typeof found === 'string') return found;
  const rows = await write
    .trx(REVISIONS)
    .where({ post })
    .orderBy('revision')
    .select<(PresentText & { changed_at: string })[]>('title', 'body', 'revision', 'changed_at');
  return rows.map(({ changed_at, ...text }) => ({ ...text, changedAt: changed_at }));
}

/** A post that a member may look at as its author. */
async function owned(
  { trx }: Pick<WriteContext, 'trx'>,
  member: Member,
  post: string,
): Promise<PostRow | 'gone' | 'not-yours'> {
  const found = await trx(POSTS).where({ document_id: post }).first<PostRow | undefined>('*');
  if (!found) return 'gone';
  return found.author === member.document_id || member.role === 'moderator' ? found : 'not-yours';
}

/** A post that a member may change now. */
async function own(write: WriteContext, member: Member, post: string): Promise<PostRow | NotDone> {
  const found = await owned(write, member, post);
  if (typeof found === 'string') return found;
  // What a moderator hid or refused is no longer its author's to change.
  if (found.state !== 'published' && found.state !== 'pending') return 'gone';
  const { locked } = await write
    .trx(THREADS)
    .where({ document_id: found.thread })
    .first<{ locked: boolean | 0 | 1 }>('locked');
  return locked && member.role !== 'moderator' ? 'closed' : found;
}
