import { LOCALES, publishedDocument, withoutEmailAddresses, type Locale, type PublishedDocument } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { linksOf, type Link } from '../content/links.ts';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import { inTransaction } from '../database/transaction.ts';
import { derive } from './derived.ts';

/** What readers see of a document in one language, without the instants that `palier_publications` keeps. */
export type Content = Record<string, unknown> & { documentId: string; locale: Locale; slug: string };

type Row = Record<string, unknown> & { id: number; documentId: string; locale: Locale };

interface StoredFile {
  name: string;
  url: string;
  mime: string;
  size: number;
}

/**
 * The content of documents of one type that editors write, per document and language, through the allow-list of `content/types.ts` and
 * without e-mail addresses. Few queries, whatever the number of documents. `status` is `published` everywhere but where
 * the importer asks whether a draft differs from what is published, and for previews.
 */
export async function readEdited(
  strapi: Core.Strapi,
  type: EditedType,
  documentIds: string[],
  status: 'published' | 'draft' = 'published',
): Promise<Content[]> {
  if (documentIds.length === 0) return [];
  const { uid, fields, media, components } = CONTENT_TYPES[type];
  const rows = (await strapi.db.query(uid).findMany({
    select: ['id', 'documentId', 'locale', ...Object.keys(fields)],
    populate: {
      ...Object.fromEntries(media.map((field) => [field, { select: ['name', 'url', 'mime', 'size'] }])),
      ...Object.fromEntries(Object.entries(components).map(([field, keys]) => [field, { select: Object.keys(keys) }])),
    },
    where: {
      documentId: { $in: documentIds },
      locale: { $in: [...LOCALES] },
      publishedAt: status === 'published' ? { $notNull: true } : { $null: true },
    },
  })) as Row[];
  const { links, derived } = await inTransaction(strapi, async (trx) => ({
    links: await linksOf(
      strapi,
      trx,
      type,
      rows.map((row) => row.id),
    ),
    derived: await derive(trx, type, rows),
  }));
  const linksOfRow = Map.groupBy(links, (link) => link.rowId);
  return rows.map((row) => ({ ...contentOf(type, row, linksOfRow.get(row.id) ?? []), ...derived(row) }));
}

/** The content of a document that nobody has written yet. */
export function emptyContent(type: EditedType, locale: Locale): Content {
  return contentOf(type, { id: 0, documentId: '0'.repeat(24), locale }, []);
}

function contentOf(type: EditedType, row: Row, links: Link[]): Content {
  const { fields, addresses, references, media, components, derived } = CONTENT_TYPES[type];
  const content: Record<string, unknown> = { type, documentId: row.documentId, locale: row.locale };
  for (const field of derived) content[field] = null;
  for (const [field, empty] of Object.entries(fields)) {
    const value = row[field] ?? empty;
    content[field] = addresses.includes(field) ? value || null : cleaned(value);
  }
  for (const [field, { many }] of Object.entries(references)) {
    const targets = links.filter((link) => link.field === field).map((link) => link.targetId);
    content[field] = many ? targets : (targets[0] ?? null);
  }
  for (const field of media) {
    content[field] = ((row[field] ?? []) as StoredFile[]).map(({ name, url, mime, size }) => ({
      name: withoutEmailAddresses(name),
      url,
      mime,
      size: Math.round(size * 1000), // Strapi keeps thousands of bytes.
    }));
  }
  for (const [field, keys] of Object.entries(components)) {
    content[field] = ((row[field] ?? []) as Record<string, unknown>[]).map((item) =>
      Object.fromEntries(Object.entries(keys).map(([key, empty]) => [key, cleaned(item[key] || empty)])),
    );
  }
  return content as Content;
}

/** A value without the e-mail addresses that its texts hold. */
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return withoutEmailAddresses(value);
  return Array.isArray(value) ? value.map(cleaned) : value;
}

/**
 * Languages of a document share what is said of its original. A text of the hub's own, without an original, is in the
 * language of its version.
 */
function ownLanguage({ type, locale, externalUrl, attachments }: Content): { language?: Locale } {
  const isOwn = type === 'resource' && externalUrl === null && (attachments as unknown[]).length === 0;
  return isOwn ? { language: locale } : {};
}

/** The published document of a content and its instants, or what first makes it unfit, for the log. */
export function toPublished(
  content: Content,
  instants: { firstPublishedAt: string; updatedAt: string },
): { document: PublishedDocument } | { unfit: string } {
  const parsed = publishedDocument.safeParse({ ...content, ...ownLanguage(content), ...instants });
  if (parsed.success) return { document: parsed.data };
  const [issue] = parsed.error.issues;
  return { unfit: `${issue?.path.join('.')} ${issue?.message}` };
}
