import type { Level } from '@palier/model';
import { MEMBERS, parsedJson, type PostKind } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { approvalsOf } from '../moderation/journal.ts';
import { chunks } from './chunks.ts';
import { followersOf, subjectsToFollow, type News } from './followers.ts';
import { followByTakingPart, topicNames } from './follows.ts';
import { mentioned, possibleMentions } from './mentions.ts';
import { NEWS_MS, reachable, record, type Told } from './record.ts';
import { visiblePosts } from './visible.ts';

const EVENTS = 'palier_notified_events';

/** Posts looked at in one go at most. */
const POSTS_MAX = 500;

/** A post that has just become visible. */
interface NewPost {
  post: string;
  kind: PostKind;
  body: string;
  author: string;
  thread: string;
  level: Level;
  topics: unknown;
  /** Who wrote the post that a comment is on. */
  commented: string | null;
  postedAt: string;
}

/** A post whose text was changed since it was last looked at. */
interface ChangedPost {
  post: string;
  body: string;
  author: string;
  revision: number;
  edits: unknown;
}

/**
 * Tells members of what is new in some threads: each of a post once, in the transaction in which the post is noted as seen.
 *
 * @returns false when there is more than is done in one go: to be called again
 */
export async function tellOf(trx: Transaction, threads: readonly string[], now: Date): Promise<boolean> {
  const posts = (await unseen(trx, 'posted', threads).orderBy(['p.posted_at', 'p.id']).limit(POSTS_MAX).select({
    post: 'p.document_id',
    kind: 'p.kind',
    body: 'p.body',
    author: 'p.author',
    thread: 'p.thread',
    level: 't.maturity',
    topics: 't.topics',
    commented: 'parent.author',
    postedAt: 'p.posted_at',
  })) as NewPost[];
  const accepted = (await unseen(trx, 'accepted', threads)
    .where('t.accepted', trx.ref('p.document_id'))
    .select({ target: 'p.document_id', member: 'p.author', asker: 'q.author' })) as {
    target: string;
    member: string;
    asker: string;
  }[];
  const changed = await changedPosts(trx, threads);
  await note(trx, [
    ...posts.map(({ post }) => ({ post, event: 'posted' })),
    ...accepted.map(({ target }) => ({ post: target, event: 'accepted' })),
    ...changed.map(({ post, revision }) => ({ post, event: `r${revision}` })),
  ]);

  const visibleSince = await publicationsOf(trx, posts);
  await followOwnThreads(trx, posts, visibleSince);
  const oldest = new Date(now.getTime() - NEWS_MS).toISOString();
  const news = posts.filter(({ post }) => visibleSince.get(post)! >= oldest);
  const changedSince = new Map(
    changed.map(({ post, edits }) => [post, parsedJson<string[] | null>(edits)?.at(-1) ?? '']),
  );
  // Whom a change of the text mentions; of the rest of it readers were told.
  const changedNews = changed.filter(({ post }) => changedSince.get(post)! >= oldest);
  const authors = new Map([...news, ...changedNews].map(({ post, author }) => [post, author]));
  const ofOthers = [
    ...(await mentions(trx, [...news, ...(await withFormerTexts(trx, changedNews))])),
    ...comments(news),
    ...(await followers(trx, news, visibleSince)),
  ];
  const told = [
    ...accepted.filter(({ member, asker }) => member !== asker).map((one) => ({ ...one, kind: 'accepted' as const })),
    ...ofOthers.filter(({ member, target }) => member !== authors.get(target)),
  ];
  await record(trx, told, new Map([...changedSince, ...visibleSince]), now);
  return posts.length < POSTS_MAX && changed.length < POSTS_MAX;
}

/** Visible posts of threads of which an event was not yet seen. */
function unseen(trx: Transaction, event: 'posted' | 'accepted', threads: readonly string[]) {
  return visiblePosts(trx)
    .whereIn('p.thread', threads)
    .leftJoin(`${EVENTS} as e`, (on) => void on.on('e.post', 'p.document_id').andOnVal('e.event', event))
    .whereNull('e.post');
}

/** Visible posts of threads of which the present text, not the first, was not yet seen. */
async function changedPosts(trx: Transaction, threads: readonly string[]): Promise<ChangedPost[]> {
  return (await visiblePosts(trx)
    .whereIn('p.thread', threads)
    .where('p.revision', '>', 1)
    .leftJoin(
      `${EVENTS} as e`,
      (on) => void on.on('e.post', 'p.document_id').andOn('e.event', trx.raw(`'r' || p.revision`)),
    )
    .whereNull('e.post')
    .orderBy('p.id')
    .limit(POSTS_MAX)
    .select({
      post: 'p.document_id',
      body: 'p.body',
      author: 'p.author',
      revision: 'p.revision',
      edits: 'p.edits',
    })) as ChangedPost[];
}

