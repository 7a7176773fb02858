export type { PostKind, PostState, ShownPart as Shown } from '@palier/model';

/**
 * Types of Strapi that the community is kept in. They are read and written by our own queries: what members do is decided in
 * the database (invariant 6), and nothing of it goes through the forms of the admin.
 */
export const THREAD = 'api::thread.thread';
export const POST = 'api::post.post';
export const MEMBER = 'api::member.member';

/** Their tables. */
export const THREADS = 'threads';
export const POSTS = 'posts';
export const MEMBERS = 'members';

/** A value of a JSON column: PostgreSQL gives it parsed, SQLite as text. */
export function parsedJson<Value>(value: unknown): Value {
  return (typeof value === 'string' ? JSON.parse(value) : value) as Value;
}
