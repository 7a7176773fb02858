import type { Found } from './exposure.ts';
import { isExample, withoutSentence } from './names.ts';

// As wide as in `@palier/model`, which takes away from what is published whatever this has not shown the author first.
const ADDRESS = /(?<user>[\p{L}\p{N}._%+'-]{1,64})@(?<domain>[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,20})/gu;
/** An article before the address, of which only the apostrophe holds: `l'accueil@mairie.fr`. */
const ELISION = /^(?:[ldsnj]|qu)'(?=.)/i;

/** E-mail addresses, but for those of examples. */
export function* findEmails(text: string): Iterable<Found> {
  if (!text.includes('@')) return;
  for (const { index, groups } of text.matchAll(ADDRESS)) {
    const { user = '', domain = '' } = groups ?? {};
    const host = withoutSentence(domain);
    const ending = host.slice(host.lastIndexOf('.') + 1);
    // `logo@2x.png` and `paquet@1.2.0` are a file and a version, `git@github.com` a way in that everyone has.
    if (!host.includes('.') || !/\p{L}/u.test(ending) || /^\d{1,2}x\./.test(host) || user === 'git') continue;
    if (isExample(host)) continue;
    const elided = ELISION.exec(user)?.[0].length ?? 0;
    yield { kind: 'email', start: index + elided, end: index + user.length + 1 + host.length };
  }
}
