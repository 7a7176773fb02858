import type { Locale } from '@palier/model/locales';

/** Days of the year, which have no zone. */

/** Today, where the reader is: `2026-11-26`. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** A day, `2026-11-26`, as people write it. Days have no zone: theirs is the one in which it is read. */
export function dayWords(locale: Locale, day: string): string {
  const language = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}
