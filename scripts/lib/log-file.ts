import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { systemCode } from './failure.ts';

/** Largest size of one log file, in bytes; the one before is kept beside it. */
const MAX_BYTES = 5_000_000;

/**
 * Log of one part: `<name>.log`, and `<name>.1.log` for what came before. A new start begins a new file. Losing
 * a line (disk full) never stops the part that wrote it.
 */
export class LogFile {
  readonly file: string;
  readonly #maxBytes: number;
  #descriptor: number | null;
  #size = 0;
  #closed = false;

  constructor(file: string, maxBytes: number = MAX_BYTES) {
    this.file = file;
    this.#maxBytes = maxBytes;
    this.#descriptor = this.#begin();
  }

  #begin(): number {
    try {
      renameSync(this.file, this.file.replace(/(\.log)?$/, '.1.log'));
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') rmSync(this.file, { force: true });
    }
    const descriptor = openSync(this.file, 'a', 0o600);
    this.#size = fstatSync(descriptor).size;
    return descriptor;
  }

  write(text: string): void {
    if (this.#closed) return;
    try {
      if (this.#size >= this.#maxBytes && this.#descriptor !== null) {
        closeSync(this.#descriptor);
        this.#descriptor = null;
      }
      this.#descriptor ??= this.#begin();
      this.#size += writeSync(this.#descriptor, text);
    } catch {
      // Nowhere left to say it.
    }
  }

  /** Last lines written since the start, the oldest first. */
  tail(count: number): string[] {
    const text = readFileSync(this.file, 'utf8');
    return text.trimEnd().split('\n').slice(-count);
  }

  close(): void {
    this.#closed = true;
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}
