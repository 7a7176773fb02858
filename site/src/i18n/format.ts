import { HOUR, inZone } from '@palier/calendar/words';
import type { Locale } from '@palier/model/locales';

export { formatInstant, formatPeriod, zoneName } from '@palier/calendar/words';

// Made once: building a formatter takes longer than rendering a page.
const DATES = {
  fr: new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'Europe/Paris' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }),
};
const LANGUAGES = {
  fr: new Intl.DisplayNames('fr', { type: 'language' }),
  en: new Intl.DisplayNames('en', { type: 'language' }),
};
const SIZES = {
  fr: new Intl.NumberFormat('fr', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }),
  en: new Intl.NumberFormat('en', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }),
};

/** Day of a date (`2026-10-07`) or instant, as it is in Paris: `7 octobre 2026`. */
export function formatDate(locale: Locale, date: string): string {
  return DATES[locale].format(new Date(date));
}

const MONTHS = {
  fr: new Intl.DateTimeFormat('fr', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** Name of a month, `2027-01`: `janvier 2027`. */
export function formatMonth(locale: Locale, month: string): string {
  return MONTHS[locale].format(new Date(`${month}-01T00:00:00Z`));
}

/** The hours alone, in a zone: `14:00 – 16:30`; with the days where it ends on another. */
export function formatHours(locale: Locale, startsAt: string, endsAt: string, timeZone: string): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  const day = inZone(locale, timeZone, { dateStyle: 'short' });
  const options =
    day.format(start) === day.format(end) ? HOUR : { day: 'numeric' as const, month: 'long' as const, ...HOUR };
  return inZone(locale, timeZone, options).formatRange(start, end);
}

/** Names of the days of the week, from Monday. */
export function weekdayNames(locale: Locale): { short: string; long: string }[] {
  const monday = Date.UTC(2027, 0, 4);
  return Array.from({ length: 7 }, (_, day) => {
    const at = new Date(monday + day * 86_400_000);
    const name = (weekday: 'short' | 'long') => inZone(locale, 'UTC', { weekday }).format(at);
    return { short: name('short'), long: name('long') };
  });
}

/** The parts of a day, for the tile of an event: `12`, `janv.`, `mar.`. */
export function dayParts(
  locale: Locale,
  instant: string,
  timeZone: string,
): { day: string; month: string; weekday: string } {
  const one = (options: Intl.DateTimeFormatOptions) => inZone(locale, timeZone, options).format(new Date(instant));
  return { day: one({ day: 'numeric' }), month: one({ month: 'short' }), weekday: one({ weekday: 'short' }) };
}

/** Name of a language from its ISO 639-1 code: `anglais`. */
export function languageName(locale: Locale, code: string): string {
  return LANGUAGES[locale].of(code) ?? code;
}

/** Size of a file, from bytes: `182 ko`. */
export function formatSize(locale: Locale, bytes: number): string {
  return SIZES[locale].format(Math.max(1, Math.round(bytes / 1000)));
}
