import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { brokenLinks, holdersOf, type LinkHolder } from './table.ts';

/** A broken address, and the published documents that lead to it. */
export interface BrokenLink {
  url: string;
  /** Date on which it was found broken, ISO 8601. */
  checkedOn: string;
  /** Status of HTTP; null when the server did not answer. */
  code: number | null;
  reason: string;
  holders: Omit<LinkHolder, 'url'>[];
}

/** The broken links of what is published now, the longest known first. */
export function readBrokenLinks(strapi: Core.Strapi): Promise<BrokenLink[]> {
  return inTransaction(strapi, async (trx) => {
    const rows = await brokenLinks(trx);
    const holders = await holdersOf(
      strapi,
      trx,
      rows.map(({ url }) => url),
    );
    const byUrl = Map.groupBy(holders, ({ url }) => url);
    return rows.flatMap(({ url, checked_on, code, reason }) => {
      const found = (byUrl.get(url) ?? []).map(({ url: _url, ...holder }) => holder);
      // No longer published since: the next run forgets the address.
      if (found.length === 0) return [];
      return [{ url, checkedOn: checked_on ?? '', code, reason: reason ?? '', holders: found }];
    });
  });
}
