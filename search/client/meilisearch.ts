import type { SearchAnswer, SearchHit, SearchRequest } from '../query.ts';

/** The server's engine did not answer this query. */
export class NoAnswer extends Error {
  /** True when the next query would fare no better: ask Pagefind for a while. */
  readonly down: boolean;

  constructor(message: string, down: boolean) {
    super(message);
    this.down = down;
  }
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const eachIn =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value as object).every(check);

// By hand, so that no schema library is sent to browsers. An address that leaves the site is nonsense too.
const HIT: Record<keyof SearchHit, Check> = {
  id: isText,
  type: isText,
  locale: isText,
  url: (url) => isText(url) && /^\/(?![/\\])/.test(url as string),
  title: isText,
  aliases: (names) => Array.isArray(names) && names.every(isText),
  extract: isText,
  section: orNull((value) => {
    const { anchor, heading } = (value ?? {}) as Record<string, unknown>;
    return isText(anchor) && isText(heading);
  }),
  maturity: orNull(isText),
  kind: orNull(isText),
  language: isText,
};

const ANSWER: Record<keyof Omit<SearchAnswer, 'engine'>, Check> = {
  total: isCount,
  hits: (hits) => Array.isArray(hits) && hits.every(has(HIT)),
  facets: orNull(eachIn(eachIn(isCount))),
  corrected: orNull(isText),
};

function has(fields: Record<string, Check>): Check {
  return (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));
}

/** Asks Meilisearch through the front server. @throws {NoAnswer} */
export async function askServer(
  url: string,
  request: SearchRequest,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<SearchAnswer> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (!response.ok) {
      const down = response.status >= 500 || [404, 405, 429].includes(response.status);
      throw new NoAnswer(`${url} answered ${response.status}`, down);
    }
    const answer: unknown = await response.json();
    if (!has(ANSWER)(answer)) throw new NoAnswer(`${url} answered nonsense`, true);
    const { total, hits, facets, corrected } = answer as SearchAnswer;
    return { engine: 'meilisearch', total, hits, facets, corrected };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof NoAnswer ? error : new NoAnswer(`${url} did not answer: ${String(error)}`, true);
  }
}
