import type { Choice, Locale, ThreadData } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../content/links.ts';
import type { Transaction } from '../database/transaction.ts';
import { ownerOf } from '../published/addresses.ts';

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

/** Topics and sectors as forms that move a thread offer them: those that it names, in whichever language, are marked. */
export async function markedSubjects(
  strapi: Core.Strapi,
  trx: Transaction,
  locale: Locale,
  thread: { topics: readonly string[]; sectors: readonly string[] },
): Promise<Pick<ThreadData, 'topics' | 'sectors'>> {
  const marked = async (type: 'topic' | 'sector', named: readonly string[]) => {
    const chosen = await Promise.all(named.map((slug) => ownerOf(trx, type, slug)));
    return (await subjectsIn(strapi, trx, type, locale)).map(({ document_id, slug, name }) => ({
      slug,
      name,
      isChosen: named.includes(slug) || chosen.includes(document_id),
    }));
  };
  return { topics: await marked('topic', thread.topics), sectors: await marked('sector', thread.sectors) };
}
