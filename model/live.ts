import { z } from 'zod';
import type { EntitySize } from './documents.ts';
import type { Level } from './levels.ts';
import { LOCALES, type Locale } from './locales.ts';

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
} as const satisfies Record<string, Record<Locale, string>>;

export type LivePage = keyof typeof LIVE_PAGES;

export const LIVE_PAGE_NAMES = Object.keys(LIVE_PAGES) as LivePage[];

/** Largest body of a POST to a live page, in bytes: two texts of 20,000 characters, accents escaped as a form does. */
export const LIVE_BODY_MAX = 256 * 1024;

/** Why a field was not taken; the site has the words. */
export const FIELD_FLAWS = [
  'missing',
  'too-long',
  'too-short',
  'not-an-address',
  'not-allowed',
  'reserved',
  'taken',
  'not-a-siren',
  'wrong-code',
  'not-confirmed',
] as const;

export type FieldFlaw = (typeof FIELD_FLAWS)[number];

/** What the pages know of who looks. */
export interface Viewer {
  /** Null until it is chosen. */
  pseudonym: string | null;
  role: 'member' | 'moderator';
}

/** Notices that a page can bear. */
export const NOTICES = [
  'saved',
  'signed-out',
  'sessions-ended',
  'erased',
  'expired',
  'elsewhere',
  'used',
  'suspended',
  'too-many',
  'provider-failed',
  'provider-unknown',
  'address-known',
  'linked',
  'welcome',
] as const;

export type Notice = (typeof NOTICES)[number];

/** A subject that a form offers. */
export interface Choice {
  slug: string;
  name: string;
}

export interface ProfileData {
  pseudonym: string;
  language: Locale;
  level: Level | '';
  entity: string;
  siren: string;
  sector: string;
  size: EntitySize | '';
  sectors: Choice[];
  /** True until a pseudonym is chosen. */
  isNew: boolean;
}

export interface SessionView {
  id: string;
  /** Browser and system, as far as the browser says: `Firefox, Linux`. */
  device: string;
  startedAt: string;
  seenAt: string;
  current: boolean;
}

/** What each page holds; null where it holds nothing of its own. */
export interface LiveData {
  signIn: { returnTo: string; provider: string | null };
  signInCode: { returnTo: string };
  signInLink: { token: string; usable: boolean };
  providerStart: { url: string; name: string };
  providerReturn: { query: string };
  signOut: null;
  account: { email: string; joinedAt: string; level: Level | null; entity: string | null; sessions: number };
  profile: ProfileData;
  sessions: { sessions: SessionView[] };
  personalData: { posts: number };
  exportData: null;
}

/** Answer of the CMS to a request for a live page. */
export type LiveAnswer =
  | { [Page in LivePage]: LiveShown<Page> }[LivePage]
  | { kind: 'redirect'; to: string }
  | { kind: 'file'; name: string; json: unknown }
  | { kind: 'refused'; status: 403 | 404 | 405 | 413 | 415 | 429; viewer: Viewer | null };

export interface LiveShown<Page extends LivePage> {
  kind: 'page';
  page: Page;
  /** 200, or 422 when what was sent was not taken. */
  status: 200 | 422 | 429;
  viewer: Viewer | null;
  data: LiveData[Page];
  notice: Notice | null;
  flaws: Record<string, FieldFlaw>;
  /** What was sent, for who has to send it again. */
  values: Record<string, string>;
}

/** Path of the hub that someone came from, to go back to: no other site, and no live page that only sends on. */
export const returnPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\w\-./~%?=&#:]*$/)
  .catch('/');

/** What the front server says of a request, besides its own headers. */
export const liveLocale = z.enum(LOCALES).catch('fr');

/** SIREN: nine digits with a valid key (Luhn, as INSEE defines it). */
export function isSiren(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
