import { randomBytes } from 'node:crypto';
import type { SearchGap, SearchGapsReport } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';

export const SEARCH_GAP = 'api::search-gap.search-gap';

/** Table of the type. */
export const GAPS = 'search_gaps';

/** Reports that were counted. */
export const REPORTS = 'palier_search_gap_reports';

/**
 * Adds the counts of a report, once: its identifier and its counts are one transaction, so that a front server that got no
 * answer sends the same again. True for N processes: indexes decide, not what was read before.
 * @returns false when the report had been counted.
 */
export function addSearchGaps(strapi: Core.Strapi, { id, gaps }: SearchGapsReport, now = Date.now()): Promise<boolean> {
  return inTransaction(strapi, async (trx) => {
    const instant = new Date(now);
    const first = await trx(REPORTS)
      .insert({ id, received_on: instant.toISOString().slice(0, 10) })
      .onConflict('id')
      .ignore()
      .returning('id');
    if (first.length === 0) return false;

    // Not by Strapi, which would read and then write.
    const rows = inOrder(gaps).map(({ query, locale, count, firstDay, lastDay }) => ({
      document_id: randomBytes(12).toString('hex'), // As long as those that Strapi makes.
      query,
      language: locale,
      count,
      first_day: firstDay,
      last_day: lastDay,
      created_at: instant,
      updated_at: instant,
      published_at: instant, // Strapi's mark of what is no draft.
    }));
    const beyond = (sign: '<' | '>', column: string) =>
      trx.raw(`case when ?? ${sign} ?? then ?? else ?? end`, [
        `excluded.${column}`,
        `${GAPS}.${column}`,
        `excluded.${column}`,
        `${GAPS}.${column}`,
      ]);
    await trx(GAPS)
      .insert(rows)
      .onConflict(['query', 'language'])
      .merge({
        count: trx.raw('?? + ??', [`${GAPS}.count`, 'excluded.count']),
        first_day: beyond('<', 'first_day'),
        last_day: beyond('>', 'last_day'),
        updated_at: instant,
      });
    return true;
  });
}

interface Line extends Omit<SearchGap, 'day'> {
  firstDay: string;
  lastDay: string;
}

/**
 * One line for each query and language, which PostgreSQL demands of one statement; sorted, so that two reports which hold the
 * same queries take the rows in the same order, and neither waits for the other for ever.
 */
function inOrder(gaps: readonly SearchGap[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { query, locale, count, day } of gaps) {
    const key = `${locale} ${query}`;
    const known = lines.get(key) ?? { query, locale, count: 0, firstDay: day, lastDay: day };
    lines.set(key, {
      ...known,
      count: known.count + count,
      firstDay: day < known.firstDay ? day : known.firstDay,
      lastDay: day > known.lastDay ? day : known.lastDay,
    });
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}
