import { SERIES_MAX } from '@palier/model/event-admin';
import { describe, expect, it } from 'vitest';
import { datesAfter } from './series.ts';
import { instantOf, localTimeOf } from './time.ts';

const first = (local: string, timeZone = 'Europe/Paris', hours = 1) => {
  const startsAt = instantOf(local, timeZone);
  return { startsAt, endsAt: new Date(Date.parse(startsAt) + hours * 3_600_000).toISOString(), timeZone };
};

const locals = (from: ReturnType<typeof first>, recurrence: Parameters<typeof datesAfter>[1]) =>
  datesAfter(from, recurrence).map(({ startsAt }) => localTimeOf(startsAt, from.timeZone));

describe('the dates of a series', () => {
  it('keep the hour of the place when the clocks change', () => {
    const from = first('2027-03-21T10:00');
    expect(locals(from, { every: 'weekly', interval: 1, count: 3 })).toEqual(['2027-03-28T10:00', '2027-04-04T10:00']);
    const [after] = datesAfter(from, { every: 'weekly', interval: 1, count: 2 });
    expect(after!.startsAt).toBe('2027-03-28T08:00:00.000Z');
    const autumn = datesAfter(first('2027-10-24T10:00'), { every: 'weekly', interval: 1, count: 2 });
    expect(autumn[0]!.startsAt).toBe('2027-10-31T09:00:00.000Z');
  });

  it('stay where they are in zones without summer time', () => {
    const dates = datesAfter(first('2027-03-21T10:00', 'America/Cayenne'), { every: 'weekly', interval: 1, count: 2 });
    expect(dates[0]!.startsAt).toBe('2027-03-28T13:00:00.000Z');
  });

  it('last as long as the first', () => {
    for (const { startsAt, endsAt } of datesAfter(first('2027-01-05T09:00', 'Indian/Reunion', 3), {
      every: 'weekly',
      interval: 2,
      count: 4,
    }))
      expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(3 * 3_600_000);
  });

  it('are the same day of the same week of each month, and leave out months that have none', () => {
    expect(locals(first('2027-01-12T14:00'), { every: 'monthly', interval: 1, count: 4 })).toEqual([
      '2027-02-09T14:00',
      '2027-03-09T14:00',
      '2027-04-13T14:00',
    ]);
    expect(locals(first('2027-01-29T14:00'), { every: 'monthly', interval: 1, count: 3 })).toEqual([
      '2027-04-30T14:00',
      '2027-07-30T14:00',
    ]);
  });

  it.each([
    { every: 'weekly', interval: 0, count: 3 },
    { every: 'weekly', interval: 1.5, count: 3 },
    { every: 'weekly', interval: 1, count: 1 },
    { every: 'monthly', interval: 1, count: SERIES_MAX + 1 },
    { every: 'monthly', interval: Number.NaN, count: 3 },
  ] as const)('are refused for %j', (recurrence) => {
    expect(() => datesAfter(first('2027-01-12T14:00'), recurrence)).toThrow(RangeError);
  });
});
