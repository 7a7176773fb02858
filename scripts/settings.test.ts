import { describe, expect, test } from 'vitest';
import { Failure } from './lib/failure.ts';
import { environmentFor, readSettings, SETTINGS, settingsTable, variablesRead, withSettingsTable } from './settings.ts';

describe('reading settings', () => {
  test('gives the defaults of an empty environment, and takes an empty variable for an absent one', () => {
    const { home: _home, ...rest } = readSettings({ PORT: '', DATABASE_URL: ' ' });
    expect(rest).toEqual({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://localhost:8080',
      databaseUrl: null,
      adminEmail: 'admin@palier.example',
      cmsPort: null,
      publisherPort: null,
      meiliUrl: null,
    });
  });

  test('derives the public address from the port', () => {
    expect(readSettings({ PORT: '9000' }).publicUrl).toBe('http://localhost:9000');
    expect(readSettings({ PORT: '9000', PALIER_URL: 'https://hub.example/' }).publicUrl).toBe('https://hub.example');
  });

  test.each(['80a', '-1', '70000', '1.5'])('refuses the port %s and says what to give', (port) => {
    expect(() => readSettings({ PORT: port })).toThrow(Failure);
    expect(() => readSettings({ PORT: port })).toThrow(/PORT=/);
  });

  test('never repeats an address that may hold a password', () => {
    const read = () => readSettings({ DATABASE_URL: 'mysql://root:canary@host/db' });
    expect(read).toThrow(/DATABASE_URL/);
    expect(read).not.toThrow(/canary/);
  });
});

describe('the environment of a part', () => {
  test('holds no secret that the part does not read', () => {
    const values = Object.fromEntries(SETTINGS.map(({ name }) => [name, `canary-${name}`]));
    const front = environmentFor('front', { PATH: '/bin', ADMIN_PASSWORD: 'canary' }, values);
    expect(front['PATH']).toBe('/bin');
    expect(front['MEILI_SEARCH_KEY']).toBe('canary-MEILI_SEARCH_KEY');
    expect(front['SEARCH_GAPS_TOKEN']).toBe('canary-SEARCH_GAPS_TOKEN');
    expect(environmentFor('publisher', {}, values)).not.toHaveProperty('SEARCH_GAPS_TOKEN');
    for (const name of [
      'ADMIN_PASSWORD',
      'MEILI_MASTER_KEY',
      'FEED_TOKEN',
      'IMPORT_TOKEN',
      'PUBLISHER_TOKEN',
      'PREVIEW_SECRET',
      'APP_KEYS',
      'DATABASE_URL',
    ]) {
      expect(front).not.toHaveProperty(name);
    }
  });

  test('leaves out what has no value', () => {
    expect(environmentFor('front', { MEILI_URL: 'http://elsewhere' }, { MEILI_URL: null })).toEqual({});
  });
});

describe('the table of the README', () => {
  test('names every variable once', () => {
    const table = settingsTable();
    for (const { name } of SETTINGS) expect(table.split(`| \`${name}\` |`)).toHaveLength(2);
  });

  test('replaces what stands between its marks and nothing else', () => {
    const once = withSettingsTable(
      'before\n<!-- settings: written by `node scripts/settings.ts` -->\nold\n<!-- /settings -->\nafter\n',
    );
    expect(once).toContain(settingsTable());
    expect(once).not.toContain('old');
    expect(once).toMatch(/^before\n[^]*\nafter\n$/);
    expect(withSettingsTable(once)).toBe(once);
  });

  test('is asked for where the README has no place for it', () => {
    expect(() => withSettingsTable('nothing here')).toThrow(Failure);
  });
});

describe('variables that a source reads', () => {
  test.each([
    ['process.env.SOME_NAME', ['SOME_NAME']],
    ["process.env['OTHER']", ['OTHER']],
    ["env('A_B')", ['A_B']],
    ["env.int('PORT_X', 1)", ['PORT_X']],
    ['const { ONE, TWO: two = 3, ...rest } = process.env;', ['ONE', 'TWO']],
    ['import.meta.env.SITE_X', ['SITE_X']],
    ['function f(env: NodeJS.ProcessEnv) {}\nconst s = z.object({\n  KEY_ONE: z.string(),\n});', ['KEY_ONE']],
    ['const environment = { lower: 1 }; other.NAME', []],
  ])('are found in %s', (source, names) => {
    expect(variablesRead(source)).toEqual(names);
  });
});
