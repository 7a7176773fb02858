import { Temporal } from 'temporal-polyfill';

/** Times as people of a place tell them, and the instants that they are. */

/**
 * The instant of a local time, `2027-01-14T14:00`, in a zone, as ISO 8601 in UTC with milliseconds. An hour that a change
 * to summer time leaves out is the one after it; of one that comes twice it is the first (RFC 5545, 3.3.5).
 *
 * @throws RangeError for what is no time, or no zone
 */
export function instantOf(local: string, timeZone: string): string {
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds).toISOString();
}

/** The local time of an instant in a zone, to the minute: `2027-01-14T14:00`. */
export function localTimeOf(instant: string, timeZone: string): string {
  return zoned(instant, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The month of an instant in a zone: `2027-01`. */
export function monthOf(instant: string, timeZone: string): string {
  return localTimeOf(instant, timeZone).slice(0, 7);
}

/** The day of an instant in a zone: `2027-01-14`. */
export function dayOf(instant: string, timeZone: string): string {
  return localTimeOf(instant, timeZone).slice(0, 10);
}

/** The instant in its zone. */
export function zoned(instant: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

/** True for an instant of the hour that comes twice, when summer time ends: its local time alone does not say which. */
export function comesTwice(instant: string, timeZone: string): boolean {
  const local = zoned(instant, timeZone).toPlainDateTime();
  const as = (disambiguation: 'earlier' | 'later') => local.toZonedDateTime(timeZone, { disambiguation });
  return !as('earlier').equals(as('later'));
}

/** A day so many days after another: `2027-02-28` and 1 give `2027-03-01`. */
export function daysAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** How many days come between a day and a later one: `2027-02-28` and `2027-03-01` give 1. */
export function daysBetween(day: string, later: string): number {
  return Temporal.PlainDate.from(day).until(later, { largestUnit: 'day' }).days;
}

/** The instant so many days later, at the same local hour of a zone whatever the clocks do between. */
export function daysLater(instant: string, days: number, timeZone: string): string {
  return new Date(zoned(instant, timeZone).add({ days }).epochMilliseconds).toISOString();
}

/** A day that is no Saturday or Sunday: itself, or the Monday after it. */
export function workingDay(day: string): string {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  return daysAfter(day, dayOfWeek < 6 ? 0 : 8 - dayOfWeek);
}
