import { DEFAULT_LOCALE, type AdminEvent, type AdminEvents } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../../content/links.ts';
import { CONTENT_TYPES } from '../../content/types.ts';
import type { Transaction } from '../../database/transaction.ts';
import { REGISTRATIONS, SEATS } from '../../registrations/tables.ts';
import { pagesOf } from './http.ts';

/** Events on a page of the list. */
const PAGE = 50;

const { uid } = CONTENT_TYPES.event;

const FIELDS = [
  'documentId',
  'locale',
  'publishedAt',
  'title',
  'startsAt',
  'endsAt',
  'timeZone',
  'registration',
  'capacity',
  'isCancelled',
  'isExample',
] as const;

/** A version of an event, as Strapi reads it. */
interface Version extends Omit<AdminEvent, 'id' | 'isCancelled' | 'isExample' | 'isPublished' | 'taken' | 'waiting'> {
  documentId: string;
  publishedAt: string | null;
  isCancelled: boolean | null;
  isExample: boolean | null;
}

export interface Listed {
  /** To come, the next first; or past, the last first. What has no end yet is to come. */
  when: 'upcoming' | 'past';
  /** In the title. */
  q: string;
  page: number;
}

/** A page of the events, drafts too. */
export async function listEvents(
  strapi: Core.Strapi,
  trx: Transaction,
  { when, q, page }: Listed,
  now: Date,
): Promise<AdminEvents> {
  const isPast = when === 'past';
  const drafts = trx(tableOf(strapi, 'event')).whereNull('published_at');
  const where = {
    $and: [
      { publishedAt: { $null: true } },
      // One version each: the French one, where there is one.
      {
        $or: [
          { locale: DEFAULT_LOCALE },
          { documentId: { $notIn: drafts.where({ locale: DEFAULT_LOCALE }).select('document_id') } },
        ],
      },
      isPast ? { endsAt: { $lt: now } } : { $or: [{ endsAt: { $gte: now } }, { endsAt: { $null: true } }] },
      ...(q === '' ? [] : [{ title: { $containsi: q } }]),
    ],
  };
  const total = await strapi.db.query(uid).count({ where } as never);
  const found = (await strapi.db.query(uid).findMany({
    select: ['documentId'],
    where,
    orderBy: [{ startsAt: isPast ? 'desc' : 'asc' }, { documentId: 'asc' }],
    limit: PAGE,
    offset: (page - 1) * PAGE,
  } as never)) as { documentId: string }[];
  const ids = found.map(({ documentId }) => documentId);
  const events = await eventsOf(strapi, trx, ids);
  return { events: ids.flatMap((id) => events.get(id) ?? []), total, pages: pagesOf(total, PAGE) };
}

/** Events by their identifiers: each as it is published, or else as its draft, in French when there is a French version. */
export async function eventsOf(
  strapi: Core.Strapi,
  trx: Transaction,
  ids: readonly string[],
): Promise<Map<string, AdminEvent>> {
  const versions = (await strapi.db.query(uid).findMany({
    select: [...FIELDS],
    where: { documentId: { $in: [...ids] } },
  })) as Version[];
  const taken = await trx(SEATS).whereIn('event', ids).select<{ event: string; taken: number }[]>('event', 'taken');
  const waiting = (await trx(REGISTRATIONS)
    .whereIn('event', ids)
    .where({ state: 'waiting' })
    .groupBy('event')
    .select('event')
    .count({ count: '*' })) as unknown as { event: string; count: number | string }[];
  const seats = new Map(taken.map((row) => [row.event, row.taken]));
  const line = new Map(waiting.map((row) => [row.event, Number(row.count)]));
  return new Map(
    [...Map.groupBy(versions, ({ documentId }) => documentId)].map(([id, all]) => {
      const { documentId: _id, publishedAt, isCancelled, isExample, ...shown } = versionToShow(all);
      return [
        id,
        {
          ...shown,
          id,
          isPublished: publishedAt !== null,
          isCancelled: isCancelled === true,
          isExample: isExample === true,
          taken: seats.get(id) ?? 0,
          waiting: line.get(id) ?? 0,
        },
      ];
    }),
  );
}

const versionToShow = (versions: Version[]): Version => {
  const rank = ({ publishedAt, locale }: Version) =>
    (publishedAt === null ? 2 : 0) + (locale === DEFAULT_LOCALE ? 0 : 1);
  return versions.toSorted((a, b) => rank(a) - rank(b))[0]!;
};
