import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileOfAddress } from './addresses.ts';
import { brotli, gzip } from './compress.ts';
import type { Departure } from './snapshot/snapshot.ts';

/**
 * Files of one release. A file changes by write-temp and rename, so that a reader gets the old bytes or the
 * new ones. Calls are synchronous: between the check that a page is still wanted and its rename, nothing of
 * this process can come in.
 */

/** Folder, inside a release, of what to answer at addresses that no page has. Never served itself. */
const DEPARTURES = '_moved';

/** Folder, inside a release, of files that are being written. Its name is one that the front server refuses. */
const TEMPORARY = '.tmp';

export function digestOfPage(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Writes the page of an address, with its brotli and gzip copies beside it, in place of a departure. */
export function writePage(root: string, url: string, body: Buffer): void {
  writeCopies(root, url, body, (path, bytes) => replaceFile(root, path, bytes));
  rmSync(departureFile(root, url), { force: true });
}

/** The same in a release that nobody reads yet: without the detour by a temporary file, three times as fast. */
export function writePageUnread(root: string, url: string, body: Buffer): void {
  writeCopies(root, url, body, writeFileSync);
}

function writeCopies(root: string, url: string, bytes: Buffer, write: (path: string, bytes: Buffer) => void): void {
  const file = join(root, fileOfAddress(url));
  mkdirSync(dirname(file), { recursive: true });
  // The plain file goes last: it is the one that the doctor compares, so a crash before it leaves a difference.
  write(`${file}.br`, brotli(bytes));
  write(`${file}.gz`, gzip(bytes));
  write(file, bytes);
}

/** Removes the page of an address; says there what became of it, when something stood there before. */
export function removePage(root: string, url: string, departure: Departure | null): void {
  const sidecar = departureFile(root, url);
  const hides = departure?.status !== 301;
  // Hiding comes first; for a move, the redirect is in place before the page goes.
  if (hides) removeFiles(root, url);
  if (departure) {
    mkdirSync(dirname(sidecar), { recursive: true });
    replaceFile(root, sidecar, Buffer.from(JSON.stringify(departure)));
  } else {
    rmSync(sidecar, { force: true });
  }
  if (!hides) removeFiles(root, url);
}

function removeFiles(root: string, url: string): void {
  const file = join(root, fileOfAddress(url));
  for (const copy of [file, `${file}.br`, `${file}.gz`]) rmSync(copy, { force: true });
  if (url.endsWith('/') && url !== '/') removeIfEmpty(dirname(file));
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else lives in it: pages below this address.
  }
}

/** The page of an address as it is on disk; null when there is none. */
export function readPage(root: string, url: string): Buffer | null {
  return read(join(root, fileOfAddress(url)));
}

/** Bytes of a compressed copy of a page; throws when there is none. */
export function readCopy(root: string, url: string, suffix: '.br' | '.gz'): Buffer {
  return readFileSync(join(root, fileOfAddress(url)) + suffix);
}

/** What is written for an address that no page has; null when nothing is. */
export function readDeparture(root: string, url: string): Departure | null {
  const bytes = read(departureFile(root, url));
  return bytes === null ? null : (JSON.parse(bytes.toString()) as Departure);
}

function departureFile(root: string, url: string): string {
  return join(root, DEPARTURES, `${url.replace(/^\/|\/$/g, '')}.json`);
}

function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function replaceFile(root: string, path: string, bytes: Uint8Array): void {
  const temporary = join(root, TEMPORARY, randomBytes(6).toString('hex'));
  mkdirSync(dirname(temporary), { recursive: true });
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes what a killed process left half-written. Call it when nobody writes. */
export function removeHalfWritten(root: string): void {
  rmSync(join(root, TEMPORARY), { recursive: true, force: true });
}
