import { digestOf } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTurn, writeTransaction } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';
import type { Outcome } from './check-link.ts';
import { afterCheck, publishedCheck, type LinkRow } from './judgement.ts';
import { checksOf, holdersOf, saveCheck } from './table.ts';

/**
 * Records one check. When it changes what readers see of resources, their feed rows are written in the same transaction;
 * the date of their last change stays, since nobody changed them.
 * @param today date of the check, ISO 8601.
 */
export function recordCheck(strapi: Core.Strapi, url: string, outcome: Outcome, today: string): Promise<LinkRow> {
  return writeTransaction(strapi, (write) =>
    inTurn(write.trx, async () => {
      const { trx } = write;
      const before = (await checksOf(trx, [url])).get(url);
      const after = afterCheck(before, url, outcome, today);
      await saveCheck(trx, after);
      if (digestOf(publishedCheck(before)) !== digestOf(publishedCheck(after))) {
        const holders = await holdersOf(strapi, trx, [url]);
        const resources = holders.filter(({ type }) => type === 'resource').map(({ documentId }) => documentId);
        await refresh(strapi, write, 'resource', [...new Set(resources)], 'hide', 'kept');
      }
      return after;
    }),
  );
}
