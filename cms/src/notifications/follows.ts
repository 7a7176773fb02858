import { LEVELS, REGIONS, type FollowKind, type Level, type Region } from '@palier/model';
import { POSTS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { addressesOf, ownerOf } from '../published/addresses.ts';
import { chunks } from './chunks.ts';

export const FOLLOWS = 'palier_follows';

export interface Followed {
  kind: FollowKind;
  target: string;
}

/** Follows a thread, a topic, a level or a region. Asking again changes nothing. @returns `gone` when readers see no such thing */
export async function follow(
  trx: Transaction,
  member: string,
  { kind, target }: Followed,
  now: Date,
): Promise<'done' | 'gone'> {
  if (!(await exists(trx, { kind, target }))) return 'gone';
  const at = now.toISOString();
  await trx(FOLLOWS)
    .insert({ member, kind, target, following: true, at })
    .onConflict(['member', 'kind', 'target'])
    .merge({ following: true, at })
    .where({ [`${FOLLOWS}.following`]: false });
  return 'done';
}

/** Follows no longer: taking part in the thread once again does not bring it back. */
export async function unfollow(trx: Transaction, member: string, { kind, target }: Followed, now: Date): Promise<void> {
  await trx(FOLLOWS)
    .insert({ member, kind, target, following: false, at: now.toISOString() })
    .onConflict(['member', 'kind', 'target'])
    .merge(['following', 'at']);
}

/** Follows that a list shows. */
const SHOWN_MAX = 100;

/** What a member follows, the last first, a hundred at most. */
export function followsOf(trx: Transaction, member: string): Promise<Followed[]> {
  return trx(FOLLOWS)
    .where({ member, following: true })
    .orderBy('at', 'desc')
    .limit(SHOWN_MAX)
    .select<Followed[]>('kind', 'target');
}

export async function isFollowing(trx: Transaction, member: string, { kind, target }: Followed): Promise<boolean> {
  return (await trx(FOLLOWS).where({ member, kind, target, following: true }).first('at')) !== undefined;
}

/** Those who take part in a thread follow it, unless they said that they do not want to. */
export async function followByTakingPart(
  trx: Transaction,
  taking: readonly { member: string; thread: string; at: string }[],
): Promise<void> {
  const rows = taking.map(({ member, thread, at }) => ({
    member,
    kind: 'thread',
    target: thread,
    following: true,
    at,
  }));
  for (const some of chunks(rows)) await trx(FOLLOWS).insert(some).onConflict(['member', 'kind', 'target']).ignore();
}

/** Who followed a thread follows the one that it was merged into, unless they said that they do not want to. */
export async function moveFollows(trx: Transaction, from: string, into: string): Promise<void> {
  const followers = await trx(FOLLOWS)
    .where({ kind: 'thread', target: from, following: true })
    .select<{ member: string; at: string }[]>('member', 'at');
  await followByTakingPart(
    trx,
    followers.map(({ member, at }) => ({ member, thread: into, at })),
  );
  await trx(FOLLOWS).where({ kind: 'thread', target: from }).delete();
}

/** Slugs under which each of some topics may be followed, by the slug that threads name it by. */
export async function topicNames(trx: Transaction, slugs: readonly string[]): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  for (const slug of new Set(slugs)) {
    const topic = await ownerOf(trx, 'topic', slug);
    const addresses = topic === undefined ? [] : ((await addressesOf(trx, 'topic', [topic])).get(topic) ?? []);
    names.set(slug, [...new Set([slug, ...addresses.map((address) => address.slug)])]);
  }
  return names;
}

async function exists(trx: Transaction, { kind, target }: Followed): Promise<boolean> {
  if (kind === 'level') return LEVELS.includes(target as Level);
  if (kind === 'region') return REGIONS.includes(target as Region);
  if (kind === 'topic') return (await ownerOf(trx, 'topic', target)) !== undefined;
  return (await trx(POSTS).where({ thread: target, kind: 'question', state: 'published' }).first('id')) !== undefined;
}
