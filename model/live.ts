import { z } from 'zod';
import type { Closure, EntitySize } from './documents.ts';
import type { Level } from './levels.ts';
import type { EventQuestion, EventReference, RegistrationRefusal, RegistrationView } from './registrations.ts';
import { LOCALES, type Locale } from './locales.ts';
import { LIVE_PAGES, LIVE_PAGE_NAMES, type LivePage } from './live-pages.ts';
import type { Act, Identity, JournalEntry, Judgement, PostKind, PostState, PostToJudge, Reason } from './moderation.ts';

export { LIVE_PAGES, LIVE_PAGE_NAMES, type LivePage };

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
  'identical',
  'too-many-links',
  'too-many-topics',
  'unknown-thread',
  'full',
  'not-a-domain',
  'blocked-already',
  'not-a-number',
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
  'suspended',
  'too-many',
  'provider-failed',
  'address-known',
  'linked',
  'welcome',
  'published',
  'pending',
  'changed',
  'removed',
  'answered',
  'voted',
  'accepted',
  'closed',
  'full',
  'gone',
  'reported',
  'masked',
  'too-many-posts',
  'unsubscribed',
  'already',
  'mail-sent',
  'cancelled',
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

/** Kinds of what a text says of its author, or of their systems, that they may not want known. */
export type ExposureKind = 'ip' | 'host' | 'email' | 'phone' | 'secret' | 'path';

/** What a text exposes, as its author is asked about it. */
export interface ExposureView {
  kind: ExposureKind;
  /** What stands there; of a secret, its beginning only. */
  shown: string;
  /** The words around it. */
  before: string;
  after: string;
}

/** What a member may show beside a post. */
export const SHOWN_PARTS = ['pseudonym', 'sector', 'size', 'entity'] as const;

export type ShownPart = (typeof SHOWN_PARTS)[number];

/** A text in the making, and what its form asks beside it. */
export interface WritingData {
  /** Of the form: sent again, it makes nothing more. */
  key: string;
  /** What the text exposes, when its author has to be asked. */
  exposures: ExposureView[];
  /** Digest of what is exposed: the author agreed to this, and to nothing that was added since. */
  exposed: string;
  /** The text is to be shown as readers will see it. */
  isPreview: boolean;
}

/** What a new post needs of its author: how they stand beside it, and of newcomers a proof of work. */
export interface SigningData {
  /** What there is to show, as readers would see it. */
  signatures: { part: ShownPart; text: string; isShown: boolean }[];
  /** Of a newcomer: work for the browser (JSON of ALTCHA), whose proof the form sends. */
  challenge: string | null;
}

/** A thread, as pages about it name it. */
export interface ThreadReference {
  id: string;
  title: string;
  /** Its page; null while readers see none. */
  url: string | null;
  language: Locale;
}

/** A text of a post before a change. */
export interface FormerText {
  title: string | null;
  body: string;
  changedAt: string;
}

export interface PostData {
  id: string;
  kind: PostKind;
  state: PostState;
  thread: ThreadReference;
  /** Its place in the thread; null while readers see none. */
  url: string | null;
  body: string;
  score: number;
  isOwn: boolean;
  hasVoted: boolean;
  isAccepted: boolean;
  may: { vote: boolean; accept: boolean; edit: boolean; remove: boolean; comment: boolean };
  /** Why a moderator did not take it; for its author. */
  reason: Reason | null;
  /** What it said before each change, the first text first; empty for who may not see it. */
  former: FormerText[];
}

/** What a script needs to make an open page of a thread its reader's own, and what its form holds. */
export interface ThreadData {
  thread: ThreadReference;
  /** Identifiers of the posts that the member finds useful. */
  votes: string[];
  /** The member's own posts. */
  own: { id: string; kind: PostKind; state: PostState }[];
  isAsker: boolean;
  isFollowed: boolean;
  closure: Closure | null;
  isLocked: boolean;
  isPinned: boolean;
  topics: (Choice & { isChosen: boolean })[];
  sectors: (Choice & { isChosen: boolean })[];
}

export interface OwnPost {
  id: string;
  kind: PostKind;
  state: PostState;
  title: string;
  /** Its beginning, on one line. */
  start: string;
  postedAt: string;
}

/** Of what members are told. Of one post, and of one event, each is told once: the first of these that fits. */
export const NOTIFICATION_KINDS = ['accepted', 'mention', 'comment', 'answer', 'new-question', 'new-event'] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** When it goes by mail. */
export const NOTIFICATION_PACES = ['at-once', 'daily', 'weekly', 'never'] as const;

export type NotificationPace = (typeof NOTIFICATION_PACES)[number];

export type NotificationChoices = Record<NotificationKind, NotificationPace>;

/** When an event is held: two instants in ISO 8601, and its zone by its IANA name. */
export interface EventHours {
  startsAt: string;
  endsAt: string;
  timeZone: string;
}

export interface NotificationView {
  id: string;
  kind: NotificationKind;
  /** Of the thread, or of the event. */
  title: string;
  language: Locale;
  /** Path of the post, with its anchor, or of the event. */
  url: string;
  /** When an event is held; null for a post. */
  hours: EventHours | null;
  at: string;
  read: boolean;
}

