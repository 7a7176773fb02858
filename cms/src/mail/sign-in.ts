import { LIVE_PAGES, type Locale } from '@palier/model';
import { publicUrl } from '../environment.ts';
import { lettered } from './layout.ts';
import type { Mail } from './outbox.ts';

const TEXTS = {
  fr: {
    subject: 'Votre lien de connexion à Palier',
    open: 'Ouvrez ce lien dans le navigateur où vous l’avez demandé. La page qui s’ouvre vous demandera de confirmer.',
    label: 'Se connecter à Palier',
    code: 'Ou tapez ce code dans la page restée ouverte :',
    limits: 'Le lien et le code servent une fois, pendant quinze minutes.',
    footer: 'Si vous n’avez rien demandé, ne faites rien : personne ne peut se connecter sans ce message.',
  },
  en: {
    subject: 'Your link to sign in to Palier',
    open: 'Open this link in the browser in which you asked for it. The page that opens will ask you to confirm.',
    label: 'Sign in to Palier',
    code: 'Or type this code in the page that is still open:',
    limits: 'The link and the code work once, for fifteen minutes.',
    footer: 'If you did not ask for it, do nothing: nobody can sign in without this message.',
  },
} as const;

/** The mail that lets someone sign in. */
export function signInMail(recipient: string, locale: Locale, token: string, code: string): Mail {
  const t = TEXTS[locale];
  const letter = {
    locale,
    subject: t.subject,
    paragraphs: [t.open, t.limits],
    link: { label: t.label, url: `${publicUrl()}${LIVE_PAGES.signInLink[locale]}?jeton=${token}` },
    code: { label: t.code, value: code },
    footer: [t.footer],
  };
  return { recipient, kind: 'sign-in', subject: t.subject, ...lettered(letter) };
}
