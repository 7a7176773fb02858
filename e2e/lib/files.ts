import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants, gunzipSync } from 'node:zlib';
import { systemCode } from '../../scripts/lib/failure.ts';

export interface FoundFile {
  path: string;
  /** As a reader gets it: decompressed. Of a file that is being written, what is there. */
  content: Buffer;
}

/**
 * Every file at or below a path, links followed. The hub works meanwhile: what goes before it is read holds nothing any
 * more.
 *
 * @throws what the system, or the decompression of a file that is damaged, throws
 */
export function* filesAt(path: string): Generator<FoundFile> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory())
    for (const name of unlessGone(() => readdirSync(path)) ?? []) yield* filesAt(join(path, name));
  else if (stat?.isFile()) {
    const bytes = unlessGone(() => readFileSync(path));
    if (bytes !== null)
      yield { path, content: decompressed(path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes) };
  }
}

/** Paths of the files at or below some paths that hold a text. */
export function filesHolding(text: string, ...paths: string[]): string[] {
  return paths.flatMap((path) =>
    filesAt(path)
      .filter(({ content }) => content.includes(text))
      .map((file) => file.path)
      .toArray(),
  );
}

function unlessGone<Value>(look: () => Value): Value | null {
  try {
    return look();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Pagefind compresses its files itself, whatever their name, and writes them where they stay: half of one is read as far as it goes. */
const decompressed = (bytes: Buffer): Buffer =>
  bytes[0] === 0x1f && bytes[1] === 0x8b
    ? decompressed(gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }))
    : bytes;
