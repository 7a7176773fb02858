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

/** Says to scripts that there is a session, and nothing else: pages of readers who have none ask nothing of the hub. */
const MARK = 'palier-member';

/** `Set-Cookie` headers that begin a session for so long, in seconds; that end it for 0. */
export const sessionCookies = (token: string, seconds: number): string[] => [
  cookie('session', token, seconds),
  `${MARK}=${seconds > 0 ? 1 : ''}; Path=/; Max-Age=${seconds}; SameSite=Lax${isHttps() ? '; Secure' : ''}`,
];

/** `Set-Cookie` that gives a cookie for so long, in seconds; that takes it back for 0. */
export function cookie(name: CookieName, value: string, seconds: number): string {
  return `${nameOf(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps() ? '; Secure' : ''}`;
}
