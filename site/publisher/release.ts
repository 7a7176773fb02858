import { cpSync, existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compressFiles } from './compress.ts';

/**
 * Releases: `releases/<id>/` holds every file of one full publish, `current` is a symbolic link to the one
 * that readers get. The one before is kept for rollback.
 */

const KEPT = 2;

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
export function prepareRelease(home: string, assets: string): string {
  const last = releases(home).at(-1);
  // Numbered, not dated: a clock that goes back must not put a new release before the current one.
  const number = last === undefined ? 1 : Number(basename(last)) + 1;
  const path = join(home, 'releases', String(number).padStart(8, '0'));
  mkdirSync(path, { recursive: true });
  cpSync(assets, path, { recursive: true });
  compressFiles(path);
  return path;
}

/** Puts a release before readers, in one step, and removes all but the one before it. */
export function switchRelease(home: string, release: string): void {
  replaceLink(join('releases', basename(release)), join(home, 'current'));
  removeOldReleases(home);
}

/** The release before the current one; null when none is left. */
export function previousRelease(home: string): string | null {
  const current = currentRelease(home);
  return releases(home).findLast((path) => current !== null && path < current) ?? null;
}

/** Removes releases that a killed publish left unfinished. Call it when no publish runs. */
export function removeUnfinished(home: string): void {
  const current = currentRelease(home);
  if (current === null) return;
  for (const path of releases(home)) if (path > current) rmSync(path, { recursive: true, force: true });
}

function removeOldReleases(home: string): void {
  const current = currentRelease(home);
  const old = releases(home).filter((path) => path !== current);
  for (const path of old.slice(0, Math.max(0, old.length - (KEPT - 1)))) rmSync(path, { recursive: true, force: true });
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
