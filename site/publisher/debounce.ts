import { setTimeout } from 'node:timers/promises';

/**
 * Changes come in bursts. Tells work that nobody waits for when to be done: when no change has come for a while, or when
 * the first one has waited long enough.
 */
export class Debounce {
  readonly #waitMs: number;
  readonly #maxWaitMs: number;
  #first: number | null = null;
  #last = 0;
  #wake: (() => void) | null = null;

  /**
   * @param waitMs how long no change must have come, in milliseconds
   * @param maxWaitMs how long the first change that was not worked off waits at most, in milliseconds
   */
  constructor(waitMs: number, maxWaitMs: number) {
    this.#waitMs = waitMs;
    this.#maxWaitMs = maxWaitMs;
  }

  /** A change came. */
  note(): void {
    this.#last = performance.now();
    this.#first ??= this.#last;
    this.#wake?.();
  }

  /** All changes so far are worked off, or are about to be. */
  clear(): void {
    this.#first = null;
  }

  /** Milliseconds until the changes so far should be worked off; 0 when now, or when there are none. */
  get remainingMs(): number {
    if (this.#first === null) return 0;
    return Math.max(0, Math.min(this.#last + this.#waitMs, this.#first + this.#maxWaitMs) - performance.now());
  }

  /** Resolves when there are changes that should be worked off now, and when the signal aborts. */
  async due(signal: AbortSignal): Promise<void> {
    const wake = () => this.#wake?.();
    signal.addEventListener('abort', wake);
    while (!signal.aborted && (this.#first === null || this.remainingMs > 0)) {
      if (this.#first === null) await new Promise<void>((resolve) => (this.#wake = resolve));
      else await setTimeout(this.remainingMs, undefined, { signal }).catch(() => undefined);
    }
    this.#wake = null;
    signal.removeEventListener('abort', wake);
  }
}
