import type { Transaction } from '../database/transaction.ts';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import { calendarFieldsOf } from '../events/dates.ts';
import { publishedCheck } from '../links/judgement.ts';
import { checksOf } from '../links/table.ts';

/** The fields that no editor fills, of one row of a document. */
export type Derived = (row: Record<string, unknown>) => Record<string, unknown>;

/** Makes the `derived` fields of rows of one type; one query, whatever their number. */
export async function derive(trx: Transaction, type: EditedType, rows: Record<string, unknown>[]): Promise<Derived> {
  if (type === 'event') return calendarFieldsOf(trx, rows);
  if (!CONTENT_TYPES[type].derived.includes('linkCheck')) return () => ({});
  const urls = rows.map((row) => row['externalUrl']).filter((url) => typeof url === 'string' && url !== '');
  const checks = await checksOf(trx, [...new Set(urls as string[])]);
  return (row) => ({ linkCheck: publishedCheck(checks.get(row['externalUrl'] as string)) });
}
