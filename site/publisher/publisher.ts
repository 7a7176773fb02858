import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createIndexer } from '@palier/search/indexer';
import type { Indexer } from '@palier/search/indexer';
import { pageCodeDigest, takeInCodeDigest } from './code-digest.ts';
import { EmbeddedIndex } from './embedded-index.ts';
import { FeedClient } from './feed-client.ts';
import { follow, resynchronise } from './follow.ts';
import { fullPublish } from './full-publish.ts';
import type { FullPublishResult } from './full-publish.ts';
import { Indexing } from './indexing.ts';
import { SearchWordsOf } from './search-words.ts';
import { takeLock } from './lock.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { DraftRenderer } from './preview/render.ts';
import { closeReader } from './reader.ts';
import {
  currentRelease,
  previousRelease,
  releases,
  removeOldReleases,
  removeUnfinished,
  switchRelease,
} from './release.ts';
import { loadRenderer } from './renderer.ts';
import type { PublisherSettings } from './settings.ts';
import { Settler } from './settle.ts';
import { ShareImages } from './share-images.ts';
import { Snapshot } from './snapshot/snapshot.ts';
import { removeHalfWritten } from './writer.ts';

/**
 * The publisher: follows the change feed, keeps the published snapshot, and from it alone makes pages and
 * search indexes. One a hub.
 */
export class Publisher {
  readonly settings: PublisherSettings;
  readonly snapshot: Snapshot;
  readonly metrics: Metrics;
  readonly client: FeedClient;
  readonly words: SearchWordsOf;
  readonly indexer: Indexer | null;
  readonly indexing: Indexing | null;
  readonly embedded: EmbeddedIndex;
  readonly settler: Settler;
  readonly images: ShareImages;
  readonly drafts = new DraftRenderer();
  readonly log: (message: string) => void;
  readonly #unlock: () => void;
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #upcoming: string | null = null;
  #full: Promise<FullPublishResult> | null = null;
  #removals: Promise<unknown> = Promise.resolve();

  private constructor(
    settings: PublisherSettings,
    parts: { unlock: () => void; snapshot: Snapshot; render: Awaited<ReturnType<typeof loadRenderer>> },
    log: (message: string) => void,
  ) {
    this.settings = settings;
    this.log = log;
    this.#unlock = parts.unlock;
    const snapshot = (this.snapshot = parts.snapshot);
    const metrics = (this.metrics = createMetrics(snapshot));
    this.client = new FeedClient(settings.cmsUrl, settings.feedToken);
    this.indexer = settings.meili ? createIndexer(settings.meili) : null;
    this.words = new SearchWordsOf(snapshot);
    const { words } = this;
    this.indexing = this.indexer ? new Indexing({ indexer: this.indexer, snapshot, words, metrics, log }) : null;
    const targets = () => this.targets();
    this.embedded = new EmbeddedIndex({ snapshot, words, metrics, log, home: settings.home, targets });
    this.images = new ShareImages({
      snapshot: snapshot.db.name,
      log,
      home: settings.home,
      targets: () => this.targets(),
    });
    this.settler = new Settler({
      snapshot,
      render: parts.render,
      metrics,
      log,
      targets: () => this.targets(),
      releases: () => releases(settings.home),
      onHidden: (url) => this.embedded.hide(url),
      isAwaited: () => this.#upcoming !== null,
    });
  }