async function note(trx: Transaction, events: readonly { post: string; event: string }[]): Promise<void> {
  for (const some of chunks(events)) await trx(EVENTS).insert(some).onConflict(['post', 'event']).ignore();
}

/** Since when each post can be seen: since it was written, or approved. */
async function publicationsOf(trx: Transaction, posts: readonly NewPost[]): Promise<Map<string, string>> {
  const since = new Map(posts.map(({ post, postedAt }) => [post, postedAt]));
  for (const some of chunks([...since.keys()]))
    for (const { post, at } of await approvalsOf(trx, some)) since.set(post, at);
  return since;
}

/** Who asks or answers follows the thread. */
async function followOwnThreads(
  trx: Transaction,
  posts: readonly NewPost[],
  visibleSince: ReadonlyMap<string, string>,
): Promise<void> {
  const own = posts.filter(({ kind }) => kind !== 'comment');
  const members = new Set(await reachable(trx, [...new Set(own.map(({ author }) => author))]));
  await followByTakingPart(
    trx,
    own
      .filter(({ author }) => members.has(author))
      .map(({ author, thread, post }) => ({ member: author, thread, at: visibleSince.get(post)! })),
  );
}

const comments = (posts: readonly NewPost[]): Told[] =>
  posts.flatMap(({ kind, commented, post }) =>
    kind === 'comment' ? [{ member: commented!, target: post, kind }] : [],
  );

/** Changed posts with the texts that they had before: whom one of those mentioned was told then. */
async function withFormerTexts(
  trx: Transaction,
  posts: readonly ChangedPost[],
): Promise<(ChangedPost & { former: string[] })[]> {
  const texts: { post: string; body: string }[] = [];
  for (const some of chunks(posts.map(({ post }) => post)))
    texts.push(...(await trx('palier_post_revisions').whereIn('post', some).select('post', 'body')));
  const byPost = Map.groupBy(texts, ({ post }) => post);
  return posts.map((one) => ({ ...one, former: (byPost.get(one.post) ?? []).map(({ body }) => body) }));
}

async function mentions(
  trx: Transaction,
  posts: readonly (Pick<NewPost, 'post' | 'body'> & { former?: string[] })[],
): Promise<Told[]> {
  const possible = posts.map(({ post, body, former = [] }) => ({
    post,
    keys: possibleMentions(body),
    before: former.map(possibleMentions),
  }));
  const members = new Map<string, string>();
  for (const some of chunks([...new Set(possible.flatMap(({ keys }) => keys.flat()))])) {
    const rows = await trx(MEMBERS)
      .whereIn('pseudonym_key', some)
      .select<{ document_id: string; pseudonym_key: string }[]>('document_id', 'pseudonym_key');
    for (const { pseudonym_key, document_id } of rows) members.set(pseudonym_key, document_id);
  }
  return possible.flatMap(({ post, keys, before }) => {
    const told = new Set(before.flatMap((text) => mentioned(text, members)));
    return mentioned(keys, members).flatMap((member) =>
      told.has(member) ? [] : [{ member, target: post, kind: 'mention' }],
    );
  });
}

/** Who follows the thread of an answer, or the level or a topic of a question, since before it could be seen. */
async function followers(
  trx: Transaction,
  posts: readonly NewPost[],
  visibleSince: ReadonlyMap<string, string>,
): Promise<Told[]> {
  const questions = posts.filter(({ kind }) => kind === 'question');
  const slugsOf = ({ topics }: NewPost) => parsedJson<string[] | null>(topics) ?? [];
  const names = await topicNames(trx, questions.flatMap(slugsOf));
  const news = posts.flatMap((one): News[] => {
    const { post: target, kind, thread, level } = one;
    const since = visibleSince.get(target)!;
    if (kind === 'answer') return [{ target, kind, since, followed: [{ kind: 'thread', target: thread }] }];
    if (kind === 'comment') return [];
    const topics = slugsOf(one).flatMap((slug) => names.get(slug)!);
    return [{ target, kind: 'new-question', since, followed: subjectsToFollow({ level, topics }) }];
  });
  return followersOf(trx, news);
}
