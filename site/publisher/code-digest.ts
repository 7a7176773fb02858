import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** Digest of the code that makes pages (the built site): when it changes, every page is made again. */
export function pageCodeDigest(dist: string): string {
  return digestOfFolders([dist]);
}

/** Digest of the code that prepares documents for pages: when it changes, every document is taken in again. */
export function takeInCodeDigest(): string {
  const here = import.meta.dirname;
  return digestOfFolders([
    join(here, 'markdown'),
    join(here, 'snapshot'),
    join(here, 'addresses.ts'),
    join(here, 'facets.ts'),
    join(here, 'terms.ts'),
    resolve(here, '../../model'),
  ]);
}

/** Digest of the code that makes search entries of documents: when it changes, everything is indexed again. */
export function searchCodeDigest(): string {
  const search = resolve(import.meta.dirname, '../../search');
  const here = ['document.ts', 'lexicon.ts', 'thesaurus.ts', 'text', 'meilisearch', 'pagefind'];
  return digestOfFolders([join(import.meta.dirname, 'search-documents.ts'), ...here.map((name) => join(search, name))]);
}

function digestOfFolders(paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of filesOf(path)) hash.update(relative(path, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && !item.name.endsWith('.test.ts') && !item.parentPath.includes('node_modules'))
    .map((item) => join(item.parentPath, item.name))
    .sort();
}
