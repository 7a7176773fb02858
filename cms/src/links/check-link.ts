import { exchange, NoAnswer, type Exchange, type NoAnswerReason, type Web } from './request.ts';
import type { Robots } from './robots.ts';

/** Why a link is not known to work. */
export type LinkReason = NoAnswerReason | 'status' | 'redirects' | 'robots' | 'robots-unavailable';

/** What one check of a link says. */
export type Outcome =
  | { verdict: 'ok'; code: number; size: number | null; mime: string | null }
  /** `firm`: gone for sure; otherwise it may be a bad day. */
  | { verdict: 'failed'; firm: boolean; code: number | null; reason: LinkReason }
  /** The link may work or not: nothing follows from this check. */
  | { verdict: 'unknown'; code: number | null; reason: LinkReason };

export const MAX_REDIRECTS = 5;

/** Statuses that speak of who asks, or when, not of what is there. */
const SAY_NOTHING = new Set([401, 403, 407, 408, 425, 429, 451]);

const SAY_NOTHING_REASONS = new Set<LinkReason>(['scheme', 'private', 'timeout', 'network', 'certificate-chain']);

/**
 * Asks whether an address still leads to something, as its host's robots.txt allows, through five redirects at most.
 * @throws the reason of `signal` when it is aborted; nothing else.
 */
export async function checkLink(
  { web, robots }: { web: Web; robots: Robots },
  address: string,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!URL.canParse(address)) return { verdict: 'unknown', code: null, reason: 'scheme' };
  let url = new URL(address);
  try {
    for (let hops = 0; ; hops++) {
      if (!/^https?:$/.test(url.protocol)) throw new NoAnswer('scheme'); // It has no robots.txt to ask for.
      const permission = await robots.permission(url, signal);
      if (permission !== 'allowed') {
        const reason = permission === 'disallowed' ? 'robots' : 'robots-unavailable';
        return { verdict: 'unknown', code: null, reason };
      }
      const answer = await ask(web, url, signal);
      const target = targetOf(answer, url);
      if (target === null) return judge(answer);
      if (hops === MAX_REDIRECTS) {
        return { verdict: 'failed', firm: false, code: answer.status, reason: 'redirects' };
      }
      url = target;
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { reason } = error;
    if (SAY_NOTHING_REASONS.has(reason)) return { verdict: 'unknown', code: null, reason };
    return { verdict: 'failed', firm: false, code: null, reason };
  }
}

/** HEAD, then GET where the answer to it is an error: some servers know no HEAD, and say so in many ways. */
async function ask(web: Web, url: URL, signal: AbortSignal): Promise<Exchange> {
  try {
    const answer = await exchange(web, url, { method: 'HEAD' }, signal);
    if (answer.status < 400 || answer.status === 429) return answer;
  } catch (error) {
    if (!(error instanceof NoAnswer) || (error.reason !== 'connection' && error.reason !== 'malformed')) throw error;
  }
  return exchange(web, url, { method: 'GET', headers: { range: 'bytes=0-0' } }, signal);
}

function targetOf({ status, headers }: Exchange, url: URL): URL | null {
  const { location } = headers;
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url.href)) return null;
  return new URL(location, url);
}

function judge(answer: Exchange): Outcome {
  const { status: code } = answer;
  // 416: there is something, of no byte.
  if ((code >= 200 && code < 300) || code === 416) {
    return { verdict: 'ok', code, size: code === 416 ? null : sizeOf(answer), mime: mimeOf(answer) };
  }
  if (SAY_NOTHING.has(code) || code >= 600) return { verdict: 'unknown', code, reason: 'status' };
  return { verdict: 'failed', firm: code === 404 || code === 410, code, reason: 'status' };
}

/** Size of the whole, as the server says; null when it does not, or says what cannot be. */
function sizeOf({ status, headers }: Exchange): number | null {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return null;
  const text = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  const size = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  // Frameworks that answer HEAD without making the page say 0.
  return size > 0 && Number.isSafeInteger(size) ? size : null;
}

function mimeOf({ headers }: Exchange): string | null {
  const [mime = ''] = (headers['content-type'] ?? '').split(';');
  const plain = mime.trim().toLowerCase();
  return /^[\w.+-]+\/[\w.+-]+$/.test(plain) && plain.length <= 120 ? plain : null;
}
