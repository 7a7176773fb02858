import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Lull } from './lull.ts';
import { linkTarget, replaceLink } from './release.ts';
import type { Order } from './share-images-draw.ts';

interface Parts {
  /** Path of the published snapshot. */
  snapshot: string;
  log: (message: string) => void;
  home: string;
  /** Releases that must hold the link to the images. */
  targets: () => string[];
  /** True while something that readers wait for is being made. */
  isBusy: () => boolean;
}

/** Changes come in bursts, and nobody waits for an image. */
const QUIET_MS = 3_000;
const WAIT_AT_MOST_MS = 60_000;
const PAUSE_MS = 250;
const PAUSE_AFTER_ERROR_MS = 5_000;

/**
 * Has the images that sites show beside shared links drawn, by a process of the lowest priority, when nobody waits for a
 * page. They are named after what they say, stand beside the releases and are drawn once, whatever is published again.
 */
export class ShareImages {
  readonly #parts: Parts;
  readonly #lull = new Lull(QUIET_MS, WAIT_AT_MOST_MS);
  #changed = false;
  #wake: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells that something published changed. */
  wake(): void {
    this.#changed = true;
    this.#lull.note();
    this.#wake?.();
  }

  /** Keeps the images in step with what is published, until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { home, snapshot, targets, isBusy, log } = this.#parts;
    signal.addEventListener('abort', () => this.wake());
    const pause = (ms: number) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
    const folder = join(home, 'og');
    this.wake();
    while (!signal.aborted) {
      if (!this.#changed) await new Promise<void>((done) => (this.#wake = done));
      this.#wake = null;
      while (!signal.aborted && this.#lull.remainingMs > 0) await pause(this.#lull.remainingMs);
      while (!signal.aborted && isBusy()) await pause(PAUSE_MS);
      if (signal.aborted) return;
      this.#changed = false;
      this.#lull.reset();
      try {
        mkdirSync(folder, { recursive: true });
        for (const release of targets()) this.link(release);
        if ((await draw({ snapshot, folder }, signal)) > 0) this.wake();
      } catch (error) {
        log(`images of shared links: ${(error as Error).message}; tried again in ${PAUSE_AFTER_ERROR_MS} ms`);
        this.#changed = true;
        await pause(PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  /** Links a release to the images. */
  link(release: string): void {
    const path = join(release, 'og');
    const target = join('..', '..', 'og');
    if (linkTarget(path) !== target) replaceLink(target, path);
  }
}

/**
 * Runs the process that draws.
 *
 * @returns how many images are left to draw
 * @throws when it fails; what it has drawn stays
 */
function draw(order: Order, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./share-images-draw.ts', import.meta.url));
    let left = 0;
    const stop = () => child.kill();
    signal.addEventListener('abort', stop, { once: true });
    child.once('message', (number) => (left = Number(number)));
    child.once('error', reject);
    child.once('exit', (code, killed) => {
      signal.removeEventListener('abort', stop);
      if (code === 0 || signal.aborted) resolve(left);
      else reject(new Error(`the process that draws ended with ${killed ?? code}`));
    });
    child.send(order);
  });
}
