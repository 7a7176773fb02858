import type { Transaction } from '../database/transaction.ts';
import { secretDigest } from '../members/digests.ts';

const PAYLOADS = 'palier_payloads';

const HOUR_MS = 3_600_000;

/** How long the same text is not taken again: from the same member, from anyone. In ms. */
const SAME_FROM_MEMBER_MS = 24 * HOUR_MS;
const SAME_FROM_ANYONE_MS = HOUR_MS;

/** What has fewer letters is said by many: « Merci ! ». */
const TELLING_LETTERS = 40;

/**
 * Takes a text that a member posts; false when they posted the same not long ago, or anyone did. Case, accents and white space
 * say nothing. The key is the lock: of two who post the same at once, one does.
 */
export async function takePayload(trx: Transaction, member: string, text: string, now: Date): Promise<boolean> {
  const taken: string[] = [];
  for (const { key, ms } of keysOf(member, text)) {
    const until = new Date(now.getTime() + ms).toISOString();
    const [row] = (await trx(PAYLOADS)
      .insert({ key, member, until })
      .onConflict('key')
      .merge({ member, until })
      .where(`${PAYLOADS}.until`, '<=', now.toISOString())
      .returning('key')) as { key: string }[];
    if (!row) {
      // What was not posted is not held against them.
      await trx(PAYLOADS).whereIn('key', taken).delete();
      return false;
    }
    taken.push(key);
  }
  return true;
}

/** Gives back a text that a member replaces by another: they may come back to it. */
export const dropPayload = (trx: Transaction, member: string, text: string): Promise<number> =>
  trx(PAYLOADS)
    .whereIn(
      'key',
      keysOf(member, text).map(({ key }) => key),
    )
    .where({ member })
    .delete();

/** True when two texts count as one. */
export const isSamePayload = (a: string, b: string): boolean => normalised(a) === normalised(b);

/** What is kept of a text, and how long: for the member, and for all when many would not say the same. */
function keysOf(member: string, text: string): { key: string; ms: number }[] {
  const same = normalised(text);
  const own = { key: secretDigest(`payload of ${member}`, same), ms: SAME_FROM_MEMBER_MS };
  const letters = same.match(/\p{L}/gu)?.length ?? 0;
  return letters < TELLING_LETTERS ? [own] : [own, { key: secretDigest('payload', same), ms: SAME_FROM_ANYONE_MS }];
}

const normalised = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();

/** Forgets the texts that may be posted again. */
export const forgetPayloads = (trx: Transaction, now: Date): Promise<number> =>
  trx(PAYLOADS).where('until', '<=', now.toISOString()).delete();

/** Forgets what a member posted: the account is erased. */
export const dropPayloadsOf = (trx: Transaction, member: string): Promise<number> =>
  trx(PAYLOADS).where({ member }).delete();
