import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startHub } from '../../scripts/lib/hub.ts';
import type { Hub, HubOptions } from '../../scripts/lib/hub.ts';
import { order as orderPublisher } from '../../scripts/lib/publisher-client.ts';
import { call } from './http.ts';
import type { Answer } from './http.ts';
import { Editor } from './editor.ts';

/** A hub whose folder goes with it when it stops; `halt` stops it and keeps the folder. */
export interface TemporaryHub extends Hub {
  halt(): Promise<void>;
}

export type { Hub } from '../../scripts/lib/hub.ts';

export const SEEDS = resolve(import.meta.dirname, '../../seeds/content');

/** A hub of its own in a temporary folder, as `npm start` makes one, with its own secrets and free ports. */
export async function temporaryHub(options: Partial<HubOptions> = {}): Promise<TemporaryHub> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'palier-hub-'));
  // The content of the tests leads to real sites: nothing of a test calls them.
  const env = { ...process.env, LINKS_WEEKLY: '0', ...options.env };
  const hub = await startHub({ ...options, home, env });
  return {
    ...hub,
    halt: () => hub.stop(),
    async stop() {
      await hub.stop();
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The first administrator, signed in. */
export function administrator(hub: Hub): Promise<Editor> {
  return Editor.signIn(hub.cmsUrl, hub.settings.adminEmail, hub.secrets.ADMIN_PASSWORD);
}

/** Reads an address of the hub as a reader would. */
export function read(hub: Hub, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return call(hub.url + path, { headers });
}

/** Searches as the browser does, with Meilisearch behind the front server. */
export async function hitsOf(hub: Hub, q: string): Promise<string[]> {
  const answer = await call(`${hub.url}/search`, { method: 'POST', body: { q, locale: 'fr' } });
  if (answer.status !== 200) return [];
  return (JSON.parse(answer.text) as { hits: { url: string }[] }).hits.map((hit) => hit.url);
}

/** Gives the publisher an order, such as `/publish`, and waits until it is carried out. @throws when it refuses. */
export function order(hub: Hub, path: string): Promise<unknown> {
  return orderPublisher(hub.publisherUrl, hub.secrets.PUBLISHER_TOKEN, path);
}

/** Differences that the doctor finds. */
export async function differencesOf(hub: Hub): Promise<unknown[]> {
  return ((await order(hub, '/doctor')) as { differences: unknown[] }).differences;
}

/** Waits until a condition holds. @throws Error naming what did not come, after half a minute. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  patience = 30_000,
): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`did not come: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
