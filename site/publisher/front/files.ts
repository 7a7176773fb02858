import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { contentTypeOf } from './contentTypes.ts';

/**
 * Opens what answers an address.
 *
 * Publishing replaces files by rename while they are being read. Size, ETag and bytes therefore come from
 * one descriptor, opened once: static middlewares that look at the path (`stat`) and open it afterwards send the length of
 * one version with the bytes of another.
 */

export type Encoding = 'br' | 'gzip';

export interface OpenFile {
  handle: FileHandle;
  /** In bytes, of what is sent. */
  size: number;
  /** Strong: files are only ever replaced, so an inode and its time of change name one content. */
  etag: string;
  encoding: Encoding | null;
}

const SUFFIXES: Record<Encoding, string> = { br: '.br', gzip: '.gz' };
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']);

/** Compressed forms that a client takes, best first (RFC 9110, 12.5.3). */
export function acceptedEncodings(header: string | undefined): Encoding[] {
  if (header === undefined) return [];
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const value = weight === undefined ? 1 : Number(weight.slice(2));
    weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isNaN(value) ? 0 : value);
  }
  const weightOf = (encoding: Encoding) => weights.get(encoding) ?? weights.get('*') ?? 0;
  return (['br', 'gzip'] as const)
    .filter((encoding) => weightOf(encoding) > 0)
    .sort((a, b) => weightOf(b) - weightOf(a));
}

/**
 * Opens the file at `path`, or its compressed sibling when the client takes one. The caller closes the
 * handle. `'directory'` when the path is a folder, null when nothing is there.
 *
 * @throws what the file system says when the file is there and cannot be read.
 */
export async function openFile(path: string, encodings: Encoding[]): Promise<OpenFile | 'directory' | null> {
  if (contentTypeOf(path).compressed) {
    for (const encoding of encodings) {
      const sibling = await openOne(path + SUFFIXES[encoding], encoding);
      if (sibling !== null && sibling !== 'directory') return sibling;
    }
  }
  return openOne(path, null);
}

async function openOne(path: string, encoding: Encoding | null): Promise<OpenFile | 'directory' | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  try {
    const stat = await handle.stat({ bigint: true });
    if (stat.isFile()) {
      const etag = `"${stat.ino.toString(36)}-${stat.mtimeNs.toString(36)}-${stat.size.toString(36)}"`;
      return { handle, size: Number(stat.size), etag, encoding };
    }
    await handle.close();
    return stat.isDirectory() ? 'directory' : null;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** All the bytes of an opened file. */
export async function readAll({ handle, size }: OpenFile): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) throw new Error(`file ended at byte ${length} of ${size}: it was written in place`);
    length += bytesRead;
  }
  return bytes;
}
