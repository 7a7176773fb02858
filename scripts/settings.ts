/**
 * Every environment variable of the hub, in one table: what the scripts hand to each part, what README.md
 * shows, and what a check compares with the code. Run as a program, it writes the table into README.md.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeFileAtomic } from './lib/files.ts';
import { Failure, runCommand } from './lib/failure.ts';
import { DEFAULT_HOME, ROOT } from './lib/paths.ts';

/** Who reads a variable. Each process gets the secrets it reads and no other. */
export type Reader = 'scripts' | 'cms' | 'publisher' | 'front' | 'meilisearch' | 'tests';

export interface Setting {
  name: string;
  /** What stands when the variable is absent, as the README words it; null: nothing does. */
  fallback: string | null;
  secret: boolean;
  readers: readonly Reader[];
  /** One line for the README. */
  meaning: string;
}

const GENERATED = 'engendré au premier démarrage';

const setting = (name: string, fallback: string | null, readers: readonly Reader[], meaning: string): Setting => ({
  name,
  fallback,
  secret: false,
  readers,
  meaning,
});
const secret = (name: string, readers: readonly Reader[], meaning: string, fallback = GENERATED): Setting => ({
  name,
  fallback,
  secret: true,
  readers,
  meaning,
});

export const SETTINGS: readonly Setting[] = [
  setting(
    'PALIER_HOME',
    '`.palier` du dépôt',
    ['scripts', 'cms', 'publisher', 'front'],
    'Dossier de tout ce que le hub écrit.',
  ),
  setting(
    'PALIER_URL',
    '`http://localhost:PORT`',
    ['scripts', 'cms', 'publisher', 'front'],
    'Adresse publique, sans barre finale.',
  ),
  setting('HOST', '`127.0.0.1`', ['scripts', 'front'], 'Adresse d’écoute du serveur frontal.'),
  setting('PORT', '`8080`', ['scripts', 'front'], 'Port du serveur frontal.'),
  setting('DATABASE_URL', 'SQLite, `PALIER_HOME/cms.db`', ['scripts', 'cms'], 'Base PostgreSQL : `postgres://…`.'),
  setting('CMS_HOST', '`127.0.0.1`', ['scripts', 'cms'], 'Adresse d’écoute du CMS.'),
  setting('CMS_PORT', '`1337` ; `npm start` : un port libre', ['scripts', 'cms'], 'Port du CMS.'),
  setting('CMS_URL', '`http://127.0.0.1:1337`', ['scripts', 'publisher', 'front'], 'Adresse interne du CMS.'),
  setting('FEED_RETENTION_DAYS', '`30`', ['cms'], 'Jours pendant lesquels le flux garde un changement, au moins.'),
  setting(
    'LINKS_WEEKLY',
    '`1`',
    ['cms'],
    '`0` : le CMS ne vérifie pas les liens de lui-même chaque semaine, `npm run links` seul le fait.',
  ),
  setting(
    'LINKS_ALLOW_PRIVATE',
    '`0`',
    ['cms'],
    '`1` : la vérification des liens atteint aussi les adresses privées (intranet, essais).',
  ),
  setting(
    'OFFICIAL_LAW_MONTHS',
    '`12`',
    ['cms'],
    'Mois après lesquels ce qu’une réponse officielle dit du droit est signalé comme à vérifier.',
  ),
  setting(
    'FIRST_POSTS_REVIEWED',
    '`2`',
    ['cms'],
    'Premiers messages d’un nouveau membre qui attendent un modérateur ; `0` : aucun.',
  ),
  setting('LOG_LEVEL', '`warn`', ['cms'], 'Détail du journal du CMS : `error`, `warn`, `info`, `debug`.'),
  setting('PUBLISHER_HOST', '`127.0.0.1`', ['scripts', 'publisher'], 'Adresse d’écoute du publicateur.'),
  setting('PUBLISHER_PORT', '`4400` ; `npm start` : un port libre', ['scripts', 'publisher'], 'Port du publicateur.'),
  setting('PUBLISHER_URL', '`http://127.0.0.1:4400`', ['scripts', 'cms', 'front'], 'Adresse interne du publicateur.'),
  setting(
    'MEILI_URL',
    'absente : Pagefind seul ; `npm start` : celle du Meilisearch qu’il lance',
    ['scripts', 'publisher', 'front'],
    'Adresse de Meilisearch.',
  ),
  setting(
    'MEILI_BIN',
    'le paquet npm, s’il convient à la machine',
    ['scripts'],
    'Programme Meilisearch que `npm start` lance.',
  ),
  setting('TRUST_PROXY', 'aucun', ['front'], 'Mandataires dont on croit `X-Forwarded-For` : adresses ou plages CIDR.'),
  setting('ACCESS_LOG', '`0`', ['front'], '`1` : une ligne par requête dans le journal, sans rien de qui demande.'),
  secret(
    'SMTP_URL',
    ['scripts', 'cms'],
    'Serveur d’envoi des courriels : `smtp://compte:secret@serveur:587`.',
    'aucun : ils vont dans `PALIER_HOME/mails`',
  ),
  setting('MAIL_FROM', '`ne-pas-repondre@` l’hôte du hub', ['cms'], 'Expéditeur des courriels : `Nom <adresse>`.'),
  setting(
    'OIDC_ISSUER',
    'absent : connexion par courriel seule',
    ['cms'],
    'Fournisseur OpenID Connect : adresse de l’émetteur.',
  ),
  setting('OIDC_CLIENT_ID', null, ['cms'], 'Identifiant du hub chez le fournisseur.'),
  secret('OIDC_CLIENT_SECRET', ['cms'], 'Secret du hub chez le fournisseur.', 'aucun'),
  setting('OIDC_NAME', 'l’hôte du fournisseur', ['cms'], 'Nom du fournisseur sur le bouton de connexion.'),
  setting('OIDC_SCOPE', '`openid email`', ['cms'], 'Ce qui est demandé au fournisseur.'),
  secret(
    'METRICS_TOKEN',
    ['front'],
    'Ouvre `/metrics` et le détail de `/healthz` hors de la machine.',
    'aucun : la machine seule',
  ),
  setting('ADMIN_EMAIL', '`admin@palier.example`', ['scripts', 'cms'], 'Adresse du premier administrateur.'),
  secret('ADMIN_PASSWORD', ['scripts', 'cms'], 'Mot de passe du premier administrateur, affiché une fois.'),
  secret('FEED_TOKEN', ['scripts', 'cms', 'publisher'], 'Jeton de lecture du flux des changements.'),
  secret('IMPORT_TOKEN', ['scripts', 'cms'], 'Jeton de l’import et de la vérification des liens.'),
  secret('PUBLISHER_TOKEN', ['scripts', 'cms', 'publisher'], 'Jeton des ordres au publicateur.'),
  secret(
    'SEARCH_GAPS_TOKEN',
    ['cms', 'front'],
    'Jeton du compte des recherches sans résultat ; absent : rien n’est compté.',
  ),
  secret('PREVIEW_SECRET', ['cms', 'publisher'], 'Signature des liens d’aperçu des brouillons.'),
  secret('MEMBERS_SECRET', ['cms'], 'Empreintes des codes de connexion et des adresses de machines.'),
  secret('MEILI_MASTER_KEY', ['scripts', 'publisher', 'meilisearch'], 'Clé maîtresse de Meilisearch.'),
  secret(
    'MEILI_SEARCH_KEY',
    ['scripts', 'front'],
    'Clé de Meilisearch qui ne permet que de chercher.',
    'dérivée de `MEILI_MASTER_KEY`',
  ),
  secret('APP_KEYS', ['cms'], 'Strapi : clés des sessions.'),
  secret('API_TOKEN_SALT', ['cms'], 'Strapi : sel des jetons d’API.'),
  secret('ADMIN_JWT_SECRET', ['cms'], 'Strapi : signature des sessions de l’administration.'),
  secret('TRANSFER_TOKEN_SALT', ['cms'], 'Strapi : sel des jetons de transfert.'),
  secret('ENCRYPTION_KEY', ['cms'], 'Strapi : chiffrement des jetons enregistrés.'),
  setting(
    'SOAK',
    'absente',
    ['tests'],
    '`1`, que pose `npm run soak` : les longues versions des épreuves de panne et de charge.',
  ),
  setting('CHROME_PATH', 'cherché sur la machine', ['tests'], 'Navigateur Chromium des tests.'),
];

