import type { Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { overlongTexts } from '../content/lengths.ts';
import { referrersOf, tableOf, unlink, type Referrer } from '../content/links.ts';
import { localesOf } from '../content/locales.ts';
import { rowsOf } from '../content/rows.ts';
import { shareWithOtherLanguages } from '../content/shared-fields.ts';
import { CONTENT_TYPES, type EditedType, typeOfUid } from '../content/types.ts';
import {
  forgetWaiting,
  rememberLeftOut,
  restoreInDraft,
  settleWaiting,
  waitForReturn,
  type DocumentName,
} from '../content/waiting.ts';
import { inTurn, writeTransaction, type Transaction, type WriteContext } from '../database/transaction.ts';
import { threadsNaming } from '../community/read-threads.ts';
import { followEvent } from '../events/revise.ts';
import { forgetSources } from '../import/sources.ts';
import { addressesOf } from '../published/addresses.ts';
import { draftFlaws } from '../published/flaws.ts';
import { publishedAt, refresh } from '../published/publications.ts';
import { publicationRefusal, savingRefusal, takenSlug } from '../published/refusals.ts';

/** Actions of the document service that write; the middleware sees reads as well. */
const MUTATIONS = new Set(['create', 'update', 'clone', 'delete', 'publish', 'unpublish', 'discardDraft']);

interface Change {
  type: EditedType;
  action: string;
  /** Absent when the document is being created. */
  documentId: string | undefined;
  /** Languages that this action publishes; empty when it publishes nothing. */
  published: readonly Locale[];
  /** Fields that the action writes. */
  data: { slug?: string };
}

interface ActionParams {
  documentId?: string;
  status?: string;
  locale?: string | string[] | null;
  data?: { slug?: string };
}

/**
 * Makes every change of published content and its feed row one transaction, whoever makes it (admin, importer, code).
 * A row is written only when what readers see has changed: saving a draft or publishing the same again writes none.
 */
export function recordChanges(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const type = typeOfUid(context.uid);
    if (!type || !MUTATIONS.has(context.action)) return next();
    const change = changeOf(type, context.action, context.params as ActionParams);
    return writeTransaction(strapi, async (write) => {
      refuseOverlongTexts(strapi, change);
      await refuseTakenSlugs(strapi, write.trx, change);
      // Before Strapi does, which says in English that a field is missing, one field at a time.
      if (change.documentId && change.action === 'publish') {
        await refuseFlaws(strapi, write.trx, change, change.documentId);
      }
      const referrers = await referrersBefore(strapi, write.trx, change);
      const result = await next();
      const documentId = identifierOf(change, result);
      if (documentId) await inTurn(write.trx, () => recordChange(strapi, write, { ...change, documentId }, referrers));
      return result;
    });
  });
}

function changeOf(type: EditedType, action: string, params: ActionParams): Change {
  const publishes =
    action === 'publish' ||
    ((action === 'create' || action === 'update') && (!CONTENT_TYPES[type].hasDrafts || params.status === 'published'));
  return {
    type,
    action,
    documentId: action === 'create' ? undefined : params.documentId,
    published: publishes ? localesOf(params.locale) : [],
    data: params.data ?? {},
  };
}

function identifierOf({ action, documentId }: Change, result: unknown): string | undefined {
  if (action !== 'create' && action !== 'clone') return documentId;
  return (result as { documentId?: string } | null)?.documentId;
}

/** Refuses texts that Strapi would refuse too, without a word on how much is too much. */
function refuseOverlongTexts(strapi: Core.Strapi, { type, data }: Change): void {
  const flaws = overlongTexts(strapi, type, data);
  if (flaws.length > 0) throw savingRefusal(type, flaws);
}

/** Refuses to publish drafts that readers could not use. */
async function refuseFlaws(
  strapi: Core.Strapi,
  trx: Transaction,
  { type, published }: Change,
  documentId: string,
): Promise<void> {
  const flaws = await draftFlaws(strapi, trx, type, documentId);
  for (const locale of published) {
    const found = flaws.get(locale) ?? [];
    if (found.length > 0) throw publicationRefusal(type, locale, found);
  }
}

