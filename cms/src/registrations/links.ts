import { LIVE_PAGES, type Locale } from '@palier/model';
import { publicUrl } from '../environment.ts';
import { sameDigest, secretDigest } from '../members/digests.ts';

const digestOf = (id: string) => secretDigest('registration', id);

/**
 * What the links of the mails about a registration hold: which one, under the secret of the hub. Whoever has it can see and
 * change that one, so it goes by mail alone. It does not end by itself: the page that it opens says what has become of it.
 */
export function registrationToken(id: string): string {
  return `${id}.${digestOf(id)}`;
}

/** The registration that a token is of; undefined for one that is none of ours. */
export function readRegistrationToken(token: string): string | undefined {
  const [, id = '', digest = ''] = /^([0-9a-f]{24})\.([0-9a-f]{64})$/.exec(token) ?? [];
  return sameDigest(digest, digestOf(id)) ? id : undefined;
}

/** Address of the page of a registration, for its mails. */
export function registrationUrl(locale: Locale, id: string): string {
  return `${publicUrl()}${LIVE_PAGES.registration[locale]}?jeton=${registrationToken(id)}`;
}

/** What the code of a seat holds: it opens the list of those who are there, in the administration. */
export function ticketUrl(id: string): string {
  return `${publicUrl()}/admin/evenements/presence?billet=${registrationToken(id)}`;
}
