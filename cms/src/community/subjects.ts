import type { Choice, Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../content/links.ts';
import type { Transaction } from '../database/transaction.ts';

/** A topic or a sector, in one of its languages. */
export interface Subject {
  document_id: string;
  locale: Locale;
  slug: string;
  name: string;
}

/** Topics or sectors, each in a language or else in French, by name. */
export async function subjectsIn(
  strapi: Core.Strapi,
  trx: Transaction,
  type: 'topic' | 'sector',
  locale: Locale,
): Promise<Subject[]> {
  const rows = await trx(tableOf(strapi, type))
    .whereNotNull('slug')
    .select<Subject[]>('document_id', 'locale', 'slug', 'name');
  return [...Map.groupBy(rows, (row) => row.document_id).values()]
    .map((versions) => versions.find((one) => one.locale === locale) ?? versions[0]!)
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** {@link subjectsIn}, as forms offer them. */
export async function choicesIn(...asked: Parameters<typeof subjectsIn>): Promise<Choice[]> {
  return (await subjectsIn(...asked)).map(({ slug, name }) => ({ slug, name }));
}
