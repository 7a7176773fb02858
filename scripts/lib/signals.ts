/** A person, or the system, asks the command to end. */
export interface StopRequest {
  /** Aborted when asked. */
  signal: AbortSignal;
  /** Resolves when asked. */
  asked: Promise<void>;
}

/**
 * Listens for Ctrl-C, SIGTERM, a closed terminal and the death of the process that started this one. They may
 * come twice (a terminal signals the whole group, and the bootstrap passes them on): all but the first say nothing.
 */
export function untilStopped(): StopRequest {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return { signal: controller.signal, asked };
}
