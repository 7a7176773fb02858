import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Digest of source files: their names and their contents, nothing else of them (not their dates, which a clone
 * does not keep).
 * @param include glob patterns, relative to the root.
 * @param exclude glob patterns of what a build makes or does not read.
 * @returns 64 hexadecimal digits.
 */
export function digestOfSources(root: string, include: readonly string[], exclude: readonly string[]): string {
  const files = globSync(include, { cwd: root, exclude, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(file);
    // Lengths between the parts: without them two different trees could read alike.
    hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
