/**
 * Changes come in bursts. Tells work that nobody waits for when the burst is over: no change for a while, or changes
 * for so long that it has to be done all the same.
 */
export class Lull {
  readonly #quietMs: number;
  readonly #mostMs: number;
  #first: number | null = null;
  #last = 0;

  /**
   * @param quietMs how long no change must have come, in milliseconds
   * @param mostMs how long the first change that was not worked off waits at most, in milliseconds
   */
  constructor(quietMs: number, mostMs: number) {
    this.#quietMs = quietMs;
    this.#mostMs = mostMs;
  }

  /** A change came. */
  note(): void {
    this.#last = performance.now();
    this.#first ??= this.#last;
  }

  /** All changes so far are worked off, or are about to be. */
  reset(): void {
    this.#first = null;
  }

  /** Milliseconds until the work should be done; 0 when now. */
  get remainingMs(): number {
    if (this.#first === null) return 0;
    return Math.max(0, Math.min(this.#last + this.#quietMs, this.#first + this.#mostMs) - performance.now());
  }
}
