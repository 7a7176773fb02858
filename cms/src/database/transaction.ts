import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

export type Transaction = Knex.Transaction;

export interface WriteContext {
  trx: Transaction;
  /** Runs the callback once everything is committed; never when it is rolled back. */
  onCommit(callback: () => void): void;
}

/** Key of the PostgreSQL advisory lock that orders writers: "PALI" in ASCII. */
const WRITER_LOCK = 0x50414c49;

/**
 * Runs `work` in a transaction (the present one when there is one) in which it is the only writer of published
 * content. PostgreSQL gives a sequence number when a row is inserted, not when it becomes visible: without the lock a
 * slow transaction would commit a feed row behind a position that consumers have passed. The lock is the first thing
 * a transaction takes, so that it cannot deadlock with row locks. SQLite has one connection: writers queue by nature.
 */
export function writeTransaction<T>(strapi: Core.Strapi, work: (context: WriteContext) => Promise<T>): Promise<T> {
  const run = () =>
    strapi.db.transaction(async ({ trx, onCommit }) => {
      if (strapi.db.dialect.client === 'postgres') await trx.raw('select pg_advisory_xact_lock(?)', [WRITER_LOCK]);
      return work({ trx, onCommit });
    }) as Promise<T>;
  // Writers of this process wait here rather than on a connection each: readers would have none left.
  return strapi.db.inTransaction() ? run() : inTurn(strapi, run);
}

const turns = new WeakMap<object, Promise<unknown>>();

/**
 * Runs `work` after the earlier calls for the same object. For a transaction: the bulk actions of the content manager
 * run many documents at once in one, and reading a state and recording it must not interleave there.
 */
export function inTurn<T>(of: object, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(of) ?? Promise.resolve()).then(work, work);
  turns.set(of, turn);
  return turn;
}

/** Runs `read` in the present transaction, or in one of its own: raw queries outside of it would deadlock on SQLite. */
export function inTransaction<T>(strapi: Core.Strapi, read: (trx: Transaction) => Promise<T>): Promise<T> {
  return strapi.db.transaction(({ trx }) => read(trx)) as Promise<T>;
}
