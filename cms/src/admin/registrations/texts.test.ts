import type { AdminEvent } from '@palier/model/event-admin';
import { expect, it } from 'vitest';
import { overTaken, standingOf, whenOf } from './texts.ts';

const EVENT: AdminEvent = {
  id: 'a',
  title: 'Un atelier',
  locale: 'fr',
  startsAt: '2027-01-14T13:00:00.000Z',
  endsAt: '2027-01-14T15:00:00.000Z',
  timeZone: 'Indian/Reunion',
  registration: 'here',
  capacity: 10,
  isCancelled: false,
  isExample: false,
  isPublished: true,
  taken: 10,
  waiting: 0,
};

it('explains why no seat is given once there are fewer than were taken, and nothing otherwise', () => {
  expect(overTaken({ ...EVENT, taken: 12 })).toMatch(/10 places et 12 sont prises\. Personne n’est désinscrit/);
  expect(overTaken(EVENT)).toBeNull();
  expect(overTaken({ ...EVENT, capacity: null })).toBeNull();
});

it('says when an event is by the clocks of its place, whatever the clock of the reader', () => {
  expect(whenOf(EVENT)).toContain('17:00');
  expect(whenOf({ ...EVENT, startsAt: null })).toBe('sans date');
});

it('says what is to be known of an event before all', () => {
  expect(standingOf({ ...EVENT, isCancelled: true, isExample: true, isPublished: false })).toBe(
    'annulé, exemple, pas publié',
  );
  expect(standingOf(EVENT)).toBe('');
});
