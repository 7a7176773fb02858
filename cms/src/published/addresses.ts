import type { DocumentType, Locale } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';

const ADDRESSES = 'palier_addresses';

export interface Address {
  locale: Locale;
  slug: string;
}

/** Every address of each document, past and present, in a stable order. */
export async function addressesOf(
  trx: Transaction,
  type: DocumentType,
  documentIds: string[],
): Promise<Map<string, Address[]>> {
  const rows = await trx(ADDRESSES)
    .where({ type })
    .whereIn('document_id', documentIds)
    .orderBy(['locale', 'slug'])
    .select<{ document_id: string; locale: Locale; slug: string }[]>('document_id', 'locale', 'slug');
  const found = new Map<string, Address[]>();
  for (const { document_id, locale, slug } of rows) {
    const list = found.get(document_id) ?? [];
    list.push({ locale, slug });
    found.set(document_id, list);
  }
  return found;
}

/** The document to which an address belongs, or belonged last; any language when none is given. */
export async function ownerOf(
  trx: Transaction,
  type: DocumentType,
  slug: string,
  locale?: Locale,
): Promise<string | undefined> {
  const row = await trx(ADDRESSES)
    .where({ type, slug, ...(locale && { locale }) })
    .orderBy('locale', 'desc') // French first.
    .first<{ document_id: string } | undefined>('document_id');
  return row?.document_id;
}

/** Gives an address to a document. Returns the document that held it and has lost it, if any. */
export async function takeAddress(
  trx: Transaction,
  type: DocumentType,
  { locale, slug }: Address,
  documentId: string,
): Promise<string | undefined> {
  const owner = await ownerOf(trx, type, slug, locale);
  if (owner === documentId) return undefined;
  await trx(ADDRESSES)
    .insert({ type, locale, slug, document_id: documentId })
    .onConflict(['type', 'locale', 'slug'])
    .merge(['document_id']);
  return owner;
}

/** Adds addresses of an earlier life, except those that belong to another document. True when one was added. */
export async function addFormerAddresses(
  trx: Transaction,
  type: DocumentType,
  locale: Locale,
  slugs: string[],
  documentId: string,
): Promise<boolean> {
  let added = false;
  for (const slug of new Set(slugs)) {
    if (await ownerOf(trx, type, slug, locale)) continue;
    await trx(ADDRESSES).insert({ type, locale, slug, document_id: documentId });
    added = true;
  }
  return added;
}
