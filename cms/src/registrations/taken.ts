import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { SEATS } from './tables.ts';

/** Seats that are taken or offered now, at all published events together; examples and cancelled events left out. */
export async function seatsTaken(strapi: Core.Strapi): Promise<number> {
  const [row] = (await inTransaction(strapi, (trx) => {
    const held = trx('events').select('document_id').whereNotNull('published_at');
    for (const column of ['is_example', 'is_cancelled'])
      void held.where((query) => void query.where(column, false).orWhereNull(column));
    return trx(SEATS).whereIn('event', held).sum({ taken: 'taken' });
  })) as { taken: number | string | null }[];
  return Number(row?.taken ?? 0);
}
