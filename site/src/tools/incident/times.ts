import type { Locale } from '@palier/model/locales';

const MINUTE = 60_000;

/** A time that passes, in its two largest units: `2 jours 3 heures`, `5 heures 12 minutes`. Never negative. */
export function durationWords(locale: Locale, milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  const parts: [number, string][] =
    minutes >= 48 * 60
      ? [
          [Math.floor(minutes / 1440), 'day'],
          [Math.floor((minutes % 1440) / 60), 'hour'],
        ]
      : [
          [Math.floor(minutes / 60), 'hour'],
          [minutes % 60, 'minute'],
        ];
  const words = parts
    .filter(([n], place) => n > 0 || (place === 1 && minutes === 0))
    .map(([n, unit]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n));
  return words.join(' ');
}
