import { digestOf } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../database/transaction.ts';
import { readEdited, type Content } from '../published/project.ts';
import { EVENT_DATES, eventDates, phaseAt, type EventDates } from './dates.ts';

/** What calendars hold of an event in all its languages: when one of these changes, SEQUENCE goes up (RFC 5545, 3.8.7.4). */
const IN_CALENDARS = ['startsAt', 'endsAt', 'timeZone', 'isCancelled', 'venue', 'address', 'format'] as const;
const IN_CALENDARS_BY_LANGUAGE = ['title', 'summary', 'slug', 'cancellation'] as const;

/** What a publication changed of an event for who has it in a calendar. */
export interface Revision {
  before: EventDates | undefined;
  after: EventDates;
}

/**
 * Brings what calendars know of an event in step with what is published of it; run it in the transaction of the change,
 * before the state of the event is read for the feed. Null when nothing is published, or nothing of this changed.
 */
export async function reviseEvent(
  strapi: Core.Strapi,
  trx: Transaction,
  event: string,
  now = new Date(),
): Promise<Revision | null> {
  const versions = await readEdited(strapi, 'event', [event]);
  const [first] = versions;
  if (!first || typeof first['startsAt'] !== 'string' || typeof first['endsAt'] !== 'string') return null;
  const digest = digestOf(calendarParts(versions));
  const before = (await eventDates(trx, [event])).get(event);
  const phase = phaseAt(first['endsAt'], now);
  if (before?.digest === digest && before.phase === phase) return null;
  const isRevised = before?.digest !== digest;
  const hasMoved = before !== undefined && before.starts_at !== first['startsAt'];
  const after: EventDates = {
    event,
    digest,
    sequence: before === undefined ? 0 : before.sequence + (isRevised ? 1 : 0),
    revised_at: isRevised ? now.toISOString() : before.revised_at,
    starts_at: first['startsAt'],
    ends_at: first['endsAt'],
    moved_from: hasMoved ? before.starts_at : (before?.moved_from ?? null),
    phase,
    availability: before?.availability ?? null,
  };
  await trx(EVENT_DATES).insert(after).onConflict('event').merge();
  return isRevised ? { before, after } : null;
}

function calendarParts(versions: readonly Content[]): Record<string, unknown> {
  const picked = (content: Content, fields: readonly string[]) =>
    Object.fromEntries(fields.map((field) => [field, content[field]]));
  const [first] = versions;
  return {
    ...picked(first!, IN_CALENDARS),
    ...Object.fromEntries(versions.map((one) => [one.locale, picked(one, IN_CALENDARS_BY_LANGUAGE)])),
  };
}
