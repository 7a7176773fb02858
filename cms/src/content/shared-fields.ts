import { digestOf, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { CONTENT_TYPES, type EditedType } from './types.ts';

interface ContentTypesService {
  getNestedPopulateOfNonLocalizedAttributes(uid: string): string[];
  copyNonLocalizedAttributes(schema: unknown, entry: unknown): unknown;
}

interface LocalizationsService {
  syncNonLocalizedAttributes(entry: unknown, schema: unknown): Promise<void>;
}

/**
 * Gives the shared fields of the language just published to the other languages: their drafts, and their published
 * versions. Strapi does the one or the other according to how the action was called, and not when it finds no
 * difference in the draft, where there is none any more once it is saved.
 */
export async function shareWithOtherLanguages(
  strapi: Core.Strapi,
  type: EditedType,
  documentId: string,
  published: readonly Locale[],
): Promise<void> {
  const { uid, shared } = CONTENT_TYPES[type];
  if (shared.length === 0) return;
  const i18n = strapi.plugin('i18n');
  const contentTypes = i18n.service<ContentTypesService>('content-types');
  const localizations = i18n.service<LocalizationsService>('localizations');
  const schema = strapi.contentType(uid);
  for (const publishedAt of [{ $null: true }, { $notNull: true }]) {
    const entries = await strapi.db.query(uid).findMany({
      where: { documentId, publishedAt },
      populate: contentTypes.getNestedPopulateOfNonLocalizedAttributes(uid),
    });
    const source = entries.find((entry) => published.includes(entry.locale));
    if (!source || entries.length === 1) continue;
    const digests = entries.map((entry) => digestOf(contentTypes.copyNonLocalizedAttributes(schema, entry)));
    if (new Set(digests).size > 1) await localizations.syncNonLocalizedAttributes(source, schema);
  }
}
