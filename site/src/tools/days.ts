import type { Locale } from '@palier/model/locales';

/** Days of the year, which have no zone. */

/** Today, where the reader is: `2026-11-26`. */
export function today(): string {
  // Swedish days are those of ISO 8601.
  return new Date().toLocaleDateString('sv');
}

/** A day, `2026-11-26`, as people write it. Days have no zone: theirs is the one in which it is read. */
export function dayWords(locale: Locale, day: string): string {
  const language = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}
