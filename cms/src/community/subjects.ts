import type { Choice, Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../content/links.ts';
import type { Transaction } from '../database/transaction.ts';

/** Topics or sectors that a form offers, in a language or else in French, by name. */
export async function subjectsIn(
  strapi: Core.Strapi,
  trx: Transaction,
  type: 'topic' | 'sector',
  locale: Locale,
): Promise<Choice[]> {
  const rows = await trx(tableOf(strapi, type))
    .whereNotNull('slug')
    .select<{ document_id: string; locale: Locale; slug: string; name: string }[]>(
      'document_id',
      'locale',
      'slug',
      'name',
    );
  return [...Map.groupBy(rows, (row) => row.document_id).values()]
    .map((versions) => versions.find((one) => one.locale === locale) ?? versions[0]!)
    .map(({ slug, name }) => ({ slug, name }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}
