import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dictionary } from '../src/i18n/index.ts';
import { shareImageOf } from '../src/share.ts';
import { shareImageAddress } from './share-image.ts';
import { ShareImages } from './share-images.ts';
import { takeIn } from './snapshot/take-in.ts';
import { thread } from './test/documents.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'palier-share-images-'));
  mkdirSync(join(home, 'og'));
});
afterEach(() => rmSync(home, { recursive: true }));

it('the image of what is hidden goes with it, and no other', () => {
  const [hidden, other] = ['a', 'b'].map((name) => {
    const { card } = takeIn(thread(name, { title: `Une question sur ${name} ?` }));
    const file = join(home, shareImageAddress(shareImageOf(card, dictionary('fr'))));
    writeFileSync(file, '');
    return { card, file };
  });
  const images = new ShareImages({ snapshot: '', log: () => undefined, home, targets: () => [] });
  images.hide([hidden!.card]);
  expect([hidden!, other!].map(({ file }) => existsSync(file))).toEqual([false, true]);
});
