import type { EntitySize, PostAuthor, ThreadComment } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import { cleaned, type Content } from '../published/project.ts';
import { oldLawDay } from './law-day.ts';
import type { PostRow, ThreadRow } from './rows.ts';
import { MEMBERS, POSTS, THREADS, parsedJson, type Shown } from './tables.ts';

interface MemberRow {
  document_id: string;
  pseudonym: string | null;
  state: string;
  official: boolean | 0 | 1;
  sector: string | null;
  size: EntitySize | null;
  entity: string | null;
}

/**
 * What readers may see of threads: those whose question is published, with the answers that are, and the comments that are
 * on them. Of who wrote, only what was chosen to be shown. Four queries, whatever the number of threads and posts.
 */
export async function readThreads(trx: Transaction, threadIds: string[]): Promise<Content[]> {
  const posts = await trx(POSTS)
    .whereIn('thread', threadIds)
    .where({ state: 'published' })
    .orderBy(['posted_at', 'id'])
    .select<PostRow[]>('*');
  if (posts.length === 0) return [];
  const threads = await trx(THREADS).whereIn('document_id', threadIds).select<ThreadRow[]>('*');
  const authors = await readAuthors(trx, [...new Set(posts.map(({ author }) => author))]);
  const subjects = await readSubjects(
    trx,
    [...new Set(threads.flatMap((row) => [...slugs(row.topics), ...slugs(row.sectors)]))],
    [...authors.values()].flatMap(({ sector }) => (sector === null ? [] : [sector])),
  );
  const postsOf = Map.groupBy(posts, ({ thread }) => thread);
  return threads.flatMap((row) => {
    const own = postsOf.get(row.document_id) ?? [];
    const question = own.find(({ kind }) => kind === 'question');
    return question ? [contentOf(row, question, own, { authors, subjects })] : [];
  });
}

/** Identifiers of the threads that are published, in order, after one of them. */
export function publishedThreads(trx: Transaction, after: string, limit: number): Promise<string[]> {
  return trx(POSTS)
    .distinct('thread')
    .where({ kind: 'question', state: 'published' })
    .where('thread', '>', after)
    .orderBy('thread')
    .limit(limit)
    .pluck('thread');
}

/**
 * Threads that name a topic or a sector by one of these slugs: to make again when it arrives after them. Looks through all
 * threads; topics and sectors arrive rarely.
 */
export async function threadsNaming(trx: Transaction, type: 'topic' | 'sector', slugs: string[]): Promise<string[]> {
  const ids = await Promise.all(
    slugs.map((slug) =>
      trx(THREADS)
        .whereRaw('cast(?? as text) like ?', [`${type}s`, `%"${slug}"%`])
        .pluck<string[]>('document_id'),
    ),
  );
  return [...new Set(ids.flat())];
}

interface Named {
  authors: ReadonlyMap<string, MemberRow>;
  /** Identifiers of topics and sectors, by `type slug`. */
  subjects: ReadonlyMap<string, string>;
}

function contentOf(row: ThreadRow, question: PostRow, posts: PostRow[], named: Named): Content {
  const commentsOn = ({ document_id }: PostRow): ThreadComment[] =>
    posts
      .filter(({ kind, parent }) => kind === 'comment' && parent === document_id)
      .map((post) => ({ ...writtenOf(post, named), body: post.body }));
  const subject = (type: 'topic' | 'sector') => (slug: string) => named.subjects.get(`${type} ${slug}`) ?? [];
  const oldLaw = oldLawDay(new Date());
  const answers = posts
    .filter(({ kind }) => kind === 'answer')
    .sort((a, b) => a.number! - b.number!)
    .map((post) => ({
      ...writtenOf(post, named),
      number: post.number,
      body: post.body,
      score: post.score,
      official: Boolean(post.official),
      lawDate: post.law_date,
      lawIsOld: post.law_date !== null && post.law_date < oldLaw,
      comments: commentsOn(post),
    }));
  const content = {
    type: 'thread',
    documentId: row.document_id,
    locale: row.language,
    slug: row.slug,
    ...writtenOf(question, named),
    title: row.title,
    body: question.body,
    score: question.score,
    maturity: row.maturity,
    topics: slugs(row.topics).flatMap(subject('topic')),
    sectors: slugs(row.sectors).flatMap(subject('sector')),
    closure: row.closure,
    duplicateOf: row.duplicate_of,
    locked: Boolean(row.locked),
    pinned: Boolean(row.pinned),
    accepted: answers.some(({ id }) => id === row.accepted) ? row.accepted : null,
    comments: commentsOn(question),
    answers,
  };
  return withoutAddresses(content) as Content;
}

function writtenOf(post: PostRow, { authors, subjects }: Named) {
  return {
    id: post.document_id,
    author: authorOf(authors.get(post.author), parsedJson<Shown[] | null>(post.shows) ?? [], subjects),
    postedAt: post.posted_at,
    edits: parsedJson<string[] | null>(post.edits) ?? [],
  };
}

/** Who wrote a post, as readers may know it. */
function authorOf(
  member: MemberRow | undefined,
  shown: readonly Shown[],
  subjects: ReadonlyMap<string, string>,
): PostAuthor {
  if (!member || member.state === 'erased') {
    return { standing: 'former', pseudonym: null, sector: null, size: null, entity: null };
  }
  const { pseudonym, sector, size, entity } = member;
  // Who speaks for the hub, or for an authority, does so under a name.
  if (member.official) return { standing: 'official', pseudonym, sector: null, size: null, entity };
  const may = <Value>(part: Shown, value: Value | null) => (shown.includes(part) ? value : null);
  return {
    standing: 'member',
    pseudonym: may('pseudonym', pseudonym),
    sector: may('sector', sector === null ? null : (subjects.get(`sector ${sector}`) ?? null)),
    size: may('size', size),
    entity: may('entity', entity),
  };
}

async function readAuthors(trx: Transaction, ids: string[]): Promise<Map<string, MemberRow>> {
  const rows = await trx(MEMBERS)
    .whereIn('document_id', ids)
    .select<MemberRow[]>('document_id', 'pseudonym', 'state', 'official', 'sector', 'size', 'entity');
  return new Map(rows.map((row) => [row.document_id, row]));
}

/**
 * Topics and sectors by what threads name them by: a slug of theirs, present or past, in any language. So a thread can name
 * one that has yet to be imported, and one that is renamed is still the same.
 */
async function readSubjects(trx: Transaction, named: string[], ofMembers: string[]): Promise<Map<string, string>> {
  const rows = await trx('palier_addresses')
    .whereIn('type', ['topic', 'sector'])
    .whereIn('slug', [...new Set([...named, ...ofMembers])])
    .orderBy('locale') // French last: it wins.
    .select<{ type: string; slug: string; document_id: string }[]>('type', 'slug', 'document_id');
  return new Map(rows.map(({ type, slug, document_id }) => [`${type} ${slug}`, document_id]));
}

const slugs = (column: unknown): string[] => parsedJson<string[] | null>(column) ?? [];

/** {@link cleaned}, into the parts too. */
function withoutAddresses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAddresses);
  if (value === null || typeof value !== 'object') return cleaned(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutAddresses(part)]));
}
