import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Another publisher works on the same folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

// A database that nothing refers to is closed by the garbage collector, and the lock with it.
const held = new Set<Database.Database>();

/**
 * Makes this process the one publisher of a hub until it ends, however it ends: the lock is one that the
 * operating system takes back from a dead process (a SQLite write lock, on a file of its own).
 *
 * @throws AlreadyRunning when another process has it
 * @returns a function that gives the lock back
 */
export function takeLock(home: string): () => void {
  mkdirSync(join(home, 'run'), { recursive: true });
  const db = new Database(join(home, 'run', 'publisher.lock'), { timeout: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new AlreadyRunning(
        `another publisher already works on ${home}: stop it first, or give this one another PALIER_HOME`,
      );
    throw error;
  }
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}
