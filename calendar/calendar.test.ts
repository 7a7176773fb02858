import ical, { type VEvent } from 'node-ical';
import { describe, expect, it } from 'vitest';
import { calendarFeed, calendarFile, calendarInvite } from './calendar.ts';
import type { CalendarEvent } from './event.ts';
import { instantOf } from './time.ts';

const FEED = {
  name: 'Palier · Événements',
  page: 'https://palier.example/evenements/',
  language: 'fr',
  refreshHours: 6,
};

let count = 0;

function event(changes: Partial<CalendarEvent> = {}): CalendarEvent {
  count += 1;
  return {
    uid: `palier-event${count}`,
    title: 'Atelier',
    description: 'Un atelier.\n\nhttps://palier.example/evenements/atelier/',
    page: 'https://palier.example/evenements/atelier/',
    location: 'Salle, 1 rue de l’Exemple',
    startsAt: '2027-01-12T13:00:00.000Z',
    endsAt: '2027-01-12T15:00:00.000Z',
    timeZone: 'Europe/Paris',
    sequence: 0,
    revisedAt: '2026-11-26T10:00:00.000Z',
    isCancelled: false,
    ...changes,
  };
}

/** The events of a calendar, as another program reads them. */
function read(text: string): VEvent[] {
  return Object.values(ical.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT');
}

const lines = (text: string) => text.split('\r\n');

/** Rules of RFC 5545 (3.1) that no parser insists on. */
function expectWellFormed(text: string): void {
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  expect(text).toMatch(/\r\nEND:VCALENDAR\r\n$/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(lines(text).filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(lines(text).slice(0, -1)).not.toContain('');
}

describe('the hours of an event in calendars', () => {
  // The last Sunday of March and of October 2027: clocks change at 01:00 UTC.
  it.each([
    ['Europe/Paris', '2027-03-27T23:30', '2027-03-27T22:30:00.000Z'],
    ['Europe/Paris', '2027-03-28T01:59', '2027-03-28T00:59:00.000Z'],
    ['Europe/Paris', '2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
    ['Europe/Paris', '2027-10-31T00:30', '2027-10-30T22:30:00.000Z'],
    ['Europe/Paris', '2027-10-31T03:00', '2027-10-31T02:00:00.000Z'],
    ['Europe/Paris', '2027-07-14T14:00', '2027-07-14T12:00:00.000Z'],
    ['America/Cayenne', '2027-03-28T03:00', '2027-03-28T06:00:00.000Z'],
    ['America/Cayenne', '2027-10-31T02:30', '2027-10-31T05:30:00.000Z'],
    ['Indian/Reunion', '2027-03-28T03:00', '2027-03-27T23:00:00.000Z'],
    ['Indian/Reunion', '2027-10-31T02:30', '2027-10-30T22:30:00.000Z'],
    ['UTC', '2027-03-28T02:30', '2027-03-28T02:30:00.000Z'],
  ])('are those of %s: %s is %s', (timeZone, local, instant) => {
    expect(instantOf(local, timeZone)).toBe(instant);
    const text = calendarFile(
      event({ timeZone, startsAt: instant, endsAt: new Date(Date.parse(instant) + 3_600_000).toISOString() }),
    );
    expectWellFormed(text);
    const written = local.replace(/[-:]/g, '');
    expect(text).toContain(timeZone === 'UTC' ? `DTSTART:${written}00Z` : `DTSTART;TZID=${timeZone}:${written}00`);
    const [parsed] = read(text);
    expect(parsed!.start.toISOString()).toBe(instant);
    expect(parsed!.end!.getTime() - parsed!.start.getTime()).toBe(3_600_000);
  });

  it.each([
    ['begins', '2027-10-31T00:30:00.000Z', '2027-10-31T02:30:00.000Z'],
    ['begins, the second time,', '2027-10-31T01:30:00.000Z', '2027-10-31T02:30:00.000Z'],
    ['ends', '2027-10-30T23:30:00.000Z', '2027-10-31T00:30:00.000Z'],
  ])(
    'are in UTC when it %s in the hour that comes twice: calendars disagree which one is meant',
    (_name, startsAt, endsAt) => {
      const [parsed] = read(calendarFile(event({ startsAt, endsAt })));
      expect([parsed!.start.toISOString(), parsed!.end!.toISOString()]).toEqual([startsAt, endsAt]);
    },
  );

  it('come with the rules of each zone once, under the name that the events bear', () => {
    const zones = ['Europe/Paris', 'Indian/Reunion', 'Europe/Paris', 'America/Cayenne'];
    const text = calendarFeed(
      zones.map((timeZone) => event({ timeZone })),
      FEED,
    );
    expectWellFormed(text);
    expect(lines(text).filter((line) => line.startsWith('TZID:'))).toEqual([
      'TZID:America/Cayenne',
      'TZID:Europe/Paris',
      'TZID:Indian/Reunion',
    ]);
  });

  it('exist in every zone that an event can have', () => {
    for (const timeZone of [...Intl.supportedValuesOf('timeZone'), 'UTC'])
      expect(read(calendarFile(event({ timeZone })))[0]!.start.toISOString(), timeZone).toBe(
        '2027-01-12T13:00:00.000Z',
      );
  });
});

describe('a feed of events', () => {
  it('says what it follows, and when to look again', () => {
    const text = calendarFeed([], FEED);
    expectWellFormed(text);
    expect(lines(text)).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        'NAME:Palier · Événements',
        'URL:https://palier.example/evenements/',
        'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
        'X-PUBLISHED-TTL:PT6H',
      ]),
    );
  });

  it('names nobody who takes part', () => {
    expect(calendarFeed([event(), event()], FEED)).not.toMatch(/ATTENDEE|ORGANIZER|mailto/i);
  });

  it('keeps each event with its one identifier, its SEQUENCE and when it last changed', () => {
    const moved = event({ sequence: 3, revisedAt: '2026-12-01T08:00:00.000Z' });
    const text = calendarFeed([event(), moved], FEED);
    expect(read(text).find(({ uid }) => uid === moved.uid)).toMatchObject({ sequence: 3, status: 'CONFIRMED' });
    expect(text).toContain('DTSTAMP:20261201T080000Z');
    expect(text).toContain('LAST-MODIFIED:20261201T080000Z');
  });

  it('says that an event is cancelled, and keeps it', () => {
    const cancelled = event({ isCancelled: true, sequence: 1 });
    expect(read(calendarFeed([cancelled], FEED))).toMatchObject([{ uid: cancelled.uid, status: 'CANCELLED' }]);
  });

  it('is the same bytes for the same events', () => {
    const events = [event(), event({ timeZone: 'Indian/Reunion' })];
    expect(calendarFeed(events, FEED)).toBe(calendarFeed(structuredClone(events), FEED));
  });

  it.each([
    ['ends of lines', 'Un\r\ntitre\rsur\ntrois'],
    ['separators', 'a, b; c \\ d : e = "f"'],
    ['lines of the format', 'x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VEVENT'],
    ['control characters', 'a\u0000b\u0007c\u001bd\u0085e'],
    ['a long line in several bytes', 'é🛡️'.repeat(400)],
  ])('takes %s in a title for text', (_name, title) => {
    const text = calendarFeed([event({ title }), event({ title: 'Après' })], FEED);
    expectWellFormed(text);
    const found = read(text);
    expect(found.map(({ summary }) => summary)).toEqual([
      title.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u0085]/g, ''),
      'Après',
    ]);
    expect(lines(text).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  });

  it('holds five thousand events', () => {
    const found = read(
      calendarFeed(
        Array.from({ length: 5000 }, () => event()),
        FEED,
      ),
    );
    expect(new Set(found.map(({ uid }) => uid)).size).toBe(5000);
  });
});

describe('an invitation by mail', () => {
  const people = {
    organiser: { name: 'Palier', email: 'hub@palier.example' },
    attendee: { name: 'Élise "Zoé" ; Martin', email: 'elise@entite.example' },
    at: new Date('2026-12-02T09:00:00Z'),
  };

  it('bears the identifier and the SEQUENCE of the feed, and names the one person', () => {
    const one = event({ sequence: 2 });
    const text = calendarInvite('REQUEST', one, people);
    expectWellFormed(text);
    expect(read(text)).toMatchObject([{ uid: one.uid, sequence: 2, method: 'REQUEST', status: 'CONFIRMED' }]);
    expect(text.replaceAll('\r\n ', '')).toMatch(/ATTENDEE;.*PARTSTAT=ACCEPTED;.*MAILTO:elise@entite\.example/i);
    expect(text.match(/ATTENDEE/g)).toHaveLength(1);
    expect(text).toContain('DTSTAMP:20261202T090000Z');
  });

  it('takes the event out again, under the same identifier', () => {
    const one = event({ sequence: 3 });
    expect(read(calendarInvite('CANCEL', one, people))).toMatchObject([
      { uid: one.uid, sequence: 3, method: 'CANCEL', status: 'CANCELLED' },
    ]);
  });
});
