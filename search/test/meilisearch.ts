import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEILISEARCH_ENVIRONMENT, meilisearchBinary } from '../meilisearch/binary.ts';

export interface TestMeilisearch {
  url: string;
  masterKey: string;
  /** Ends it without warning, as a power cut would; the database stays. */
  kill(): Promise<void>;
  /** Starts it again, on the same port with the same database. */
  restart(): Promise<void>;
  /** Starts it again, on the same port with an empty database. */
  restartEmpty(): Promise<void>;
  /** Ends it and removes its database. */
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isUp(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    http
      .get(`${url}/health`, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on('error', () => resolve(false));
  });
}

/** Runs a real Meilisearch with a database of its own, for tests. @throws when this machine has none */
export async function startMeilisearch(): Promise<TestMeilisearch> {
  // One copy of 130 MB for all the tests of this machine's user.
  const binary = await meilisearchBinary(join(tmpdir(), `palier-test-${process.getuid?.() ?? 0}`));
  if (binary === null) {
    throw new Error('No Meilisearch server for this machine: set MEILI_BIN to the path of one');
  }
  const folder = await mkdtemp(join(tmpdir(), 'palier-meili-'));
  const masterKey = randomBytes(24).toString('hex');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let database = 0;

  async function start(): Promise<void> {
    let log = '';
    // Run inside its folder: it writes dumps and snapshots into the present one.
    const started = spawn(
      binary as string,
      ['--http-addr', `127.0.0.1:${port}`, '--db-path', join(folder, `db-${database}`), '--env', 'production'],
      {
        cwd: folder,
        env: { ...MEILISEARCH_ENVIRONMENT, MEILI_MASTER_KEY: masterKey, MEILI_LOG_LEVEL: 'WARN' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (log += String(chunk)));
    for (const deadline = Date.now() + 20_000; !(await isUp(url));) {
      if (started.exitCode !== null || Date.now() > deadline) {
        throw new Error(`Meilisearch did not start at ${url}:\n${log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async function kill(): Promise<void> {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  }

  // A test run that is cut short leaves no server behind.
  process.once('exit', () => child?.kill('SIGKILL'));
  await start();
  return {
    url,
    masterKey,
    kill,
    restart: async () => {
      await kill();
      await start();
    },
    restartEmpty: async () => {
      await kill();
      database += 1;
      await start();
    },
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
