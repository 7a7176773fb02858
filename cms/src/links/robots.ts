import robotsParser from 'robots-parser';
import { exchange, type Web } from './request.ts';

/** Longest robots.txt read, in bytes. */
const BODY_BYTES = 64 * 1024;

/** Longest delay between two requests that a robots.txt obtains, in ms. */
const CRAWL_DELAY_MAX = 30_000;

const MAX_REDIRECTS = 5;

/** What a host lets us ask: `unavailable` when it could not say, and then nothing is asked. */
export type Permission = 'allowed' | 'disallowed' | 'unavailable';

type Rules = (url: URL) => Permission;

/** The robots.txt of every host that a run meets, each read once (RFC 9309). */
export class Robots {
  readonly #web: Web;
  readonly #rules = new Map<string, Promise<Rules>>();

  constructor(web: Web) {
    this.#web = web;
  }

  /** @throws NoAnswer when the host does not answer at all. */
  async permission(url: URL, signal: AbortSignal): Promise<Permission> {
    const known = this.#rules.get(url.origin) ?? this.#read(url, signal);
    this.#rules.set(url.origin, known);
    return (await known)(url);
  }

  async #read(page: URL, signal: AbortSignal): Promise<Rules> {
    let url = new URL('/robots.txt', page);
    for (let hops = 0; ; hops++) {
      const answer = await exchange(this.#web, url, { method: 'GET', bodyBytes: BODY_BYTES }, signal);
      const { status, headers } = answer;
      if (status >= 300 && status < 400 && headers.location && URL.canParse(headers.location, url.href)) {
        if (hops === MAX_REDIRECTS) return () => 'allowed'; // None that can be found.
        url = new URL(headers.location, url);
        continue;
      }
      if (status === 429 || status >= 500) return () => 'unavailable';
      if (status < 200 || status >= 300) return () => 'allowed';
      return this.#parse(page, answer.body);
    }
  }

  #parse(page: URL, body: Buffer): Rules {
    const text = body.toString('utf8');
    // A line cut in the middle would say something else.
    const whole = body.length < BODY_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
    const { userAgent, pace } = this.#web;
    // The rules hold for the host that was asked, wherever the file was found.
    const rules = robotsParser(new URL('/robots.txt', page).href, whole);
    const delay = rules.getCrawlDelay(userAgent) ?? 0;
    if (delay > 0) pace.slowDown(page.hostname, Math.min(delay * 1000, CRAWL_DELAY_MAX));
    return (url) => (rules.isAllowed(url.href, userAgent) === false ? 'disallowed' : 'allowed');
  }
}
