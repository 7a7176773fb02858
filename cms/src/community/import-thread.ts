import { canonicalJson, digestOf, type ImportDocument, type ImportReference } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { appendFeedRows } from '../feed/append.ts';
import { Refusal, type Outcome } from '../import/outcome.ts';
import { importedDocument, saveSource, sourceDigest, sourcesOf } from '../import/sources.ts';
import { addFormerAddresses, ownerOf } from '../published/addresses.ts';
import { refresh } from '../published/publications.ts';
import { insertPost, insertThread, nextNumber } from './rows.ts';
import { POSTS, THREADS, parsedJson } from './tables.ts';
import { teamMember } from './team.ts';

type ThreadFields = Extract<ImportDocument['fields'], { type: 'thread' }>;
type ThreadDocument = Omit<ImportDocument, 'fields'> & { fields: ThreadFields };

/**
 * Imports a question of the hub's team with its official answer. Importing it again changes what the file changed since; what
 * people did meanwhile (answers, votes, another topic) stays.
 *
 * @throws Refusal when the address is that of a thread that a member asked
 */
export async function importThread(
  strapi: Core.Strapi,
  write: WriteContext,
  { format, slug, locale, fields, formerSlugs, contacts, extras }: ThreadDocument,
): Promise<Outcome> {
  const { trx } = write;
  const content = { fields, formerSlugs, contacts, extras };
  const digest = digestOf(content);
  const imported = await importedDocument(trx, 'thread', slug, locale);
  if (!imported) await refuseTaken(trx, slug, locale);
  const name = (documentId: string) => ({ type: 'thread', documentId }) as const;
  if (imported && (await sourceDigest(trx, name(imported), locale, format)) === digest) return 'unchanged';

  const now = new Date();
  const [last] = imported ? await sourcesOf(trx, name(imported)) : [];
  const documentId = imported ?? (await ask(trx, { slug, locale, fields }, now));
  if (imported) await change(trx, imported, last?.content.fields as ThreadFields, fields, now);
  await saveSource(trx, name(documentId), slug, { locale, format, digest, content });
  await refresh(strapi, write, 'thread', [documentId], 'refuse');
  const added = await addFormerAddresses(trx, 'thread', locale, formerSlugs, documentId);
  if (added && imported) await appendFeedRows(write, 'thread', [documentId]);
  return imported ? 'updated' : 'created';
}

async function refuseTaken(trx: Transaction, slug: string, locale: ThreadDocument['locale']): Promise<void> {
  const taken = (await trx(THREADS).where({ slug }).first('id')) ?? (await ownerOf(trx, 'thread', slug, locale));
  if (!taken) return;
  throw new Refusal({
    field: 'slug',
    reason: 'Cette adresse est déjà celle d’une question qui n’a pas été importée.',
    remedy: 'Donnez un autre slug au fichier.',
  });
}

async function ask(
  trx: Transaction,
  { slug, locale, fields }: Pick<ThreadDocument, 'slug' | 'locale' | 'fields'>,
  now: Date,
): Promise<string> {
  const author = await teamMember(trx, now);
  const { title, maturity, topics, sectors } = fields;
  const subjects = { topics: slugsOf(topics), sectors: slugsOf(sectors) };
  const thread = await insertThread(trx, { title, slug, language: locale, maturity, ...subjects }, now);
  const own = { thread, author, state: 'published', shows: ['pseudonym'], official: true } as const;
  await insertPost(trx, { ...own, kind: 'question', body: fields.body }, now);
  const number = await nextNumber(trx, thread);
  const answer = { ...own, kind: 'answer', number, body: fields.answer, lawDate: fields.lawDate ?? null } as const;
  const accepted = await insertPost(trx, answer, now);
  await trx(THREADS).where({ document_id: thread }).update({ accepted });
  return thread;
}

/** Brings a thread in step with what its file changed since it was last imported. */
async function change(
  trx: Transaction,
  thread: string,
  before: ThreadFields | undefined,
  after: ThreadFields,
  now: Date,
): Promise<void> {
  const differs = (field: keyof ThreadFields) =>
    canonicalJson(before?.[field] ?? null) !== canonicalJson(after[field] ?? null);
  const own = {
    ...(differs('title') && { title: after.title }),
    ...(differs('maturity') && { maturity: after.maturity }),
    ...(differs('topics') && { topics: JSON.stringify(slugsOf(after.topics)) }),
    ...(differs('sectors') && { sectors: JSON.stringify(slugsOf(after.sectors)) }),
  };
  if (Object.keys(own).length > 0) {
    await trx(THREADS)
      .where({ document_id: thread })
      .update({ ...own, updated_at: now });
  }
  const team = await teamMember(trx, now);
  if (differs('body')) await rewrite(trx, { thread, kind: 'question' }, { body: after.body }, now);
  if (differs('answer') || differs('lawDate')) {
    const written = { ...(differs('answer') && { body: after.answer }), law_date: after.lawDate ?? null };
    await rewrite(trx, { thread, kind: 'answer', author: team }, written, now);
  }
}

/** Changes the first post that fits, and notes when. */
async function rewrite(
  trx: Transaction,
  where: Record<string, string>,
  values: Record<string, string | null>,
  now: Date,
): Promise<void> {
  const post = await trx(POSTS)
    .where(where)
    .orderBy('id')
    .first<{ id: number; edits: unknown } | undefined>('id', 'edits');
  if (!post) return;
  const edits = JSON.stringify([...parsedJson<string[]>(post.edits), now.toISOString()].slice(-100));
  await trx(POSTS)
    .where({ id: post.id })
    .update({ ...values, edits, updated_at: now });
}

const slugsOf = (references: ImportReference[] = []): string[] => [...new Set(references.map(({ slug }) => slug))];
