import { readFile, readlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/**
 * Folder of the release that readers see now, null before the first publication. The link is read for
 * each request, and the request then stays in that folder: a switch in the middle mixes nothing.
 */
export async function currentRelease(home: string): Promise<string | null> {
  try {
    return resolve(home, await readlink(join(home, 'current')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const moved = z.discriminatedUnion('status', [
  // One slash, then no other: an address of this site, never of another.
  z.object({ status: z.literal(301), to: z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/) }),
  z.object({ status: z.literal(410) }),
]);

export type Moved = z.infer<typeof moved>;

/**
 * What became of a page that is no longer in the release, from the sidecar file that the writer left; null
 * when it never was there.
 *
 * @throws when the sidecar cannot be read or does not hold what the writer puts there.
 */
export async function movedTo(release: string, pathname: string): Promise<Moved | null> {
  const path = pathname.replace(/^\/|\/$/g, '');
  if (path === '') return null;
  let json: string;
  try {
    json = await readFile(join(release, '_moved', `${path}.json`), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  return moved.parse(JSON.parse(json));
}
