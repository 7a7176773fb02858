/**
 * Preloaded (`node --import …/follow-parent.ts?parent=PID`) into each Node process that a script of the hub
 * starts with an IPC channel: when that parent dies, however it dies, the channel closes and the process ends as
 * if it had been asked to.
 */
import { isMainThread } from 'node:worker_threads';

/** How long a process may take to end in order, in milliseconds. */
const PATIENCE = 10_000;

// Node hands its options down to workers and forks: their parent is another process, and their channel another's.
const parent = Number(new URL(import.meta.url).searchParams.get('parent'));

if (isMainThread && process.channel && process.ppid === parent) {
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Only listens: must not keep a process alive that has nothing left to do.
  process.channel.unref();
}
