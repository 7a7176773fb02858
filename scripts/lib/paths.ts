import { join, resolve } from 'node:path';

/** Root of the repository. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Folder of the hub's state when PALIER_HOME does not name another. */
export const DEFAULT_HOME = join(ROOT, '.palier');

/** Where the scripts keep their own files in a home folder. The other parts own the rest of it. */
export function homePaths(home: string) {
  return {
    secrets: join(home, 'secrets.env'),
    database: join(home, 'cms.db'),
    uploads: join(home, 'public', 'uploads'),
    snapshot: join(home, 'snapshot.db'),
    release: join(home, 'current'),
    meilisearch: join(home, 'meili'),
    logs: join(home, 'logs'),
    /** Where the CMS puts mails when there is no server for them. */
    mails: join(home, 'mails'),
    run: join(home, 'run'),
    /** Held by the one process that may run parts or replace the database of this home. */
    lock: join(home, 'run', 'hub.lock'),
    /** Addresses of the running hub, for the other commands. */
    hub: join(home, 'run', 'hub.json'),
    /** Processes of the running hub, for the start that follows a kill -9. */
    processes: join(home, 'run', 'processes.json'),
    /** What was done once and for all: content imported, password shown. */
    milestones: join(home, 'milestones.json'),
  };
}
