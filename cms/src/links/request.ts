import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type Clock, Pace, REAL_CLOCK } from './pace.ts';
import { isPublicAddress } from './public-address.ts';

/** Why an exchange gave no answer. */
export type NoAnswerReason =
  | 'scheme' // Neither http nor https.
  | 'private' // Leads into a private network.
  | 'timeout'
  | 'network' // Our side: no route, no name server.
  | 'dns' // No such name.
  | 'connection' // Refused, or broken off.
  | 'certificate' // Refused by anyone.
  | 'certificate-chain' // Incomplete: browsers often know the missing part.
  | 'malformed';

export class NoAnswer extends Error {
  readonly reason: NoAnswerReason;

  constructor(reason: NoAnswerReason, cause?: unknown) {
    super(reason, { cause });
    this.name = 'NoAnswer';
    this.reason = reason;
  }
}

/** How the checker behaves on the web. */
export interface WebSettings {
  /** Product token first: it is what robots.txt may name. */
  userAgent: string;
  /** Least time between two requests to a host, in ms. */
  intervalMs: number;
  /** For one whole exchange, in ms. */
  timeoutMs: number;
  /** True for the IP addresses that may be called. */
  mayReach(address: string): boolean;
  /** Resolves names, as `dns.lookup` with all addresses. */
  resolve(hostname: string): Promise<LookupAddress[]>;
  clock: Clock;
}

export const DEFAULT_WEB: Omit<WebSettings, 'userAgent'> = {
  intervalMs: 2000,
  timeoutMs: 15_000,
  mayReach: isPublicAddress,
  resolve: (hostname) =>
    new Promise((done, fail) => {
      systemLookup(hostname, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
    }),
  clock: REAL_CLOCK,
};

/** One run's way to the web: spaces its requests. */
export interface Web extends WebSettings {
  pace: Pace;
}

export function openWeb(settings: WebSettings): Web {
  return { ...settings, pace: new Pace(settings.intervalMs, settings.clock) };
}

export interface Exchange {
  method: 'GET' | 'HEAD';
  status: number;
  headers: IncomingHttpHeaders;
  /** What was read of it, at most `bodyBytes`. */
  body: Buffer;
}

/**
 * One request, when its host's turn has come; redirects are answers. It says who asks, and sends neither cookie nor
 * referrer nor credentials. The addresses that a name has are looked at for each connection: what is not to be reached is
 * not connected to.
 * @throws NoAnswer; the reason of `signal` when it is aborted.
 */
export async function exchange(
  web: Web,
  url: URL,
  { method, headers, bodyBytes = 0 }: { method: 'GET' | 'HEAD'; headers?: Record<string, string>; bodyBytes?: number },
  signal: AbortSignal,
): Promise<Exchange> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NoAnswer('scheme');
  // No name to look up: the guard of the connection would not be asked.
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !web.mayReach(literal)) throw new NoAnswer('private');
  await web.pace.turn(url.hostname, signal);

  const clean = new URL(url);
  clean.username = clean.password = clean.hash = '';
  try {
    return await send(web, clean, { method, headers, bodyBytes }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof NoAnswer ? error : new NoAnswer(reasonOf(error as NodeJS.ErrnoException), error);
  }
}

function send(
  web: Web,
  url: URL,
  options: { method: 'GET' | 'HEAD'; headers: Record<string, string> | undefined; bodyBytes: number },
  signal: AbortSignal,
): Promise<Exchange> {
  const { method, headers, bodyBytes } = options;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method,
        agent: false, // A connection each: none is kept open on other people's servers.
        lookup: guardedLookup(web),
        headers: { 'user-agent': web.userAgent, accept: '*/*', 'accept-encoding': 'identity', ...headers },
        signal: AbortSignal.any([signal, AbortSignal.timeout(web.timeoutMs)]),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const end = () => {
          response.destroy();
          resolve({
            method,
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).subarray(0, bodyBytes),
          });
        };
        response.on('error', reject);
        if (bodyBytes === 0) return end();
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size >= bodyBytes) end();
        });
        response.on('end', end);
      },
    );
    request.on('error', reject);
    request.end();
  });
}

/** Gives the addresses of a name to the connection that asks, unless one of them must not be reached. */
function guardedLookup(web: Web): LookupFunction {
  return (hostname, { all }, callback) => {
    web.resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
        if (addresses.some(({ address }) => !web.mayReach(address))) return callback(new NoAnswer('private'), '');
        return all ? callback(null, addresses) : callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

function reasonOf({ name, code = '' }: NodeJS.ErrnoException): NoAnswerReason {
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ETIMEDOUT') return 'timeout';
  if (/^(?:EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/.test(code)) return 'network';
  if (code === 'ENOTFOUND') return 'dns';
  if (/^UNABLE_TO_|^SELF_SIGNED_CERT_IN_CHAIN$/.test(code)) return 'certificate-chain';
  if (/^CERT_|^ERR_TLS_|^DEPTH_ZERO_/.test(code)) return 'certificate';
  if (/^HPE_/.test(code)) return 'malformed';
  return 'connection';
}
