import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePorts } from '../ports.ts';
import { temporaryFolder } from './folder.ts';

function output(command: string, ...args: string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

/** Programs of the machine's own PostgreSQL server, of the version of its `pg_dump`; null when there is none. */
export function postgresFolder(): string | null {
  const version = /(\d+)(?:\.\d+)?/.exec(output('pg_dump', '--version') ?? '')?.[1];
  const candidates = [output('pg_config', '--bindir'), `/usr/lib/postgresql/${version}/bin`];
  return candidates.find((folder) => folder !== null && existsSync(join(folder, 'initdb'))) ?? null;
}

/** Starts an empty PostgreSQL for one test; answers the address of its database. */
export async function startPostgres(bin: string): Promise<string> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  // It refuses to run as root.
  const as: { uid?: number; gid?: number } = {};
  if (process.getuid?.() === 0) {
    as.uid = Number(output('id', '-u', 'postgres') ?? output('id', '-u', 'nobody'));
    as.gid = Number(output('id', '-g', 'postgres') ?? output('id', '-g', 'nobody'));
    for (const path of [folder, data]) chownSync(path, as.uid, as.gid);
  }
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'hub', '--auth=trust', '--no-sync', '--encoding=UTF8', '--no-locale'],
    {
      ...as,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const [port = 0] = await freePorts('127.0.0.1', 1);
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-F'];
  const server = spawn(join(bin, 'postgres'), args, { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(async () => {
    server.kill('SIGQUIT');
    if (server.exitCode === null) await once(server, 'exit');
  });
  for (let log = ''; !log.includes('ready to accept connections');) {
    const [chunk] = (await once(server.stderr, 'data')) as [Buffer];
    log += chunk.toString();
  }
  server.stderr.resume();
  return `postgres://hub@127.0.0.1:${port}/postgres`;
}
