import type { SearchAnswer, SearchRequest } from '../query.ts';

/** The server's engine did not answer this query. */
export class NoAnswer extends Error {
  /** True when the next query would fare no better: ask Pagefind for a while. */
  readonly down: boolean;

  constructor(message: string, down: boolean) {
    super(message);
    this.down = down;
  }
}

const isText = (value: unknown) => typeof value === 'string';

/** By hand, so that no schema library is sent to browsers. An address that leaves the site is nonsense too. */
function isAnswer(value: unknown): value is SearchAnswer {
  const answer = value as SearchAnswer | null;
  return (
    Number.isInteger(answer?.total) &&
    Array.isArray(answer?.hits) &&
    answer.hits.every(
      (hit) =>
        [hit?.id, hit?.type, hit?.locale, hit?.title, hit?.extract].every(isText) &&
        (hit.maturity === null || isText(hit.maturity)) &&
        /^\/(?![/\\])/.test(hit.url),
    )
  );
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
    if (!isAnswer(answer)) throw new NoAnswer(`${url} answered nonsense`, true);
    return { engine: 'meilisearch', total: answer.total, hits: answer.hits };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof NoAnswer ? error : new NoAnswer(`${url} did not answer: ${String(error)}`, true);
  }
}
