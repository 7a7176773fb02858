import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process told apart from any later one that the system gives the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, as the system words it; only compared for equality. */
  startedAt: string;
}

function startOf(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Field 22 of proc(5), counted from after the command, which may itself hold spaces and parentheses.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return null;
      // Ticks since boot: the boot belongs to the identity.
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
    } catch {
      return null;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Identity of a running process; null when there is none (a zombie is none). */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = startOf(pid);
  return startedAt === null ? null : { pid, startedAt };
}

/** True while that very process runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.startedAt;
}
