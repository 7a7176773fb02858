import { datesAfter, type Recurrence } from '@palier/calendar/series';
import { dayOf, daysBetween, daysLater } from '@palier/calendar/time';
import type { AdminSeries } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { CONTENT_TYPES } from '../../content/types.ts';
import { writeTransaction } from '../../database/transaction.ts';

const { uid } = CONTENT_TYPES.event;

/** As long as the schema of events lets them be, in characters. */
const SLUG_MAX = 120;
const SERIES_NAME_MAX = 60;

/** What a date of a series does not take over: what became of the first one, and what is planned for it. */
const NOT_COPIED = {
  isCancelled: false,
  cancellation: null,
  replayUrl: null,
  notes: null,
  importExtras: null,
  publishAt: null,
  unpublishAt: null,
} as const;

/** The draft of an event in one of its languages. */
interface Draft {
  locale: string;
  slug: string;
  startsAt: string | null;
  endsAt: string | null;
  opensAt: string | null;
  closesAt: string | null;
  timeZone: string;
  series: string | null;
}

/** One more date of a series: what is shared by its languages, and the slug of each. */
interface NewDate {
  data: Pick<Draft, 'startsAt' | 'endsAt' | 'opensAt' | 'closesAt'>;
  slugs: readonly { locale: string; slug: string }[];
}

/**
 * Makes an event, as it is in its draft, the first of a series: for each further date a draft of its own, in all the
 * languages of the first. All or none are made. Asked again it makes none, for their addresses are taken.
 */
export function makeSeries(strapi: Core.Strapi, event: string, recurrence: Recurrence): Promise<AdminSeries> {
  return writeTransaction(strapi, async (): Promise<AdminSeries> => {
    const drafts = await draftsOf(strapi, event);
    const [first] = drafts;
    if (!first) return { outcome: 'unknown' };
    const { startsAt, endsAt, timeZone } = first;
    if (startsAt === null || endsAt === null || drafts.some(({ slug }) => !slug)) return { outcome: 'no-dates' };
    const dates = datesAfter({ startsAt, endsAt, timeZone }, recurrence).map((date) => newDate(drafts, first, date));
    const slug = await takenAmong(strapi, dates);
    if (slug !== undefined) return { outcome: 'taken', slug };

    const series = first.series ?? nameFrom(first.slug);
    if (first.series === null)
      await strapi.documents(uid).update({ documentId: event, locale: first.locale, data: { series } as never });
    for (const date of dates) await addDate(strapi, event, date, series);
    return { outcome: 'done', count: dates.length };
  });
}

/** French first. */
async function draftsOf(strapi: Core.Strapi, documentId: string): Promise<Draft[]> {
  return (await strapi.db.query(uid).findMany({
    select: ['locale', 'slug', 'startsAt', 'endsAt', 'opensAt', 'closesAt', 'timeZone', 'series'],
    where: { documentId, publishedAt: { $null: true } },
    orderBy: { locale: 'desc' },
  })) as Draft[];
}

function newDate(drafts: readonly Draft[], first: Draft, date: { startsAt: string; endsAt: string }): NewDate {
  const { timeZone, opensAt, closesAt } = first;
  const day = dayOf(date.startsAt, timeZone);
  const days = daysBetween(dayOf(first.startsAt!, timeZone), day);
  const shifted = (instant: string | null) => (instant === null ? null : daysLater(instant, days, timeZone));
  return {
    data: { ...date, opensAt: shifted(opensAt), closesAt: shifted(closesAt) },
    slugs: drafts.map(({ locale, slug }) => ({ locale, slug: `${cut(slug, SLUG_MAX - day.length - 1)}-${day}` })),
  };
}

/** The first of the slugs that an event already has. */
async function takenAmong(strapi: Core.Strapi, dates: readonly NewDate[]): Promise<string | undefined> {
  for (const [locale, slugs] of Map.groupBy(
    dates.flatMap((date) => date.slugs),
    (one) => one.locale,
  )) {
    const where = { locale, slug: { $in: slugs.map(({ slug }) => slug) } };
    const taken = (await strapi.db.query(uid).findOne({ select: ['slug'], where })) as { slug: string } | null;
    if (taken) return taken.slug;
  }
  return undefined;
}

async function addDate(strapi: Core.Strapi, event: string, { data, slugs }: NewDate, series: string): Promise<void> {
  const copied = { ...NOT_COPIED, ...data, series };
  const { documentId } = (await strapi.documents(uid).clone({
    documentId: event,
    locale: '*',
    data: copied,
  } as never)) as unknown as { documentId: string };
  // A copy is made with the same fields in all languages; nothing else of the draft changes, and readers see none of it.
  for (const { locale, slug } of slugs)
    await strapi.db.query(uid).update({ where: { documentId, locale }, data: { slug } });
}

/** A word for the series, from the slug of its first event. */
const nameFrom = (slug: string): string => cut(slug, SERIES_NAME_MAX);

const cut = (slug: string, length: number): string => slug.slice(0, length).replace(/-+$/, '');
