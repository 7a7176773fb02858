import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ImportDocument } from '@palier/model';
import { administrator, temporaryHub } from '../e2e/lib/hub.ts';
import type { Hub } from '../e2e/lib/hub.ts';
import type { Editor } from '../e2e/lib/editor.ts';
import { call, statusOf } from '../e2e/lib/http.ts';
import { freePorts } from '../scripts/lib/ports.ts';
import { resourceOf } from './corpus.ts';
import { median, quantile, round, say } from './figures.ts';

const SAMPLES = 60;
const RUNS = 3;
const SMALL = 100;

interface Latencies {
  /** From the answer of the CMS to the new bytes at the front server, in ms. */
  bytes: number[];
  /** From the answer of the CMS to the hit in Meilisearch, in ms. */
  hit: number[];
}

/**
 * What an editor waits for: from the CMS's answer to Publish, until readers get the new bytes and searchers the
 * hit; with few documents and with many. Also the memory of the publisher, and the time of a second `npm start`
 * to its first page, with many.
 */
export async function benchPublish(documents: number): Promise<Record<string, number>> {
  const small = await withHub(SMALL, (hub) => measure(hub, SMALL));
  return withHub(documents, async (hub) => {
    const large = await measure(hub, documents);
    const rss = memoryOf(hub.pid('publisher')!);
    await hub.halt();
    const restarts: number[] = [];
    for (let run = 0; run < RUNS; run += 1) restarts.push(await restart(hub));
    return {
      publish_p95_ms: round(quantile(large.bytes, 0.95)),
      publish_median_ms: round(median(large.bytes)),
      publish_hit_p95_ms: round(quantile(large.hit, 0.95)),
      publish_hit_median_ms: round(median(large.hit)),
      publish_growth_ratio: round(median(large.bytes) / median(small.bytes)),
      publish_growth_ratio_p95: round(quantile(large.bytes, 0.95) / quantile(small.bytes, 0.95)),
      publisher_rss_mb: Math.round(rss.now),
      publisher_peak_rss_mb: Math.round(rss.peak),
      restart_ms: Math.round(median(restarts)),
    };
  });
}

interface FilledHub extends Hub {
  editor: Editor;
  /** Stops the processes and keeps the folder. */
  halt(): Promise<void>;
}

async function withHub<Result>(documents: number, task: (hub: FilledHub) => Promise<Result>): Promise<Result> {
  const hub = await temporaryHub();
  try {
    const started = performance.now();
    await fill(hub, documents);
    await hub.caughtUp();
    say(
      `${documents} documents imported, published and indexed in ${Math.round((performance.now() - started) / 1000)} s`,
    );
    return await task({ ...hub, editor: await administrator(hub), halt: () => hub.halt() });
  } finally {
    await hub.stop();
  }
}

/** Puts documents in the CMS as an import does. */
async function fill(hub: Hub, documents: number): Promise<void> {
  const batch = 50;
  for (let first = 0; first < documents; first += batch) {
    // A topic a batch: what a resource shares with others does not grow with their number.
    const topic = `mesures-${first / batch}`;
    const wanted = [
      topicOf(topic),
      ...Array.from({ length: Math.min(batch, documents - first) }, (_, i) => importOf(first + i, topic)),
    ];
    const answer = await call(`${hub.cmsUrl}/api/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.secrets.IMPORT_TOKEN}` },
      body: { documents: wanted, dryRun: false },
    });
    if (answer.status !== 200 || answer.text.includes('"refused"'))
      throw new Error(`the import answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    if (first % 1000 === 0) say(`  ${first} of ${documents}`);
  }
}

function topicOf(slug: string): ImportDocument {
  const fields = { type: 'topic', name: slug } as const;
  return { format: 'hub', slug, locale: 'fr', fields, formerSlugs: [], contacts: [], extras: {} };
}

function importOf(n: number, topic: string): ImportDocument {
  const { title, summary, body, kind, maturity, nis2Articles, year, language, slug } = resourceOf(n);
  return {
    format: 'hub',
    slug,
    locale: 'fr',
    fields: {
      ...{ type: 'resource', title, summary, body, kind, maturity, nis2Articles, year, language },
      topics: [{ type: 'topic', slug: topic }],
    },
    formerSlugs: [],
    contacts: [],
    extras: {},
  };
}

async function measure(hub: FilledHub, documents: number): Promise<Latencies> {
  const ids = await documentIds(hub, documents);
  const latencies: Latencies = { bytes: [], hit: [] };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const { id, slug } = ids[(sample * 7919) % ids.length]!;
    const word = `zz${sample.toString(36)}x${documents.toString(36)}q`;
    await hub.editor.publish('resource', id, { title: `Mesure ${word}` });
    const answered = performance.now();
    const [bytes, hit] = await Promise.all([
      when(answered, async () => (await call(`${hub.url}/ressources/${slug}/`)).text.includes(word)),
      when(answered, () => isFound(hub, word)),
    ]);
    // The first ones warm up the processes.
    if (sample >= 10) {
      latencies.bytes.push(bytes);
      latencies.hit.push(hit);
    }
  }
  const show = (values: number[]) =>
    `median ${Math.round(median(values))} ms, p95 ${Math.round(quantile(values, 0.95))} ms`;
  say(`${documents} documents: bytes ${show(latencies.bytes)}; hit ${show(latencies.hit)}`);
  return latencies;
}

async function when(since: number, condition: () => Promise<boolean>): Promise<number> {
  while (!(await condition())) {
    if (performance.now() - since > 30_000) throw new Error('a publication did not arrive within 30 s');
    await setTimeout(1);
  }
  return performance.now() - since;
}

async function isFound(hub: Hub, word: string): Promise<boolean> {
  const answer = await call(`${hub.meiliUrl!}/indexes/palier/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.secrets.MEILI_MASTER_KEY}` },
    // Quoted: a word that differs by a letter, the one of the measurement before, is not a hit.
    body: { q: `"${word}"`, limit: 1 },
  });
  return (JSON.parse(answer.text) as { hits?: unknown[] }).hits?.length === 1;
}

async function documentIds(hub: Hub, documents: number): Promise<{ id: string; slug: string }[]> {
  const answer = await call(`${hub.cmsUrl}/api/published/resource?limit=${Math.min(documents, 200)}`, {
    headers: { authorization: `Bearer ${hub.secrets.FEED_TOKEN}` },
  });
  const page = JSON.parse(answer.text) as { documents: { documentId: string; versions: { slug: string }[] }[] };
  return page.documents.map(({ documentId, versions }) => ({ id: documentId, slug: versions[0]!.slug }));
}

/** Resident memory of a process, now and at its highest, in MB (Linux). */
function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** Duration from `npm start`, on a folder that has run before, to the first page served, in ms. */
async function restart(hub: Hub): Promise<number> {
  const [port = 0] = await freePorts('127.0.0.1', 1);
  const started = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: resolve(import.meta.dirname, '..'),
    env: { ...process.env, PALIER_HOME: hub.home, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  });
  try {
    while ((await statusOf(`http://127.0.0.1:${port}/`)) !== 200) {
      if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}`);
      await setTimeout(10);
    }
    return performance.now() - started;
  } finally {
    const ended = new Promise((done) => npm.once('exit', done));
    process.kill(-npm.pid!, 'SIGINT');
    await ended;
  }
}