/** Refuses, before anything is written, a slug that another published document of the type and language holds. */
async function refuseTakenSlugs(strapi: Core.Strapi, trx: Transaction, change: Change): Promise<void> {
  const { type, documentId, published, data } = change;
  for (const locale of published) {
    const wanted = data.slug ?? (documentId && (await draftSlug(strapi, trx, type, documentId, locale)));
    if (wanted && (await publishedAt(trx, type, locale, wanted, documentId))) {
      throw publicationRefusal(type, locale, [takenSlug(wanted)]);
    }
  }
}

async function draftSlug(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<string | undefined> {
  const query = trx(tableOf(strapi, type)).where({ document_id: documentId, locale });
  if (CONTENT_TYPES[type].hasDrafts) void query.whereNull('published_at');
  return (await query.first<{ slug: string } | undefined>('slug'))?.slug;
}

/**
 * Published references to the document before the action: those that unpublishing or deleting cuts (the database does,
 * with the published rows), and those that publishing must not add to.
 */
async function referrersBefore(strapi: Core.Strapi, trx: Transaction, change: Change): Promise<Referrer[]> {
  const { type, action, documentId, published } = change;
  if (!documentId) return [];
  if (action === 'unpublish' || action === 'delete') return referrersOf(strapi, trx, type, documentId);
  return published.length > 0 ? referrersOf(strapi, trx, type, documentId, [type]) : [];
}

/**
 * Removes what Strapi adds when it publishes a document: references from published documents of the same type whose
 * draft alone makes them. Their editors have not published them.
 */
async function removeUnpublishedReferences(
  strapi: Core.Strapi,
  trx: Transaction,
  { type, documentId }: DocumentName,
  before: Referrer[],
): Promise<void> {
  const key = (one: Referrer) => `${one.documentId} ${one.locale} ${one.field}`;
  const known = new Set(before.map(key));
  const after = await referrersOf(strapi, trx, type, documentId, [type]);
  const added = after.filter((one) => one.documentId !== documentId && !known.has(key(one)));
  await unlink(strapi, trx, added);
}

async function recordChange(
  strapi: Core.Strapi,
  write: WriteContext,
  change: Change & { documentId: string },
  referrers: Referrer[],
): Promise<void> {
  const { trx } = write;
  const { type, action, documentId, published } = change;
  const rows = await rowsOf(strapi, trx, type, documentId);
  if (published.length > 0 && CONTENT_TYPES[type].hasDrafts) {
    if (action !== 'publish') await refuseFlaws(strapi, trx, change, documentId);
    if (action !== 'create') await removeUnpublishedReferences(strapi, trx, { type, documentId }, referrers);
    if (rows.size > 1) await shareWithOtherLanguages(strapi, type, documentId, published);
    await rememberLeftOut(strapi, trx, { type, documentId }, rows, published);
  }
  if (action === 'discardDraft') await restoreInDraft(strapi, trx, type, documentId);

  if (type === 'event') await followEvent(strapi, write, documentId);
  const { presenceChanged } = await refresh(
    strapi,
    write,
    type,
    [documentId],
    published.length > 0 ? 'refuse' : 'hide',
  );
  if (presenceChanged && (type === 'topic' || type === 'sector')) {
    const slugs = (await addressesOf(trx, type, [documentId])).get(documentId)?.map(({ slug }) => slug) ?? [];
    await refresh(strapi, write, 'thread', await threadsNaming(trx, type, slugs), 'hide');
  }

  const cut = referrers.filter(({ locale }) => !rows.get(locale)?.published);
  if (action === 'unpublish') await waitForReturn(trx, { type, documentId }, cut);
  if (action === 'delete') {
    const remaining = [...rows.keys()];
    await forgetWaiting(trx, { type, documentId }, remaining);
    await forgetSources(trx, { type, documentId }, remaining);
  }
  const gained = await settleWaiting(strapi, trx, type, documentId);
  await refreshAll(strapi, write, [...cut, ...gained]);
}

/** Refreshes documents of several types that the change of another one touches. */
export async function refreshAll(strapi: Core.Strapi, write: WriteContext, documents: DocumentName[]): Promise<number> {
  let changed = 0;
  for (const [type, named] of Map.groupBy(documents, (document) => document.type)) {
    const ids = [...new Set(named.map((document) => document.documentId))];
    changed += (await refresh(strapi, write, type, ids, 'hide')).changed.length;
  }
  return changed;
}