/** Variables that others define: read by the code, not settings of the hub. */
export const FOREIGN_VARIABLES: readonly string[] = [
  'CI',
  'HOME',
  'INIT_CWD',
  'LOGNAME',
  'NODE_ENV',
  'NODE_OPTIONS',
  'NO_COLOR',
  // Which snapshot the pages read: the publisher tells its own renderer.
  'PALIER_SNAPSHOT',
  'PATH',
  'PATHEXT',
  'STRAPI_TELEMETRY_DISABLED',
  'TMPDIR',
  // Zone of a process: the CMS sets its own.
  'TZ',
  'USER',
  'VITEST',
  'VITEST_POOL_ID',
  'npm_execpath',
];

const byName = new Map(SETTINGS.map((entry) => [entry.name, entry]));

/** The settings that `npm start` and the other commands need themselves. */
export interface HubSettings {
  home: string;
  host: string;
  port: number;
  /** Public address, without a final slash. */
  publicUrl: string;
  databaseUrl: string | null;
  adminEmail: string;
  /** Null: a free one. */
  cmsPort: number | null;
  publisherPort: number | null;
  /** A Meilisearch that somebody else runs; null: the hub's own, if there is a binary. */
  meiliUrl: string | null;
}

function value(env: NodeJS.ProcessEnv, name: string): string | null {
  if (!byName.has(name)) throw new Error(`${name} is not in the table of settings`);
  // An empty variable is one that somebody cleared.
  return env[name]?.trim() || null;
}

