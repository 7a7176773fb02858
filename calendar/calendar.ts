import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalEventData,
} from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { CalendarEvent } from './event.ts';
import { plain } from './plain.ts';
import { comesTwice, zoned } from './time.ts';

/** Someone in a calendar: a name, and where mails reach them. */
export interface Person {
  name: string;
  email: string;
}

/** What a feed is called, and how often calendars should look again. */
export interface Feed {
  name: string;
  /** Address of the page that it follows. */
  page: string;
  language: string;
  /** REFRESH-INTERVAL of RFC 7986, in hours. */
  refreshHours: number;
}

/** How many events are kept as text: a feed is made again at each change, of which most events have no part. */
const KEPT = 20_000;

const kept = new Map<string, string>();

/** A calendar that many follow (METHOD:PUBLISH): it names nobody who takes part. */
export function calendarFeed(events: readonly CalendarEvent[], { name, page, language, refreshHours }: Feed): string {
  const calendar = new ICalCalendar({
    name,
    url: page,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Palier', product: 'Palier', language: language.toUpperCase() },
    ttl: refreshHours * 3600,
  });
  const zones = [...new Set(events.map(({ timeZone }) => timeZone))].sort().map(timeZoneBlock);
  return insert(calendar.toString(), [...zones, ...events.map(eventBlock)]);
}

/** A file with one event, to download. */
export function calendarFile(event: CalendarEvent): string {
  return insert(blank(ICalCalendarMethod.PUBLISH).toString(), [timeZoneBlock(event.timeZone), eventBlock(event)]);
}

/**
 * What a mail carries for one person who takes part (RFC 5546): a calendar puts it in, moves it or takes it out. DTSTAMP is
 * when it is made, so that of two of one SEQUENCE the later counts.
 */
export function calendarInvite(
  method: 'REQUEST' | 'CANCEL',
  event: CalendarEvent,
  { organiser, attendee, at }: { organiser: Person; attendee: Person; at: Date },
): string {
  const calendar = blank(ICalCalendarMethod[method]);
  calendar.createEvent({
    ...dataOf(event),
    ...(method === 'CANCEL' && { status: ICalEventStatus.CANCELLED }),
    stamp: at,
    organizer: organiser,
    attendees: [{ ...attendee, status: ICalAttendeeStatus.ACCEPTED, role: ICalAttendeeRole.REQ, rsvp: false }],
  });
  return insert(calendar.toString(), [timeZoneBlock(event.timeZone)], 'BEGIN:VEVENT');
}

function blank(method: ICalCalendarMethod): ICalCalendar {
  return new ICalCalendar({ method, prodId: { company: 'Palier', product: 'Palier' } });
}

/** The lines of an event, folded. */
function eventBlock(event: CalendarEvent): string {
  const key = JSON.stringify(event);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const calendar = new ICalCalendar();
  calendar.createEvent(dataOf(event));
  const text = calendar.toString();
  const block = text.slice(lineAt(text, 'BEGIN:VEVENT'), lineAt(text, 'END:VCALENDAR'));
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, block);
  return block;
}

function dataOf(event: CalendarEvent): ICalEventData {
  const revised = new Date(event.revisedAt);
  // Of an hour that comes twice, calendars disagree which one a local time means: then in UTC.
  const isLocal = ![event.startsAt, event.endsAt].some((at) => comesTwice(at, event.timeZone));
  const timeZone = isLocal ? event.timeZone : 'UTC';
  return {
    id: event.uid,
    start: zoned(event.startsAt, timeZone),
    end: zoned(event.endsAt, timeZone),
    timezone: timeZone,
    summary: plain(event.title),
    description: plain(event.description),
    location: plain(event.location),
    url: event.page,
    sequence: event.sequence,
    stamp: revised,
    lastModified: revised,
    status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  };
}

/**
 * VTIMEZONE of a zone. The library gives that of the zone which another is a second name of (Asia/Dubai for Indian/Reunion):
 * under the name that events bear, or no calendar would find it. Without its date: the same bytes for the same rules.
 */
function timeZoneBlock(timeZone: string): string {
  if (timeZone === 'UTC') return '';
  const [block = ''] = tzlib_get_ical_block(timeZone);
  if (!block.startsWith('BEGIN:VTIMEZONE')) throw new RangeError(`no VTIMEZONE is known for ${timeZone}`);
  return `${block
    .replace(/^TZID:.*$/m, `TZID:${timeZone}`)
    .replace(/^(?:X-LIC-LOCATION|LAST-MODIFIED):.*\r\n/gm, '')}\r\n`;
}

function insert(calendar: string, blocks: readonly string[], before = 'END:VCALENDAR'): string {
  const at = lineAt(calendar, before);
  return `${calendar.slice(0, at)}${blocks.join('')}${calendar.slice(at)}\r\n`;
}

/** Where a line begins; no text can hold one: its ends of lines are written `\\n`. */
function lineAt(calendar: string, line: string): number {
  return calendar.indexOf(`\r\n${line}`) + 2;
}