export interface NotificationsData {
  /** The newest first. */
  notifications: NotificationView[];
  /** From 1. */
  page: number;
  pages: number;
  unread: number;
}

/** What can be followed: a thread by its identifier, a topic by a slug of its, a level and a region by their names. */
export type FollowKind = 'thread' | 'topic' | 'level' | 'region';

/** Something that a member follows, as its list names it. */
export interface FollowView {
  kind: FollowKind;
  target: string;
  /** Title of a thread, name of a topic; of a level or a region, its name in addresses. */
  name: string;
  url: string | null;
}

export interface NotificationChoicesData {
  choices: NotificationChoices;
  follows: FollowView[];
  topics: Choice[];
  /** Mails to the member's address are refused: none is sent. */
  refused: boolean;
}

/** What each page holds; null where it holds nothing of its own. */
export interface LiveData {
  signIn: { returnTo: string; provider: string | null };
  signInCode: { returnTo: string };
  signInLink: { token: string; usable: boolean };
  providerStart: { url: string; name: string };
  providerReturn: { query: string };
  signOut: null;
  account: {
    email: string;
    joinedAt: string;
    /** The provider of the hub, when there is one. */
    provider: { name: string; isLinked: boolean } | null;
    unread: number;
    /** Posts that wait for a moderator; null for who is none. */
    waiting: number | null;
  };
  profile: ProfileData;
  sessions: { sessions: SessionView[] };
  personalData: { posts: number };
  exportData: null;
  ask: WritingData & SigningData & { level: Level; topics: Choice[]; sectors: Choice[] };
  reply: WritingData &
    SigningData & {
      thread: ThreadReference;
      /** What is answered, or commented on. */
      to: { id: string; kind: PostKind; body: string };
      isComment: boolean;
    };
  edit: WritingData & {
    post: { id: string; kind: PostKind; url: string | null };
    thread: ThreadReference;
    revision: number;
    title: string | null;
    body: string;
    /** What stands there now, when someone changed it meanwhile. */
    stale: { title: string | null; body: string } | null;
  };
  post: PostData;
  /** `seen`: null once it is hidden. */
  report: { post: string; seen: { thread: ThreadReference; body: string } | null };
  thread: ThreadData;
  register: {
    event: EventReference;
    /** Of the form: sent again, it makes nothing more. */
    key: string;
    /** Seats that are left; null when they are not counted. */
    left: number | null;
    /** Registrations that wait. */
    waiting: number;
    groupMax: number;
    /** Why nobody can register now; null when one can. */
    refusal: RegistrationRefusal | null;
    /** When registration opens, if it has not. */
    opensAt: string | null;
    questions: EventQuestion[];
    sectors: Choice[];
    /** What is known of a member, who has not to prove their address. */
    member: { email: string; entity: string; sector: string; size: EntitySize | '' } | null;
    /** The member's own registration, if there is one that stands. */
    own: RegistrationView | null;
  };
  /** Null when the link is none of ours, or the registration was forgotten. */
  registration: {
    /** What the forms of the page send to say whose it is. */
    token: string;
    registration: RegistrationView;
    name: string;
    entity: string;
    answers: { label: string; answer: string }[];
    groupMax: number;
    /** Until when an offered seat can be accepted. */
    offerExpiresAt: string | null;
    /** Where to join online, for who has a seat. */
    join: { url: string | null; notes: string } | null;
    /** What the code at the door holds, for who has a seat: an address of the administration. */
    ticket: string | null;
    /** Why the last act was not done. */
    refusal: RegistrationRefusal | null;
    may: { confirm: boolean; accept: boolean; cancel: boolean; changeSeats: boolean };
  } | null;
  ownRegistrations: { upcoming: RegistrationView[]; past: RegistrationView[] };
  ownPosts: { posts: OwnPost[]; older: string | null };
  notifications: NotificationsData;
  notificationChoices: NotificationChoicesData;
  /** Kinds that the link of a mail is about; null when it is none of ours. */
  unsubscribe: { kinds: NotificationKind[] | null };
  queue: {
    posts: PostToJudge[];
    total: number;
    /** From 1. */
    page: number;
    pages: number;
    /** What was done last, and of how many posts. */
    done: { judgement: Judgement; count: number } | null;
    /** Posts that someone else had judged first. */
    already: { post: string; title: string; state: PostState; last: JournalEntry | null }[];
  };
  moderatedPost: {
    post: PostToJudge;
    /** Texts before each change, the first one first. */
    former: FormerText[];
    /** What the post says now, when it was changed while one was changing it. */
    stale: { title: string | null; body: string; revision: number } | null;
    lines: JournalEntry[];
  };
  moderatedMember: {
    member: string;
    /** Null until one has said why. */
    identity: Identity | null;
    lines: JournalEntry[];
  };
  mergeThreads: { thread: string; title: string };
  journal: { lines: JournalEntry[]; act: Act | null; next: number | null };
  blockedDomains: { domains: { domain: string; reason: string; at: string }[] };
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
  /** 200, or 422 when what was sent was not taken; 409 when it was written over a text that has changed. */
  status: 200 | 409 | 422 | 429;
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
