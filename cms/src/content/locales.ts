import { DEFAULT_LOCALE, LOCALES, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';

const NAMES: Record<Locale, string> = { fr: 'Français (fr)', en: 'English (en)' };

interface LocalesService {
  findByCode(code: string): Promise<unknown>;
  create(locale: { code: string; name: string }): Promise<unknown>;
  setDefaultLocale(locale: { code: string }): Promise<unknown>;
}

/** Creates the languages of the hub that the database does not have yet; a new French becomes the default. */
export async function createLocales(strapi: Core.Strapi): Promise<void> {
  const locales = strapi.plugin('i18n').service<LocalesService>('locales');
  for (const code of LOCALES) {
    if (await locales.findByCode(code)) continue;
    await locales.create({ code, name: NAMES[code] });
    if (code === DEFAULT_LOCALE) await locales.setDefaultLocale({ code });
  }
}

/** The languages that an action of the document service is about, from its `locale` parameter. */
export function localesOf(locale: string | string[] | null | undefined): readonly Locale[] {
  return locale === '*' ? LOCALES : LOCALES.filter((one) => [locale || DEFAULT_LOCALE].flat().includes(one));
}
