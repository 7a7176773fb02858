import { loadSecrets } from '../secrets.ts';
import type { HubSettings } from '../settings.ts';
import { findRunningHub } from './hub-state.ts';
import { startHub } from './hub.ts';
import { withProgress } from './progress.ts';

export interface ReachedPublisher {
  publisherUrl: string;
  token: string;
}

/**
 * Runs a task with a publisher: the one that PUBLISHER_URL names, else the running hub's, else one started for
 * the task, with all it needs, once it has caught up.
 * @returns what the task returns.
 */
export async function withPublisher<Result>(
  settings: HubSettings,
  signal: AbortSignal,
  task: (publisher: ReachedPublisher) => Promise<Result>,
): Promise<Result> {
  const { home } = settings;
  const address = process.env['PUBLISHER_URL'] ?? findRunningHub(home)?.publisherUrl;
  if (address) return task({ publisherUrl: address, token: loadSecrets(home, process.env).PUBLISHER_TOKEN });
  const hub = await startHub({ home, parts: ['meilisearch', 'cms', 'publisher'], signal, step: withProgress });
  try {
    await withProgress('Rattrapage des changements', () => hub.caughtUp());
    return await task({ publisherUrl: hub.publisherUrl, token: hub.secrets.PUBLISHER_TOKEN });
  } finally {
    await hub.stop();
  }
}
