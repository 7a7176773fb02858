import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { renderAsync } from '@resvg/resvg-js';
import { LOCALES } from '@palier/model/locales';
import { dictionary } from '../src/i18n/index.ts';
import { shareImageOf, siteImage } from '../src/share.ts';
import { linkTarget, replaceLink } from './release.ts';
import { drawShareImage, shareImageAddress } from './share-image.ts';
import type { ShareImage } from './share-image.ts';
import type { StoredCard } from './snapshot/take-in.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

interface Parts {
  snapshot: Snapshot;
  log: (message: string) => void;
  home: string;
  /** Releases that must hold the link to the images. */
  targets: () => string[];
  /** True while something that readers wait for is being made. */
  isBusy: () => boolean;
}

const FONT = 'Atkinson Hyperlegible Next';
const FONT_FILE = resolve(import.meta.dirname, '../fonts/atkinson-hyperlegible-next-bold.ttf');

/** Changes come in bursts. */
const QUIET_MS = 1_000;
const PAUSE_MS = 250;
const PAUSE_AFTER_ERROR_MS = 5_000;

/** A page that was shared last week still names the image of then. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/**
 * Draws the images that sites show beside shared links, one at a time, when nobody waits for a page. They are named after
 * what they say, stand beside the releases and are drawn once, whatever is published again.
 */
export class ShareImages {
  readonly #parts: Parts;
  #changed = true;
  #wake: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells that something published changed. */
  wake(): void {
    this.#changed = true;
    this.#wake?.();
  }

  /** Draws until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake());
    const pause = (ms: number) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
    while (!signal.aborted) {
      if (!this.#changed) await new Promise<void>((done) => (this.#wake = done));
      this.#wake = null;
      await pause(QUIET_MS);
      this.#changed = false;
      try {
        await this.#drawMissing(signal);
      } catch (error) {
        this.#parts.log(
          `images of shared links: ${(error as Error).message}; tried again in ${PAUSE_AFTER_ERROR_MS} ms`,
        );
        this.#changed = true;
        await pause(PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  /** Links a release to the images. */
  link(release: string): void {
    const path = join(release, 'og');
    const target = join('..', '..', 'og');
    if (linkTarget(path) !== target) replaceLink(target, path);
  }

  async #drawMissing(signal: AbortSignal): Promise<void> {
    const folder = join(this.#parts.home, 'og');
    mkdirSync(folder, { recursive: true });
    for (const release of this.#parts.targets()) this.link(release);
    const wanted = new Map([...this.#wanted()].map((image) => [basename(shareImageAddress(image)), image]));
    for (const [name, image] of wanted) {
      if (signal.aborted) return;
      if (existsSync(join(folder, name))) continue;
      while (this.#parts.isBusy() && !signal.aborted)
        await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      this.#write(folder, name, await drawPng(image));
      await setImmediate();
    }
    for (const name of readdirSync(folder))
      if (!wanted.has(name) && Date.now() - statSync(join(folder, name)).mtimeMs > KEPT_MS) rmSync(join(folder, name));
  }

  #write(folder: string, name: string, png: Buffer): void {
    const temporary = join(folder, `${name}.tmp`);
    writeFileSync(temporary, png);
    renameSync(temporary, join(folder, name));
  }

  *#wanted(): Generator<ShareImage> {
    for (const locale of LOCALES) yield siteImage(locale, dictionary(locale));
    const cards = this.#parts.snapshot.db.prepare('SELECT card FROM document').pluck().all() as string[];
    for (const json of cards) {
      const card = JSON.parse(json) as StoredCard;
      yield shareImageOf(card, dictionary(card.locale));
    }
  }
}

/** The image as PNG. */
export async function drawPng(image: ShareImage): Promise<Buffer> {
  const drawn = await renderAsync(drawShareImage(image), {
    font: { fontFiles: [FONT_FILE], loadSystemFonts: false, defaultFontFamily: FONT },
  });
  return drawn.asPng();
}
