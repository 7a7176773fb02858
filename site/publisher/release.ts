import { cpSync, existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compressFiles } from './compress.ts';

/**
 * Releases: `releases/<id>/` holds every file of one full publish, `current` is a symbolic link to the one
 * that readers get. The one before is kept for rollback.
 */

/** Starts the name of a release whose files are being removed. */
const REMOVED = 'removed-';

/** Folder of the release that readers get; null when there is none yet. */
export function currentRelease(home: string): string | null {
  try {
    const path = join(home, 'releases', basename(readlinkSync(join(home, 'current'))));
    return existsSync(path) ? path : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes an empty release with the files that every page needs (styles, scripts, icons). */
export async function prepareRelease(home: string, assets: string): Promise<string> {
  const last = releases(home).at(-1);
  // Numbered, not dated: a clock that goes back must not put a new release before the current one.
  const number = last === undefined ? 1 : Number(basename(last)) + 1;
  const path = join(home, 'releases', String(number).padStart(8, '0'));
  try {
    mkdirSync(path, { recursive: true });
    cpSync(assets, path, { recursive: true });
    await compressFiles(path);
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
  return path;
}

/**
 * Puts a release before readers, in one step.
 *
 * @returns the one that they had, null when they had none
 */
export function switchRelease(home: string, release: string): string | null {
  const before = currentRelease(home);
  replaceLink(join('releases', basename(release)), join(home, 'current'));
  return before;
}

/** The release before the current one; null when none is left. */
export function previousRelease(home: string): string | null {
  const current = currentRelease(home);
  return releases(home).findLast((path) => current !== null && path < current) ?? null;
}

/** Removes releases that a killed publish left unfinished, or half removed. Call it when no publish runs. */
export function removeUnfinished(home: string): void {
  const folder = join(home, 'releases');
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name.startsWith(REMOVED)) rmSync(join(folder, name), { recursive: true, force: true });
  const current = currentRelease(home);
  if (current === null) return;
  for (const path of releases(home)) if (path > current) rmSync(path, { recursive: true, force: true });
}

/**
 * Removes all but the current release and the one that readers had before it, which need not be the one made before
 * it: that one may have been rolled back. What goes is no release any more as soon as the promise is there; its
 * files, tens of thousands, go while the publisher works.
 */
export async function removeOldReleases(home: string, before: string | null): Promise<void> {
  const kept = [currentRelease(home), before];
  const removed = releases(home)
    .filter((path) => !kept.includes(path))
    .map((path) => {
      const aside = join(home, 'releases', REMOVED + basename(path));
      renameSync(path, aside);
      return aside;
    });
  for (const path of removed) await rm(path, { recursive: true, force: true });
}

/** Paths of the releases, oldest first. */
export function releases(home: string): string[] {
  const folder = join(home, 'releases');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{8}$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Makes a symbolic link, or points an existing one elsewhere, in one step. */
export function replaceLink(target: string, path: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  symlinkSync(target, temporary);
  renameSync(temporary, path);
}

/** Where a symbolic link points; null when there is none. */
export function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
