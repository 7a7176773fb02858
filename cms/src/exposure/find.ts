import { findEmails } from './email.ts';
import type { Exposure, Found } from './exposure.ts';
import { findHosts } from './host.ts';
import { findAddresses } from './ip.ts';
import { findPaths } from './path.ts';
import { findPhones } from './phone.ts';
import { blanked, readable } from './readable.ts';
import { findSecrets } from './secret.ts';
import { findKnownSecrets } from './secretlint.ts';
import { findUrls } from './url.ts';

export type { Exposure, ExposureKind } from './exposure.ts';

/** Characters of what was found that are displayed; of a secret, no more than the author needs to find it again. */
const SHOWN = 80;
const SHOWN_OF_SECRET = 4;
/** What is masked may leave something to find beside it: twice at most in what people write. */
const ROUNDS = 6;

/**
 * What a text says that its author may not want known, in order. Two that overlap are one, of the kind of the widest,
 * so that masking it leaves nothing of either; with a secret in it, it is a secret, which must not be shown.
 * Linear time: every repetition of the patterns is bounded.
 */
export async function findExposures(text: string): Promise<Exposure[]> {
  let found: Found[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const more = await findOnce(blanked(text, found));
    if (more.length === 0) break;
    found = united([...found, ...more]);
  }
  return found.map((one) => ({ ...one, shown: shown(text, one) }));
}

async function findOnce(original: string): Promise<Found[]> {
  const reading = readable(original);
  const { text } = reading;
  const urls = findUrls(text);
  // In a page that may be cited, names and numbers are those of its site.
  const own = blanked(text, urls.cited);
  const found = [
    ...urls.found,
    ...findAddresses(text),
    ...findEmails(text),
    ...(await findHosts(own)),
    ...findPhones(own),
    ...findPaths(own),
    ...findSecrets(text),
    ...(await findKnownSecrets(text)),
  ];
  return found.map(({ kind, ...span }) => ({ kind, ...reading.original(span) }));
}

function united(found: readonly Found[]): Found[] {
  const all: (Found & { widest: number })[] = [];
  for (const { kind, start, end } of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1);
    if (!last || start >= last.end) {
      all.push({ kind, start, end, widest: end - start });
      continue;
    }
    if (last.kind !== 'secret' && (kind === 'secret' || end - start > last.widest)) last.kind = kind;
    last.widest = Math.max(last.widest, end - start);
    last.end = Math.max(last.end, end);
  }
  return all.map(({ kind, start, end }) => ({ kind, start, end }));
}

function shown(text: string, { kind, start, end }: Found): string {
  const length = kind === 'secret' ? SHOWN_OF_SECRET : SHOWN;
  const what = text.slice(start, end);
  if (kind !== 'secret' && what.length <= length) return what;
  // Not half a character.
  return `${what.slice(0, kind === 'secret' ? length : length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
