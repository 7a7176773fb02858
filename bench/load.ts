import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { LiveAnswer } from '@palier/model';
import type { Hub } from '../e2e/lib/hub.ts';
import { call } from '../e2e/lib/http.ts';
import { loadSecrets } from '../scripts/secrets.ts';
import { environmentFor } from '../scripts/settings.ts';
import { median, quantile } from './figures.ts';

/** Many people at once, who send forms as browsers do. */

export const AT_ONCE = 20;
/** From one request of a client to its next, in ms, where how long each takes is measured: people read between two posts. */
export const PACE_MS = 1000;
/** Requests before those that count. */
const WARM_UP = 100;

/** What so many requests showed. */
export interface Load {
  /** How long each took, in ms. */
  times: number[];
  perSecond: number;
}

export const show = ({ times, perSecond }: Load) =>
  `median ${median(times).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, ${perSecond.toFixed(0)} a second`;

/**
 * Makes the database of a hub that was never started, by a script of this folder.
 *
 * @returns what the last line of the script says, in JSON
 */
export async function fill<Data>(script: string, home: string, size: number): Promise<Data> {
  const values = { PALIER_HOME: home, ...loadSecrets(home, {}) };
  mkdirSync(join(home, 'public', 'uploads'), { recursive: true });
  const filling = spawn(process.execPath, [join(import.meta.dirname, script), String(size)], {
    env: environmentFor('cms', { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' }, values),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const line of createInterface({ input: filling.stdout })) last = line;
  if (!last.startsWith('{')) throw new Error(`the database was not filled: ${last}`);
  return JSON.parse(last) as Data;
}

/**
 * Sends requests by twenty clients; those of the beginning do not count.
 *
 * @param one sends the nth request and says how long it took, in ms
 * @param paceMs least time from one request of a client to its next; the clients then begin one after the other
 */
export async function load(one: (n: number) => Promise<number>, count: number, paceMs = 0): Promise<Load> {
  const times: number[] = [];
  let next = 0;
  let started = 0;
  const client = async (place: number) => {
    await setTimeout((place * paceMs) / AT_ONCE);
    while (next < WARM_UP + count) {
      const n = next++;
      if (n === WARM_UP) started = performance.now();
      const due = performance.now() + paceMs;
      const ms = await one(n);
      if (n >= WARM_UP) times.push(ms);
      if (next < WARM_UP + count) await setTimeout(Math.max(0, due - performance.now()));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, place) => client(place)));
  return { times, perSecond: (times.length / (performance.now() - started)) * 1000 };
}

/** Sends a form of a live page as a member, from a machine of their own; what is done leads elsewhere. */
export async function send(
  hub: Hub,
  session: string,
  page: string,
  fields: Record<string, string>,
  machine: number,
): Promise<number> {
  const started = performance.now();
  const answer = await call(`${hub.cmsUrl}/api/live/${page}?locale=fr`, {
    method: 'POST',
    headers: {
      cookie: `palier-session=${session}`,
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': `10.1.0.${machine + 1}`,
    },
    body: fields,
  });
  const ms = performance.now() - started;
  const { kind } = JSON.parse(answer.text) as LiveAnswer;
  if (kind !== 'redirect') throw new Error(`${page} was not done: ${answer.text.slice(0, 400)}`);
  return ms;
}
