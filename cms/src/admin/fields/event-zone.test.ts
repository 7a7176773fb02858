import { describe, expect, it } from 'vitest';
import { ZONES, eventZone, timesInZone } from './event-zone.ts';

describe('the zone of an event in its form', () => {
  it.each([
    [{}, 'Europe/Paris'],
    [{ timeZone: null }, 'Europe/Paris'],
    [{ timeZone: 'Foo/Bar' }, 'Europe/Paris'],
    [{ timeZone: 'Indian/Reunion' }, 'Indian/Reunion'],
  ])('of %j is %s', (values, zone) => {
    expect(eventZone(values)).toBe(zone);
  });

  it('can be every one that the hub publishes, once, those of France first', () => {
    const zones = ZONES.map(([zone]) => zone);
    expect(zones.slice(0, 2)).toEqual(['Europe/Paris', 'America/Guadeloupe']);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.every((zone) => eventZone({ timeZone: zone }) === zone)).toBe(true);
  });

  it('keeps the hours that were typed when it changes', () => {
    const values = { timeZone: 'Europe/Paris', startsAt: '2027-01-14T13:00:00.000Z', endsAt: null };
    expect(timesInZone(values, 'Indian/Reunion')).toEqual([['startsAt', '2027-01-14T10:00:00.000Z']]);
  });
});
