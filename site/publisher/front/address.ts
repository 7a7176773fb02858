/**
 * Reads the address of a request, once, before anything is routed. Whatever is not written in its one
 * canonical form is refused: what the router, the file system and the upstream understand is then the same.
 */

/** Longest path served, in characters; slugs stop at 120. */
export const PATH_MAX = 1024;

/** Longest address with its query, in characters; the queries of the admin are long. */
export const URL_MAX = 8192;

export interface Address {
  /** Path as sent, printable ASCII; never begins with two slashes. */
  path: string;
  /** Decoded path: begins with a slash, holds no empty, `.` or `..` segment. */
  pathname: string;
  /** Query with its question mark, as sent; empty when there is none. */
  search: string;
}

const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;
const ENCODED_SEPARATOR = /%(?:2f|5c)/i;
// Control characters and the backslash, which URL parsers take for a slash.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\\]/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The address that a request line names; null when it is malformed, ambiguous or too long. */
export function readAddress(url: string): Address | null {
  if (url.length > URL_MAX || !PRINTABLE_ASCII.test(url) || !url.startsWith('/')) return null;
  const [, path = '', search = ''] = /^([^?]*)(.*)$/.exec(url) ?? [];
  if (path.length > PATH_MAX || path.includes('#') || ENCODED_SEPARATOR.test(path)) return null;
  let pathname: string;
  try {
    pathname = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (FORBIDDEN.test(pathname)) return null;
  const segments = pathname.split('/').slice(1);
  const last = segments.length - 1;
  const ambiguous = segments.some((part, at) => part === '.' || part === '..' || (part === '' && at !== last));
  return ambiguous ? null : { path, pathname, search };
}

/** True for a `Host` header that names a host, with or without a port. */
export function isHost(host: string | undefined): boolean {
  return host !== undefined && HOST.test(host);
}

/**
 * True for paths that no release may serve: dot files, the sidecars of moved pages, and the compressed
 * siblings, which are chosen by `Accept-Encoding` and have no address of their own.
 */
export function isPrivatePath(pathname: string): boolean {
  return (
    pathname === '/_moved' ||
    pathname.startsWith('/_moved/') ||
    pathname.includes('/.') ||
    /\.(?:br|gz)\/?$/i.test(pathname)
  );
}