  /**
   * Takes the lock of the hub's folder and opens its snapshot; nothing runs yet.
   *
   * @throws AlreadyRunning when another publisher has it; Error when the site was not built
   */
  static async open(settings: PublisherSettings, log: (message: string) => void): Promise<Publisher> {
    mkdirSync(settings.home, { recursive: true });
    const unlock = takeLock(settings.home);
    try {
      const path = join(settings.home, 'snapshot.db');
      const snapshot = new Snapshot(path);
      process.env['PALIER_SNAPSHOT'] = path;
      const render = await loadRenderer(settings.dist, settings.siteUrl);
      removeUnfinished(settings.home);
      for (const release of releases(settings.home)) removeHalfWritten(release);
      return new Publisher(settings, { unlock, snapshot, render }, log);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Releases that must show what is published now. */
  targets(): string[] {
    const current = currentRelease(this.settings.home);
    return [current, this.#upcoming].filter((release) => release !== null);
  }

  /** Starts everything; resolves when a release is before readers. */
  async start(): Promise<void> {
    const { signal } = this.#stop;
    await this.#takeInAgainAfterNewCode();
    this.snapshot.enqueueErrors();
    this.#loops.push(this.settler.run(signal));
    if (this.snapshot.position() === null) await this.#firstReading();
    this.#loops.push(follow({ ...this.#following() }, signal));
    if (this.#needsFullPublish()) await this.publishAll();
    this.#loops.push(this.embedded.run(signal));
    this.#loops.push(this.images.run(signal));
    if (this.indexing) this.#loops.push(this.indexing.run(signal));
  }

  async #firstReading(): Promise<void> {
    const { signal } = this.#stop;
    while (this.snapshot.position() === null && !signal.aborted)
      try {
        await resynchronise(this.#following(), signal);
      } catch (error) {
        if (signal.aborted) return;
        this.log(`first reading: ${(error as Error).message}; tried again`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
  }

  #following() {
    return {
      client: this.client,
      snapshot: this.snapshot,
      metrics: this.metrics,
      log: this.log,
      onChange: () => {
        this.images.hide(this.snapshot.takeHiddenCards());
        this.settler.noteChange();
        this.indexing?.wake();
        this.embedded.wake();
        this.images.wake();
      },
    };
  }

  async #takeInAgainAfterNewCode(): Promise<void> {
    const digest = takeInCodeDigest();
    if (this.snapshot.meta('take-in-code') === digest) return;
    let count = 0;
    for (const _ of this.snapshot.retakeIn()) if (++count % 50 === 0) await setImmediate();
    this.snapshot.enqueueAllForIndex();
    this.snapshot.setMeta('take-in-code', digest);
    this.snapshot.setMeta('page-code', '');
  }

  #needsFullPublish(): boolean {
    return currentRelease(this.settings.home) === null || this.snapshot.meta('page-code') !== this.#pageCode();
  }

  #pageCode(): string {
    // Pages hold the public address: another one means other pages.
    return `${pageCodeDigest(this.settings.dist)} ${this.settings.siteUrl}`;
  }

  /** Makes every page into a new release; a call during another one gets the result of that one. */
  publishAll(): Promise<FullPublishResult> {
    this.#full ??= this.#publishAll().finally(() => (this.#full = null));
    return this.#full;
  }

  async #publishAll(): Promise<FullPublishResult> {
    const code = this.#pageCode();
    const result = await fullPublish({
      snapshot: this.snapshot,
      settler: this.settler,
      metrics: this.metrics,
      home: this.settings.home,
      dist: this.settings.dist,
      siteUrl: this.settings.siteUrl,
      setUpcoming: (release) => (this.#upcoming = release),
      beforeSwitch: (release) => {
        this.embedded.link(release);
        this.images.link(release);
      },
    });
    this.snapshot.setMeta('page-code', code);
    this.settler.wake();
    this.log(`published ${result.pages} pages in ${Math.round(result.ms)} ms, ${result.errors} in error`);
    // Nobody waits for it: readers have the new release, and the next start removes what is left.
    const removal = removeOldReleases(this.settings.home, result.before).catch((error: unknown) =>
      this.log(`old releases not removed: ${(error as Error).message}`),
    );
    this.#removals = Promise.all([this.#removals, removal]);
    return result;
  }

  /** Puts the release before this one back before readers; null when there is none. */
  rollback(): string | null {
    const previous = previousRelease(this.settings.home);
    if (previous !== null) switchRelease(this.settings.home, previous);
    return previous;
  }

  /** Ends the work in progress and gives the lock back. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#loops);
    await this.#full?.catch(() => undefined);
    await this.#removals;
    await this.drafts.idle();
    this.client.close();
    this.indexer?.close();
    closeReader();
    this.snapshot.close();
    this.#unlock();
  }
}
