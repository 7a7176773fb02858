import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOfSources } from './source-digest.ts';
import { temporaryFolder } from './test/folder.ts';

describe('the digest of sources', () => {
  const tree = (files: Record<string, string>) => {
    const root = temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    return digestOfSources(root, ['a/**'], ['**/dist', '**/*.test.ts']);
  };

  test('is the same for the same files elsewhere, and does not see what is not a source', () => {
    const digest = tree({ 'a/x.ts': '1', 'a/.hidden': '2' });
    expect(tree({ 'a/x.ts': '1', 'a/.hidden': '2' })).toBe(digest);
    expect(tree({ 'a/x.ts': '1', 'a/.hidden': '2', 'a/dist/y.js': '3', 'a/x.test.ts': '4', 'b/z.ts': '5' })).toBe(
      digest,
    );
  });

  test.each([
    ['a content', { 'a/x.ts': '2' }],
    ['a name', { 'a/y.ts': '1' }],
    ['one more file', { 'a/x.ts': '1', 'a/y.ts': '' }],
  ])('changes with %s', (_what, files) => {
    expect(tree(files)).not.toBe(tree({ 'a/x.ts': '1' }));
  });

  test('tells apart a text that moves from one file to the next', () => {
    expect(tree({ 'a/x.ts': '12', 'a/y.ts': '3' })).not.toBe(tree({ 'a/x.ts': '1', 'a/y.ts': '23' }));
  });
});
