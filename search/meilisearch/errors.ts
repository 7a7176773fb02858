/**
 * What a caller can do about a failure of Meilisearch:
 * - `unavailable`: nothing is wrong with the request; the same one may succeed later, so retry it;
 * - `refused`: the server understood and said no (bad key, bad document, bug): retrying changes nothing;
 * - `index-missing`: the server is up without our index (new or emptied database): `rebuild()` it.
 */
export type SearchErrorKind = 'unavailable' | 'refused' | 'index-missing';

/** Failure of a call to Meilisearch; the message says what was asked, where, and what the server answered. */
export class SearchError extends Error {
  override readonly name = 'SearchError';
  readonly kind: SearchErrorKind;
  /** Meilisearch's own code, such as `invalid_api_key`; null when the server did not answer. */
  readonly code: string | null;

  constructor(kind: SearchErrorKind, message: string, options: { code?: string | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.code = options.code ?? null;
  }
}
