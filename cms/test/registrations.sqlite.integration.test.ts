import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import knex, { type Knex } from 'knex';
import { afterAll, beforeAll } from 'vitest';
import { createTables } from './registrations.ts';
import { interleavedRegistrationsSuite } from './registrations.interleaved.suite.ts';
import { registrationsSuite } from './registrations.suite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'palier-registrations-'));
let database: Knex;

beforeAll(async () => {
  database = knex({
    client: 'better-sqlite3',
    connection: { filename: path.join(folder, 'cms.db') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 }, // As in Strapi.
  });
  await database.raw('pragma journal_mode = WAL');
  await createTables(database);
});

afterAll(async () => {
  await database?.destroy();
  rmSync(folder, { recursive: true, force: true });
});

registrationsSuite(() => database);
interleavedRegistrationsSuite(() => database);
