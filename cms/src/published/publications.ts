import { digestOf, type DocumentType, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { appendFeedRows } from '../feed/append.ts';
import { takeAddress } from './addresses.ts';
import { flawsOf } from './flaws.ts';
import { readContents } from './contents.ts';
import { toPublished, type Content } from './project.ts';
import { publicationRefusal } from './refusals.ts';

const PUBLICATIONS = 'palier_publications';

/** A language of a document that is or was published; `slug` and `digest` are null while it is not. */
export interface Publication {
  document_id: string;
  locale: Locale;
  slug: string | null;
  digest: string | null;
  first_published_at: string;
  updated_at: string;
}

/** What is recorded of the given documents, one entry a language. */
export async function publicationsOf(
  trx: Transaction,
  type: DocumentType,
  documentIds: string[],
): Promise<Publication[]> {
  return trx(PUBLICATIONS).where({ type }).whereIn('document_id', documentIds).select('*');
}

/** The other document that is published at this address now, if any. */
export async function publishedAt(
  trx: Transaction,
  type: DocumentType,
  locale: Locale,
  slug: string,
  exceptId: string | undefined,
): Promise<string | undefined> {
  const row = await trx(PUBLICATIONS)
    .where({ type, locale, slug })
    .first<{ document_id: string } | undefined>('document_id');
  return row && row.document_id !== exceptId ? row.document_id : undefined;
}

export interface RefreshOutcome {
  /** Documents whose published state changed: they got a feed row. */
  changed: string[];
  /** True when a language became published, or no longer is. */
  presenceChanged: boolean;
}

/**
 * Compares what is published of the given documents with what was recorded, records it, and appends one feed row for
 * each document that differs. Run it in the transaction of the change.
 *
 * `onFlaw: 'refuse'` throws a ValidationError when a version does not fit the public schema (an editor publishes it
 * now); `'hide'` logs it and treats that version as not published.
 *
 * `date: 'kept'`: of what was published already, the date of the last change stays. It is for what a machine notes beside
 * the text (a link that was checked): feeds and sitemaps would announce every page again.
 */
export async function refresh(
  strapi: Core.Strapi,
  { trx, onCommit }: WriteContext,
  type: DocumentType,
  documentIds: string[],
  onFlaw: 'refuse' | 'hide',
  date: 'moves' | 'kept' = 'moves',
): Promise<RefreshOutcome> {
  const now = new Date().toISOString();
  const known = new Map(
    (await publicationsOf(trx, type, documentIds)).map((entry) => [key(entry.document_id, entry.locale), entry]),
  );
  const changed = new Set<string>();
  let presenceChanged = false;
  const seen = new Set<string>();
  const arrivals: { content: Content; digest: string }[] = [];

  for (const content of await readContents(strapi, type, documentIds)) {
    const entry = known.get(key(content.documentId, content.locale));
    const digest = digestOf(content);
    if (entry?.digest === digest) {
      seen.add(key(content.documentId, content.locale));
      continue;
    }
    const result = toPublished(content, { firstPublishedAt: now, updatedAt: now });
    if ('unfit' in result) {
      if (onFlaw === 'refuse') throw refusalOf(type, content, result.unfit);
      strapi.log.error(`${type} ${content.documentId} (${content.locale}) is not published: ${result.unfit}`);
      continue;
    }
    seen.add(key(content.documentId, content.locale));
    arrivals.push({ content, digest });
  }

  // Departures first: they free the address that an arrival of the same transaction may take.
  for (const [id, { document_id, locale, digest }] of known) {
    if (digest === null || seen.has(id)) continue;
    await trx(PUBLICATIONS).where({ type, document_id, locale }).update({ slug: null, digest: null, updated_at: now });
    changed.add(document_id);
    presenceChanged = true;
  }
  for (const { content, digest } of arrivals) {
    const { documentId, locale, slug } = content;
    const entry = known.get(key(documentId, locale));
    await trx(PUBLICATIONS)
      .insert({ type, document_id: documentId, locale, slug, digest, first_published_at: now, updated_at: now })
      .onConflict(['type', 'document_id', 'locale'])
      .merge(date === 'kept' && entry?.digest ? ['slug', 'digest'] : ['slug', 'digest', 'updated_at']);
    if (!entry?.digest) presenceChanged = true;
    if (entry?.slug !== slug) {
      const loser = await takeAddress(trx, type, { locale, slug }, documentId);
      if (loser) changed.add(loser);
    }
    changed.add(documentId);
  }
  await appendFeedRows({ trx, onCommit }, type, [...changed]);
  return { changed: [...changed], presenceChanged };
}

function refusalOf(type: DocumentType, content: Content, unfit: string): Error {
  // What members write is judged before it is stored: this one is a fault of ours.
  if (type === 'thread') return new Error(`thread ${content.documentId} does not fit the public schema: ${unfit}`);
  return publicationRefusal(type, content.locale, flawsOf(type, content));
}

const key = (documentId: string, locale: string) => `${documentId} ${locale}`;
