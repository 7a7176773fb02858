/** The generated secrets of a hub: made once, kept in `PALIER_HOME/secrets.env`, never printed. */
import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { explainDiskError, Failure, systemCode } from './lib/failure.ts';
import { writeFileAtomic } from './lib/files.ts';
import { homePaths } from './lib/paths.ts';

const token = () => randomBytes(32).toString('base64url');

/** Letters and digits that a person can tell apart and retype. */
const LEGIBLE = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789'];

/** A password of 24 legible characters in six groups, which holds a capital, a small letter and a digit, as Strapi asks. */
function password(): string {
  const pick = (alphabet: string) => alphabet[randomInt(alphabet.length)] ?? '';
  const groups = Array.from({ length: 6 }, () => LEGIBLE.map(pick).join('') + pick(LEGIBLE.join('')));
  return groups.join('-');
}

/** How each secret is made. */
const GENERATORS = {
  ADMIN_PASSWORD: password,
  FEED_TOKEN: token,
  IMPORT_TOKEN: token,
  PUBLISHER_TOKEN: token,
  SEARCH_GAPS_TOKEN: token,
  PREVIEW_SECRET: token,
  MEMBERS_SECRET: token,
  MEILI_MASTER_KEY: token,
  APP_KEYS: () => [token(), token()].join(','),
  API_TOKEN_SALT: token,
  ADMIN_JWT_SECRET: token,
  TRANSFER_TOKEN_SALT: token,
  ENCRYPTION_KEY: token,
};

export type SecretName = keyof typeof GENERATORS;
export type Secrets = Record<SecretName, string>;

const NAMES = Object.keys(GENERATORS) as SecretName[];

const HEADER =
  '# Secrets de ce hub, engendrés par npm start. À ne montrer à personne ; une variable d’environnement l’emporte.\n';

/** Values of a file of `NAME=value` lines; blank lines and lines that begin with # say nothing. */
export function parseSecretsFile(text: string): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) entries[match[1]] = match[2];
  }
  return entries;
}

/**
 * The secrets of a home folder. Those that neither the environment nor the file gives are made and kept; the
 * file is closed to others if it was open to them.
 * @throws Failure when the file cannot be read or written.
 */
export function loadSecrets(home: string, env: NodeJS.ProcessEnv): Secrets {
  const file = homePaths(home).secrets;
  let text = '';
  try {
    // Windows has no such mode.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw new Failure(
        `impossible de lire ${file}, ou de le fermer aux autres (${systemCode(error)}).`,
        `Rendez-le à son propriétaire : chown "$USER" "${file}" && chmod 600 "${file}"`,
      );
    }
  }
  const kept = parseSecretsFile(text);
  const missing = NAMES.filter((name) => !env[name] && !kept[name]);
  const made = Object.fromEntries(missing.map((name) => [name, GENERATORS[name]()]));
  if (missing.length > 0) {
    const lines = missing.map((name) => `${name}=${made[name]}\n`).join('');
    const before = text === '' ? HEADER : text.endsWith('\n') ? text : `${text}\n`;
    try {
      writeFileAtomic(file, before + lines, 0o600);
    } catch (error) {
      throw explainDiskError(error, home);
    }
  }
  return Object.fromEntries(NAMES.map((name) => [name, env[name] || kept[name] || made[name]])) as Secrets;
}
