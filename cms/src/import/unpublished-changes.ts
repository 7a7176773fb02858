import { digestOf, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import { waitingOf } from '../content/waiting.ts';
import type { Transaction } from '../database/transaction.ts';
import { readEdited, type Content } from '../published/project.ts';

/**
 * True when the draft of a language differs from its published version in a public field: an editor is at work.
 * References that wait for their target count as published. Strapi's own answer compares dates, which the copy of
 * shared fields between languages moves.
 */
export async function hasUnpublishedChanges(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<boolean> {
  const inLocale = (content: Content) => content.locale === locale;
  const draft = (await readEdited(strapi, type, [documentId], 'draft')).find(inLocale);
  const published = (await readEdited(strapi, type, [documentId])).find(inLocale);
  if (!draft || !published) return false;
  const waiting = await waitingOf(trx, type, documentId, locale);
  return comparable(type, draft, []) !== comparable(type, published, waiting);
}

function comparable(type: EditedType, content: Content, waiting: { field: string; targetId: string }[]): string {
  const references = Object.keys(CONTENT_TYPES[type].references).map((field) => {
    const present = [content[field] ?? []].flat() as string[];
    const expected = waiting.filter((one) => one.field === field).map((one) => one.targetId);
    return [field, [...new Set([...present, ...expected])].sort()];
  });
  return digestOf({ ...content, ...Object.fromEntries(references) });
}
