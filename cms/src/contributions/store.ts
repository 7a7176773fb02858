import type { Contribution } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import type { MonthlyCount } from './figures.ts';

export const CONTRIBUTIONS = 'palier_contributions';

const SECTOR = 'api::sector.sector';

/** In columns, null is the empty text: a unique key tells no two nulls apart. */
const NONE = '';

/** The month of an instant, in UTC: `2026-10`. */
export const monthOf = (now: number): string => new Date(now).toISOString().slice(0, 7);

/**
 * Adds one to the count of a contribution; the database adds, so that none is lost among N processes.
 * @returns false for a sector that the hub does not have: nothing is counted.
 */
export async function countContribution(
  strapi: Core.Strapi,
  { tool, result, sector, size }: Contribution,
  now = Date.now(),
): Promise<boolean> {
  if (sector !== null && !(await isSector(strapi, sector))) return false;
  await inTransaction(strapi, (trx) =>
    trx(CONTRIBUTIONS)
      .insert({ month: monthOf(now), tool, result, sector: sector ?? NONE, size: size ?? NONE, n: 1 })
      .onConflict(['month', 'tool', 'result', 'sector', 'size'])
      .merge({ n: trx.raw('?? + 1', [`${CONTRIBUTIONS}.n`]) }),
  );
  return true;
}

async function isSector(strapi: Core.Strapi, slug: string): Promise<boolean> {
  const found = await strapi.db
    .query(SECTOR)
    .count({ where: { slug: { $eq: slug }, locale: 'fr', publishedAt: { $notNull: true } } });
  return found > 0;
}

/** Counts of the months before the present one, whatever the size. */
export async function monthlyCounts(strapi: Core.Strapi, now = Date.now()): Promise<MonthlyCount[]> {
  const rows = (await inTransaction(strapi, (trx) =>
    trx(CONTRIBUTIONS)
      .where('month', '<', monthOf(now))
      .groupBy('month', 'tool', 'result', 'sector')
      .select('month', 'tool', 'result', 'sector')
      .sum({ count: 'n' }),
  )) as (Omit<MonthlyCount, 'count' | 'sector'> & { sector: string; count: number | string })[];
  return rows.map((row) => ({ ...row, sector: row.sector === NONE ? null : row.sector, count: Number(row.count) }));
}

/** Sectors that one can name: those of the hub. */
export async function sectorSlugs(strapi: Core.Strapi): Promise<string[]> {
  const rows = (await strapi.db
    .query(SECTOR)
    .findMany({ select: ['slug'], where: { locale: 'fr', publishedAt: { $notNull: true } } })) as { slug: string }[];
  return rows.map(({ slug }) => slug);
}
