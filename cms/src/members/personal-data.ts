import type { Core } from '@strapi/strapi';
import { refreshPostsOf } from '../community/refresh-posts.ts';
import { MEMBERS, POSTS, THREADS, parsedJson } from '../community/tables.ts';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { dropMailsTo } from '../mail/outbox.ts';
import { nameOf } from '../moderation/journal.ts';
import { dropPayloadsOf } from '../moderation/payloads.ts';
import { moderationDataOf } from '../moderation/personal-data.ts';
import { dropNotificationData, notificationDataOf } from '../notifications/personal-data.ts';
import { dropRegistrations, registrationDataOf } from '../registrations/personal-data.ts';
import type { Member } from './members.ts';
import { endSessions, sessionsOf } from './sessions.ts';
import { dropSignIns } from './sign-in.ts';

/** Everything that the hub keeps of a member, by their right to it (GDPR, Articles 15 and 20). */
export async function exportOf(trx: Transaction, member: Member, session: string, now: Date): Promise<unknown> {
  const { document_id: id } = member;
  const posts = await trx(POSTS)
    .where({ author: id })
    .orderBy('posted_at')
    .select('document_id', 'kind', 'state', 'thread', 'body', 'shows', 'score', 'posted_at', 'edits');
  const threads = await trx(THREADS)
    .whereIn('document_id', [...new Set(posts.map(({ thread }) => thread as string))])
    .select<{ document_id: string; title: string; slug: string }[]>('document_id', 'title', 'slug');
  const revisions = await trx('palier_post_revisions')
    .where({ changed_by: nameOf({ member: id }) })
    .orderBy('changed_at')
    .select('post', 'revision', 'title', 'body', 'changed_at');
  const votes = await trx('palier_votes').where({ member: id }).orderBy('at').select('post', 'at');
  const identities = await trx('palier_identities').where({ member: id }).select('issuer', 'subject');
  return {
    exportedAt: now.toISOString(),
    profile: {
      email: member.email,
      pseudonym: member.pseudonym,
      language: member.language,
      level: member.level,
      entity: member.entity,
      siren: member.siren,
      sector: member.sector,
      size: member.size,
      role: member.role,
      state: member.state,
      suspendedUntil: member.suspended_until,
      joinedAt: member.joined_at,
      seenAt: member.seen_at,
    },
    identities,
    sessions: await sessionsOf(trx, id, session, now),
    posts: posts.map(({ document_id, kind, state, thread, body, shows, score, posted_at, edits }) => ({
      id: document_id,
      kind,
      state,
      thread: threads.find((one) => one.document_id === thread) ?? null,
      body,
      shows: parsedJson(shows),
      score,
      postedAt: posted_at,
      edits: parsedJson(edits),
    })),
    changes: revisions.map(({ post, revision, title, body, changed_at }) => ({
      post,
      revision,
      before: { title, body },
      at: changed_at,
    })),
    votes,
    moderation: await moderationDataOf(
      trx,
      id,
      posts.map(({ document_id }) => document_id as string),
    ),
    ...(await notificationDataOf(trx, id)),
    ...(await registrationDataOf(trx, member)),
  };
}

/**
 * Erases a member: who they are, their sessions and what waits for them. Their posts stay under no name, or go with them. What
 * readers see changes in the same transaction.
 */
export async function eraseMember(
  strapi: Core.Strapi,
  write: WriteContext,
  member: Member,
  posts: 'keep' | 'remove',
): Promise<void> {
  const { trx } = write;
  const { document_id: id, email } = member;
  if (posts === 'remove') {
    // The text too: nobody has a use for it any more.
    const own = trx(POSTS).where({ author: id }).select('document_id');
    await trx('palier_post_revisions').whereIn('post', own).delete();
    await trx('palier_holds').whereIn('post', own).delete();
    await trx(POSTS).where({ author: id }).update({ state: 'removed', body: '', edits: '[]', shows: '[]' });
  }
  await trx(MEMBERS).where({ document_id: id }).update({
    email: null,
    pseudonym: null,
    pseudonym_key: null,
    state: 'erased',
    role: 'member',
    official: false,
    level: null,
    entity: null,
    siren: null,
    sector: null,
    size: null,
    suspended_until: null,
    updated_at: new Date(),
  });
  await endSessions(trx, id);
  await trx('palier_identities').where({ member: id }).delete();
  await trx('palier_post_keys').where({ member: id }).delete();
  await trx('palier_provider_requests').where({ member: id }).delete();
  await dropPayloadsOf(trx, id);
  await dropNotificationData(trx, id);
  await dropRegistrations(trx, member, new Date());
  if (email !== null) {
    await dropSignIns(trx, email);
    await dropMailsTo(trx, email);
  }
  await refreshPostsOf(strapi, write, id);
}
