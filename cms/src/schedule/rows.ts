import type { Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../content/links.ts';
import type { Transaction } from '../database/transaction.ts';
import type { EditedType } from '../content/types.ts';

/**
 * What an editor plans for one language of a document. The fields live on its draft and on its published version, and
 * say the same on both: the draft is what the form shows and what counts, and "discard changes" makes the draft
 * again from the other. They are written past the document service, which would date the row anew: a date that
 * was carried out is no modification to publish.
 */
export interface Schedule {
  documentId: string;
  locale: Locale;
  publishAt: number | null;
  unpublishAt: number | null;
  /** Why the publication that was due has not happened; null when nothing is wrong. */
  problem: string | null;
  /** Tells whether the draft was saved meanwhile; as the database has it. */
  savedAt: unknown;
}

interface ScheduleRow {
  document_id: string;
  locale: Locale;
  publish_at: Date | number | string | null;
  unpublish_at: Date | number | string | null;
  schedule_problem: string | null;
  updated_at: unknown;
}

const COLUMNS = ['document_id', 'locale', 'publish_at', 'unpublish_at', 'schedule_problem', 'updated_at'] as const;

/** SQLite has numbers, PostgreSQL dates, the document service text. Null also for what is no instant. */
export function instantOf(value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null;
  const instant = new Date(value as string).getTime();
  return Number.isNaN(instant) ? null : instant;
}

const scheduleOf = (row: ScheduleRow): Schedule => ({
  documentId: row.document_id,
  locale: row.locale,
  publishAt: instantOf(row.publish_at),
  unpublishAt: instantOf(row.unpublish_at),
  problem: row.schedule_problem,
  savedAt: row.updated_at,
});

/** The schedule that the draft of a language holds; undefined when there is no such draft. */
export async function scheduleOfDraft(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<Schedule | undefined> {
  const row = await trx(tableOf(strapi, type))
    .where({ document_id: documentId, locale, published_at: null })
    .first<ScheduleRow | undefined>(...COLUMNS);
  return row && scheduleOf(row);
}

/** What is due in the drafts of a type: a publication that was not refused, or the end of one. */
export async function dueSchedules(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  now: number,
): Promise<Schedule[]> {
  const due = new Date(now);
  const rows = await trx(tableOf(strapi, type))
    .whereNull('published_at')
    .where((either) => {
      void either
        .where('unpublish_at', '<=', due)
        .orWhere((publication) => void publication.where('publish_at', '<=', due).whereNull('schedule_problem'));
    })
    .select<ScheduleRow[]>(...COLUMNS);
  return rows.map(scheduleOf);
}

/** Sets fields of the schedule of some languages, on the draft and on the published version. */
export async function setSchedule(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locales: readonly Locale[],
  fields: Partial<Pick<ScheduleRow, 'publish_at' | 'unpublish_at' | 'schedule_problem'>>,
): Promise<void> {
  await trx(tableOf(strapi, type))
    .where('document_id', documentId)
    .whereIn('locale', [...locales])
    .update(fields);
}

/** Gives the published version of a language the schedule that was just saved with its draft. */
export async function copyToPublished(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<void> {
  const table = tableOf(strapi, type);
  const saved = await trx(table)
    .where({ document_id: documentId, locale, published_at: null })
    .first<ScheduleRow | undefined>('publish_at', 'unpublish_at', 'schedule_problem');
  if (!saved) return;
  await trx(table).where({ document_id: documentId, locale }).whereNotNull('published_at').update(saved);
}

/** Keeps the reason of a refusal, unless the draft was saved since. */
export async function noteProblem(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  { documentId, locale, savedAt }: Schedule,
  problem: string,
): Promise<void> {
  await trx(tableOf(strapi, type))
    .where({ document_id: documentId, locale, published_at: null, updated_at: savedAt })
    .update({ schedule_problem: problem });
}
