import type Database from 'better-sqlite3';
import type { PublishedDocument } from '@palier/model';
import { Snapshot } from '../snapshot/snapshot.ts';

/** Tables that do not hold what a document is: its place in lists, and work that is left to do. */
const LEFT_ALONE = new Set(['listing', 'index_queue']);

/**
 * Makes one connection show a document as the snapshot would once it had taken it in, in place of the version of that
 * language that is published, if one is. The snapshot is not written, and may be open for reading only: views of
 * the connection's own (`temp`), in memory, stand before the tables of the same names, and an unqualified name means
 * them. Which tables and columns there are is read from a snapshot in memory that takes the document in for real.
 */
export function shadow(db: Database.Database, document: PublishedDocument): void {
  // Also what SQLite itself would put aside while it sorts: nothing of a draft reaches the disk.
  db.pragma('temp_store = MEMORY');
  const { type, documentId, locale, slug } = document;
  const draft = new Snapshot(':memory:');
  try {
    draft.apply([{ type, documentId, addresses: [{ locale, slug }], versions: [document] }]);
    for (const { table, columns } of tablesOfDocuments(draft.db)) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      db.exec(`CREATE TEMP TABLE "draft_${table}" AS SELECT ${names} FROM main."${table}" WHERE 0`);
      const insert = db.prepare(
        `INSERT INTO temp."draft_${table}" (${names}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
      );
      for (const row of draft.db.prepare(`SELECT ${names} FROM "${table}"`).all()) insert.run(row);
      const replaced = [
        matching(columns, { type, document_id: documentId, locale }),
        // An address that the draft takes from another document.
        ...(columns.includes('slug') ? [matching(columns, { type, locale, slug })] : []),
      ];
      db.exec(
        `CREATE TEMP VIEW "${table}" AS
         SELECT ${names} FROM main."${table}" WHERE ${replaced.map((rows) => `NOT (${rows})`).join(' AND ')}
         UNION ALL SELECT ${names} FROM temp."draft_${table}"`,
      );
    }
  } finally {
    draft.close();
  }
}

function tablesOfDocuments(db: Database.Database): { table: string; columns: string[] }[] {
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  return tables
    .filter((table) => !LEFT_ALONE.has(table))
    .map((table) => ({
      table,
      columns: db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[],
    }))
    .filter(({ columns }) => columns.includes('document_id'));
}

/** Condition for the rows that have these values, in those of the columns that the table has. */
function matching(columns: readonly string[], values: Record<string, string>): string {
  return Object.entries(values)
    .filter(([column]) => columns.includes(column))
    .map(([column, value]) => `"${column}" = '${value.replaceAll("'", "''")}'`)
    .join(' AND ');
}
