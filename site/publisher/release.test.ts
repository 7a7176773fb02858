import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  currentRelease,
  prepareRelease,
  previousRelease,
  releases,
  removeOldReleases,
  removeUnfinished,
  switchRelease,
} from './release.ts';

let home: string;
let assets: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'palier-release-'));
  assets = join(home, 'assets');
  mkdirSync(assets);
  writeFileSync(join(assets, 'style.css'), 'body{}');
});
afterEach(() => rmSync(home, { recursive: true }));

async function publish(): Promise<{ release: string; before: string | null }> {
  const release = await prepareRelease(home, assets);
  return { release, before: switchRelease(home, release) };
}

describe('releases', () => {
  it('there is no current one before the first publish', () => {
    expect(currentRelease(home)).toBeNull();
    expect(previousRelease(home)).toBeNull();
  });

  it('the current one changes in one step, and the one before is kept for rollback', async () => {
    await publish();
    const { release: second } = await publish();
    const { release: third, before } = await publish();
    await removeOldReleases(home, before);
    expect(currentRelease(home)).toBe(third);
    expect(previousRelease(home)).toBe(second);
    expect(readdirSync(join(home, 'releases')).sort()).toEqual([basename(second), basename(third)]);
    expect(readlinkSync(join(home, 'current'))).toBe(join('releases', basename(third)));
  });

  it('an old one is no release any more from the moment its removal begins, and goes at the next start if it was cut', async () => {
    const { release: first } = await publish();
    await publish();
    const removal = removeOldReleases(home, (await publish()).before);
    expect(releases(home)).not.toContain(first);
    await removal;
    mkdirSync(join(home, 'releases', `removed-${basename(first)}`));
    removeUnfinished(home);
    expect(readdirSync(join(home, 'releases'))).not.toContain(`removed-${basename(first)}`);
  });

  it('one that was rolled back is not kept for the next rollback', async () => {
    const { release: good } = await publish();
    await publish();
    switchRelease(home, good);
    const { release: current, before } = await publish();
    await removeOldReleases(home, before);
    expect(releases(home)).toEqual([good, current]);
    expect(previousRelease(home)).toBe(good);
  });

  it('what a killed publish left is removed, the current one and the one before are not', async () => {
    const { release: first } = await publish();
    const { release: second } = await publish();
    const unfinished = await prepareRelease(home, assets);
    removeUnfinished(home);
    expect(releases(home)).toEqual([first, second]);
    expect(releases(home)).not.toContain(unfinished);
  });

  it('a new release after a rollback does not take the number of an old one', async () => {
    const { release: first } = await publish();
    const { release: second } = await publish();
    switchRelease(home, first);
    expect((await prepareRelease(home, assets)) > second).toBe(true);
  });

  it('one whose files cannot be copied leaves nothing behind', async () => {
    await expect(prepareRelease(home, join(home, 'absent'))).rejects.toThrow();
    expect(releases(home)).toEqual([]);
  });
});
