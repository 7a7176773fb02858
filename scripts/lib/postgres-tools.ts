import { Failure, systemCode } from './failure.ts';
import { run } from './run.ts';

/**
 * Environment that tells PostgreSQL's programs where the database is: on a command line, every user of the
 * machine could read its password.
 * @param url `postgres://user:password@host:port/name?sslmode=…`
 */
export function libpqEnvironment(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const values = {
    PGHOST: searchParams.get('host') ?? hostname.replace(/^\[|\]$/g, ''),
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode') ?? '',
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/**
 * Runs one of PostgreSQL's programs on a database.
 * @throws Failure when it is not installed, older than the server, or fails.
 */
export async function runPostgresTool(
  tool: 'pg_dump' | 'pg_restore' | 'psql',
  args: string[],
  url: string,
): Promise<void> {
  let result;
  try {
    result = await run(tool, args, { cwd: process.cwd(), env: { ...process.env, ...libpqEnvironment(url) } });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new Failure(
      `${tool} est introuvable : il sauvegarde et restaure PostgreSQL.`,
      'Installez le client de PostgreSQL (Debian : apt-get install postgresql-client), puis recommencez.',
    );
  }
  if (result.code === 0) return;
  if (/server version mismatch|unsupported version/.test(result.output)) {
    throw new Failure(
      `${tool} est plus ancien que le serveur PostgreSQL.`,
      'Installez un client de la version du serveur et mettez-le en tête de PATH, puis recommencez.',
      [result.output.trim()],
    );
  }
  throw new Failure(`${tool} a échoué (code ${result.code}).`, 'Corrigez la cause ci-dessus, puis recommencez.', [
    result.output.trim(),
  ]);
}
