import { ACTS } from '@palier/model';
import { inTransaction } from '../database/transaction.ts';
import { journalEntries } from '../moderation/journal-entries.ts';
import { show, type LivePageHandlers } from './request.ts';

/** Lines on a page of the journal. */
const PAGE = 50;

/** What moderators did, the last acts first. */
export const journal: LivePageHandlers = {
  access: 'moderator',
  async get(request) {
    const { strapi, query } = request;
    const act = ACTS.find((one) => one === query['acte']);
    const before = Number.parseInt(query['avant'] ?? '', 10);
    const lines = await inTransaction(strapi, (trx) =>
      journalEntries(trx, {
        ...(act && { act }),
        ...(Number.isSafeInteger(before) && before > 0 && { before: Math.min(before, 2 ** 31 - 1) }),
        limit: PAGE + 1,
      }),
    );
    const shown = lines.slice(0, PAGE);
    const next = lines.length > PAGE ? shown.at(-1)!.seq : null;
    return show(request, 'journal', { lines: shown, act: act ?? null, next });
  },
};
