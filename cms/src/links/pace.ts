import { setTimeout as sleep } from 'node:timers/promises';

export interface Clock {
  now(): number;
  /** Resolves after so many ms; rejects when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

export const REAL_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** Spaces the requests to each host, whoever makes them: workers, redirects, robots.txt. */
export class Pace {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #last = new Map<string, number>();
  readonly #slower = new Map<string, number>();

  constructor(intervalMs: number, clock: Clock) {
    this.#intervalMs = intervalMs;
    this.#clock = clock;
  }

  /** Asks for more room between the requests to a host, in ms; less than usual changes nothing. */
  slowDown(host: string, intervalMs: number): void {
    this.#slower.set(host, Math.max(intervalMs, this.#slower.get(host) ?? 0));
  }

  /** Resolves when it is this request's turn. */
  async turn(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = this.#clock.now();
    const last = this.#last.get(host);
    const interval = Math.max(this.#intervalMs, this.#slower.get(host) ?? 0);
    const at = last === undefined ? now : Math.max(now, last + interval);
    this.#last.set(host, at);
    if (at > now) await this.#clock.sleep(at - now, signal);
  }
}
