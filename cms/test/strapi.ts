import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  feedAnswer,
  publishedPage,
  type DocumentState,
  type DocumentType,
  type FeedAnswer,
  type ImportAnswer,
} from '@palier/model';
import type * as Strapi from '@strapi/strapi';
import type { Core } from '@strapi/strapi';
import { CMS, DIST, ensureBuilt } from './built.ts';
import { startPostgres, type Postgres } from './postgres.ts';

// Its ES module build imports folders, which Node does not.
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi') as typeof Strapi;

export type DatabaseKind = 'sqlite' | 'postgres';

export interface TestCms {
  strapi: Core.Strapi;
  url: string;
  /** The environment of this instance, for a second process on the same database. */
  env: Record<string, string>;
  /** Sends a request; `token` goes into the Authorization header. */
  fetch(path: string, options?: RequestInit & { token?: string }): Promise<Response>;
  /** The feed after a position, checked against the schema. */
  feed(after?: number, wait?: number): Promise<FeedAnswer>;
  /** Last position of the feed. */
  head(): Promise<number>;
  /** What the listing says of a document, or undefined. */
  state(type: DocumentType, documentId: string): Promise<DocumentState | undefined>;
  import(documents: unknown[], dryRun?: boolean): Promise<ImportAnswer['results']>;
  stop(): Promise<void>;
}

/** Values that the CMS takes from its environment in tests. */
export const SECRETS = {
  APP_KEYS: 'test-key-one,test-key-two',
  ADMIN_JWT_SECRET: 'test-admin-secret',
  API_TOKEN_SALT: 'test-api-salt',
  TRANSFER_TOKEN_SALT: 'test-transfer-salt',
  ENCRYPTION_KEY: 'test-encryption-key-of-32-letters',
  FEED_TOKEN: 'test-feed-token',
  IMPORT_TOKEN: 'test-import-token',
  SEARCH_GAPS_TOKEN: 'test-search-gaps-token',
  PREVIEW_SECRET: 'test-preview-secret',
  MEMBERS_SECRET: 'test-members-secret',
  ADMIN_EMAIL: 'admin@palier.example',
  ADMIN_PASSWORD: 'Palier-2026-test',
};

/** Starts the real CMS on an empty database, in this process, on a free port. Strapi is a global: one a process. */
export async function startCms(kind: DatabaseKind): Promise<TestCms> {
  await ensureBuilt();
  const home = mkdtempSync(path.join(tmpdir(), 'palier-cms-'));
  mkdirSync(path.join(home, 'public', 'uploads'), { recursive: true });
  const postgres: Postgres | undefined = kind === 'postgres' ? await startPostgres() : undefined;
  const env = {
    ...SECRETS,
    PALIER_HOME: home,
    NODE_ENV: 'production',
    ...(postgres && { DATABASE_URL: postgres.url }),
  };
  if (!postgres) delete process.env['DATABASE_URL'];
  Object.assign(process.env, env);

  const strapi = await createStrapi({ appDir: CMS, distDir: DIST }).load();
  // A connection on which nothing came while a test worked would be closed just as its next request takes it.
  strapi.server.httpServer.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => strapi.server.listen(0, '127.0.0.1', resolve));
  const { port } = strapi.server.httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  const send: TestCms['fetch'] = (address, { token, ...options } = {}) =>
    fetch(url + address, { ...options, ...(token && { headers: { authorization: `Bearer ${token}` } }) });
  const json = async (address: string): Promise<unknown> => {
    const response = await send(address, { token: SECRETS.FEED_TOKEN });
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const feed: TestCms['feed'] = async (after = 0, wait = 0) =>
    feedAnswer.parse(await json(`/api/feed?after=${after}&limit=500&wait=${wait}`));

  return {
    strapi,
    url,
    env,
    fetch: send,
    feed,
    head: async () => (await feed()).head,
    async state(type, documentId) {
      const page = publishedPage.parse(await json(`/api/published/${type}?limit=500`));
      return page.documents.find((document) => document.documentId === documentId);
    },
    async import(documents, dryRun = false) {
      const body = JSON.stringify({ documents, dryRun });
      const response = await send('/api/import', { method: 'POST', token: SECRETS.IMPORT_TOKEN, body });
      if (!response.ok) throw new Error(`import: ${response.status} ${await response.text()}`);
      return ((await response.json()) as ImportAnswer).results;
    },
    async stop() {
      await destroyOnly(strapi);
      await postgres?.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Strapi ends by removing all listeners of the process, those by which the test runner speaks to it included. */
async function destroyOnly(strapi: Core.Strapi): Promise<void> {
  const { removeAllListeners } = process;
  process.removeAllListeners = () => process;
  try {
    await strapi.destroy();
  } finally {
    process.removeAllListeners = removeAllListeners;
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal); // Strapi's own: they exit.
}
