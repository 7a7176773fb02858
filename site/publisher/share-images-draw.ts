import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename, join } from 'node:path';
import { LOCALES } from '@palier/model/locales';
import { dictionary } from '../src/i18n/index.ts';
import { shareImageOf, siteImage } from '../src/share.ts';
import { drawPng } from './share-image-png.ts';
import { shareImageAddress } from './share-image.ts';
import type { ShareImage } from './share-image.ts';
import { openForReading } from './snapshot/schema.ts';
import type { StoredCard } from './snapshot/take-in.ts';

/** What the process is told. */
export interface Order {
  /** Path of the published snapshot. */
  snapshot: string;
  /** Where the images go. */
  folder: string;
}

/** Images that one process draws; what is published may have changed after that many. */
const BATCH = 200;

/** A page that was shared last week still names the image of then. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

const LOWEST_PRIORITY = 19;

/*
 * Process of share-images.ts: looks through everything that is published, draws the images that are missing, removes those that
 * nothing names any more, and ends with what is left to draw. In a process of its own because it takes memory and a
 * processor, of which nobody who waits for a page should be short.
 */
setPriority(LOWEST_PRIORITY);
// The publisher is gone: what is left is drawn after its next start.
process.once('disconnect', () => process.exit(0));
process.once('message', (order: Order) => {
  void draw(order).then((left) => process.send?.(left, undefined, undefined, () => process.exit(0)));
});

/** @returns how many images are still to be drawn */
async function draw({ snapshot, folder }: Order): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const wanted = wantedImages(snapshot);
  const missing = [...wanted].filter(([name]) => !existsSync(join(folder, name)));
  for (const [name, image] of missing.slice(0, BATCH)) {
    const temporary = join(folder, `${name}.tmp`);
    writeFileSync(temporary, await drawPng(image));
    renameSync(temporary, join(folder, name));
  }
  for (const name of readdirSync(folder).filter((one) => !wanted.has(one))) {
    // The publisher removes the image of what it hides at once, perhaps meanwhile.
    const drawn = statSync(join(folder, name), { throwIfNoEntry: false });
    if (drawn && Date.now() - drawn.mtimeMs > KEPT_MS) rmSync(join(folder, name), { force: true });
  }
  return Math.max(0, missing.length - BATCH);
}

/** Every image that a page names, by the name of its file. */
function wantedImages(path: string): Map<string, ShareImage> {
  const db = openForReading(path);
  const cards = db.prepare('SELECT card FROM document').pluck().all() as string[];
  db.close();
  const images = [
    ...LOCALES.map((locale) => siteImage(locale, dictionary(locale))),
    ...cards.map((json) => {
      const card = JSON.parse(json) as StoredCard;
      return shareImageOf(card, dictionary(card.locale));
    }),
  ];
  return new Map(images.map((image) => [basename(shareImageAddress(image)), image]));
}
