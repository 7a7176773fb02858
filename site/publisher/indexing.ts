import { setTimeout } from 'node:timers/promises';
import { SearchError } from '@palier/search/indexer';
import type { Indexer } from '@palier/search/indexer';
import type { SearchDocument } from '@palier/search/document';
import { secondsSince } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { allSearchDocuments, searchDocumentsOf, searchIdsOf } from './search-documents.ts';
import type { QueuedDocument, Snapshot } from './snapshot/snapshot.ts';

interface Parts {
  indexer: Indexer;
  snapshot: Snapshot;
  metrics: Metrics;
  log: (message: string) => void;
}

const BATCH = 200;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Brings Meilisearch in step with the snapshot. The queue is in the snapshot: an outage or a kill loses nothing. */
export class Indexing {
  readonly #parts: Parts;
  #wake: (() => void) | null = null;
  #prepared = false;
  #batch = BATCH;
  #up = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** True when the last call of Meilisearch was answered. */
  get up(): boolean {
    return this.#up;
  }

  wake(): void {
    this.#wake?.();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { metrics, log } = this.#parts;
    signal.addEventListener('abort', () => this.wake());
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        if (!this.#prepared) await this.#prepare();
        const worked = await this.#indexNext();
        this.#up = true;
        pause = FIRST_PAUSE_MS;
        if (!worked) await this.#sleep(signal);
      } catch (error) {
        if (signal.aborted) return;
        metrics.indexErrors.inc({ engine: 'meilisearch' });
        if (error instanceof SearchError && error.kind === 'refused' && this.#batch > 1) {
          this.#batch = 1; // to find the document that is refused
          continue;
        }
        // Whatever the cause, keys and settings are checked again: the server may have been replaced.
        this.#prepared = false;
        this.#up = false;
        log(`search: ${(error as Error).message}; tried again in ${pause} ms`);
        await setTimeout(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  /** Replaces the whole index. */
  async rebuild(): Promise<void> {
    const { indexer, snapshot } = this.#parts;
    const queued = snapshot.nextForIndex(Number.MAX_SAFE_INTEGER).filter((entry) => isPublished(snapshot, entry));
    await indexer.rebuild(allSearchDocuments(snapshot));
    snapshot.doneForIndex(queued);
  }

  async #prepare(): Promise<void> {
    const { ready } = await this.#parts.indexer.prepare();
    if (!ready) await this.rebuild();
    this.#prepared = true;
  }

  async #indexNext(): Promise<boolean> {
    const { indexer, snapshot, metrics, log } = this.#parts;
    const entries = snapshot.nextForIndex(this.#batch);
    if (entries.length === 0) {
      this.#batch = BATCH;
      return false;
    }
    const documents: SearchDocument[] = entries.flatMap((entry) =>
      searchDocumentsOf(snapshot, entry.type, entry.documentId),
    );
    const present = new Set(documents.map((document) => document.id));
    const gone = entries.flatMap((entry) => searchIdsOf(entry.type, entry.documentId)).filter((id) => !present.has(id));
    try {
      if (gone.length > 0) await indexer.remove(gone);
      if (documents.length > 0) await indexer.upsert(documents);
    } catch (error) {
      const isRefused = error instanceof SearchError && error.kind === 'refused';
      if (!isRefused || entries.length > 1) throw error;
      // Trying again changes nothing and would hold up the others; the doctor shows it.
      metrics.indexErrors.inc({ engine: 'meilisearch' });
      log(`search: ${entries[0]!.type}/${entries[0]!.documentId} refused: ${error.message}`);
    }
    snapshot.doneForIndex(entries);
    for (const { changedAt } of entries) if (changedAt !== null) metrics.hitLatency.observe(secondsSince(changedAt));
    return true;
  }

  async #sleep(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#parts.snapshot.nextForIndex(1).length > 0) return;
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = null;
  }
}

function isPublished(snapshot: Snapshot, entry: QueuedDocument): boolean {
  return searchDocumentsOf(snapshot, entry.type, entry.documentId).length > 0;
}
