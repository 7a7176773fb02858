import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJsonFile, writeFileAtomic } from './files.ts';
import { temporaryFolder } from './test/folder.ts';

describe('a file replaced at once', () => {
  test('leaves nothing beside it, also when it cannot be written', () => {
    const folder = temporaryFolder();
    writeFileAtomic(join(folder, 'a.json'), '{"a":1}');
    expect(readJsonFile(join(folder, 'a.json'))).toEqual({ a: 1 });
    mkdirSync(join(folder, 'b'));
    expect(() => writeFileAtomic(join(folder, 'b'), 'text')).toThrow();
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b']);
  });

  test('is no JSON when it is cut short or absent', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.json'), '{"a":');
    expect(readJsonFile(join(folder, 'a.json'))).toBeNull();
    expect(readJsonFile(join(folder, 'absent.json'))).toBeNull();
  });
});