function parsePort(env: NodeJS.ProcessEnv, name: string): number | null {
  const text = value(env, name);
  if (text === null) return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Failure(`${name}=${text} n’est pas un port.`, 'Donnez un nombre de 1 à 65535 (0 : un port libre).');
}

function parseUrl(env: NodeJS.ProcessEnv, name: string, protocols: readonly string[]): string | null {
  const text = value(env, name);
  if (text === null) return null;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text.replace(/\/+$/, '');
  // The value itself may hold a password.
  throw new Failure(
    `${name} n’est pas une adresse.`,
    `Donnez une adresse qui commence par ${protocols.map((p) => `${p}//`).join(' ou ')}`,
  );
}

/**
 * Reads the settings from an environment.
 * @throws Failure that names the variable, what is wrong and what to give.
 */
export function readSettings(env: NodeJS.ProcessEnv): HubSettings {
  const port = parsePort(env, 'PORT') ?? 8080;
  const home = value(env, 'PALIER_HOME');
  return {
    home: home === null ? DEFAULT_HOME : resolve(home),
    host: value(env, 'HOST') ?? '127.0.0.1',
    port,
    publicUrl: parseUrl(env, 'PALIER_URL', ['http:', 'https:']) ?? `http://localhost:${port}`,
    databaseUrl: parseUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    adminEmail: value(env, 'ADMIN_EMAIL') ?? 'admin@palier.example',
    cmsPort: parsePort(env, 'CMS_PORT'),
    publisherPort: parsePort(env, 'PUBLISHER_PORT'),
    meiliUrl: parseUrl(env, 'MEILI_URL', ['http:', 'https:']),
  };
}

/**
 * Environment of one part: what is no setting of the hub (PATH…) as it is, and of the settings the ones that
 * this part reads.
 * @param values settings by name; null: absent.
 */
export function environmentFor(
  reader: Reader,
  inherited: NodeJS.ProcessEnv,
  values: Readonly<Record<string, string | null>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => !byName.has(name));
  const given = Object.entries(values).filter(
    (entry): entry is [string, string] =>
      entry[1] !== null && (byName.get(entry[0])?.readers.includes(reader) ?? false),
  );
  return Object.fromEntries([...kept, ...given]);
}

/** The table of README.md, Markdown. */
export function settingsTable(): string {
  const readers: Record<Reader, string> = {
    scripts: 'commandes',
    cms: 'CMS',
    publisher: 'publicateur',
    front: 'frontal',
    meilisearch: 'Meilisearch',
    tests: 'tests',
  };
  const rows = SETTINGS.map(
    ({ name, fallback, secret: isSecret, readers: by, meaning }) =>
      `| \`${name}\` | ${meaning} | ${fallback ?? ''} | ${isSecret ? 'oui' : ''} | ${by.map((reader) => readers[reader]).join(', ')} |`,
  );
  return ['| variable | sens | par défaut | secret | lue par |', '|---|---|---|---|---|', ...rows].join('\n');
}

const START = '<!-- settings: written by `node scripts/settings.ts` -->';
const END = '<!-- /settings -->';

/**
 * The README with its table of settings brought up to date.
 * @throws Failure when the README has no place for it.
 */
export function withSettingsTable(readme: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end < start) {
    throw new Failure(
      'README.md n’a pas de place pour la table des variables.',
      `Mettez-y deux lignes : ${START} puis ${END}`,
    );
  }
  return `${readme.slice(0, start + START.length)}\n\n${settingsTable()}\n\n${readme.slice(end)}`;
}

/**
 * Names of the environment variables that a source reads: `process.env.X`, `process.env['X']`,
 * `const { X } = process.env`, `env.X`, Strapi's `env('X')` and `env.int('X')`, and the keys of a schema where
 * the source handles a `ProcessEnv`.
 */
export function variablesRead(source: string): string[] {
  const names = new Set<string>();
  for (const pattern of [
    /\benv\.([A-Z][A-Z0-9_]+)\b/g,
    /\benv\[\s*['"]([A-Za-z0-9_]+)['"]\s*\]/g,
    /\benv(?:\.[a-z]\w*)?\(\s*['"]([A-Za-z0-9_]+)['"]/g,
  ]) {
    for (const match of source.matchAll(pattern)) names.add(match[1] ?? '');
  }
  if (source.includes('ProcessEnv')) {
    for (const match of source.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)) names.add(match[1] ?? '');
  }
  for (const match of source.matchAll(/\{([^{}]*)\}\s*=\s*(?:process\.)?env\b/g)) {
    for (const part of (match[1] ?? '').split(',')) {
      const name = part.split(/[:=]/)[0]?.trim() ?? '';
      if (name && !name.startsWith('...')) names.add(name);
    }
  }
  return [...names].sort();
}

if (import.meta.main) {
  await runCommand(async () => {
    const file = join(ROOT, 'README.md');
    writeFileAtomic(file, withSettingsTable(readFileSync(file, 'utf8')));
    return 0;
  });
}
