import type { Locale } from './locales.ts';

/**
 * Pages that depend on who asks: the CMS says what they hold, the site shows it, the front server stands between. Each has
 * an address in both languages; it is read with GET, which changes nothing, and does what it does with POST.
 */
export const LIVE_PAGES = {
  signIn: { fr: '/connexion/', en: '/en/sign-in/' },
  signInCode: { fr: '/connexion/code/', en: '/en/sign-in/code/' },
  signInLink: { fr: '/connexion/lien/', en: '/en/sign-in/link/' },
  providerStart: { fr: '/connexion/fournisseur/', en: '/en/sign-in/provider/' },
  providerReturn: { fr: '/connexion/retour/', en: '/en/sign-in/return/' },
  signOut: { fr: '/deconnexion/', en: '/en/sign-out/' },
  account: { fr: '/mon-espace/', en: '/en/my-space/' },
  profile: { fr: '/mon-espace/profil/', en: '/en/my-space/profile/' },
  sessions: { fr: '/mon-espace/sessions/', en: '/en/my-space/sessions/' },
  personalData: { fr: '/mon-espace/donnees/', en: '/en/my-space/data/' },
  exportData: { fr: '/mon-espace/donnees/export.json', en: '/en/my-space/data/export.json' },
  ask: { fr: '/poser-une-question/', en: '/en/ask-a-question/' },
  reply: { fr: '/repondre/', en: '/en/reply/' },
  edit: { fr: '/modifier/', en: '/en/edit/' },
  post: { fr: '/message/', en: '/en/message/' },
  report: { fr: '/signaler/', en: '/en/report/' },
  thread: { fr: '/question/', en: '/en/question/' },
  register: { fr: '/inscription/', en: '/en/registration/' },
  registration: { fr: '/inscription/suivi/', en: '/en/registration/status/' },
  ownRegistrations: { fr: '/mon-espace/inscriptions/', en: '/en/my-space/registrations/' },
  ownPosts: { fr: '/mon-espace/messages/', en: '/en/my-space/messages/' },
  notifications: { fr: '/mon-espace/notifications/', en: '/en/my-space/notifications/' },
  notificationChoices: { fr: '/mon-espace/notifications/choix/', en: '/en/my-space/notifications/choices/' },
  unsubscribe: { fr: '/desinscription/', en: '/en/unsubscribe/' },
  queue: { fr: '/moderation/', en: '/en/moderation/' },
  moderatedPost: { fr: '/moderation/message/', en: '/en/moderation/post/' },
  moderatedMember: { fr: '/moderation/membre/', en: '/en/moderation/member/' },
  mergeThreads: { fr: '/moderation/fusion/', en: '/en/moderation/merge/' },
  journal: { fr: '/moderation/journal/', en: '/en/moderation/journal/' },
  blockedDomains: { fr: '/moderation/domaines/', en: '/en/moderation/domains/' },
} as const satisfies Record<string, Record<Locale, string>>;

export type LivePage = keyof typeof LIVE_PAGES;

export const LIVE_PAGE_NAMES = Object.keys(LIVE_PAGES) as LivePage[];
