import { setTimeout } from 'node:timers/promises';
import { DOCUMENT_TYPES } from '@palier/model/documents';
import { FeedBroken } from './feed-client.ts';
import type { FeedClient, RefusedDocument } from './feed-client.ts';
import type { Metrics } from './metrics.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

interface Parts {
  client: FeedClient;
  snapshot: Snapshot;
  metrics: Metrics;
  log: (message: string) => void;
  /** Called after documents were taken in. */
  onChange: () => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Follows the change feed until the signal aborts; waits and tries again whenever the CMS does not answer. */
export async function follow(parts: Parts, signal: AbortSignal): Promise<void> {
  const { client, snapshot, metrics, log } = parts;
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      const position = snapshot.position();
      if (position === null) {
        await resynchronise(parts, signal);
        continue;
      }
      const batch = await client.changes(position, signal);
      report(parts, batch.refused);
      if (batch.seq !== position.seq) {
        const changed = snapshot.apply(batch.documents, {
          position: { epoch: batch.epoch, seq: batch.seq },
          changedAt: batch.changedAt,
        });
        if (changed > 0) parts.onChange();
      }
      metrics.feedLag.set(batch.head - batch.seq);
      pause = FIRST_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof FeedBroken) {
        log(`feed: ${error.message}; reading everything again`);
        snapshot.forgetPosition();
        continue;
      }
      metrics.feedErrors.inc();
      log(`feed: ${(error as Error).message}; tried again in ${pause} ms`);
      await setTimeout(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

/**
 * Reads everything that is published and makes the snapshot equal to it. Killed in the middle, it starts
 * again: the position is set last.
 */
export async function resynchronise(parts: Parts, signal: AbortSignal): Promise<void> {
  const { client, snapshot } = parts;
  let position: { epoch: string; seq: number } | null = null;
  for (const type of DOCUMENT_TYPES) {
    const seen = new Set<string>();
    let after: string | null = null;
    do {
      const page = await client.published(type, after, signal);
      position ??= { epoch: page.epoch, seq: page.head };
      if (page.epoch !== position.epoch) throw new FeedBroken('the database of the CMS was replaced meanwhile');
      report(parts, page.refused);
      for (const { documentId } of [...page.documents, ...page.refused]) seen.add(documentId);
      if (snapshot.apply(page.documents) > 0) parts.onChange();
      after = page.next;
    } while (after !== null);
    const vanished = snapshot.documentIds(type).filter((documentId) => !seen.has(documentId));
    const hidden = vanished.map((documentId) => ({ type, documentId, addresses: [], versions: [] }));
    if (snapshot.apply(hidden) > 0) parts.onChange();
  }
  if (position !== null) snapshot.setPosition(position);
}

function report(parts: Parts, refused: RefusedDocument[]): void {
  for (const { type, documentId, reason } of refused) {
    parts.metrics.documentsRefused.inc();
    parts.log(`document ${type}/${documentId} not taken in, what is published of it stays: ${reason}`);
  }
}
