import type { Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../content/links.ts';
import type { EditedType } from '../content/types.ts';
import type { Transaction } from '../database/transaction.ts';
import { ownerOf } from '../published/addresses.ts';
import { importedDocument } from './sources.ts';

/**
 * The document that a type and a slug name, draft or published: the one that was imported under this slug (an editor
 * may have renamed it since), else the one that has it now, in this language or another, else the one that had it.
 */
export async function findDocument(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  slug: string,
  locale: Locale,
): Promise<string | undefined> {
  const table = tableOf(strapi, type);
  const imported = await importedDocument(trx, type, slug, locale);
  if (imported) return imported;
  const named = await trx(table)
    .where({ slug })
    .select<{ document_id: string; locale: Locale }[]>('document_id', 'locale');
  const present = named.find((row) => row.locale === locale) ?? named[0];
  if (present) return present.document_id;
  const former = (await ownerOf(trx, type, slug, locale)) ?? (await ownerOf(trx, type, slug));
  return former && (await trx(table).where('document_id', former).first('id')) ? former : undefined;
}
