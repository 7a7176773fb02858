import { setTimeout } from 'node:timers/promises';
import { SearchError } from '@palier/search/indexer';
import type { Indexer } from '@palier/search/indexer';
import { entryOf } from '@palier/search/records';
import type { Entry } from '@palier/search/records';
import type { Thesaurus } from '@palier/search/thesaurus';
import { secondsSince } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { allSearchDocuments, searchDocumentsOf, searchIdsOf } from './search-documents.ts';
import { documentsNaming } from './search-words.ts';
import type { SearchWordsOf } from './search-words.ts';
import type { QueuedDocument, Snapshot } from './snapshot/snapshot.ts';

interface Parts {
  indexer: Indexer;
  snapshot: Snapshot;
  words: SearchWordsOf;
  metrics: Metrics;
  log: (message: string) => void;
}

/** Words by which the index was made, as the snapshot remembers them. */
const WORDS_META = 'index-words';

const BATCH = 200;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Brings Meilisearch in step with the snapshot. The queue is in the snapshot: an outage or a kill loses nothing. */
export class Indexing {
  readonly #parts: Parts;
  #wake: (() => void) | null = null;
  #prepared = false;
  #thesaurus: Thesaurus | null = null;
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
    const { indexer, snapshot, words } = this.#parts;
    const queued = snapshot.nextForIndex(Number.MAX_SAFE_INTEGER).filter((entry) => isPublished(snapshot, entry));
    const { thesaurus, digest } = words.current();
    await indexer.rebuild(allEntries(snapshot, thesaurus));
    snapshot.doneForIndex(queued);
    this.#thesaurus = thesaurus;
    snapshot.setMeta(WORDS_META, digest);
  }

  async #prepare(): Promise<void> {
    const { indexer, snapshot, words } = this.#parts;
    const { ready } = await indexer.prepare();
    // Other synonyms came with other code, or the glossary changed just before the end of the last process.
    if (!ready || snapshot.meta(WORDS_META) !== words.current().digest) await this.rebuild();
    this.#thesaurus ??= words.current().thesaurus;
    this.#prepared = true;
  }

  /** Queues the documents that another glossary makes found by other words. */
  async #takeInWords(): Promise<Thesaurus> {
    const { snapshot, words } = this.#parts;
    const { thesaurus, digest } = words.current();
    const before = this.#thesaurus ?? thesaurus;
    if (snapshot.meta(WORDS_META) !== digest) {
      const found = [];
      for await (const document of documentsNaming(snapshot, before, thesaurus)) found.push(document);
      snapshot.enqueueForIndex(found);
      snapshot.setMeta(WORDS_META, digest);
    }
    return (this.#thesaurus = thesaurus);
  }

  async #indexNext(): Promise<boolean> {
    const { indexer, snapshot, metrics, log } = this.#parts;
    const entries = snapshot.nextForIndex(this.#batch);
    if (entries.length === 0) {
      this.#batch = BATCH;
      return false;
    }
    const isOfGlossary = entries.some(({ type }) => type === 'glossary-term');
    const thesaurus = isOfGlossary || this.#thesaurus === null ? await this.#takeInWords() : this.#thesaurus;
    const documents: Entry[] = entries.flatMap((entry) =>
      searchDocumentsOf(snapshot, entry.type, entry.documentId).map((document) => entryOf(document, thesaurus)),
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

function* allEntries(snapshot: Snapshot, thesaurus: Thesaurus): Generator<Entry> {
  for (const document of allSearchDocuments(snapshot)) yield entryOf(document, thesaurus);
}

function isPublished(snapshot: Snapshot, entry: QueuedDocument): boolean {
  return searchDocumentsOf(snapshot, entry.type, entry.documentId).length > 0;
}
