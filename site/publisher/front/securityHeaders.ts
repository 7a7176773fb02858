/**
 * Headers of every answer that the front server makes itself. The policy of a page's content stands in the page
 * (a `<meta>` that any static host enforces); what a `<meta>` cannot say stands here. deploy/Caddyfile says
 * the same; its test holds both to one table.
 */
export const SECURITY_HEADERS: Record<string, string> = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** Of plain pages that the front server writes itself: they load nothing. */
export const BARE_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Of files that people uploaded: should one be interpreted, it runs nothing and has no origin. */
export const UPLOAD_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** Two years, in seconds; sent only where the public address is https. */
export const STRICT_TRANSPORT_SECURITY = 'max-age=63072000';

/** Validated at each use: a publication is visible at the next request. */
export const REVALIDATED = 'public, max-age=0, must-revalidate';

/** For files whose name holds the digest of their content, one year. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';

/** For what depends on who asks. */
export const PRIVATE = 'private, no-store';
