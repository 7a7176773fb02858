import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../site/publisher/front/testing/http.ts';

/** Runs the Caddyfile of the deployment in the `caddy` of the machine, for its test. */

const CADDYFILE = join(import.meta.dirname, 'Caddyfile');

/** Version of the `caddy` on the path; null when there is none. */
export function caddyVersion(): string | null {
  try {
    return execFileSync('caddy', ['version'], { encoding: 'utf8' }).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export interface Caddy {
  httpPort: number;
  httpsPort: number;
  healthUrl: string;
  /** What it wrote on the error output so far. */
  log(): string;
  close(): Promise<void>;
}

/**
 * Starts Caddy on free ports, before the front server at `front` (host:port).
 *
 * @param publicUrl as in PALIER_URL, from the port that plain HTTP has.
 */
export async function startCaddy(home: string, front: string, publicUrl: (httpPort: number) => string): Promise<Caddy> {
  const [httpPort, httpsPort, healthPort] = await freePorts();
  const folder = mkdtempSync(join(tmpdir(), 'palier-caddy-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    PALIER_HOME: home,
    PALIER_URL: publicUrl(httpPort),
    FRONT: front,
    CADDY_HTTP_PORT: String(httpPort),
    CADDY_HTTPS_PORT: String(httpsPort),
    CADDY_HEALTH_PORT: String(healthPort),
  };
  const adapted = execFileSync('caddy', ['adapt', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const config = JSON.parse(adapted) as { apps: Record<string, unknown> };
  // For `localhost` Caddy makes its own authority, and would have this machine trust it.
  config.apps['pki'] = { certificate_authorities: { local: { install_trust: false } } };
  writeFileSync(join(folder, 'caddy.json'), JSON.stringify(config));

  const child = spawn('caddy', ['run', '--config', join(folder, 'caddy.json')], { env });
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const healthUrl = `http://127.0.0.1:${healthPort}`;
  for (let tries = 0; ; tries++) {
    const up = await ask(healthUrl, { path: '/' }).then(
      () => true,
      () => false,
    );
    if (up) return { httpPort, httpsPort, healthUrl, log: () => log, close };
    if (tries === 200 || child.exitCode !== null) {
      await close();
      throw new Error(`caddy did not start:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePorts(): Promise<[number, number, number]> {
  const servers = [createServer(), createServer(), createServer()] as const;
  const ports = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports as [number, number, number];
}
