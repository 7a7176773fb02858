import type { Core } from '@strapi/strapi';
import { inTransaction } from './transaction.ts';

const HOUR_MS = 3_600_000;

let timer: NodeJS.Timeout | undefined;

/**
 * Keeps, now and every hour, what SQLite knows of its tables and by which it chooses an index: without, it looks for a post
 * among all that are published as readily as by its identifier. PostgreSQL does it by itself.
 */
export async function startKeepingStatistics(strapi: Core.Strapi): Promise<void> {
  if (strapi.db.dialect.client !== 'sqlite') return;
  await keepStatistics(strapi);
  timer = setInterval(() => void keepStatistics(strapi), HOUR_MS);
  timer.unref();
}

export function stopKeepingStatistics(): void {
  clearInterval(timer);
}

/** Looks at a part of each table that has changed a lot: milliseconds, whatever their size (sqlite.org/pragma.html#pragma_optimize). */
async function keepStatistics(strapi: Core.Strapi): Promise<void> {
  try {
    await inTransaction(strapi, (trx) => trx.raw('pragma optimize = 0x10002'));
  } catch (error) {
    strapi.log.warn(`The statistics of the database were not kept: ${String(error)}`);
  }
}
