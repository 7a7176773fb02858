import { INLINE_HASHES } from './client/inline.ts';

/**
 * Policy of every page: our own scripts and styles, from files, and the two scripts that stand in the page, by their
 * hash. Nothing from elsewhere. `frame-ancestors` means nothing in a `<meta>`: the front server sends it.
 *
 * Pagefind, the engine that answers when the server's does not, is WebAssembly: it runs in a worker, whose policy is that of
 * its own file's answer (HTML, "run a worker"), not that of the page.
 */
export const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${INLINE_HASHES.map((hash) => `'${hash}'`).join(' ')}`,
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');
