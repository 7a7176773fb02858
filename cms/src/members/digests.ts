import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret that nobody guesses: 256 bits, as a URL takes it. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What is kept of a token: who reads the database cannot use it. */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Digest under the secret of the hub (`MEMBERS_SECRET`): of what is short enough to be tried out (codes, addresses of
 * machines). `purpose` keeps digests of different things apart.
 */
export function secretDigest(purpose: string, text: string): string {
  return createHmac('sha256', process.env['MEMBERS_SECRET'] ?? '')
    .update(`${purpose}\n${text}`)
    .digest('hex');
}

/** True when two digests are the same; the time taken says nothing. */
export function sameDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
