import { Worker } from 'node:worker_threads';
import type { PreviewWork } from './worker.ts';

/** Longest time for one page, in milliseconds; the longest body that is accepted takes some two seconds. */
const TIMEOUT_MS = 20_000;

/** Previews that wait for their turn at most. */
const WAITING_MAX = 8;

/** Too many editors look at once. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

/** Makes pages of drafts, one at a time: each takes a thread with a site of its own, some 20 MB for about a second. */
export class DraftRenderer {
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * The HTML of the page of a draft.
   *
   * @throws TooBusy when too many wait; Error when the page cannot be made, with the reason
   */
  async render(work: PreviewWork): Promise<string> {
    if (this.#waiting >= WAITING_MAX) throw new TooBusy();
    this.#waiting += 1;
    const page = this.#turn.then(() => renderInThread(work));
    this.#turn = page.catch(() => undefined);
    try {
      return await page;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves when nothing is being made. */
  idle(): Promise<unknown> {
    return this.#turn;
  }
}

function renderInThread(work: PreviewWork): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: work });
    const timer = setTimeout(() => {
      reject(new Error(`the page was not made in ${TIMEOUT_MS} ms`));
      void worker.terminate();
    }, TIMEOUT_MS);
    let html: string | undefined;
    worker.on('message', (message: string) => (html = message));
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearTimeout(timer);
      if (html === undefined) reject(new Error(`the thread ended with ${code} before the page was made`));
      else resolve(html);
    });
  });
}
