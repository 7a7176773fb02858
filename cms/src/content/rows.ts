import { LOCALES, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../database/transaction.ts';
import { tableOf } from './links.ts';
import { CONTENT_TYPES, type EditedType } from './types.ts';

/** The rows of one language of a document; one and the same for types that have no drafts. */
export interface LocaleRows {
  draft?: number;
  published?: number;
}

/** Identifiers of the rows of a document, per language. Published rows get a new one at each publication. */
export async function rowsOf(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
): Promise<Map<Locale, LocaleRows>> {
  const rows = await trx(tableOf(strapi, type))
    .where('document_id', documentId)
    .whereIn('locale', [...LOCALES])
    .select<{ id: number; locale: Locale; published_at: unknown }[]>('id', 'locale', 'published_at');
  const found = new Map<Locale, LocaleRows>();
  for (const { id, locale, published_at } of rows) {
    const entry = found.get(locale) ?? {};
    if (!CONTENT_TYPES[type].hasDrafts) entry.draft = entry.published = id;
    else if (published_at === null) entry.draft = id;
    else entry.published = id;
    found.set(locale, entry);
  }
  return found;
}
