import { loadSecrets, type Secrets } from '../secrets.ts';
import type { HubSettings } from '../settings.ts';
import { findRunningHub } from './hub-state.ts';
import { startHub } from './hub.ts';
import { withProgress } from './progress.ts';

export interface ReachedCms {
  cmsUrl: string;
  secrets: Secrets;
}

/**
 * Runs a task with a CMS: the one that CMS_URL names, else the running hub's, else one started for the task.
 * @returns what the task returns.
 */
export async function withCms<Result>(
  settings: HubSettings,
  signal: AbortSignal,
  task: (cms: ReachedCms) => Promise<Result>,
): Promise<Result> {
  const { home } = settings;
  const address = process.env['CMS_URL'] ?? findRunningHub(home)?.cmsUrl;
  if (address) return task({ cmsUrl: address, secrets: loadSecrets(home, process.env) });
  const hub = await startHub({ home, parts: ['cms'], signal, step: withProgress });
  try {
    return await task(hub);
  } finally {
    await hub.stop();
  }
}
