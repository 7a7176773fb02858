import { ACTS, type JournalEntry } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { inTransaction } from '../../database/transaction.ts';
import type { AdminRoute } from '../../http/admin-routes.ts';
import { journalEntries } from '../journal-entries.ts';
import { PAGE, reading } from './http.ts';

const journalQuery = z.object({
  act: z.enum(ACTS).optional(),
  before: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});

/** What the tab of the journal gets. */
export interface AdminJournal {
  lines: JournalEntry[];
  /** Where the next page begins; null on the last. */
  next: number | null;
}

/** The journal: what was decided. */
export const journalRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  reading('/journal', journalQuery, (query) => readJournal(strapi, query)),
];

async function readJournal(
  strapi: Core.Strapi,
  { act: only, before }: z.infer<typeof journalQuery>,
): Promise<AdminJournal> {
  const asked = { ...(only && { act: only }), ...(before !== undefined && { before }), limit: PAGE + 1 };
  const lines = await inTransaction(strapi, (trx) => journalEntries(trx, asked));
  const shown = lines.slice(0, PAGE);
  return { lines: shown, next: lines.length > PAGE ? shown.at(-1)!.seq : null };
}
