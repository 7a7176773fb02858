import { POSTS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { firstPostsReviewed } from '../environment.ts';
import type { Member } from '../members/members.ts';

/** How far a member is trusted. `exempt`: who speaks officially, and moderators. */
export type TrustLevel = 'newcomer' | 'member' | 'trusted' | 'exempt';

export interface Trust {
  level: TrustLevel;
  /** A moderator warned them not long ago. */
  warned: boolean;
}

/**
 * What each level may do: links in a post before it waits, posts an hour and a day. A newcomer has fewer published posts than
 * `FIRST_POSTS_REVIEWED` (one where it is 0); a trusted member has ten, none refused for 90 days, no warning for 30, and came
 * at least 30 days ago.
 */
export const LIMITS: Readonly<
  Record<Exclude<TrustLevel, 'exempt'>, { links: number; perHour: number; perDay: number }>
> = {
  newcomer: { links: 1, perHour: 3, perDay: 10 },
  member: { links: 4, perHour: 20, perDay: 60 },
  trusted: { links: 20, perHour: 60, perDay: 200 },
};

const TRUSTED = { posts: 10, daysWithoutRefusal: 90, daysSinceJoined: 30 };

/** How long a warning makes posts wait, in days. */
const WARNED_DAYS = 30;

const DAY_MS = 24 * 3_600_000;

/** How far a member is trusted, by what they posted and what moderators said of it. */
export async function trustOf(trx: Transaction, member: Member, now: Date): Promise<Trust> {
  if (member.official || member.role === 'moderator') return { level: 'exempt', warned: false };
  const { document_id: id, joined_at } = member;
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const warnings = trx('palier_journal').where({ member: id, act: 'warn' });
  const [counts] = (await trx.select(
    trx(POSTS).where({ author: id, state: 'published' }).count('*').as('published'),
    trx(POSTS)
      .where({ author: id, state: 'rejected' })
      .where('updated_at', '>=', before(TRUSTED.daysWithoutRefusal))
      .count('*')
      .as('rejected'),
    warnings.where('at', '>=', before(WARNED_DAYS).toISOString()).count('*').as('warnings'),
  )) as Record<'published' | 'rejected' | 'warnings', number | string>[];
  const [published, rejected, warned] = [
    Number(counts!.published),
    Number(counts!.rejected),
    Number(counts!.warnings) > 0,
  ];
  if (published < Math.max(1, firstPostsReviewed())) return { level: 'newcomer', warned };
  const isTrusted =
    published >= TRUSTED.posts &&
    rejected === 0 &&
    !warned &&
    joined_at <= before(TRUSTED.daysSinceJoined).toISOString();
  return { level: isTrusted ? 'trusted' : 'member', warned };
}
