import Database from 'better-sqlite3';

/**
 * The published snapshot: one SQLite file that holds what is public, what each page was made from, and what
 * remains to be done. It is derived: deleting it costs a resynchronisation, never content.
 */
const SCHEMA_VERSION = 3;

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  type TEXT NOT NULL, document_id TEXT NOT NULL, locale TEXT NOT NULL,
  slug TEXT NOT NULL,
  digest TEXT NOT NULL,
  json TEXT NOT NULL,
  card TEXT NOT NULL,
  html TEXT NOT NULL,
  headings TEXT NOT NULL,
  text TEXT NOT NULL,
  title TEXT NOT NULL,
  first_published_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (type, document_id, locale)
) STRICT;
CREATE INDEX document_slug ON document (type, locale, slug);

-- Place of a document in the list of its type, given once and never reused: numbered pages stay as they are.
CREATE TABLE listing (
  type TEXT NOT NULL, ordinal INTEGER NOT NULL, document_id TEXT NOT NULL,
  PRIMARY KEY (type, ordinal), UNIQUE (type, document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference (
  type TEXT NOT NULL, document_id TEXT NOT NULL, locale TEXT NOT NULL,
  field TEXT NOT NULL, position INTEGER NOT NULL, to_type TEXT NOT NULL, to_id TEXT NOT NULL,
  PRIMARY KEY (type, document_id, locale, field, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_target ON reference (to_type, to_id);

-- What each resource and thread is listed under, whatever its language.
CREATE TABLE facet (
  type TEXT NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, document_id TEXT NOT NULL,
  PRIMARY KEY (type, facet, value, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX facet_document ON facet (type, document_id);

-- Posts of threads as pages show them, in the order of the thread: what did not change is not read again.
CREATE TABLE post (
  document_id TEXT NOT NULL, post_id TEXT NOT NULL, position INTEGER NOT NULL,
  anchor TEXT NOT NULL, page INTEGER NOT NULL,
  digest TEXT NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL, note_ids TEXT NOT NULL,
  PRIMARY KEY (document_id, post_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE note_link (
  type TEXT NOT NULL, document_id TEXT NOT NULL, locale TEXT NOT NULL, note_id TEXT NOT NULL,
  PRIMARY KEY (type, document_id, locale, note_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_link_target ON note_link (note_id);

CREATE TABLE note (note_id TEXT NOT NULL, document_id TEXT NOT NULL, PRIMARY KEY (note_id, document_id)) STRICT, WITHOUT ROWID;
CREATE INDEX note_document ON note (document_id);

CREATE TABLE address (
  type TEXT NOT NULL, locale TEXT NOT NULL, slug TEXT NOT NULL, document_id TEXT NOT NULL,
  PRIMARY KEY (type, locale, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX address_document ON address (type, document_id);

CREATE TABLE page (
  url TEXT PRIMARY KEY,
  digest TEXT,
  error TEXT,
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dependency (tag TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (tag, url)) STRICT, WITHOUT ROWID;
CREATE INDEX dependency_url ON dependency (url);

-- Addresses whose file is not, or may not be, what it should be. \`version\` tells whether a change came in
-- while the page was being made.
CREATE TABLE page_queue (
  url TEXT PRIMARY KEY, priority INTEGER NOT NULL, version INTEGER NOT NULL, changed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX page_queue_order ON page_queue (priority, version);

CREATE TABLE index_queue (
  type TEXT NOT NULL, document_id TEXT NOT NULL, version INTEGER NOT NULL, changed_at TEXT,
  PRIMARY KEY (type, document_id)
) STRICT, WITHOUT ROWID;
`;

/**
 * Opens the snapshot for its one writer, making it when it is missing or of another version of the code.
 *
 * @throws when the folder is not writable or the disk is full
 */
export function openForWriting(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('busy_timeout = 5000');
  // What is hidden does not stay in blocks that are free.
  db.pragma('secure_delete = ON');
  if (db.pragma('user_version', { simple: true }) !== SCHEMA_VERSION) {
    db.transaction(() => {
      const tables = db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .pluck()
        .all() as string[];
      for (const table of tables) db.exec(`DROP TABLE "${table}"`);
      db.exec(SCHEMA);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    }).immediate();
  }
  return db;
}

/** Empties the log of writes, which holds what was hidden until it is written over. @returns false while someone reads it */
export function emptyLog(db: Database.Database): boolean {
  // Waits for nobody: pages are made meanwhile.
  db.pragma('busy_timeout = 0');
  const isBusy = db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 1;
  db.pragma('busy_timeout = 5000');
  return !isBusy;
}

/** Opens the snapshot for the pages that read it. */
export function openForReading(path: string): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  return db;
}
