import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './lib/test/folder.ts';
import { loadSecrets, parseSecretsFile } from './secrets.ts';

const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('the secrets of a hub', () => {
  test('are made once, kept in a file closed to others, and all different', () => {
    const home = temporaryFolder();
    const first = loadSecrets(home, {});
    expect(modeOf(join(home, 'secrets.env'))).toBe(0o600);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    expect(loadSecrets(home, {})).toEqual(first);
  });

  test('close their file again when it was open to others', () => {
    const home = temporaryFolder();
    const first = loadSecrets(home, {});
    chmodSync(join(home, 'secrets.env'), 0o644);
    expect(loadSecrets(home, {})).toEqual(first);
    expect(modeOf(join(home, 'secrets.env'))).toBe(0o600);
  });

  test('come from the environment first, and are then not written down', () => {
    const home = temporaryFolder();
    const { FEED_TOKEN } = loadSecrets(home, { FEED_TOKEN: 'canary-of-the-environment' });
    expect(FEED_TOKEN).toBe('canary-of-the-environment');
    expect(readFileSync(join(home, 'secrets.env'), 'utf8')).not.toContain('canary');
  });

  test('keep what a person wrote in the file, and complete it', () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'secrets.env'), '# mine\nFEED_TOKEN = chosen-by-hand\nOTHER=stays', { mode: 0o600 });
    expect(loadSecrets(home, {}).FEED_TOKEN).toBe('chosen-by-hand');
    const text = readFileSync(join(home, 'secrets.env'), 'utf8');
    expect(text.startsWith('# mine\nFEED_TOKEN = chosen-by-hand\nOTHER=stays\n')).toBe(true);
    expect(parseSecretsFile(text)['IMPORT_TOKEN']).toBeTruthy();
  });

  test('leave no file behind that is half written', () => {
    const home = join(temporaryFolder(), 'absent');
    expect(() => loadSecrets(home, {})).toThrow();
    expect(existsSync(home)).toBe(false);
  });

  test('hold a first password that Strapi takes', () => {
    for (let round = 0; round < 50; round += 1) {
      const { ADMIN_PASSWORD } = loadSecrets(temporaryFolder(), {});
      expect(ADMIN_PASSWORD).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d-]{20,72}$/);
    }
  });
});
