import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export interface FoundFile {
  path: string;
  /** As a reader gets it: decompressed. */
  content: Buffer;
}

/** Fonts, pictures and programs hold no text of anybody. */
const TEXTLESS = /\.(?:woff2|png|wasm)(?:\.br|\.gz)?$/;

/** Half of a file cannot be read; nobody is given it either. */
const BEING_WRITTEN = /\.(?:tmp|partial)$/;

/**
 * Every file at or below a path, links followed, that may hold a text. The hub works meanwhile: what goes before it is
 * read holds nothing any more.
 */
export function* filesAt(path: string): Generator<FoundFile> {
  if (TEXTLESS.test(path) || BEING_WRITTEN.test(path)) return;
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
  return paths.flatMap((path) => [
    ...filesAt(path)
      .filter(({ content }) => content.includes(text))
      .map((file) => file.path),
  ]);
}

function unlessGone<Value>(look: () => Value): Value | null {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Pagefind compresses its files itself, whatever their name. */
const decompressed = (bytes: Buffer): Buffer =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? decompressed(gunzipSync(bytes)) : bytes;
