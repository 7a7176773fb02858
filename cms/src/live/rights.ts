import type { FoundPost, FoundThread } from '../community/find-posts.ts';
import type { Member } from '../members/members.ts';

interface Found {
  post: FoundPost;
  thread: FoundThread;
}

/**
 * What pages offer to a member, so that nobody is offered what would be refused. The functions that act decide again, in their
 * transaction: these do not replace them.
 */
export const isModerator = ({ role }: Member): boolean => role === 'moderator';

/** A post that readers do not see is its author's and the moderators' to look at. */
export function maySee(member: Member, { post, thread }: Found): boolean {
  const isPublic = post.state === 'published' && thread.question.state === 'published';
  return isPublic || isModerator(member) || (post.author === member.document_id && post.state !== 'removed');
}

/** A post of one's own. What moderators change of others' is changed in the queue, with a reason. */
export function mayChange(member: Member, { post, thread }: Found): boolean {
  if (post.author !== member.document_id) return false;
  if (post.state !== 'published' && post.state !== 'pending') return false;
  return isModerator(member) || !thread.locked;
}

export function mayAccept(member: Member, { post, thread }: Found): boolean {
  if (post.kind !== 'answer' || post.state !== 'published') return false;
  return isModerator(member) || (thread.question.author === member.document_id && !thread.locked);
}
