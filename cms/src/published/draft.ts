import type { Locale, PublishedDocument } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { readEdited, toPublished } from './project.ts';
import { publicationsOf } from './publications.ts';
import { flawsOf } from './flaws.ts';
import { reasonsOf } from './refusals.ts';
import type { EditedType } from '../content/types.ts';

/**
 * The draft of a document in one language as it would be published now: through the same allow-list, without e-mail
 * addresses, first published when it was. `refusal` says, for the editor, why it could not be; undefined when there
 * is no such draft. Nothing of it is recorded.
 */
export async function readDraft(
  strapi: Core.Strapi,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<{ document: PublishedDocument } | { refusal: string } | undefined> {
  const contents = await readEdited(strapi, type, [documentId], 'draft');
  const content = contents.find((one) => one.locale === locale);
  if (!content) return undefined;
  const publications = await inTransaction(strapi, (trx) => publicationsOf(trx, type, [documentId]));
  const now = new Date().toISOString();
  const firstPublishedAt = publications.find((one) => one.locale === locale)?.first_published_at ?? now;
  const result = toPublished(content, { firstPublishedAt, updatedAt: now });
  return 'document' in result ? result : { refusal: reasonsOf(type, flawsOf(type, content)) };
}
