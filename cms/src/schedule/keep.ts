import { DEFAULT_LOCALE, LOCALES } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { localesOf } from '../content/locales.ts';
import { CONTENT_TYPES, type EditedType, typeOfUid } from '../content/types.ts';
import { inTransaction } from '../database/transaction.ts';
import { savingRefusal } from '../published/refusals.ts';
import { copyToPublished, instantOf, scheduleOfDraft, setSchedule } from './rows.ts';

type Data = Record<string, unknown>;

interface ActionParams {
  documentId?: string;
  status?: string;
  locale?: string | string[] | null;
  data?: Data;
}

/** Actions of the document service that save a form. */
const SAVES = new Set(['create', 'update', 'clone']);

/**
 * Keeps the schedules of documents true, whoever writes: refuses an end that does not come after the beginning; a save
 * takes away the problem of the last try, so that it is tried again; what happens by hand is no longer planned. A
 * copy of a document plans nothing by itself.
 */
export function keepSchedules(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const type = typeOfUid(context.uid);
    if (!type || !CONTENT_TYPES[type].hasDrafts) return next();
    const params = context.params as ActionParams;
    if (SAVES.has(context.action)) {
      if (context.action === 'clone') params.data = { publishAt: null, unpublishAt: null, ...params.data };
      await refuseEndBeforeBeginning(strapi, type, context.action === 'update' ? params : { data: params.data ?? {} });
      params.data = { ...params.data, scheduleProblem: null };
    }
    const result = await next();
    const { documentId } = params;
    const locales = localesOf(params.locale);
    const id = documentId ?? (result as { documentId?: string } | null)?.documentId;
    if (id === undefined) return result;
    const published = context.action === 'publish' || (SAVES.has(context.action) && params.status === 'published');
    await inTransaction(strapi, async (trx) => {
      if (published) {
        await setSchedule(strapi, trx, type, id, locales, { publish_at: null, schedule_problem: null });
      } else if (context.action === 'unpublish') {
        await setSchedule(strapi, trx, type, id, locales, { unpublish_at: null });
      } else if (context.action === 'update') {
        for (const locale of locales) await copyToPublished(strapi, trx, type, id, locale);
      }
    });
    return result;
  });
}

/** Refuses a save after which the publication would end before it begins; a field that is not saved is as it was. */
async function refuseEndBeforeBeginning(
  strapi: Core.Strapi,
  type: EditedType,
  { documentId, locale, data = {} }: ActionParams,
): Promise<void> {
  if (!('publishAt' in data) && !('unpublishAt' in data)) return;
  const code = LOCALES.find((one) => one === (locale || DEFAULT_LOCALE));
  const stored =
    documentId && code
      ? await inTransaction(strapi, (trx) => scheduleOfDraft(strapi, trx, type, documentId, code))
      : undefined;
  const publishAt = 'publishAt' in data ? instantOf(data['publishAt']) : stored?.publishAt;
  const unpublishAt = 'unpublishAt' in data ? instantOf(data['unpublishAt']) : stored?.unpublishAt;
  if (!publishAt || !unpublishAt || unpublishAt > publishAt) return;
  throw savingRefusal(type, [
    {
      field: 'unpublishAt',
      advice: 'la fin de la publication doit venir après son début. Corrigez l’une des deux dates, ou videz-la.',
    },
  ]);
}
