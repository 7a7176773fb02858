import type { Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../database/transaction.ts';
import { link, linksOf, tableOf, type Referrer } from './links.ts';
import { rowsOf, type LocaleRows } from './rows.ts';
import type { EditedType } from './types.ts';

/**
 * References whose target is not there yet. Strapi leaves out of a published version the references to documents
 * that are not published, for good, and cuts those to documents that are unpublished. They are kept here and put
 * back when the target is published; likewise the references of imported files to documents that do not exist yet.
 */
const WAITING = 'palier_waiting_references';

interface WaitingReference {
  id: number;
  source_type: EditedType;
  source_id: string;
  locale: Locale;
  field: string;
  position: number;
  target_type: EditedType;
  target_id: string | null;
  target_slug: string | null;
}

export interface DocumentName {
  type: EditedType;
  documentId: string;
}

/** After a publication: remembers the references that the editor published and that Strapi left out. */
export async function rememberLeftOut(
  strapi: Core.Strapi,
  trx: Transaction,
  { type, documentId }: DocumentName,
  rows: ReadonlyMap<Locale, LocaleRows>,
  locales: readonly Locale[],
): Promise<void> {
  await trx(WAITING)
    .where({ source_type: type, source_id: documentId })
    .whereIn('locale', [...locales])
    .whereNotNull('target_id')
    .delete();
  for (const locale of locales) {
    const { draft, published } = rows.get(locale) ?? {};
    if (!draft || !published || draft === published) continue;
    const links = await linksOf(strapi, trx, type, [draft, published]);
    const leftOut = links.filter(
      (one) =>
        one.rowId === draft &&
        !links.some(
          (other) => other.rowId === published && other.field === one.field && other.targetId === one.targetId,
        ),
    );
    if (leftOut.length === 0) continue;
    await trx(WAITING).insert(
      leftOut.map(({ field, position, targetType, targetId }) => ({
        source_type: type,
        source_id: documentId,
        locale,
        field,
        position,
        target_type: targetType,
        target_id: targetId,
      })),
    );
  }
}

/** After a document was unpublished: the references that pointed at its published version wait for its return. */
export async function waitForReturn(trx: Transaction, target: DocumentName, referrers: Referrer[]): Promise<void> {
  if (referrers.length === 0) return;
  await trx(WAITING).insert(
    referrers.map(({ type, documentId, locale, field, position }) => ({
      source_type: type,
      source_id: documentId,
      locale,
      field,
      position,
      target_type: target.type,
      target_id: target.documentId,
    })),
  );
}

/** Keeps the references of an imported document to slugs that nobody has yet; replaces those of the same field. */
export async function waitForSlugs(
  trx: Transaction,
  source: DocumentName & { locale: Locale },
  field: string,
  targets: { type: EditedType; slug: string; position: number }[],
): Promise<void> {
  const of = { source_type: source.type, source_id: source.documentId, locale: source.locale, field };
  await trx(WAITING).where(of).whereNotNull('target_slug').delete();
  if (targets.length === 0) return;
  await trx(WAITING).insert(
    targets.map(({ type, slug, position }) => ({ ...of, position, target_type: type, target_slug: slug })),
  );
}

/**
 * Puts in place the references that waited for this document. Returns the documents whose published version gained
 * one: what readers see of them has changed.
 */
export async function settleWaiting(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
): Promise<DocumentName[]> {
  const waiting = (await trx(WAITING)
    .where('target_type', type)
    .where((either) => {
      void either
        .where('target_id', documentId)
        .orWhereIn('target_slug', trx(tableOf(strapi, type)).where('document_id', documentId).select('slug'));
    })
    .orderBy('id')) as WaitingReference[];
  if (waiting.length === 0) return [];

  const gained = new Map<string, DocumentName>();
  const targetRows = await rowsOf(strapi, trx, type, documentId);
  for (const { id, source_type, source_id, locale, field, position, target_slug } of waiting) {
    const target = targetRows.get(locale) ?? {};
    const source = (await rowsOf(strapi, trx, source_type, source_id)).get(locale) ?? {};
    if (target_slug !== null) {
      if (!target.draft) continue; // The document has no version in this language yet.
      if (source.draft) await link(strapi, trx, source_type, field, source.draft, target.draft, position);
    }
    if (source.published && !target.published) {
      await trx(WAITING).where('id', id).update({ target_id: documentId, target_slug: null });
      continue;
    }
    if (source.published && target.published) {
      await link(strapi, trx, source_type, field, source.published, target.published, position);
      gained.set(source_id, { type: source_type, documentId: source_id });
    }
    await trx(WAITING).where('id', id).delete();
  }
  return [...gained.values()];
}

/** After "discard changes": the new draft is a copy of the published version, without what waits; puts it back. */
export async function restoreInDraft(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
): Promise<void> {
  const waiting = (await trx(WAITING)
    .where({ source_type: type, source_id: documentId })
    .whereNotNull('target_id')) as WaitingReference[];
  const rows = await rowsOf(strapi, trx, type, documentId);
  for (const { locale, field, position, target_type, target_id } of waiting) {
    const source = rows.get(locale)?.draft;
    const target = (await rowsOf(strapi, trx, target_type, target_id as string)).get(locale)?.draft;
    if (source && target) await link(strapi, trx, type, field, source, target, position);
  }
}

/** The references of a document, in one language, that wait for a publication; as the editor published them. */
export async function waitingOf(
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<{ field: string; targetId: string }[]> {
  return trx(WAITING)
    .where({ source_type: type, source_id: documentId, locale })
    .whereNotNull('target_id')
    .select({ field: 'field', targetId: 'target_id' });
}

/** Fields of a document, in one language, whose references wait for a publication or for an import. */
export async function waitingFields(
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<ReadonlySet<string>> {
  const fields = (await trx(WAITING)
    .where({ source_type: type, source_id: documentId, locale })
    .distinct('field')
    .pluck('field')) as string[];
  return new Set(fields);
}

/** After a deletion: forgets what waited in languages that are gone, and what waited for the document itself. */
export async function forgetWaiting(
  trx: Transaction,
  { type, documentId }: DocumentName,
  remaining: readonly Locale[],
): Promise<void> {
  await trx(WAITING)
    .where({ source_type: type, source_id: documentId })
    .whereNotIn('locale', [...remaining])
    .delete();
  if (remaining.length === 0) await trx(WAITING).where({ target_type: type, target_id: documentId }).delete();
}
