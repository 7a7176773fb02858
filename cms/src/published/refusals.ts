import type { Locale } from '@palier/model';
import { errors } from '@strapi/utils';
import { labelOf } from '../admin-views/views.ts';
import type { Flaw } from './flaws.ts';
import type { EditedType } from '../content/types.ts';

const LANGUAGE = { fr: 'version française', en: 'version anglaise' } as const;

/** The error that the admin shows, beside each field, when a version cannot be published. */
export function publicationRefusal(type: EditedType, locale: Locale, flaws: readonly Flaw[]): Error {
  return refusal(`Publication refusée (${LANGUAGE[locale]})`, type, flaws);
}

/** The error that the admin shows, beside each field, when a version cannot even be kept. */
export function savingRefusal(type: EditedType, flaws: readonly Flaw[]): Error {
  return refusal('Enregistrement refusé', type, flaws);
}

/** What is wrong with an address that another published document holds. */
export function takenSlug(slug: string): Flaw {
  return {
    field: 'slug',
    advice: `l’adresse « ${slug} » est déjà celle d’un autre document publié de ce type. Choisissez-en une autre, ou dépubliez l’autre document.`,
  };
}

/** What keeps a version from being published, for who looks at it: a sentence a field. */
export function reasonsOf(type: EditedType, flaws: readonly Flaw[]): string {
  return flaws.map((flaw) => sentence(said(type, flaw))).join('\n');
}

const said = (type: EditedType, { field, advice }: Flaw) => `champ « ${labelOf(type, field)} » : ${advice}`;

function refusal(what: string, type: EditedType, flaws: readonly Flaw[]): Error {
  const [only] = flaws;
  const message = only && flaws.length === 1 ? `${what}, ${said(type, only)}` : `${what}.\n${reasonsOf(type, flaws)}`;
  return new errors.ValidationError(message, {
    errors: flaws.map(({ field, advice }) => ({
      path: field.split('.'),
      message: sentence(advice),
      name: 'ValidationError',
    })),
  });
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
