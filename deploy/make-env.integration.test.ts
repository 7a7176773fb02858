import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { searchKeyOf } from '@palier/search/indexer';
import { parseSecretsFile } from '../scripts/secrets.ts';

const compose = readFileSync(join(import.meta.dirname, '../docker-compose.yml'), 'utf8');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'palier-env-'));
  mkdirSync(join(root, 'deploy'));
  cpSync(join(import.meta.dirname, 'make-env.sh'), join(root, 'deploy/make-env.sh'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => spawnSync('sh', [join(root, 'deploy/make-env.sh'), ...args], { encoding: 'utf8' });
const written = () => readFileSync(join(root, '.env'), 'utf8');

it('writes every variable that the Compose file asks for, closed to others', () => {
  expect(run('https://palier.example', 'admin@palier.example')).toMatchObject({ status: 0, stderr: '' });
  const { COMPOSE_PROJECT_NAME: project, ...variables } = parseSecretsFile(written());
  const asked = [...compose.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
  expect(new Set(Object.keys(variables))).toEqual(new Set(asked));
  expect([project, variables['PALIER_URL']]).toEqual(['palier', 'https://palier.example']);
  expect(statSync(join(root, '.env')).mode & 0o777).toBe(0o600);
});

it('makes secrets of 256 bits that differ, and the search key that Meilisearch will derive', () => {
  run('https://palier.example', 'admin@palier.example');
  const {
    COMPOSE_PROJECT_NAME: _,
    PALIER_URL,
    ADMIN_EMAIL,
    ADMIN_PASSWORD,
    APP_KEYS,
    ...secrets
  } = parseSecretsFile(written());
  expect(new Set([...Object.values(secrets), ...APP_KEYS!.split(',')]).size).toBe(Object.keys(secrets).length + 2);
  for (const [name, value] of Object.entries(secrets)) expect(value, name).toMatch(/^[0-9a-f]{64}$/);
  // Strapi asks for a capital, a small letter and a digit.
  expect(ADMIN_PASSWORD).toMatch(/^Aa1-[0-9a-f]{24}$/);
  expect(secrets['MEILI_SEARCH_KEY']).toBe(searchKeyOf(secrets['MEILI_MASTER_KEY']!));
  expect([PALIER_URL, ADMIN_EMAIL]).toEqual(['https://palier.example', 'admin@palier.example']);
});

it('keeps the file that is there', () => {
  run('https://palier.example', 'admin@palier.example');
  const before = written();
  const { status, stderr } = run('https://other.example', 'admin@palier.example');
  expect([status, written()]).toEqual([1, before]);
  expect(stderr).toContain('.env existe déjà');
});

it.each([
  [[]],
  [['https://palier.example']],
  [['palier.example', 'admin@palier.example']],
  [['https://palier.example/', 'admin@palier.example']],
  [['https://', 'admin@palier.example']],
  [['https://palier.example', 'admin']],
])('says in one line what it needs instead of %j', (args) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(existsSync(join(root, '.env'))).toBe(false);
});
