import type { Event } from '@palier/model';

/** What a calendar holds of an event. */
export interface CalendarEvent {
  /** UID of RFC 5545: one in every feed, file and mail, whatever the language. */
  uid: string;
  title: string;
  description: string;
  /** Address of its page. */
  page: string;
  /** Where it is: a place, or an address to join. */
  location: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  sequence: number;
  revisedAt: string;
  isCancelled: boolean;
}

/** UID of an event: random as RFC 7986 asks (section 5.3), and the same for as long as the event is kept. */
export function eventUid(documentId: string): string {
  return `palier-${documentId}`;
}

/** What is public of an event, for calendars; where to join it online is not. */
export function publicCalendarEvent(event: Event, page: string): CalendarEvent {
  const place = [event.venue, event.address].filter((part) => part !== null).join(', ');
  return {
    uid: eventUid(event.documentId),
    title: event.title,
    description: [event.isCancelled ? event.cancellation : '', event.summary, page].filter(Boolean).join('\n\n'),
    page,
    location: place || page,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    timeZone: event.timeZone,
    sequence: event.sequence,
    revisedAt: event.revisedAt,
    isCancelled: event.isCancelled,
  };
}

/**
 * Links that open a calendar on the web with the event filled in. They are sent to by a click, never loaded.
 */
export function webCalendarLinks(event: CalendarEvent): { google: string; outlook: string } {
  const compact = (instant: string) => instant.replace(/[-:]|\.\d+/g, '');
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: event.title,
    dates: `${compact(event.startsAt)}/${compact(event.endsAt)}`,
    ctz: event.timeZone,
    details: event.description,
    location: event.location,
  });
  const outlook = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: event.title,
    startdt: event.startsAt,
    enddt: event.endsAt,
    body: event.description,
    location: event.location,
  });
  return {
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
    outlook: `https://outlook.office.com/calendar/0/deeplink/compose?${outlook.toString()}`,
  };
}
