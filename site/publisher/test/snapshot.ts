import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { closeReader } from '../reader.ts';
import { Snapshot } from '../snapshot/snapshot.ts';

/**
 * Gives each test of a file an empty snapshot of its own, the one that the reader reads, and takes it away after it.
 *
 * @param take gets it before the test, with the path of its file
 */
export function snapshotForEachTest(take: (snapshot: Snapshot, path: string) => void): void {
  let folder: string;
  let snapshot: Snapshot;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'palier-snapshot-'));
    const path = join(folder, 'snapshot.db');
    process.env['PALIER_SNAPSHOT'] = path;
    snapshot = new Snapshot(path);
    take(snapshot, path);
  });

  afterEach(() => {
    closeReader();
    snapshot.close();
    rmSync(folder, { recursive: true });
  });
}
