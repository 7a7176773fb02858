import type { Writable } from 'node:stream';

/** Silence after which a person wonders, in milliseconds. */
const SILENCE = 2000;
/** Between two lines where lines cannot be rewritten (a log), in milliseconds. */
const LOG_INTERVAL = 15_000;

/** Runs a task under a label, and may show that it goes on. */
export type Step = <Result>(
  label: string,
  task: (update: (text: string) => void) => Promise<Result>,
) => Promise<Result>;

export interface ProgressTarget {
  stream: Writable;
  /** True when a line can be written over. */
  rewritable: boolean;
}

export const STDERR: ProgressTarget = { stream: process.stderr, rewritable: process.stderr.isTTY };

/**
 * Runs a task and, from its second second, says that it goes on, for how long, and what `update` was last told.
 * @returns what the task returns; its error goes through.
 */
export async function withProgress<Result>(
  label: string,
  task: (update: (text: string) => void) => Promise<Result>,
  target: ProgressTarget = STDERR,
): Promise<Result> {
  const startedAt = Date.now();
  let detail = '';
  let shownAt = 0;
  let shownLength = 0;
  const show = () => {
    const now = Date.now();
    if (!target.rewritable && shownAt > 0 && now - shownAt < LOG_INTERVAL) return;
    shownAt = now;
    const line = `${label}… ${Math.round((now - startedAt) / 1000)} s${detail && `, ${detail}`}`;
    target.stream.write(target.rewritable ? `\r${line.padEnd(shownLength)}` : `${line}\n`);
    shownLength = line.length;
  };
  let timer: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    timer = setInterval(show, 500);
  }, SILENCE);
  try {
    return await task((text) => {
      detail = text;
    });
  } finally {
    clearTimeout(first);
    clearInterval(timer);
    if (shownAt > 0 && target.rewritable) target.stream.write('\n');
  }
}
