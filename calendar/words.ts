import type { Locale } from '@palier/model';

/** Times as pages and mails say them, in the zone of what they are about. */

const TAGS: Record<Locale, string> = { fr: 'fr', en: 'en-GB' };

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };

export const HOUR: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter in a zone. Made once: building one takes longer than rendering a page. */
export function inZone(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone })));
  return format;
}

/** From when to when, in a zone: `mardi 12 janvier 2027, 14:00 – 16:30`. */
export function formatPeriod(locale: Locale, startsAt: string, endsAt: string, timeZone: string): string {
  return inZone(locale, timeZone, { ...DAY, ...HOUR }).formatRange(new Date(startsAt), new Date(endsAt));
}

/** An instant in a zone: `mardi 12 janvier 2027 à 14:00`. */
export function formatInstant(locale: Locale, instant: string, timeZone: string): string {
  return inZone(locale, timeZone, { ...DAY, ...HOUR }).format(new Date(instant));
}

/** Name of a zone as people of the place say it: `heure : La Réunion`. */
export function zoneName(locale: Locale, timeZone: string, at: string): string {
  const parts = inZone(locale, timeZone, { timeZoneName: 'shortGeneric' }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
