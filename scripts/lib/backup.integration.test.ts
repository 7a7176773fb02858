import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tar from 'tar';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type BackupOptions, restoreBackup, writeBackup } from './backup.ts';
import { readMilestones, takeHome } from './hub-state.ts';
import { homePaths } from './paths.ts';
import { libpqEnvironment, runPostgresTool } from './postgres-tools.ts';
import { temporaryFolder } from './test/folder.ts';
import { postgresFolder, startPostgres } from './test/postgres.ts';

/** A home folder as the CMS leaves it, open in WAL mode as the CMS keeps it. */
function newHome(title: string) {
  const home = temporaryFolder();
  const { database, uploads, secrets } = homePaths(home);
  mkdirSync(join(uploads, 'nested'), { recursive: true });
  writeFileSync(join(uploads, 'a.pdf'), `upload of ${title}`);
  writeFileSync(join(uploads, 'nested', 'b é.png'), 'image');
  writeFileSync(secrets, `FEED_TOKEN=secret-of-${title}\n`, { mode: 0o600 });
  const db = new Database(database);
  onTestFinished(() => void db.close());
  db.pragma('journal_mode = WAL');
  db.exec(`CREATE TABLE palier_feed_state (id INTEGER PRIMARY KEY, epoch TEXT NOT NULL);
           INSERT INTO palier_feed_state VALUES (1, 'epoch-of-${title}');
           CREATE TABLE documents (title TEXT);
           INSERT INTO documents VALUES ('${title}');`);
  return { home, db };
}

const read = (home: string) => {
  const db = new Database(homePaths(home).database, { readonly: true });
  try {
    return {
      titles: db.prepare('SELECT title FROM documents').pluck().all(),
      epoch: db.prepare('SELECT epoch FROM palier_feed_state').pluck().get(),
      healthy: db.pragma('integrity_check', { simple: true }),
    };
  } finally {
    db.close();
  }
};

async function backUp(home: string, options: Partial<BackupOptions> = {}): Promise<string> {
  const file = join(temporaryFolder(), 'hub.tar.gz');
  await writeBackup({ home, databaseUrl: null, file, withSecrets: false, ...options });
  return file;
}

const restore = (home: string, file: string, force = false) => restoreBackup({ home, databaseUrl: null, file, force });

describe('a backup', () => {
  test('brings database and uploads back in an empty home, with a new epoch for consumers', async () => {
    const { home } = newHome('one');
    const file = await backUp(home);
    const other = temporaryFolder();
    await restore(other, file);
    expect(read(other)).toMatchObject({ titles: ['one'], healthy: 'ok' });
    expect(read(other).epoch).toMatch(/^[0-9a-f-]{36}$/);
    const { uploads } = homePaths(other);
    expect(readFileSync(join(uploads, 'a.pdf'), 'utf8')).toBe('upload of one');
    expect(readFileSync(join(uploads, 'nested', 'b é.png'), 'utf8')).toBe('image');
    expect(readMilestones(other).seeds).toBe('finished');
  });

  test('is consistent while the database is written to', async () => {
    const { home, db } = newHome('one');
    const insert = db.prepare('INSERT INTO documents VALUES (?)');
    let count = 0;
    const writing = setInterval(
      () => db.transaction(() => [1, 2].forEach(() => insert.run(`more ${(count += 1)}`)))(),
      1,
    );
    const file = await backUp(home);
    clearInterval(writing);
    const other = temporaryFolder();
    await restore(other, file);
    const { titles, healthy } = read(other);
    expect(healthy).toBe('ok');
    // Two rows a transaction, after the first one.
    expect(titles.length % 2).toBe(1);
  });

  test('can be read by its owner only', async () => {
    const { home } = newHome('one');
    expect(statSync(await backUp(home)).mode & 0o777).toBe(0o600);
  });

  test('holds secrets when asked, and not otherwise', async () => {
    const { home } = newHome('one');
    const names = async (file: string) => {
      const entries: string[] = [];
      await tar.list({ file, onReadEntry: ({ path }) => entries.push(path) });
      return entries;
    };
    expect(await names(await backUp(home))).toEqual([
      'manifest.json',
      'cms.db',
      'uploads/a.pdf',
      'uploads/nested/b é.png',
    ]);
    const file = await backUp(home, { withSecrets: true });
    expect(await names(file)).toContain('secrets.env');
    const other = temporaryFolder();
    await restore(other, file);
    expect(readFileSync(homePaths(other).secrets, 'utf8')).toContain('secret-of-one');
    expect(statSync(homePaths(other).secrets).mode & 0o777).toBe(0o600);
  });

  test('of nothing is refused, and leaves nothing', async () => {
    const home = temporaryFolder();
    const file = join(temporaryFolder(), 'deep', 'hub.tar.gz');
    await expect(writeBackup({ home, databaseUrl: null, file, withSecrets: false })).rejects.toThrow(
      /rien à sauvegarder/,
    );
    expect(existsSync(file)).toBe(false);
  });

  test('leaves no other file behind, also when it cannot be written', async () => {
    const { home } = newHome('one');
    const file = await backUp(home);
    expect(readdirSync(join(file, '..'))).toEqual(['hub.tar.gz']);
    const occupied = join(temporaryFolder(), 'folder');
    mkdirSync(join(occupied, 'content'), { recursive: true });
    await expect(backUp(home, { file: occupied })).rejects.toThrow();
    expect(readdirSync(join(occupied, '..'))).toEqual(['folder']);
    expect(readdirSync(homePaths(home).run)).toEqual([]);
  });
});

