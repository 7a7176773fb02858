import type { Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { labelOf } from '../admin-views/views.ts';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import { waitingFields } from '../content/waiting.ts';
import { inTransaction } from '../database/transaction.ts';
import { flawsOf } from '../published/flaws.ts';
import { emptyContent, readEdited } from '../published/project.ts';
import { publishedAt } from '../published/publications.ts';
import { takenSlug } from '../published/refusals.ts';
import { deadLinksOf } from './dead-links.ts';

/** What an editor should know of a document before publishing it, as it is saved. Fields come with their label. */
export interface DocumentCheck {
  /** What would have publication refused. */
  flaws: { field: string; label: string; advice: string }[];
  /** What would not: links to pages that do not exist. */
  deadLinks: { field: string; label: string; address: string }[];
}

/** Checks one language of a document; of one that is not saved yet, says what it will need. */
export async function checkDocument(
  strapi: Core.Strapi,
  type: EditedType,
  documentId: string | undefined,
  locale: Locale,
): Promise<DocumentCheck> {
  return inTransaction(strapi, async (trx) => {
    const status = CONTENT_TYPES[type].hasDrafts ? 'draft' : 'published';
    const saved = documentId
      ? (await readEdited(strapi, type, [documentId], status)).find((content) => content.locale === locale)
      : undefined;
    const content = saved ?? emptyContent(type, locale);
    const waiting = saved ? await waitingFields(trx, type, saved.documentId, locale) : undefined;
    const flaws = flawsOf(type, content, waiting);
    if (await publishedAt(trx, type, locale, content.slug, documentId)) flaws.push(takenSlug(content.slug));
    const labelled = <T extends { field: string }>(one: T) => ({ ...one, label: labelOf(type, one.field) });
    return {
      flaws: flaws.map(labelled),
      deadLinks: (await deadLinksOf(trx, type, content)).map(labelled),
    };
  });
}
