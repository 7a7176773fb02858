import { readFileSync, rmSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Fragments of an index: the texts of its documents, a file each. Nothing else in it can be read. */
const FOLDER = 'fragment';

/** Beside the index: which fragments each address has. */
const LIST = 'fragments.json';

/** With what Pagefind 1.6 begins what it compresses. */
const MARK = 'pagefind_dcd';

/** File names of fragments, by the address of their page. */
export type Fragments = Readonly<Record<string, readonly string[]>>;

/** Writes down which fragments each address has. @throws when Pagefind writes them in another way than we know */
export async function listFragments(index: string): Promise<void> {
  const list: Record<string, string[]> = {};
  // Of an index of nothing there is no folder.
  for (const file of await readdir(join(index, FOLDER)).catch(() => [])) {
    const text = gunzipSync(await readFile(join(index, FOLDER, file))).toString();
    if (!text.startsWith(MARK)) throw new Error(`${file} is no fragment as Pagefind 1.6 writes them`);
    const { url } = JSON.parse(text.slice(MARK.length)) as { url: string };
    (list[url] ??= []).push(file);
  }
  await writeFile(join(index, LIST), JSON.stringify(list));
}

/** Which fragments each address has; none of an index that is gone, or is of an earlier version of Palier. */
export function readFragments(index: string): Fragments {
  try {
    return JSON.parse(readFileSync(join(index, LIST), 'utf8')) as Fragments;
  } catch {
    return {};
  }
}

/** Takes the text of a page out of an index: it is found there no longer. */
export function removeFragments(index: string, files: readonly string[]): void {
  for (const file of files) rmSync(join(index, FOLDER, file), { force: true });
}
