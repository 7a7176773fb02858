import { setTimeout } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { register } from '../src/registrations/register.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { createTables, form, organiserOf, told } from './registrations.ts';
import { interleavedRegistrationsSuite } from './registrations.interleaved.suite.ts';
import { registrationsSuite } from './registrations.suite.ts';

let server: Postgres;
let database: Knex;

beforeAll(async () => {
  server = await startPostgres();
  database = knex({
    client: 'pg',
    connection: `${server.url}?options=-c%20synchronous_commit=off`,
    pool: { min: 0, max: 24 },
  });
  await createTables(database);
});

afterAll(async () => {
  await database?.destroy();
  await server?.stop();
});

registrationsSuite(() => database);
interleavedRegistrationsSuite(() => database);

describe('the lock', () => {
  const { at, newEvent } = organiserOf(() => database);
  const someoneWaits = async () => (await database.raw('select 1 from pg_locks where not granted')).rows.length > 0;

  it('is of one event: another one does not wait for it, and who comes for the same one does', async () => {
    const [one, other] = [await newEvent(), await newEvent()];
    let isIn = false;
    let waiting: Promise<unknown> | undefined;
    await at(one, async () => {
      const { result } = await at(other, (open) => register(open, form('a')));
      expect(told(result)).toBe('seated');
      waiting = at(one, async () => (isIn = true));
      while (!(await someoneWaits())) await setTimeout(10);
      expect(isIn).toBe(false);
    });
    await waiting;
    expect(isIn).toBe(true);
  });
});
