import { SERIES_MAX } from '@palier/model/event-admin';
import type { Temporal } from 'temporal-polyfill';
import { zoned } from './time.ts';

/** How the dates of a series follow each other. */
export interface Recurrence {
  /** `weekly`: the same day of the week; `monthly`: the same day of the same week of the month, as the second Tuesday. */
  every: 'weekly' | 'monthly';
  /** Weeks or months from one to the next, from 1. */
  interval: number;
  /** Dates in all, the first one with them: 2 to {@link SERIES_MAX}. */
  count: number;
}

/**
 * The dates of a series after the first, at the same local hour whatever the clocks do between, each as long as the first.
 * Months without a fifth such day are stepped over.
 *
 * @throws RangeError when the recurrence is out of its bounds
 */
export function datesAfter(
  first: { startsAt: string; endsAt: string; timeZone: string },
  { every, interval, count }: Recurrence,
): { startsAt: string; endsAt: string }[] {
  if (!Number.isInteger(interval) || interval < 1 || interval > 12) throw new RangeError('interval: 1 to 12');
  if (!Number.isInteger(count) || count < 2 || count > SERIES_MAX) throw new RangeError(`count: 2 to ${SERIES_MAX}`);
  const start = zoned(first.startsAt, first.timeZone);
  const end = zoned(first.endsAt, first.timeZone);
  const iso = (at: Temporal.ZonedDateTime) => new Date(at.epochMilliseconds).toISOString();
  const dates: { startsAt: string; endsAt: string }[] = [];
  for (let step = 1; dates.length < count - 1; step += 1) {
    const day =
      every === 'weekly'
        ? start.toPlainDate().add({ weeks: step * interval })
        : sameWeekday(start.toPlainDate(), step * interval);
    if (day === null) continue;
    const shift = { days: start.toPlainDate().until(day, { largestUnit: 'day' }).days };
    dates.push({ startsAt: iso(start.add(shift)), endsAt: iso(end.add(shift)) });
  }
  return dates;
}

/** The day, some months later, of the same name and of the same rank in its month; null where there is none. */
function sameWeekday(day: Temporal.PlainDate, months: number): Temporal.PlainDate | null {
  const rank = Math.ceil(day.day / 7);
  const first = day.with({ day: 1 }).add({ months });
  const found = first.add({ days: ((day.dayOfWeek - first.dayOfWeek + 7) % 7) + (rank - 1) * 7 });
  return found.month === first.month ? found : null;
}
