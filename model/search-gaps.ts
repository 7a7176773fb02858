import { z } from 'zod';
import { LOCALES } from './locales.ts';

/**
 * Searches that found nothing, as the front server counts them and the CMS keeps them for editors: words and numbers, nothing
 * of who typed them. What could name a person is refused at both ends, by the same function.
 */

/** Shortest and longest query that is counted, in characters; what is longer is cut. */
export const GAP_QUERY_MIN = 2;
export const GAP_QUERY_MAX = 80;

/** Times that a query must be seen within a day: what is typed once or twice says more of who types than of the hub. */
export const GAP_COUNT_MIN = 3;

/** Largest count of one line of a report: the sum of many fits in the database. */
export const GAP_COUNT_MAX = 100_000;

/** Lines of one report at most. */
export const GAPS_PER_REPORT = 500;

/** What is not seen turns the order of a line around, or hides an address from what looks for one. */
const UNSEEN = /\p{Cf}/gu;
const BLANKS = /[\s\p{Cc}]+/gu;

// Deliberately wide: a false positive loses a query, a false negative keeps what may lead to a person. The page searches while
// one types, so that half an e-mail address comes before the whole: an @ is enough, and so is what stands before it (`a.name`).
const ADDRESS = /@|:\/\/|[\p{L}\p{N}-]\.\p{L}{2}|(?:\p{N}{1,3}\.){3}\p{N}/u;

/** Digits, wherever they stand, from which a query may be a telephone number, a date of birth or an identifier. */
const DIGITS_PRIVATE = 6;

/**
 * The form under which a query is counted: one line in small letters, {@link GAP_QUERY_MAX} characters at most. Null for a
 * query that is not counted: too short, or one that holds an e-mail address, a web address or six digits. What it gives, it
 * gives again for itself.
 */
export function gapQuery(typed: string): string | null {
  const line = typed
    .toWellFormed()
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(BLANKS, ' ')
    .trim();
  // Before the cut, which could leave the half of an address.
  if (ADDRESS.test(line) || (line.match(/\p{N}/gu) ?? []).length >= DIGITS_PRIVATE) return null;
  const query = line
    .slice(0, GAP_QUERY_MAX)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
  return query.length < GAP_QUERY_MIN ? null : query;
}

export const searchGap = z.strictObject({
  query: z
    .string()
    .min(GAP_QUERY_MIN)
    .max(GAP_QUERY_MAX)
    .refine((query) => gapQuery(query) === query, 'not a query as it is counted'),
  locale: z.enum(LOCALES),
  count: z.number().int().min(GAP_COUNT_MIN).max(GAP_COUNT_MAX),
  /** Day on which it was seen, in UTC. PostgreSQL has no year 0. */
  day: z.iso.date().startsWith('20'),
});

/** What a front server tells the CMS. Sent again with the same identifier, it counts once. */
export const searchGapsReport = z.strictObject({
  id: z.uuid(),
  gaps: z.array(searchGap).min(1).max(GAPS_PER_REPORT),
});

export type SearchGap = z.infer<typeof searchGap>;
export type SearchGapsReport = z.infer<typeof searchGapsReport>;
