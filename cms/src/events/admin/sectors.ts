import type { Core } from '@strapi/strapi';
import { subjectsIn } from '../../community/subjects.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ownerOf } from '../../published/addresses.ts';

/** Names in French of the sectors that people gave, each by the slug of whichever language their form was in. */
export async function sectorNames(
  strapi: Core.Strapi,
  trx: Transaction,
  given: readonly (string | null)[],
): Promise<(slug: string | null) => string | null> {
  const subjects = new Map((await subjectsIn(strapi, trx, 'sector', 'fr')).map((one) => [one.document_id, one.name]));
  const names = new Map<string, string>();
  for (const slug of new Set(given)) {
    const name = slug === null ? undefined : subjects.get((await ownerOf(trx, 'sector', slug)) ?? '');
    if (slug !== null && name !== undefined) names.set(slug, name);
  }
  return (slug) => (slug === null ? null : (names.get(slug) ?? slug));
}
