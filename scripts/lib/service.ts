import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure } from './failure.ts';
import type { LogFile } from './log-file.ts';
import { type ProcessIdentity, identify } from './process-identity.ts';

/** How a service is doing. `waiting`: it died and starts again after a pause. */
export type ServiceState = 'stopped' | 'starting' | 'ready' | 'waiting' | 'stopping';

export interface ServiceOptions {
  /** Name for people, as in the log's. */
  name: string;
  command: string;
  args: readonly string[];
  /** The whole environment: nothing is inherited beside it. */
  env: NodeJS.ProcessEnv;
  cwd: string;
  log: LogFile;
  /** True when it answers. Called every 100 ms while it starts. */
  isReady: () => Promise<boolean>;
  /** Longest start, in milliseconds. */
  startTimeout?: number;
  /** How long it may take to end when asked, in milliseconds; then it is killed. */
  stopTimeout?: number;
  /** First pause before a restart, in milliseconds; doubled at each death until it has lived a minute. */
  firstPause?: number;
  onChange?: (service: Service, reason: string) => void;
}

const FOLLOW_PARENT = new URL(`follow-parent.ts?parent=${process.pid}`, import.meta.url).href;
const LONGEST_PAUSE = 30_000;
/** A service that lived that long, in milliseconds, did not die of its start. */
const STABLE = 60_000;
const POLL = 100;

const delay = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Options of Node for a child that must end with this process. */
export function nodeArguments(script: string, ...args: string[]): string[] {
  return ['--disable-warning=ExperimentalWarning', '--import', FOLLOW_PARENT, script, ...args];
}

/** Signals every process of a group; false when the group has none left. */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * One child process kept alive: started, watched until it answers, started again with growing pauses when it
 * dies, stopped for good on demand. It leads its own process group, so that nothing it started outlives it.
 */
export class Service {
  readonly options: ServiceOptions;
  state: ServiceState = 'stopped';
  #child: ChildProcess | null = null;
  #identity: ProcessIdentity | null = null;
  #wanted = false;
  /** Distinguishes the starts: what watches an earlier one must not touch this one. */
  #generation = 0;
  readonly #firstPause: number;
  #pause: number;
  #wake: (() => void) | null = null;

  constructor(options: ServiceOptions) {
    this.options = options;
    this.#firstPause = options.firstPause ?? 500;
    this.#pause = this.#firstPause;
  }

  get name(): string {
    return this.options.name;
  }

  /** The process that runs now; null when there is none. */
  get identity(): ProcessIdentity | null {
    return this.#identity;
  }

  /**
   * Starts it and waits until it answers. From then on it is kept alive.
   * @throws Failure with the end of its log when it dies first, or does not answer in time.
   */
  async start(): Promise<void> {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#generation += 1;
    this.#pause = this.#firstPause;
    const child = this.#spawn();
    const died = await this.#untilReady(child);
    if (died === null) {
      void this.#keepAlive(child);
      return;
    }
    await this.stop();
    throw new Failure(
      `${this.name} n’a pas démarré (${died}).`,
      `Voyez ${this.options.log.file}, puis recommencez.`,
      this.options.log.tail(20),
    );
  }

  /**
   * Sends a signal to it and to what it started, and waits until it is gone when that is SIGKILL. It is started
   * again if it dies of it, after the first pause: that death says nothing of its health.
   * @returns false when it does not run.
   */
  async kill(signal: NodeJS.Signals): Promise<boolean> {
    const child = this.#child;
    if (child?.pid === undefined || this.#identity === null) return false;
    this.#pause = this.#firstPause;
    const ended = signal === 'SIGKILL' ? once(child, 'exit') : Promise.resolve();
    const sent = signalGroup(child.pid, signal);
    if (sent) await ended;
    return sent;
  }

  /** Stops it, waiting as long as it takes, then starts it again. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Resolves when it answers, now or after the restarts that this takes. */
  async whenReady(): Promise<void> {
    while (this.state !== 'ready') await delay(20);
  }

  /** Ends it for good: asked first, killed when it does not end in time. */
  async stop(): Promise<void> {
    this.#wanted = false;
    this.#wake?.();
    const child = this.#child;
    if (!child || this.#identity === null) {
      this.#change('stopped', 'arrêté');
      return;
    }
    this.#change('stopping', 'arrêt');
    const ended = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
    signalGroup(child.pid ?? 0, 'SIGTERM');
    const killer = setTimeout(() => signalGroup(child.pid ?? 0, 'SIGKILL'), this.options.stopTimeout ?? 10_000);
    await ended;
    clearTimeout(killer);
    this.#change('stopped', 'arrêté');
  }

  #change(state: ServiceState, reason: string): void {
    this.state = state;
    this.options.onChange?.(this, reason);
  }

  #spawn(): ChildProcess {
    const { command, args, env, cwd, log } = this.options;
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(command === process.execPath ? (['ipc'] as const) : [])],
    });
    const keep = (chunk: Buffer) => log.write(chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => log.write(`${error.message}\n`));
    child.on('exit', (code, signal) => {
      log.write(`[${new Date().toISOString()}] ended: ${signal ?? code}\n`);
      this.#identity = null;
      if (this.#wanted) this.state = 'waiting';
      // What it started must not outlive it, nor hold what the next one needs.
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
    });
    this.#child = child;
    this.#identity = child.pid === undefined ? null : identify(child.pid);
    this.#change('starting', 'démarrage');
    return child;
  }

  /** Null when it answers; otherwise why it will not. */
  async #untilReady(child: ChildProcess): Promise<string | null> {
    const timeout = this.options.startTimeout ?? 120_000;
    const deadline = Date.now() + timeout;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) return `code de sortie ${child.exitCode}`;
      if (child.signalCode !== null) return `signal ${child.signalCode}`;
      if (child.pid === undefined) return `${this.options.command} est introuvable`;
      if (!this.#wanted) return 'arrêt demandé';
      if (await this.options.isReady().catch(() => false)) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        this.#change('ready', 'prêt');
        return null;
      }
      await delay(POLL);
    }
    return `pas de réponse en ${timeout / 1000} s`;
  }

  async #keepAlive(first: ChildProcess): Promise<void> {
    let child = first;
    let startedAt = Date.now();
    const generation = this.#generation;
    const over = () => !this.#wanted || this.#generation !== generation;
    while (!over()) {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) await once(child, 'exit');
      if (over()) return;
      if (Date.now() - startedAt > STABLE) this.#pause = this.#firstPause;
      this.#change(
        'waiting',
        `s’est arrêté (${child.signalCode ?? `code ${child.exitCode}`}), redémarre dans ${this.#pause / 1000} s`,
      );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#pause);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
      if (over()) return;
      startedAt = Date.now();
      child = this.#spawn();
      const problem = await this.#untilReady(child);
      // Alive but mute: only a new process can help.
      if (problem !== null && !over()) signalGroup(child.pid ?? 0, 'SIGKILL');
    }
  }
}
