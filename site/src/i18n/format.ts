import type { Locale } from '@palier/model/locales';

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

/** Name of a language from its ISO 639-1 code: `anglais`. */
export function languageName(locale: Locale, code: string): string {
  return LANGUAGES[locale].of(code) ?? code;
}

/** Size of a file, from bytes: `182 ko`. */
export function formatSize(locale: Locale, bytes: number): string {
  return SIZES[locale].format(Math.max(1, Math.round(bytes / 1000)));
}
