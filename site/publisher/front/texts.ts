import type { Locale } from '@palier/model';

/** Sentences that the front server itself says, when it has no page of a release to show. */
const TEXTS = {
  fr: {
    badRequest: 'Cette adresse n’est pas valable.',
    forbidden: 'Cette demande ne vient pas d’une page du site, ou n’est pas de votre ressort.',
    notFound: 'Cette page n’existe pas.',
    gone: 'Cette page a été retirée.',
    methodNotAllowed: 'Cette adresse se lit seulement.',
    lengthRequired: 'L’envoi doit annoncer sa taille.',
    tooLarge: 'L’envoi est trop volumineux.',
    unsupportedType: 'Ce format d’envoi n’est pas accepté.',
    tooMany: 'Trop de demandes en peu de temps. Réessayez dans quelques secondes.',
    tooManyContributions: 'Trop d’envois en peu de temps. Réessayez dans quelques minutes.',
    tooManyFeedbacks: 'Trop de retours en peu de temps. Réessayez dans quelques minutes.',
    failed: 'Le serveur n’a pas pu répondre. Réessayez dans un instant.',
    notReady: 'Le site se prépare : sa première publication n’est pas terminée. Réessayez dans un instant.',
    cmsDown: 'L’administration ne répond pas pour le moment. La lecture du site continue.',
    cmsSlow: 'L’administration met trop de temps à répondre. Réessayez dans un instant.',
    communityDown:
      'Les comptes ne répondent pas pour le moment. La lecture du site continue. Réessayez dans un instant.',
    previewDown: 'L’aperçu ne répond pas pour le moment. La lecture du site continue.',
    searchDown: 'La recherche du serveur ne répond pas pour le moment.',
  },
  en: {
    badRequest: 'This address is not valid.',
    forbidden: 'This request does not come from a page of the site, or is not yours to make.',
    notFound: 'This page does not exist.',
    gone: 'This page was withdrawn.',
    methodNotAllowed: 'This address can only be read.',
    lengthRequired: 'The request must announce its length.',
    tooLarge: 'The request is too large.',
    unsupportedType: 'This type of request body is not accepted.',
    tooMany: 'Too many requests in a short time. Try again in a few seconds.',
    tooManyContributions: 'Too many were sent in a short time. Try again in a few minutes.',
    tooManyFeedbacks: 'Too much feedback in a short time. Try again in a few minutes.',
    failed: 'The server could not answer. Try again in a moment.',
    notReady: 'The site is getting ready: its first publication is not finished. Try again in a moment.',
    cmsDown: 'The administration does not answer at the moment. Reading goes on.',
    cmsSlow: 'The administration takes too long to answer. Try again in a moment.',
    communityDown: 'Accounts do not answer at the moment. Reading goes on. Try again in a moment.',
    previewDown: 'Previews do not answer at the moment. Reading goes on.',
    searchDown: 'The search server does not answer at the moment.',
  },
} as const satisfies Record<Locale, Record<string, string>>;

export type TextKey = keyof (typeof TEXTS)['fr'];

/** Language of an address: English under `/en/`, French elsewhere. */
export function localeOfPath(pathname: string): Locale {
  return pathname === '/en' || pathname.startsWith('/en/') ? 'en' : 'fr';
}

export function text(locale: Locale, key: TextKey): string {
  return TEXTS[locale][key];
}
