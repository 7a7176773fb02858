import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { nodeArguments, signalGroup } from './service.ts';

export interface RunOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Ends it, and all that it started, when aborted. */
  signal?: AbortSignal | undefined;
  /** Called with what it prints, as it prints it. */
  onOutput?: ((text: string) => void) | undefined;
}

export interface RunResult {
  /** Exit code; 128 + 15 or so when a signal ended it. */
  code: number;
  /** What it printed, both streams as they came. */
  output: string;
}

/**
 * Runs a program to its end. It leads its own process group, and a Node script ends with this process.
 * @param command a program, or a script (`.js`, `.mjs`, `.cjs`, `.ts`) that this Node runs.
 * @throws the abort reason when aborted, once nothing of it is left; the system's error when it cannot be started.
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const script = /\.[cm]?[jt]s$/.test(command);
  options.signal?.throwIfAborted();
  const child = spawn(script ? process.execPath : command, script ? nodeArguments(command, ...args) : args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(script ? (['ipc'] as const) : [])],
  });
  let output = '';
  const keep = (chunk: string) => {
    output += chunk;
    options.onOutput?.(chunk);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep);
  const abort = () => {
    if (child.pid === undefined) return;
    signalGroup(child.pid, 'SIGTERM');
    setTimeout(() => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL'), 5000).unref();
  };
  options.signal?.addEventListener('abort', abort);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    options.signal?.throwIfAborted();
    return { code: code ?? (signal === 'SIGKILL' ? 137 : 143), output };
  } finally {
    options.signal?.removeEventListener('abort', abort);
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  }
}
