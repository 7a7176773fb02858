import type { Availability, EventPhase } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';

export const EVENT_DATES = 'palier_event_dates';

/** What calendars hold of an event: of all its languages, and by language. */
export interface CalendarFacts {
  startsAt: string;
  endsAt: string;
  timeZone: string;
  isCancelled: boolean;
  format: string;
  venue: string | null;
  address: string | null;
  texts: Record<string, { title: string; summary: string; slug: string; cancellation: string }>;
}

/** What calendars need to know of an event, and what its hours make of it. It stays while the event is not published. */
export interface EventDates {
  event: string;
  /** JSON of {@link CalendarFacts}; empty for an event that was only announced elsewhere. */
  facts: string;
  sequence: number;
  revised_at: string;
  starts_at: string;
  ends_at: string;
  moved_from: string | null;
  phase: EventPhase;
  availability: Availability | null;
}

/** What a publication changed of an event for who has it in a calendar. */
export interface Revision {
  sequence: number;
  before: CalendarFacts;
  after: CalendarFacts;
}

/** What is known of the given events, by their identifiers. */
export async function eventDates(trx: Transaction, events: readonly string[]): Promise<Map<string, EventDates>> {
  const rows: EventDates[] = await trx(EVENT_DATES).whereIn('event', [...new Set(events)]);
  return new Map(rows.map((row) => [row.event, row]));
}

/** The published fields of events that no editor writes; of one that was never published, those of a first version. */
export async function calendarFieldsOf(
  trx: Transaction,
  rows: readonly Record<string, unknown>[],
): Promise<(row: Record<string, unknown>) => Record<string, unknown>> {
  const known = await eventDates(
    trx,
    rows.map((row) => row['documentId'] as string),
  );
  return (row) => {
    const dates = known.get(row['documentId'] as string);
    const countsSeats = row['registration'] === 'here' && row['capacity'] != null;
    return {
      sequence: dates?.sequence ?? 0,
      revisedAt: dates?.revised_at ?? new Date(0).toISOString(),
      movedFrom: dates?.moved_from ?? null,
      phase: dates?.phase ?? 'upcoming',
      availability: countsSeats ? (dates?.availability ?? 'open') : null,
    };
  };
}

/** An event is past once it has ended. */
export function phaseAt(endsAt: string, now: Date): EventPhase {
  return Date.parse(endsAt) <= now.getTime() ? 'past' : 'upcoming';
}
