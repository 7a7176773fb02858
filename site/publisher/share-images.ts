import { fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { dictionary } from '../src/i18n/index.ts';
import { shareImageOf } from '../src/share.ts';
import { Debounce } from './debounce.ts';
import { linkTarget, replaceLink } from './release.ts';
import { shareImageAddress } from './share-image.ts';
import type { Order } from './share-images-draw.ts';
import type { StoredCard } from './snapshot/take-in.ts';

interface Parts {
  /** Path of the published snapshot. */
  snapshot: string;
  log: (message: string) => void;
  home: string;
  /** Releases that must hold the link to the images. */
  targets: () => string[];
}

/** Changes come in bursts, and nobody waits for an image. */
const WAIT_MS = 3_000;
const MAX_WAIT_MS = 60_000;
const PAUSE_AFTER_ERROR_MS = 5_000;

/**
 * Has the images that sites show beside shared links drawn, by a process of the lowest priority. They are named after what they say, stand beside the releases and are drawn once, whatever is published again.
 */
export class ShareImages {
  readonly #parts: Parts;
  readonly #changes = new Debounce(WAIT_MS, MAX_WAIT_MS);
  /** Files that were removed since the last ones were drawn: what draws may have begun before. */
  readonly #hidden = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells that something published changed. */
  wake(): void {
    this.#changes.note();
  }

  /** Keeps the images in step with what is published, until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { home, snapshot, targets, log } = this.#parts;
    const folder = join(home, 'og');
    this.wake();
    for (;;) {
      await this.#changes.due(signal);
      if (signal.aborted) return;
      this.#changes.clear();
      try {
        mkdirSync(folder, { recursive: true });
        for (const release of targets()) this.link(release);
        const left = await draw({ snapshot, folder }, signal);
        this.#removeHidden();
        this.#hidden.clear();
        if (left > 0) this.wake();
      } catch (error) {
        log(`images of shared links: ${(error as Error).message}; tried again in ${PAUSE_AFTER_ERROR_MS} ms`);
        await setTimeout(PAUSE_AFTER_ERROR_MS, undefined, { signal }).catch(() => undefined);
        this.wake();
      }
    }
  }

  /** Removes the images of what readers must no longer see, at once. One that says the same of something else is drawn again. */
  hide(cards: readonly StoredCard[]): void {
    for (const card of cards) {
      this.#hidden.add(basename(shareImageAddress(shareImageOf(card, dictionary(card.locale)))));
    }
    this.#removeHidden();
  }

  #removeHidden(): void {
    for (const name of this.#hidden) rmSync(join(this.#parts.home, 'og', name), { force: true });
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
