import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { Debounce } from './debounce.ts';
import { secondsSince } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import type { Render } from './renderer.ts';
import { PRIORITY } from './snapshot/snapshot.ts';
import type { QueuedPage, Snapshot } from './snapshot/snapshot.ts';
import { digestOfPage, removePage, writePage } from './writer.ts';

interface Parts {
  snapshot: Snapshot;
  render: Render;
  metrics: Metrics;
  log: (message: string) => void;
  /** Releases that must show what is published now: the current one, and one that is being made. */
  targets: () => string[];
  /** Every release on disk: what is hidden disappears from all, also from the one kept for rollback. */
  releases: () => string[];
  /** Told of each address at which readers must no longer see something, once its file is right. */
  onHidden: (url: string) => void;
  /** True while a release waits for the queue to be empty. */
  isAwaited: () => boolean;
}

/**
 * A change is followed by some thirty lists. They wait for the burst of changes to end: a document's page does not
 * wait behind them, and each is made once a burst. See docs/decisions/0020.
 */
const LISTS_WAIT_MS = 300;
const LISTS_MAX_WAIT_MS = 3_000;

const PAUSE_AFTER_WRITE_ERROR_MS = 500;

/** Makes the file of each queued address what it should be. One at a time, most urgent first. */
export class Settler {
  readonly #parts: Parts;
  readonly #changes = new Debounce(LISTS_WAIT_MS, LISTS_MAX_WAIT_MS);
  #wake: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells that the queue has grown. */
  wake(): void {
    this.#wake?.();
  }

  /** Tells that documents have changed. */
  noteChange(): void {
    this.#changes.note();
    this.wake();
  }

  /** Works until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      try {
        if (await this.settleNext()) await setImmediate();
        else await this.#sleep(signal);
      } catch (error) {
        // Disk full, most likely: nothing is lost, the address is still in the queue.
        this.#parts.metrics.writeErrors.inc();
        this.#parts.log(`page not written, tried again soon: ${(error as Error).message}`);
        await pause(PAUSE_AFTER_WRITE_ERROR_MS);
      }
    }
  }

  async #sleep(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    let timer;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      // A change may have come between the look at the queue and here.
      const page = this.#parts.targets().length > 0 ? this.#parts.snapshot.nextPage() : null;
      if (page !== null) timer = setTimeout(resolve, this.#heldMs(page));
    });
    clearTimeout(timer);
    this.#wake = null;
  }

  /** Settles the most urgent address; false when there is none that need not wait, or no release to write to. */
  async settleNext(): Promise<boolean> {
    const { snapshot } = this.#parts;
    if (this.#parts.targets().length === 0) return false;
    const page = snapshot.nextPage();
    if (page === null) this.#changes.clear();
    if (page === null || this.#heldMs(page) > 0) return false;
    if (snapshot.isWanted(page.url)) await this.#make(page);
    else this.#remove(page);
    return true;
  }

  /** How long an address still waits for changes to pause, in milliseconds. */
  #heldMs({ priority }: QueuedPage): number {
    return priority <= PRIORITY.document || this.#parts.isAwaited() ? 0 : this.#changes.remainingMs;
  }

  #remove(page: QueuedPage): void {
    const { snapshot } = this.#parts;
    this.#writing(page, () => {
      for (const root of this.#parts.releases()) removePage(root, page.url, snapshot.departure(page.url));
    });
    this.#tellHidden(page);
    snapshot.recordPage(page, null);
    this.#observe(page);
  }

  async #make(page: QueuedPage): Promise<void> {
    const { snapshot, metrics } = this.#parts;
    const generation = snapshot.generation;
    let rendered;
    try {
      rendered = await this.#parts.render(page.url);
    } catch (error) {
      if (!snapshot.isCurrent(page)) return;
      metrics.renderErrors.inc();
      this.#parts.log(`${page.url} not made, the page before stays: ${(error as Error).stack ?? String(error)}`);
      snapshot.recordPage(page, { error: (error as Error).message });
      return;
    }
    // A change came in meanwhile: the address is still in the queue, and what was made may be of before.
    if (!snapshot.isCurrent(page) || meets(snapshot.touchedSince(generation), rendered.tags)) return;
    const { body, tags } = rendered;
    this.#writing(page, () => {
      for (const root of this.#parts.targets()) writePage(root, page.url, body);
    });
    this.#tellHidden(page);
    snapshot.recordPage(page, { digest: digestOfPage(body), tags });
    metrics.pagesWritten.inc();
    this.#observe(page);
  }

  // Before the address leaves the queue: killed in between, it is told again.
  #tellHidden({ url, priority }: QueuedPage): void {
    if (priority === PRIORITY.hide) this.#parts.onHidden(url);
  }

  #writing(page: QueuedPage, write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#parts.snapshot.postpone(page, `not written: ${(error as Error).message}`);
      throw error;
    }
  }

  #observe(page: QueuedPage): void {
    if (page.changedAt !== null) this.#parts.metrics.publishLatency.observe(secondsSince(page.changedAt));
  }
}

/** True when the two have an element in common. */
export function meets(touched: ReadonlySet<string>, tags: Iterable<string>): boolean {
  if (touched.size === 0) return false;
  for (const tag of tags) if (touched.has(tag)) return true;
  return false;
}
