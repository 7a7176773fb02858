import type { Locale } from './locales.ts';

/** `pending`: waits for a moderator. `hidden`, `rejected`: by a moderator. `removed`: by its author. Readers see one of them. */
export type PostState = 'pending' | 'published' | 'hidden' | 'rejected' | 'removed';

export type PostKind = 'question' | 'answer' | 'comment';

/** What can be noted in the journal. */
export const ACTS = [
  'approve',
  'hide',
  'reject',
  'edit',
  'close',
  'reopen',
  'lock',
  'unlock',
  'pin',
  'unpin',
  'move',
  'merge',
  'warn',
  'suspend',
  'restore',
  'look-at-identity',
  'make-moderator',
  'unmake-moderator',
  'make-official',
  'unmake-official',
  'block-domain',
  'unblock-domain',
] as const;

export type Act = (typeof ACTS)[number];

/** What a moderator decides of a post. */
export const JUDGEMENTS = ['approve', 'hide', 'reject'] as const;

export type Judgement = (typeof JUDGEMENTS)[number];

/** Why a post is reported. */
export const REPORT_REASONS = ['exposes', 'wrong', 'hurtful', 'advertising', 'off-topic', 'other'] as const;

export type ReportReason = (typeof REPORT_REASONS)[number];

/** Reasons that moderators give often: the author reads them in their own language. */
export const READY_REASONS = ['exposes', 'off-topic', 'asked-before', 'advertising', 'hurtful', 'unclear'] as const;

export type ReadyReason = (typeof READY_REASONS)[number];

/** Rules that keep a post waiting for a moderator. */
export type HoldRule = 'newcomer' | 'warned' | 'links' | 'blocked-domain' | 'no-proof' | 'honeypot';

/** A reason as it is kept: a ready one, words of the moderator's own, or both. */
export interface Reason {
  ready: ReadyReason | null;
  words: string;
}

/** A reason as one text: `[off-topic] words`. Empty when there is none. */
export const joinReason = ({ ready, words }: Reason): string =>
  [ready && `[${ready}]`, words].filter(Boolean).join(' ');

/** The parts of a text that {@link joinReason} made; of any other text, its words. */
export function splitReason(text: string): Reason {
  const [, code, words = ''] = /^\[([a-z-]+)\] ?(.*)$/s.exec(text) ?? [];
  const ready = READY_REASONS.find((one) => one === code);
  return ready ? { ready, words } : { ready: null, words: text };
}

/** A post as moderators see it: who wrote it is not in it. */
export interface PostToJudge {
  post: string;
  kind: PostKind;
  state: PostState;
  thread: string;
  title: string;
  slug: string;
  language: Locale;
  /** Markdown. */
  body: string;
  revision: number;
  postedAt: string;
  /** Why it waits, or waited before it was judged first. */
  holds: HoldRule[];
  /** Those that nobody has dealt with. */
  reports: { reason: ReportReason; words: string; at: string }[];
}

/** A line of the journal, with what it names. */
export interface JournalEntry {
  seq: number;
  at: string;
  act: Act;
  /** The pseudonym of a moderator, the first name of an administrator; null for someone who is gone, and for a rule. */
  by: { kind: 'member' | 'admin' | 'rule'; name: string | null };
  post: string | null;
  thread: { title: string; slug: string; language: Locale } | null;
  /** Of what concerns a member as a whole; of a post, who wrote it is not said. */
  member: string | null;
  domain: string | null;
  reason: string;
}

/** What was done of a post that a moderator judged. */
export type JudgeOutcome =
  | { done: PostState }
  /** Someone else was there first: what they did, the last thing that was noted. */
  | { already: PostState; last: JournalEntry | null }
  | 'gone'
  | 'no-reason';

/** Who wrote, for a moderator who has said why they have to know. */
export interface Identity {
  member: string;
  email: string | null;
  pseudonym: string | null;
  entity: string | null;
  siren: string | null;
  joinedAt: string;
  posts: number;
  role: 'member' | 'moderator';
  official: boolean;
  suspended: boolean;
  /** Null: for good. */
  suspendedUntil: string | null;
}
