import { createHash, timingSafeEqual } from 'node:crypto';
import { answerError } from './answers.ts';
import type { HttpContext } from './context.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/**
 * True when the request carries `Authorization: Bearer <token>` with the token that the environment variable holds;
 * otherwise answers 401. The time taken says nothing of the token. An unset variable refuses everyone.
 */
export function hasBearer(
  context: HttpContext,
  variable: 'FEED_TOKEN' | 'IMPORT_TOKEN' | 'SEARCH_GAPS_TOKEN',
): boolean {
  const expected = process.env[variable];
  const given = /^Bearer (.+)$/i.exec(context.get('Authorization'))?.[1] ?? '';
  context.set('Cache-Control', 'private, no-store');
  if (expected && timingSafeEqual(sha256(given), sha256(expected))) return true;
  answerError(context, 401, 'UnauthorizedError', `This address needs "Authorization: Bearer <token>" (${variable}).`);
  return false;
}
