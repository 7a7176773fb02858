import type { Transaction } from '../database/transaction.ts';
import { ownerOf } from '../published/addresses.ts';

/** Characters looked at: more than any address has. */
const LONGEST = 500;

/** The thread that a moderator names by its address, as it is copied from the browser, or by the last part of it. */
export async function threadNamed(trx: Transaction, written: string): Promise<string | null> {
  const path = written
    .slice(0, LONGEST)
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/page\/\d+\/?$/, '');
  const slug = /([^/]+)\/?$/.exec(path)?.[1];
  return slug === undefined ? null : ((await ownerOf(trx, 'thread', slug)) ?? null);
}
