import { isHttps } from '../environment.ts';

/** Cookies of the hub. No reader gets one: they come with the form to sign in. */
export type CookieName = 'session' | 'browser';

/** `__Host-`: over https, for this host alone, and no other host of the domain can set it. */
const nameOf = (cookie: CookieName) => `${isHttps() ? '__Host-' : ''}palier-${cookie}`;

/** The cookies of ours that a request brings. */
export function readCookies(header: string): Partial<Record<CookieName, string>> {
  const found: Partial<Record<CookieName, string>> = {};
  for (const pair of header.slice(0, 8192).split(';')) {
    const [name = '', value = ''] = pair.trim().split('=', 2);
    for (const cookie of ['session', 'browser'] as const) {
      if (name === nameOf(cookie) && /^[\w-]{43}$/.test(value)) found[cookie] ??= value;
    }
  }
  return found;
}

/** `Set-Cookie` that gives a cookie for so long, in seconds; that takes it back for 0. */
export function cookie(name: CookieName, value: string, seconds: number): string {
  return `${nameOf(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps() ? '; Secure' : ''}`;
}
