import { INLINE_HASHES } from './client/inline.ts';

/**
 * Policy of the pages for reading: our own scripts and styles, from files, and the two scripts that stand in the page,
 * by their hash. Nothing from elsewhere.
 */
export const READING_POLICY = [
  "default-src 'none'",
  `script-src 'self' ${INLINE_HASHES.map((hash) => `'${hash}'`).join(' ')}`,
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');
