import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { digestOf } from '@palier/model';
import { buildPagefind, readFragments, removeFragments, type Fragments } from '@palier/search/pagefind';
import { compressFiles } from './compress.ts';
import { Debounce } from './debounce.ts';
import type { Metrics } from './metrics.ts';
import { linkTarget, replaceLink } from './release.ts';
import { allSearchDocuments, searchContentDigest } from './search-documents.ts';
import type { SearchWordsOf } from './search-words.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

interface Parts {
  snapshot: Snapshot;
  words: SearchWordsOf;
  metrics: Metrics;
  log: (message: string) => void;
  home: string;
  /** Releases that must hold the link to the index. */
  targets: () => string[];
}

/** Changes come in bursts, and Pagefind knows no addition: wait for the burst to end. */
const WAIT_MS = 1_500;
// In a burst that does not end, every 15 s: with 5 s, pages took twice as long to come, for want of a processor.
const MAX_WAIT_MS = 15_000;
const PAUSE_AFTER_ERROR_MS = 5_000;

/** Keeps the embedded search index (Pagefind) in step with the snapshot, by whole rebuilds. */
export class EmbeddedIndex {
  readonly #parts: Parts;
  readonly #changes = new Debounce(WAIT_MS, MAX_WAIT_MS);
  #content: { generation: number; digest: string } | null = null;
  /** Of each index on disk. */
  readonly #fragments = new Map<string, Fragments>();
  /** What was hidden while an index is made: it may hold it. */
  #hiddenMeanwhile: Set<string> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells that something searchable changed. */
  wake(): void {
    this.#changes.note();
  }

  /**
   * Takes the text of an address out of every index on disk, at once: readers must no longer see it, or no longer as it was. The
   * index is then made again.
   */
  hide(url: string): void {
    this.#hiddenMeanwhile?.add(url);
    const folder = join(this.#parts.home, 'pagefind');
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (name.endsWith('.partial') || !this.#hideIn(name, url)) continue;
      this.#parts.snapshot.setMeta('pagefind-digest', '');
      this.wake();
    }
  }

  /** True when the index held something of the address. */
  #hideIn(name: string, url: string): boolean {
    const index = join(this.#parts.home, 'pagefind', name);
    const fragments = this.#fragments.get(name) ?? readFragments(index);
    this.#fragments.set(name, fragments);
    const files = fragments[url];
    if (files) removeFragments(index, files);
    return files !== undefined;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { metrics, log } = this.#parts;
    this.wake();
    for (;;) {
      await this.#changes.due(signal);
      if (signal.aborted) return;
      this.#changes.clear();
      try {
        await this.build(signal);
      } catch (error) {
        if (signal.aborted) return;
        metrics.indexErrors.inc({ engine: 'pagefind' });
        log(`embedded search: ${(error as Error).message}; tried again in ${PAUSE_AFTER_ERROR_MS} ms`);
        await setTimeout(PAUSE_AFTER_ERROR_MS, undefined, { signal }).catch(() => undefined);
        this.wake();
      }
    }
  }

  /** True when the index on disk was made from what is published now. */
  isCurrent(): boolean {
    const { snapshot, home } = this.#parts;
    const built = snapshot.meta('pagefind-build');
    return (
      built !== null &&
      existsSync(join(home, 'pagefind', built)) &&
      snapshot.meta('pagefind-digest') === this.#contentDigest()
    );
  }

  // Kept until the next change: the health of a hub of 10,000 documents is asked for every few seconds.
  #contentDigest(): string {
    const { snapshot, words } = this.#parts;
    if (this.#content?.generation !== snapshot.generation)
      this.#content = {
        generation: snapshot.generation,
        digest: digestOf([searchContentDigest(snapshot), words.current().digest]),
      };
    return this.#content.digest;
  }

  /** Builds the index if it is not current, and puts it before readers in one step. */
  async build(signal?: AbortSignal): Promise<void> {
    const { snapshot, words, home } = this.#parts;
    if (!this.isCurrent()) {
      const digest = this.#contentDigest();
      const folder = join(home, 'pagefind');
      mkdirSync(folder, { recursive: true });
      const name = String(lastBuild(folder) + 1).padStart(8, '0');
      const { thesaurus } = words.current();
      this.#hiddenMeanwhile = new Set();
      await buildPagefind(allSearchDocuments(snapshot), thesaurus, join(folder, name), signal ? { signal } : {});
      await compressFiles(join(folder, name));
      const hidden = [...this.#hiddenMeanwhile].filter((url) => this.#hideIn(name, url));
      this.#hiddenMeanwhile = null;
      // What it took out may be the text of after: nothing else may come that has the index made again.
      if (hidden.length > 0) this.wake();
      snapshot.setMeta('pagefind-build', name);
      snapshot.setMeta('pagefind-digest', hidden.length > 0 ? '' : digest);
    }
    for (const target of this.#parts.targets()) this.link(target);
    this.#removeOld();
  }

  /** Links a release to the present index, when there is one. */
  link(release: string): void {
    const { snapshot, home } = this.#parts;
    const build = snapshot.meta('pagefind-build');
    if (build === null || !existsSync(join(home, 'pagefind', build))) return;
    const path = join(release, 'pagefind');
    const target = join('..', '..', 'pagefind', build);
    if (linkTarget(path) !== target) replaceLink(target, path);
  }

  #removeOld(): void {
    const folder = join(this.#parts.home, 'pagefind');
    const used = new Set(this.#parts.targets().map((release) => basename(linkTarget(join(release, 'pagefind')) ?? '')));
    used.add(this.#parts.snapshot.meta('pagefind-build') ?? '');
    const builds = readdirSync(folder).sort();
    // One more than what is linked: a reader may be in the middle of the one before.
    const kept = builds.filter((name) => !used.has(name) && !name.endsWith('.partial')).at(-1);
    for (const name of builds)
      if (!used.has(name) && name !== kept) {
        rmSync(join(folder, name), { recursive: true, force: true });
        this.#fragments.delete(name);
      }
  }
}

function lastBuild(folder: string): number {
  return Math.max(0, ...readdirSync(folder).map((name) => Number.parseInt(name, 10) || 0));
}
