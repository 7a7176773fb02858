import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assertSpace, assertWritable } from './disk.ts';
import { Failure } from './failure.ts';
import { temporaryFolder } from './test/folder.ts';

describe('the disk', () => {
  test('is refused when it has less room than asked, with both figures', () => {
    expect(() => assertSpace(temporaryFolder(), Number.MAX_SAFE_INTEGER)).toThrow(/libres, il en faut 9007199254 Mo/);
    expect(() => assertSpace(temporaryFolder(), 1)).not.toThrow();
  });

  test('is refused when the folder is a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => assertWritable(file)).toThrow(Failure);
  });

  test('is left as it was, with the folder made', () => {
    const folder = join(temporaryFolder(), 'new');
    assertWritable(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});
