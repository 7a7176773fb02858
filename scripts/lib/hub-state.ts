/** What the commands of one home folder tell each other through files. */
import { mkdirSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { Failure } from './failure.ts';
import { readJsonFile, writeFileAtomic } from './files.ts';
import { type Lock, tryLock } from './lock.ts';
import { homePaths } from './paths.ts';
import { identify, isRunning } from './process-identity.ts';
import { signalGroup } from './service.ts';

const processIdentity = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

const runningHub = z.object({
  process: processIdentity,
  /** Number of the same process, where the bootstrap looks for it. */
  pid: z.number().int(),
  /** Addresses, null for a part that this hub does not run. */
  url: z.string().nullable(),
  cmsUrl: z.string().nullable(),
  publisherUrl: z.string().nullable(),
  meiliUrl: z.string().nullable(),
});

/** A hub that runs now, as its own file describes it. */
export type RunningHub = z.infer<typeof runningHub>;

const milestones = z.object({
  /** Import of the first content; `started` and not `finished`: it was cut short. */
  seeds: z.enum(['started', 'finished']).optional(),
  /** The first administrator's password was shown. */
  signInShown: z.boolean().optional(),
});

export type Milestones = z.infer<typeof milestones>;

/** The hub that runs from a home folder; null when none does. A file left by a killed one counts for nothing. */
export function findRunningHub(home: string): RunningHub | null {
  const found = runningHub.safeParse(readJsonFile(homePaths(home).hub));
  return found.success && isRunning(found.data.process) ? found.data : null;
}

/** Tells the other commands where this hub is. */
export function announceHub(home: string, addresses: Omit<RunningHub, 'process' | 'pid'>): void {
  const self = identify(process.pid);
  if (!self) throw new Error('the system does not know this process');
  const content: RunningHub = { process: self, pid: self.pid, ...addresses };
  writeFileAtomic(homePaths(home).hub, `${JSON.stringify(content, null, 2)}\n`, 0o600);
}

export function withdrawHub(home: string): void {
  rmSync(homePaths(home).hub, { force: true });
}

/**
 * Takes a home folder for this process: nobody else runs parts from it or replaces its database meanwhile.
 * @throws Failure when another process has it.
 */
export function takeHome(home: string): Lock {
  const lock = tryLock(homePaths(home).lock);
  if (lock) return lock;
  const hub = findRunningHub(home);
  throw new Failure(
    `un Palier tourne déjà sur ${home}${hub ? ` (processus ${hub.pid}${hub.url ? `, ${hub.url}` : ''})` : ''}.`,
    `Arrêtez-le (Ctrl-C dans sa fenêtre${hub ? `, ou kill ${hub.pid}` : ''}), ou choisissez un autre dossier avec PALIER_HOME.`,
  );
}

export function readMilestones(home: string): Milestones {
  return milestones.safeParse(readJsonFile(homePaths(home).milestones)).data ?? {};
}

export function addMilestones(home: string, reached: Milestones): void {
  const all = { ...readMilestones(home), ...reached };
  writeFileAtomic(homePaths(home).milestones, `${JSON.stringify(all, null, 2)}\n`);
}

const recordedProcesses = z.array(z.object({ name: z.string(), process: processIdentity }));

export type RecordedProcess = z.infer<typeof recordedProcesses>[number];

/** Records the processes of this hub, so that the next start can end those that outlive a kill -9. */
export function recordProcesses(home: string, processes: readonly RecordedProcess[]): void {
  writeFileAtomic(homePaths(home).processes, `${JSON.stringify(processes, null, 2)}\n`, 0o600);
}

/**
 * Ends the processes that an earlier, killed hub left behind: asked first, killed after two seconds. Call it
 * with the home folder taken.
 * @returns their names.
 */
export async function endLeftovers(home: string): Promise<string[]> {
  mkdirSync(homePaths(home).run, { recursive: true });
  const recorded = recordedProcesses.safeParse(readJsonFile(homePaths(home).processes)).data ?? [];
  const left = recorded.filter((entry) => isRunning(entry.process));
  for (const { process: leader } of left) signalGroup(leader.pid, 'SIGTERM');
  const deadline = Date.now() + 2000;
  let killed = false;
  while (left.some((entry) => isRunning(entry.process))) {
    if (!killed && Date.now() > deadline) {
      killed = true;
      for (const { process: leader } of left) signalGroup(leader.pid, 'SIGKILL');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  recordProcesses(home, []);
  return left.map((entry) => entry.name);
}
