import { publicUrl } from '../environment.ts';
import type { HttpContext } from './context.ts';

/**
 * True for a request that a page of another site makes. Browsers say where it comes from, in a header that no page can
 * set, or at least in `Origin`; programs say nothing, and carry no session that a page could abuse.
 */
export function isFromElsewhere(context: HttpContext): boolean {
  const site = context.get('Sec-Fetch-Site');
  if (site !== '') return site !== 'same-origin' && site !== 'none';
  const origin = context.get('Origin');
  return origin !== '' && origin !== new URL(publicUrl()).origin;
}
