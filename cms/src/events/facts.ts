import {
  DEFAULT_LOCALE,
  documentAddress,
  withoutEmailAddresses,
  type EventFormat,
  type EventQuestion,
  type EventReference,
  type Locale,
  type RegistrationMode,
  type WaitlistMode,
} from '@palier/model';
import type { Core } from '@strapi/strapi';
import { CONTENT_TYPES } from '../content/types.ts';
import type { ReadTerms, Terms } from '../registrations/terms.ts';

/** A published event as who takes part in it may know it: with what no page shows. */
export interface EventFacts {
  reference: EventReference;
  terms: Terms;
  registration: RegistrationMode;
  summary: string;
  cancellation: string;
  joinUrl: string | null;
  joinNotes: string;
  questions: EventQuestion[];
}

interface Row {
  locale: Locale;
  slug: string;
  title: string;
  summary: string | null;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  format: EventFormat;
  venue: string | null;
  address: string | null;
  isCancelled: boolean | null;
  cancellation: string | null;
  isExample: boolean | null;
  registration: RegistrationMode;
  capacity: number | null;
  groupMax: number | null;
  opensAt: string | null;
  closesAt: string | null;
  waitlist: WaitlistMode;
  offerHours: number | null;
  joinUrl: string | null;
  joinNotes: string | null;
  questions?: { id: number; label: string; choices: string[] | null; isRequired: boolean | null }[];
}

const FIELDS = [
  'locale',
  'slug',
  'title',
  'summary',
  'startsAt',
  'endsAt',
  'timeZone',
  'format',
  'venue',
  'address',
  'isCancelled',
  'cancellation',
  'isExample',
  'registration',
  'capacity',
  'groupMax',
  'opensAt',
  'closesAt',
  'waitlist',
  'offerHours',
  'joinUrl',
  'joinNotes',
] as const satisfies (keyof Row)[];

const ID = /^[a-z0-9]{20,32}$/;

/** An event as it is published, in a language or else in French; undefined when it is not. */
export async function eventFacts(strapi: Core.Strapi, event: string, locale: Locale): Promise<EventFacts | undefined> {
  if (!ID.test(event)) return undefined;
  const rows = await published(strapi, event, true);
  const row = rows.find((one) => one.locale === locale) ?? rows.find((one) => one.locale === DEFAULT_LOCALE) ?? rows[0];
  return row && factsOf(event, row);
}

/** The terms of events as they are published now. */
export const readTerms =
  (strapi: Core.Strapi): ReadTerms =>
  async (_trx, event) => {
    const [row] = await published(strapi, event, false);
    return row && termsOf(event, row);
  };

/** Every published language of an event; in the present transaction, when there is one. */
async function published(strapi: Core.Strapi, documentId: string, withQuestions: boolean): Promise<Row[]> {
  return (await strapi.db.query(CONTENT_TYPES.event.uid).findMany({
    select: [...FIELDS],
    where: { documentId, publishedAt: { $notNull: true } },
    ...(withQuestions && { populate: { questions: true } }),
  })) as Row[];
}

function factsOf(event: string, row: Row): EventFacts {
  const { locale, slug, startsAt, endsAt, timeZone, format } = row;
  return {
    reference: {
      id: event,
      title: withoutEmailAddresses(row.title),
      language: locale,
      url: documentAddress('event', locale, slug),
      startsAt,
      endsAt,
      timeZone,
      format,
      venue: row.venue,
      address: row.address,
      isCancelled: row.isCancelled === true,
      isExample: row.isExample === true,
    },
    terms: termsOf(event, row),
    registration: row.registration,
    summary: withoutEmailAddresses(row.summary ?? ''),
    cancellation: withoutEmailAddresses(row.cancellation ?? ''),
    joinUrl: row.joinUrl || null,
    joinNotes: row.joinNotes ?? '',
    questions: (row.questions ?? []).map(({ id, label, choices, isRequired }) => ({
      field: `q${id}`,
      label,
      choices: choices ?? [],
      isRequired: isRequired === true,
    })),
  };
}

function termsOf(event: string, row: Row): Terms {
  const { startsAt, endsAt, opensAt, closesAt, capacity, waitlist } = row;
  return {
    event,
    isCancelled: row.isCancelled === true,
    startsAt,
    endsAt,
    opensAt,
    closesAt,
    capacity,
    groupMax: row.groupMax ?? 1,
    waitlist,
    offerHours: row.offerHours ?? 48,
  };
}
