import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { fileOfAddress } from './addresses.ts';
import type { MadePage } from './full-publish-worker.ts';
import type { Metrics } from './metrics.ts';
import { currentRelease, prepareRelease, switchRelease } from './release.ts';
import { meets } from './settle.ts';
import type { Settler } from './settle.ts';
import { PRIORITY } from './snapshot/snapshot.ts';
import type { Snapshot } from './snapshot/snapshot.ts';
import { removePage } from './writer.ts';

interface Parts {
  snapshot: Snapshot;
  settler: Settler;
  metrics: Metrics;
  home: string;
  /** `dist` of the built site. */
  dist: string;
  siteUrl: string;
  /** Tells the settler of a release that is being made, or that none is any more. */
  setUpcoming: (release: string | null) => void;
  /** Called with the new release before readers get it. */
  beforeSwitch?: (release: string) => void;
}

const BATCH = 128;

export interface FullPublishResult {
  pages: number;
  errors: number;
  ms: number;
  release: string;
  /** The release that readers had; null for a first one. */
  before: string | null;
}

/**
 * Makes every page into a new release and puts it before readers in one step. Changes go on being published
 * meanwhile, to the current release and to the new one.
 *
 * @throws when the new release cannot be written; readers keep the current one, nothing of the new one stays
 */
export async function fullPublish(parts: Parts): Promise<FullPublishResult> {
  const { snapshot, settler, home } = parts;
  const started = performance.now();
  const before = currentRelease(home);
  const release = await prepareRelease(home, join(parts.dist, 'client'));
  try {
    snapshot.keepTouches(true);
    const generation = snapshot.generation;
    snapshot.renumberListings();
    if (before === null) snapshot.clearPageQueue();
    const urls = [...snapshot.wantedAddresses()];
    parts.setUpcoming(release);
    let errors = 0;
    await makeInWorkers(parts, release, urls, (batch) => {
      const touched = snapshot.touchedSince(generation);
      snapshot.recordMade(batch.filter((page) => 'digest' in page));
      for (const page of batch) {
        if ('error' in page) {
          errors += 1;
          parts.metrics.renderErrors.inc();
          snapshot.recordFailure(page.url, page.error);
          if (before !== null) keepPageBefore(before, release, page.url);
        } else if (!snapshot.isWanted(page.url) || meets(touched, page.tags)) {
          snapshot.enqueue(page.url, PRIORITY.dependent, null);
          settler.wake();
        }
      }
    });
    for (const { url, departure } of snapshot.departedAddresses()) removePage(release, url, departure);
    snapshot.forgetUnwantedPages();
    while (snapshot.queueDepths().pages > 0) {
      settler.wake();
      await setTimeout(5);
    }
    parts.beforeSwitch?.(release);
    const replaced = switchRelease(home, release);
    const ms = performance.now() - started;
    parts.metrics.fullPublishSeconds.set(ms / 1000);
    return { pages: urls.length - errors, errors, ms, release, before: replaced };
  } catch (error) {
    rmSync(release, { recursive: true, force: true });
    throw error;
  } finally {
    parts.setUpcoming(null);
    snapshot.keepTouches(false);
  }
}

async function makeInWorkers(
  parts: Parts,
  release: string,
  urls: string[],
  onBatch: (batch: MadePage[]) => void,
): Promise<void> {
  const count = Math.min(availableParallelism(), Math.ceil(urls.length / BATCH));
  let next = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./full-publish-worker.ts', import.meta.url), {
        workerData: { dist: parts.dist, siteUrl: parts.siteUrl, release },
      });
      const give = () => {
        const batch = urls.slice(next, next + BATCH);
        next += batch.length;
        worker.postMessage(batch);
        return batch.length;
      };
      worker.on('message', (batch: MadePage[]) => {
        try {
          onBatch(batch);
          if (give() === 0) resolve();
        } catch (error) {
          void worker.terminate();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      worker.on('error', reject);
      worker.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`a publishing thread ended with ${code}`)),
      );
      if (give() === 0) resolve();
    });
  await Promise.all(Array.from({ length: count }, work));
}

function keepPageBefore(before: string, release: string, url: string): void {
  const file = fileOfAddress(url);
  for (const copy of [file, `${file}.br`, `${file}.gz`]) {
    if (!existsSync(join(before, copy))) continue;
    mkdirSync(dirname(join(release, copy)), { recursive: true });
    copyFileSync(join(before, copy), join(release, copy));
  }
}
