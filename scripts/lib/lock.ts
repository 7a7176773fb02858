import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { explainDiskError, systemCode } from './failure.ts';

export interface Lock {
  release(): void;
}

/**
 * Takes a lock that one process of the machine can hold, or returns null when another (or this one) holds it.
 *
 * The lock is the kernel's, taken through SQLite: it goes away with the process, however that ends, so that
 * there is no stale lock to recognise.
 * @param file made when it does not exist; its content means nothing.
 * @throws Failure when the folder cannot be written.
 */
export function tryLock(file: string): Lock | null {
  let database: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new Database(file, { timeout: 0 });
    // In memory: a full disk must not make a lock fail, and no journal is left beside it.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (systemCode(error)?.startsWith('SQLITE_BUSY')) return null;
    if (['SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(systemCode(error) ?? '')) {
      throw explainDiskError(Object.assign(new Error(), { code: 'EACCES' }), dirname(file));
    }
    throw explainDiskError(error, dirname(file));
  }
  const held = database;
  return {
    release() {
      held.close();
    },
  };
}

/** Takes the lock as soon as it is free; `onWait` is called once if it is not free at first. */
export async function lockWhenFree(file: string, onWait: () => void = () => undefined): Promise<Lock> {
  let lock = tryLock(file);
  if (!lock) onWait();
  while (!lock) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    lock = tryLock(file);
  }
  return lock;
}
