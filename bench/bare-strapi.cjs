'use strict';

/**
 * What the posts of the community are compared with: a Strapi with one type, its own routes and nothing of ours, as its makers
 * generate it. `node bench/bare-strapi.cjs <folder> <port>`; writes a line when it is ready, and stops with its input.
 */
const { mkdirSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const [folder, port] = process.argv.slice(2);
const load = createRequire(path.resolve(__dirname, '../cms/package.json'));

const schema = {
  kind: 'collectionType',
  collectionName: 'posts',
  info: { singularName: 'post', pluralName: 'posts', displayName: 'Post' },
  options: { draftAndPublish: false },
  attributes: {
    thread: { type: 'string' },
    kind: { type: 'string' },
    state: { type: 'string' },
    number: { type: 'integer' },
    author: { type: 'string' },
    body: { type: 'text' },
  },
};

const factory = (kind, rest = '') =>
  `module.exports = require(${JSON.stringify(load.resolve('@strapi/strapi'))}).factories.createCore${kind}('api::post.post'${rest});`;

const files = {
  'package.json': JSON.stringify({ name: 'bare', version: '0.0.0' }),
  'config/server.js': `module.exports = { host: '127.0.0.1', port: ${Number(port)}, app: { keys: ['bare'] }, logger: { config: { level: 'warn' } } };`,
  'config/admin.js':
    "module.exports = { auth: { secret: 'bare' }, apiToken: { salt: 'bare' }, transfer: { token: { salt: 'bare' } }, secrets: { encryptionKey: 'bare-key-of-thirty-two-letters-x' } };",
  'config/api.js': 'module.exports = { rest: {} };',
  'config/database.js': `module.exports = { connection: { client: 'sqlite', connection: { filename: ${JSON.stringify(path.join(folder, 'bare.db'))} }, useNullAsDefault: true } };`,
  'config/middlewares.js':
    "module.exports = ['logger', 'errors', 'security', 'cors', 'poweredBy', 'query', 'body', 'session', 'favicon', 'public'].map((name) => `strapi::${name}`);",
  'src/index.js': 'module.exports = {};',
  'src/api/post/content-types/post/schema.json': JSON.stringify(schema),
  'src/api/post/routes/post.js': factory('Router', ', { config: { create: { auth: false } } }'),
  'src/api/post/controllers/post.js': factory('Controller'),
  'src/api/post/services/post.js': factory('Service'),
};

for (const [name, text] of Object.entries(files)) {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}
mkdirSync(path.join(folder, 'public', 'uploads'), { recursive: true });

const { createStrapi } = load('@strapi/strapi');
createStrapi({ appDir: folder, distDir: folder, serveAdminPanel: false })
  .start()
  .then(() => process.stdout.write('ready\n'));
process.stdin.resume().on('end', () => process.exit(0));
