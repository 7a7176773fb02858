import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFragments } from '@palier/search/pagefind';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EmbeddedIndex } from './embedded-index.ts';
import { createMetrics } from './metrics.ts';
import { SearchWordsOf } from './search-words.ts';
import { Snapshot } from './snapshot/snapshot.ts';
import { published, resource } from './test/documents.ts';

let home: string;
let snapshot: Snapshot;
let embedded: EmbeddedIndex;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'palier-embedded-'));
  snapshot = new Snapshot(join(home, 'snapshot.db'));
  snapshot.apply(['a', 'b'].map((name) => published(resource(name))));
  const words = new SearchWordsOf(snapshot);
  const metrics = createMetrics(snapshot);
  embedded = new EmbeddedIndex({ snapshot, words, metrics, log: () => undefined, home, targets: () => [] });
});

afterEach(() => {
  snapshot.close();
  rmSync(home, { recursive: true });
});

/** Texts that the first index holds of a page. */
function textsOf(url: string): string[] {
  const index = join(home, 'pagefind', '00000001');
  const present = readdirSync(join(index, 'fragment'));
  return readFragments(index)[url]!.filter((file) => present.includes(file));
}

it('what is hidden leaves the index at once, which is then made again', async () => {
  await embedded.build();
  expect(embedded.isCurrent()).toBe(true);
  embedded.hide('/ressources/a/');
  expect([textsOf('/ressources/a/').length, textsOf('/ressources/b/').length]).toEqual([0, 1]);
  expect(embedded.isCurrent()).toBe(false);
  embedded.hide('/ressources/inconnue/');
});

it('what is hidden while the index is made is not in it, and it is made again', async () => {
  const building = embedded.build();
  embedded.hide('/ressources/a/');
  await building;
  expect([textsOf('/ressources/a/').length, textsOf('/ressources/b/').length]).toEqual([0, 1]);
  expect(embedded.isCurrent()).toBe(false);
});
