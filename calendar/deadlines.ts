import { ICalAlarmType, ICalCalendar, ICalCalendarMethod } from 'ical-generator';
import { plain } from './plain.ts';

/** A moment before which something must be done. */
export interface Deadline {
  /** The same for the same deadline of the same thing, so that a file that is imported again moves it. */
  uid: string;
  /** Instant in UTC, ISO 8601. */
  at: string;
  title: string;
  description: string;
  /** Hours before, at which calendars remind. */
  alarms: readonly number[];
}

/**
 * A file of deadlines for a calendar. They are instants in UTC, which every calendar shows in the zone of its reader: no rule of a
 * zone has to come with them. They last no time (RFC 5545, 3.6.1: an event without end) and take no room in the day.
 *
 * @param at when it is made: of two files with a deadline, calendars keep the later
 */
export function deadlinesFile(deadlines: readonly Deadline[], at: Date): string {
  const calendar = new ICalCalendar({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Palier', product: 'Palier' },
  });
  for (const { uid, at: due, title, description, alarms } of deadlines)
    calendar.createEvent({
      id: uid,
      start: new Date(due),
      stamp: at,
      summary: plain(title),
      description: plain(description),
      alarms: alarms.map((hours) => ({
        type: ICalAlarmType.display,
        triggerBefore: hours * 3600,
        description: plain(title),
      })),
    });
  return `${calendar.toString()}\r\n`;
}
