import type { Locale } from '@palier/model';
import { errors } from '@strapi/utils';
import type { Flaw } from './project.ts';

const LANGUAGE = { fr: 'version française', en: 'version anglaise' } as const;

/** The error that the admin shows beside the field when a document does not fit the public schema. */
export function flawError(locale: Locale, flaw: Flaw): Error {
  return validationError(flaw.field, `Publication refusée (${LANGUAGE[locale]}), ${reasonOf(flaw)}`);
}

/** What keeps a document from being published, in French: `champ « slug » : à remplir.` */
export function reasonOf({ field, reason }: Flaw): string {
  return `champ « ${field} » : ${inFrench(reason)}`;
}

/** The error for an address that another published document holds. */
export function takenSlugError(locale: Locale, slug: string): Error {
  return validationError(
    'slug',
    `Publication refusée (${LANGUAGE[locale]}), champ « slug » : l’adresse « ${slug} » est déjà celle d’un autre document publié de ce type. Choisissez-en une autre, ou dépubliez l’autre document.`,
  );
}

/** An error that the admin shows beside the field. */
export function validationError(field: string, message: string): Error {
  const path = field.split('.');
  return new errors.ValidationError(message, { errors: [{ path, message, name: 'ValidationError' }] });
}

function inFrench(reason: string): string {
  if (/e-mail/.test(reason)) return 'contient une adresse électronique ; retirez-la.';
  if (/^Too small|received (?:undefined|null)/.test(reason)) return 'à remplir.';
  if (/^Too big/.test(reason)) return `trop long (${reason}).`;
  return `valeur non admise (${reason}).`;
}
