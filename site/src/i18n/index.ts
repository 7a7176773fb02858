import type { Locale } from '@palier/model/locales';
import { en } from './en.ts';
import { fr, type Dictionary } from './fr.ts';

export type { Dictionary };

const DICTIONARIES: Record<Locale, Dictionary> = { fr, en };

/** The words of the interface in a language. */
export function dictionary(locale: Locale): Dictionary {
  return DICTIONARIES[locale];
}
