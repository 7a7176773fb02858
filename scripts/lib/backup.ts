import Database from 'better-sqlite3';
import { createHash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  globSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as tar from 'tar';
import { z } from 'zod';
import { explainDiskError, Failure, systemCode } from './failure.ts';
import { readJsonFile, writeFileAtomic } from './files.ts';
import { addMilestones, endLeftovers, takeHome } from './hub-state.ts';
import { homePaths } from './paths.ts';
import { runPostgresTool } from './postgres-tools.ts';

/*
 * A backup is one tar.gz: `manifest.json`, then `cms.db` (SQLite) or `cms.dump` (pg_dump's own format),
 * `uploads/…`, and `secrets.env` when asked for. What is derived (snapshot, pages, indexes) is not in it.
 */

const MANIFEST = 'manifest.json';
const SQLITE_FILE = 'cms.db';
const POSTGRES_FILE = 'cms.dump';
const SECRETS_FILE = 'secrets.env';

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** When it was made, ISO 8601; for people. */
  createdAt: z.iso.datetime(),
  database: z.enum(['sqlite', 'postgresql']),
  files: z.array(
    z.strictObject({
      /** Inside the archive, with slashes. */
      path: z.string().regex(/^(?:cms\.db|cms\.dump|secrets\.env|uploads\/(?!.*(?:^|\/)\.\.?(?:\/|$))[^\0]+)$/),
      size: z.number().int().nonnegative(),
      /** SHA-256, 64 hexadecimal digits. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Files under a folder, relative to it, with slashes, sorted. */
function filesUnder(folder: string): string[] {
  return globSync('**', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function temporaryFolder(home: string, name: string): string {
  const { run } = homePaths(home);
  mkdirSync(run, { recursive: true });
  const folder = mkdtempSync(join(run, `${name}-`));
  chmodSync(folder, 0o700);
  return folder;
}

export interface BackupOptions {
  home: string;
  /** Null: the SQLite database of the home folder. */
  databaseUrl: string | null;
  /** Where to write it. */
  file: string;
  withSecrets: boolean;
}

/**
 * Backs a hub up into one file, readable by its owner only; the hub may run meanwhile. The file appears whole or
 * not at all.
 * @throws Failure when there is nothing to back up, or no room for it.
 */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const { home, databaseUrl, withSecrets } = options;
  const file = resolve(options.file);
  const paths = homePaths(home);
  if (databaseUrl === null && !existsSync(paths.database)) {
    throw new Failure(
      `il n’y a rien à sauvegarder dans ${home}.`,
      'Lancez npm start d’abord, ou corrigez PALIER_HOME.',
    );
  }
  const partial = `${file}.${process.pid}.partial`;
  let folder: string | null = null;
  try {
    folder = temporaryFolder(home, 'backup');
    // The database first: what it refers to is then in the uploads that are read after it.
    if (databaseUrl === null) await copySqlite(paths.database, join(folder, SQLITE_FILE));
    else
      await runPostgresTool(
        'pg_dump',
        ['--format=custom', '--no-owner', `--file=${join(folder, POSTGRES_FILE)}`],
        databaseUrl,
      );
    keepUploads(paths.uploads, join(folder, 'uploads'));
    if (withSecrets && existsSync(paths.secrets)) copyFileSync(paths.secrets, join(folder, SECRETS_FILE));

    const files: Manifest['files'] = [];
    for (const path of filesUnder(folder)) {
      const full = join(folder, path);
      files.push({ path, size: statSync(full).size, sha256: await sha256Of(full) });
    }
    const manifest: Manifest = {
      format: 1,
      createdAt: new Date().toISOString(),
      database: databaseUrl === null ? 'sqlite' : 'postgresql',
      files,
    };
    writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest, null, 2));
    mkdirSync(dirname(file), { recursive: true });
    // It holds accounts: closed to others from its first byte.
    await tar.create({ cwd: folder, file: partial, gzip: true, portable: true, mode: 0o600 }, [
      MANIFEST,
      ...files.map(({ path }) => path),
    ]);
    chmodSync(partial, 0o600);
    renameSync(partial, file);
    return manifest;
  } catch (error) {
    throw explainDiskError(error, dirname(file));
  } finally {
    rmSync(partial, { force: true });
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

/** A consistent copy of a database that others may be writing to. */
async function copySqlite(source: string, target: string): Promise<void> {
  const database = new Database(source, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    await database.backup(target);
  } finally {
    database.close();
  }
}

/** Uploads never change under their name: a second name is as good as a copy, and takes no room. */
function keepUploads(source: string, target: string): void {
  if (!existsSync(source)) return;
  for (const path of filesUnder(source)) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    try {
      linkSync(join(source, path), join(target, path));
    } catch (error) {
      // Removed since it was listed: an editor deleted it.
      if (systemCode(error) === 'ENOENT') continue;
      copyFileSync(join(source, path), join(target, path));
    }
  }
}

export interface RestoreOptions {
  home: string;
  databaseUrl: string | null;
  file: string;
  /** Replaces what the hub holds. */
  force: boolean;
}

/**
 * Puts a backup in the place of what a hub holds. Nothing is touched before every digest is right; the database
 * then changes in one step. The feed gets a new epoch, by which the publisher knows that it must read everything
 * again: pages and indexes follow at the next start.
 * @throws Failure when a hub runs, when the file is not a whole backup, or when there is something to lose and no `force`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { home, databaseUrl, force } = options;
  const file = resolve(options.file);
  const paths = homePaths(home);
  const lock = takeHome(home);
  let folder: string | null = null;
  try {
    await endLeftovers(home);
    if (!force && (databaseUrl !== null || existsSync(paths.database))) {
      throw new Failure(
        databaseUrl === null ? `${home} contient déjà une base.` : 'la base PostgreSQL sera remplacée.',
        'Sauvegardez-la au besoin (npm run backup), puis recommencez avec --force.',
      );
    }
    folder = temporaryFolder(home, 'restore');
    const manifest = await unpack(file, folder);
    if ((manifest.database === 'sqlite') !== (databaseUrl === null)) {
      throw new Failure(
        `cette sauvegarde est celle d’une base ${manifest.database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}.`,
        manifest.database === 'sqlite'
          ? 'Retirez DATABASE_URL, puis recommencez.'
          : 'Donnez DATABASE_URL, puis recommencez.',
      );
    }
    const epoch = randomUUID();
    if (databaseUrl === null) prepareSqlite(join(folder, SQLITE_FILE), epoch);

    // Before the database, which refers to them: cut short here, the hub is as it was with a few files more.
    const uploads = new Set(manifest.files.map(({ path }) => path).filter((path) => path.startsWith('uploads/')));
    for (const path of uploads) {
      const target = join(dirname(paths.uploads), path);
      mkdirSync(dirname(target), { recursive: true });
      renameSync(join(folder, path), target);
    }
    if (manifest.files.some(({ path }) => path === SECRETS_FILE)) {
      writeFileAtomic(paths.secrets, readFileSync(join(folder, SECRETS_FILE)), 0o600);
    }
    // The first content is in the backup, and so is the first administrator.
    addMilestones(home, { seeds: 'finished', signInShown: true });
    if (databaseUrl === null) replaceSqlite(join(folder, SQLITE_FILE), paths.database);
    else await replacePostgres(join(folder, POSTGRES_FILE), folder, epoch, databaseUrl);
    for (const path of existsSync(paths.uploads) ? filesUnder(paths.uploads) : []) {
      if (!uploads.has(`uploads/${path}`)) rmSync(join(paths.uploads, path), { force: true });
    }
    return manifest;
  } catch (error) {
    throw explainDiskError(error, home);
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    lock.release();
  }
}

/**
 * Unpacks a backup into an empty folder and compares every file with the manifest.
 * @throws Failure when it is not a backup, or not a whole one.
 */
async function unpack(file: string, folder: string): Promise<Manifest> {
  const damaged = (why: string) =>
    new Failure(`${file} n’est pas une sauvegarde entière : ${why}.`, 'Rien n’a changé. Prenez une autre sauvegarde.');
  if (!existsSync(file)) throw new Failure(`${file} est introuvable.`, 'Donnez le chemin d’une sauvegarde.');
  try {
    // Regular files only: a link could lead the next entry out of the folder.
    await tar.extract({
      cwd: folder,
      file,
      strict: true,
      preserveOwner: false,
      filter: (_path, entry) => 'type' in entry && entry.type === 'File',
    });
  } catch (error) {
    if (['ENOSPC', 'EACCES', 'EROFS'].includes(systemCode(error) ?? '')) throw error;
    throw damaged(error instanceof Error ? error.message : String(error));
  }
  const parsed = manifestSchema.safeParse(readJsonFile(join(folder, MANIFEST)));
  if (!parsed.success) throw damaged('son manifeste est absent ou illisible');
  const manifest = parsed.data;
  const database = manifest.database === 'sqlite' ? SQLITE_FILE : POSTGRES_FILE;
  if (!manifest.files.some(({ path }) => path === database)) throw damaged('la base manque');
  for (const { path, sha256 } of manifest.files) {
    const full = join(folder, path);
    if (!existsSync(full)) throw damaged(`${path} manque`);
    if ((await sha256Of(full)) !== sha256) throw damaged(`${path} est altéré`);
  }
  return manifest;
}

function prepareSqlite(file: string, epoch: string): void {
  const database = new Database(file, { fileMustExist: true });
  try {
    database.prepare('UPDATE palier_feed_state SET epoch = ?').run(epoch);
    // One file again, that can be renamed.
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
}

function replaceSqlite(file: string, target: string): void {
  if (existsSync(target)) {
    // Takes the log of the old database in: left behind, it would be read as the new one's.
    const old = new Database(target);
    old.pragma('journal_mode = DELETE');
    old.close();
  }
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(target + suffix, { force: true });
  renameSync(file, target);
}

/** One transaction, the new epoch in it: the old database or the new one, nothing between. */
async function replacePostgres(dump: string, folder: string, epoch: string, url: string): Promise<void> {
  const script = join(folder, 'restore.sql');
  await runPostgresTool('pg_restore', ['--clean', '--if-exists', '--no-owner', `--file=${script}`, dump], url);
  appendFileSync(script, `\nUPDATE public.palier_feed_state SET epoch = '${epoch}';\n`);
  await runPostgresTool(
    'psql',
    ['--no-psqlrc', '--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1', `--file=${script}`],
    url,
  );
}