describe('a restore', () => {
  test('asks for --force before it replaces a database', async () => {
    const file = await backUp(newHome('one').home);
    const { home, db } = newHome('two');
    db.close();
    await expect(restore(home, file)).rejects.toMatchObject({ remedy: expect.stringContaining('--force') });
    expect(read(home).titles).toEqual(['two']);
  });

  test('replaces everything that was there, what the old database had not yet written down included', async () => {
    const file = await backUp(newHome('one').home);
    const { home, db } = newHome('two');
    writeFileSync(join(homePaths(home).uploads, 'only-here.pdf'), 'old');
    // A killed CMS leaves its log beside the database.
    const { database } = homePaths(home);
    const log = readFileSync(`${database}-wal`);
    db.close();
    writeFileSync(`${database}-wal`, log);
    await restore(home, file, true);
    expect(read(home)).toMatchObject({ titles: ['one'], healthy: 'ok' });
    expect(readdirSync(homePaths(home).uploads).sort()).toEqual(['a.pdf', 'nested']);
    expect(readFileSync(homePaths(home).secrets, 'utf8')).toContain('secret-of-two');
  });

  test('is refused while a hub runs', async () => {
    const file = await backUp(newHome('one').home);
    const { home } = newHome('two');
    const lock = takeHome(home);
    await expect(restore(home, file, true)).rejects.toThrow(/tourne déjà/);
    lock.release();
    expect(read(home).titles).toEqual(['two']);
  });

  test.each([
    ['a file that is cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 700))],
    ['a file that is no archive', (file: string) => writeFileSync(file, 'hello')],
    [
      'a file whose content was altered',
      async (file: string) => {
        const folder = temporaryFolder();
        await tar.extract({ cwd: folder, file });
        writeFileSync(join(folder, 'uploads', 'a.pdf'), 'UPLOAD of one');
        await tar.create({ cwd: folder, file, gzip: true }, ['manifest.json', 'cms.db', 'uploads']);
      },
    ],
    [
      'a file without its manifest',
      async (file: string) => {
        const folder = temporaryFolder();
        await tar.extract({ cwd: folder, file });
        await tar.create({ cwd: folder, file, gzip: true }, ['cms.db']);
      },
    ],
  ])('of %s changes nothing', async (_what, damage: (file: string) => unknown) => {
    const file = await backUp(newHome('one').home);
    await damage(file);
    const { home } = newHome('two');
    await expect(restore(home, file, true)).rejects.toThrow(/n’est pas une sauvegarde entière/);
    expect(read(home)).toMatchObject({ titles: ['two'], epoch: 'epoch-of-two' });
    expect(readdirSync(homePaths(home).run).filter((name) => name.startsWith('restore'))).toEqual([]);
  });

  test('writes nowhere but in the home folder, whatever the archive says', async () => {
    const folder = temporaryFolder();
    const outside = join(folder, '..', `escaped-${process.pid}`);
    mkdirSync(join(folder, 'in'));
    writeFileSync(join(folder, 'evil'), 'x');
    const file = join(folder, 'evil.tar.gz');
    await tar.create({ cwd: join(folder, 'in'), file, gzip: true, preservePaths: true }, ['../evil']);
    renameSync(join(folder, 'evil'), join(folder, 'evil.source'));
    await expect(restore(temporaryFolder(), file)).rejects.toThrow(/sauvegarde entière/);
    expect(existsSync(outside)).toBe(false);
    expect(existsSync(join(folder, 'evil'))).toBe(false);
  });

  test('of a PostgreSQL backup into SQLite is refused', async () => {
    const { home } = newHome('one');
    const file = await backUp(home);
    const restoring = restoreBackup({
      home: temporaryFolder(),
      databaseUrl: 'postgres://hub@127.0.0.1:1/x',
      file,
      force: true,
    });
    await expect(restoring).rejects.toThrow(/celle d’une base SQLite/);
  });
});

describe('PostgreSQL', () => {
  test('is told its password by the environment, never on a command line', () => {
    expect(libpqEnvironment('postgres://h%40b:p%2Fw@db.example:5433/hub?sslmode=require')).toEqual({
      PGHOST: 'db.example',
      PGPORT: '5433',
      PGUSER: 'h@b',
      PGPASSWORD: 'p/w',
      PGDATABASE: 'hub',
      PGSSLMODE: 'require',
    });
  });

  const bin = postgresFolder();

  test.skipIf(bin === null)('is backed up and restored in one transaction, with a new epoch', async () => {
    const databaseUrl = await startPostgres(bin ?? '');
    const sql = (text: string) =>
      execFileSync('psql', ['--no-psqlrc', '--tuples-only', '--no-align', '--quiet', '-c', text], {
        env: { ...process.env, ...libpqEnvironment(databaseUrl) },
        encoding: 'utf8',
      }).trim();
    sql(`CREATE TABLE palier_feed_state (id integer PRIMARY KEY, epoch text); INSERT INTO palier_feed_state VALUES (1, 'old');
         CREATE TABLE documents (title text); INSERT INTO documents VALUES ('one');`);
    const { home } = newHome('uploads');
    const file = await backUp(home, { databaseUrl });
    sql("UPDATE documents SET title = 'two'; CREATE TABLE later (x integer);");
    await expect(restoreBackup({ home, databaseUrl, file, force: false })).rejects.toMatchObject({
      remedy: expect.stringContaining('--force'),
    });
    const { database } = await restoreBackup({ home, databaseUrl, file, force: true });
    expect(database).toBe('postgresql');
    expect(sql('SELECT title FROM documents')).toBe('one');
    expect(sql('SELECT epoch FROM palier_feed_state')).toMatch(/^[0-9a-f-]{36}$/);

    // A restore that fails half-way leaves the database as it was.
    sql('DROP TABLE palier_feed_state');
    sql("UPDATE documents SET title = 'kept'");
    sql('CREATE VIEW depends AS SELECT title FROM documents');
    await expect(restoreBackup({ home, databaseUrl, file, force: true })).rejects.toThrow(/psql a échoué/);
    expect(sql('SELECT title FROM documents')).toBe('kept');
  });

  test('without its programs says what to install', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      await expect(runPostgresTool('pg_dump', [], 'postgres://hub@127.0.0.1:1/x')).rejects.toMatchObject({
        remedy: expect.stringContaining('postgresql-client'),
      });
    } finally {
      process.env['PATH'] = path;
    }
  });
});
