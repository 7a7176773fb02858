import { closeSync, mkdirSync, openSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, explainDiskError } from './failure.ts';

/**
 * Makes the folder when it is missing and makes sure that files can be written into it.
 * @throws Failure with the cause and the remedy.
 */
export function assertWritable(folder: string): void {
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

/**
 * Makes sure that the disk of a folder has room.
 * @param bytes least room, in bytes.
 * @throws Failure that names both figures.
 */
export function assertSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const megabytes = (value: number) => `${Math.floor(value / 1e6)} Mo`;
  throw new Failure(
    `le disque de ${folder} est presque plein : ${megabytes(free)} libres, il en faut ${megabytes(bytes)}.`,
    'Libérez de la place, ou choisissez un autre dossier avec PALIER_HOME.',
  );
}
