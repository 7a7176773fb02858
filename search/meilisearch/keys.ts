import { createHmac } from 'node:crypto';

/** Fixed identity of the search-only key, so that its value follows from the master key alone. */
export const SEARCH_KEY_UID = '6f1c1c0e-5f0b-4c58-9f0a-7d3f6a4f2b19';

/**
 * Value of the search-only key, 64 hexadecimal digits: Meilisearch derives a key's value as
 * HMAC-SHA256 of its uid with the master key. Lets the front server be configured before the server runs.
 */
export function searchKeyOf(masterKey: string, uid: string = SEARCH_KEY_UID): string {
  return createHmac('sha256', masterKey).update(uid).digest('hex');
}
