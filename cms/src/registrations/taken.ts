import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';

/** Seats that are taken or offered now, at all events together. */
export async function seatsTaken(strapi: Core.Strapi): Promise<number> {
  const [row] = (await inTransaction(strapi, (trx) => trx('palier_event_seats').sum({ taken: 'taken' }))) as {
    taken: number | string | null;
  }[];
  return Number(row?.taken ?? 0);
}
