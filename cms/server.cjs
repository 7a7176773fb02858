'use strict';

/**
 * Starts the CMS: `node cms/server.cjs`, from any folder, once it is built (`npm run build -w @palier/cms`). Prints one
 * line when it is ready. What keeps it from starting is said in one line with its remedy, exit code 1.
 */

const { existsSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const NEEDED = [
  'APP_KEYS',
  'ADMIN_JWT_SECRET',
  'API_TOKEN_SALT',
  'TRANSFER_TOKEN_SALT',
  'ENCRYPTION_KEY',
  'FEED_TOKEN',
  'IMPORT_TOKEN',
  'PREVIEW_SECRET',
  'MEMBERS_SECRET',
];

require('node:module').enableCompileCache(); // Strapi reads thousands of modules: 0.4 s less of processor time.

process.env.NODE_ENV ||= 'production';
process.env.STRAPI_TELEMETRY_DISABLED = 'true';

main().catch((error) => {
  const cause = String(error?.message ?? error).split('\n', 1)[0];
  console.error(`cms: not started: ${cause}. ${remedyOf(error)}`);
  process.exit(1);
});

async function main() {
  const distDir = path.join(__dirname, 'dist');
  if (!existsSync(path.join(distDir, 'src', 'index.js'))) {
    throw Object.assign(new Error('it is not built'), { code: 'NOT_BUILT' });
  }
  const missing = NEEDED.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw Object.assign(new Error(`without a value in the environment: ${missing.join(', ')}`), { code: 'NO_SECRET' });
  }
  const { palierHome } = require(path.join(distDir, 'src', 'environment.js'));
  mkdirSync(path.join(palierHome(), 'public', 'uploads'), { recursive: true });

  const { createStrapi } = require('@strapi/strapi');
  const strapi = createStrapi({ appDir: __dirname, distDir });
  // Strapi would log a stack and exit; thrown, the cause comes out as our one line.
  strapi.stopWithError = (error) => {
    throw error;
  };
  await strapi.load();
  await listen(strapi);
  const { host, port } = strapi.config.get('server');
  console.log(`cms: ready on http://${host}:${port}, database ${strapi.db.dialect.client}`);
}

function listen(strapi) {
  const { httpServer } = strapi.server;
  return new Promise((resolve, reject) => {
    httpServer.removeAllListeners('error');
    httpServer.once('error', reject);
    httpServer.once('listening', () => {
      httpServer.on('error', (error) => strapi.log.error(error));
      resolve();
    });
    const { host, port } = strapi.config.get('server');
    strapi.server.listen(port, host);
  });
}

function remedyOf({ code } = {}) {
  switch (code) {
    case 'NOT_BUILT':
      return 'Run: npm run build -w @palier/cms';
    case 'NO_SECRET':
      return 'Set them, or start with npm start, which makes them.';
    case 'EADDRINUSE':
      return 'Stop what listens there, or set CMS_PORT to a free port.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return 'Make PALIER_HOME writable for this user, or set it to a folder that is.';
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return 'Free some space on the disk.';
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return 'cms.db in PALIER_HOME is damaged: restore a backup (npm run restore).';
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return 'Another process holds the database: stop it, then start again.';
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case '28P01':
    case '3D000':
      return 'Check DATABASE_URL and that PostgreSQL is running.';
    default:
      return 'LOG_LEVEL=debug says more.';
  }
}
