import type { Locale } from '@palier/model/locales';
import { fill } from './fill.ts';

// Alone in its file: the browser needs it without the formatters.
export { fill };

const NUMBERS = { fr: new Intl.NumberFormat('fr'), en: new Intl.NumberFormat('en') };
const PLURALS = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') };

/** A whole number as the language writes it: `1 234`. */
export function formatNumber(locale: Locale, n: number): string {
  return NUMBERS[locale].format(n);
}

/** Text for a count, by the plural rules of the language (`0 ressource`, `0 resources`), `{n}` filled. */
export function count(locale: Locale, forms: { one: string; other: string }, n: number): string {
  return fill(PLURALS[locale].select(n) === 'one' ? forms.one : forms.other, { n: NUMBERS[locale].format(n) });
}
