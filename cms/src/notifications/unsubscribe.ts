import { LIVE_PAGES, NOTIFICATION_KINDS, type Locale, type NotificationKind } from '@palier/model';
import { publicUrl } from '../environment.ts';
import { sameDigest, secretDigest } from '../members/digests.ts';

/** Letters by which a token names kinds. */
const LETTERS: Readonly<Record<NotificationKind, string>> = {
  accepted: 'a',
  mention: 'm',
  comment: 'c',
  answer: 'r',
  'new-question': 'q',
  'new-event': 'e',
};

const digestOf = (member: string, letters: string) => secretDigest('unsubscribe', `${member} ${letters}`);

/** What the link of a mail holds: whom and what it is about, under the secret of the hub. It opens nothing else, and does not end. */
export function unsubscribeToken(member: string, kinds: readonly NotificationKind[]): string {
  const letters = NOTIFICATION_KINDS.filter((kind) => kinds.includes(kind))
    .map((kind) => LETTERS[kind])
    .join('');
  return `${member}.${letters}.${digestOf(member, letters)}`;
}

/** Whom and what a token is about; undefined when it is none of ours. */
export function readUnsubscribeToken(token: string): { member: string; kinds: NotificationKind[] } | undefined {
  const [, member = '', letters = '', digest = ''] = /^([0-9a-z]{24})\.([a-z]{1,6})\.([0-9a-f]{64})$/.exec(token) ?? [];
  if (!sameDigest(digest, digestOf(member, letters))) return undefined;
  return { member, kinds: NOTIFICATION_KINDS.filter((kind) => letters.includes(LETTERS[kind])) };
}

/** Address of the page that stops mails of some kinds: it asks, and its button, or the mail program, posts. */
export function unsubscribeUrl(locale: Locale, member: string, kinds: readonly NotificationKind[]): string {
  return `${publicUrl()}${LIVE_PAGES.unsubscribe[locale]}?jeton=${unsubscribeToken(member, kinds)}`;
}
