import {
  DEFAULT_LOCALE,
  LOCALES,
  PREVIEWED_TYPES,
  PREVIEW_PARAMETER,
  PREVIEW_PATH,
  signPreview,
  type Locale,
} from '@palier/model';
import type { Core, UID } from '@strapi/strapi';
import { typeOfUid, type EditedType } from '../content/types.ts';
import { inTransaction } from '../database/transaction.ts';
import { publicUrl } from '../environment.ts';
import { hasUnpublishedChanges } from '../import/unpublished-changes.ts';

/** What the admin says of the entry on screen. */
export interface PreviewParams {
  documentId?: string | undefined;
  locale?: string | null | undefined;
  /** `published` under that tab, and also where the draft is no other than what is published. */
  status?: string | undefined;
}

interface PermissionChecker {
  create(options: { userAbility: unknown; model: string }): { can: { read(entity: unknown): boolean } };
}

/**
 * Address of the preview of a draft, for the editor who asks: ten minutes. Undefined, and the admin shows no button, for
 * what has no draft and for what this person may not read (Strapi asks only that they be signed in); and under the tab of
 * what is published when the draft is another.
 *
 * @throws when PREVIEW_SECRET is not set
 */
export async function previewUrl(
  strapi: Core.Strapi,
  uid: string,
  { documentId, locale, status }: PreviewParams,
): Promise<string | undefined> {
  const type = PREVIEWED_TYPES.find((one) => one === typeOfUid(uid));
  const language = LOCALES.find((one) => one === (locale ?? DEFAULT_LOCALE));
  if (!type || !documentId || !language) return undefined;
  if (!(await mayRead(strapi, uid as UID.ContentType, documentId, language))) return undefined;
  if (status === 'published' && (await isModified(strapi, type, documentId, language))) return undefined;
  const token = signPreview({ type, documentId, locale: language }, process.env['PREVIEW_SECRET'] ?? '');
  return `${publicUrl()}${PREVIEW_PATH}?${PREVIEW_PARAMETER}=${token}`;
}

function isModified(strapi: Core.Strapi, type: EditedType, documentId: string, locale: Locale): Promise<boolean> {
  return inTransaction(strapi, (trx) => hasUnpublishedChanges(strapi, trx, type, documentId, locale));
}

async function mayRead(
  strapi: Core.Strapi,
  uid: UID.ContentType,
  documentId: string,
  locale: Locale,
): Promise<boolean> {
  const { userAbility } = strapi.requestContext.get()?.state ?? {};
  if (!userAbility) return false;
  // Permissions may ask who made the entry, and with which role.
  const populate = { createdBy: { populate: ['roles'] } } as never;
  const draft = await strapi.documents(uid).findOne({ documentId, locale, status: 'draft', populate });
  const checker = strapi.plugin('content-manager').service<PermissionChecker>('permission-checker');
  return draft !== null && checker.create({ userAbility, model: uid }).can.read(draft);
}
