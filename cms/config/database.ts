import path from 'node:path';
import { palierHome } from '../src/environment.ts';

// On PostgreSQL Strapi keeps instants without a zone, in the one of the process: all processes have the same, and no hour
// of the year comes twice.
process.env['TZ'] = 'UTC';

interface SqliteConnection {
  pragma(statement: string): unknown;
}

const postgres = (connectionString: string) => ({
  client: 'postgres',
  connection: { connectionString },
  pool: { min: 0, max: 10 },
});

const sqlite = () => ({
  client: 'sqlite',
  connection: { filename: path.join(palierHome(), 'cms.db') },
  useNullAsDefault: true,
  pool: {
    min: 1,
    max: 1,
    afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) {
      try {
        connection.pragma('journal_mode = WAL');
        connection.pragma('busy_timeout = 5000');
        // In WAL mode NORMAL may forget the last commits in a power cut, and a consumer of the feed may have seen them.
        connection.pragma('synchronous = FULL');
        // What members erase does not stay in blocks that are free.
        connection.pragma('secure_delete = ON');
        done(null, connection);
      } catch (error) {
        done(error as Error, connection); // Not a database, read-only, locked.
      }
    },
  },
});

export default () => ({
  connection: {
    ...(process.env['DATABASE_URL'] ? postgres(process.env['DATABASE_URL']) : sqlite()),
    // An error names the statement that failed, and goes to the log: without the values, which are what readers and editors wrote.
    compileSqlOnError: false,
  },
});
