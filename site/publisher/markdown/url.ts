import { hasEmailAddress } from '@palier/model';

/** Where a link leads, once it is known to be harmless. */
export interface LinkTarget {
  href: string;
  /** On another site. */
  external: boolean;
}

// `.invalid` can never be the host of a real address (RFC 2606): a URL that keeps it is a relative one.
const BASE = 'https://relative.invalid/';

/**
 * The target of a link that a user wrote, or undefined when it must not be followed: another scheme than http
 * and https, credentials, an e-mail address, nothing at all.
 */
export function linkTarget(written: string): LinkTarget | undefined {
  // What browsers ignore in an address, so that `java\nscript:` is seen as they see it, and the NBSP of pasted text.

  let href = written.replace(/[\u0000-\u001f\u007f\u200b]/g, '').trim();
  if (/^www\./i.test(href)) href = `https://${href}`;
  if (href === '' || holdsAddress(href)) return undefined;
  if (href.startsWith('#')) return { href, external: false };
  const url = URL.parse(href, BASE);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password) return undefined;
  if (url.host !== 'relative.invalid') {
    return { href: /^https?:\/\/[^/\\]/i.test(href) ? href : url.href, external: true };
  }
  // `https:page` is relative to some browsers and absolute to others.
  return /^[a-z][a-z0-9+.-]*:/i.test(href) ? undefined : { href, external: false };
}

/** An address as a label: without its scheme, at most 80 characters. */
export function urlLabel(href: string): string {
  const label = href.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return label.length > 80 ? `${label.slice(0, 79)}…` : label;
}

function holdsAddress(href: string): boolean {
  if (hasEmailAddress(href)) return true;
  return href.includes('%') && hasEmailAddress(href.replace(/%40/gi, '@').replace(/%2e/gi, '.'));
}
