import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { documentId } from './documents.ts';
import { LOCALES } from './locales.ts';

/**
 * Links to the preview of a draft: the CMS signs them for its editors, the publisher, which shows the page, believes
 * no other. A link is for one document in one language, and for some minutes: whoever has it can read.
 */

/** Types of which an editor publishes a draft; what is saved of the others is live. */
export const PREVIEWED_TYPES = [
  'resource',
  'learning-path',
  'organisation',
  'service',
  'event',
  'glossary-term',
] as const;

/** Path of previews on the public address, and name of the parameter that holds the token. */
export const PREVIEW_PATH = '/apercu/';
export const PREVIEW_PARAMETER = 'jeton';

const VALID_MS = 10 * 60_000;

/** Longest token looked at, in characters; ours have some 200. */
const TOKEN_MAX = 1000;

const SECRET_MIN = 16;

const subject = z.strictObject({ type: z.enum(PREVIEWED_TYPES), documentId, locale: z.enum(LOCALES) });
const claims = subject.extend({ exp: z.number().int().positive() });

export type PreviewSubject = z.infer<typeof subject>;

export interface PreviewPass {
  subject: PreviewSubject;
  /** In milliseconds, as `Date.now()`. */
  expiresAt: number;
}

/**
 * A token for ten minutes from `now`: `base64url(JSON).base64url(HMAC-SHA256)`.
 *
 * @throws Error when the secret is too short to be one
 */
export function signPreview(
  { type, documentId: id, locale }: PreviewSubject,
  secret: string,
  now = Date.now(),
): string {
  const payload = Buffer.from(JSON.stringify({ type, documentId: id, locale, exp: now + VALID_MS })).toString(
    'base64url',
  );
  return `${payload}.${signatureOf(payload, secret).toString('base64url')}`;
}

/**
 * What a token opens. `forged`: it is none of ours, or not for a preview; `expired`: it was.
 *
 * @throws Error when the secret is too short to be one
 */
export function readPreviewToken(token: string, secret: string, now = Date.now()): PreviewPass | 'forged' | 'expired' {
  const [, payload, signature] = /^([\w-]+)\.([\w-]{43})$/.exec(token.slice(0, TOKEN_MAX + 1)) ?? [];
  if (token.length > TOKEN_MAX || payload === undefined || signature === undefined) return 'forged';
  const given = Buffer.from(signature, 'base64url');
  // Written in its one form: the last letter has bits that mean nothing.
  if (given.toString('base64url') !== signature || !timingSafeEqual(given, signatureOf(payload, secret)))
    return 'forged';
  const parsed = claims.safeParse(jsonOf(payload));
  if (!parsed.success) return 'forged';
  const { exp, ...about } = parsed.data;
  return exp > now ? { subject: about, expiresAt: exp } : 'expired';
}

function signatureOf(payload: string, secret: string): Buffer {
  if (secret.length < SECRET_MIN) throw new Error(`PREVIEW_SECRET has fewer than ${SECRET_MIN} characters`);
  return createHmac('sha256', secret).update(payload).digest();
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
