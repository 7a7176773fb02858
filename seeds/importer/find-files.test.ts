import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findFiles } from './find-files.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'palier-find-'));
});

afterEach(() => rm(root, { recursive: true }));

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), 'x');
  }
}

async function namesIn(...paths: string[]) {
  const found = await findFiles(paths.map((path) => join(root, path)));
  const name = (path: string) => relative(root, path);
  return {
    files: found.files.map(({ path }) => name(path)),
    ignored: found.ignored.map(name),
    problems: found.problems.map(({ path, remark }) => [name(path), remark.reason]),
  };
}

describe('findFiles', () => {
  test('takes content in order of name and counts what is not content', async () => {
    await put('b.md', 'a/z.txt', 'a/Éducation', 'c.MARKDOWN', 'img/a.png', 'doc.pdf', 'README.md', 'x.yml');
    expect(await namesIn('.')).toEqual({
      files: ['a/z.txt', 'a/Éducation', 'b.md', 'c.MARKDOWN'],
      ignored: ['README.md', 'doc.pdf', 'img/a.png', 'x.yml'],
      problems: [],
    });
  });

  test('does not enter node_modules nor names that start with a dot', async () => {
    await put('a.md', '.git/b.md', 'node_modules/c.md', '.d.md');
    expect((await namesIn('.')).files).toEqual(['a.md']);
  });

  test('does not follow symbolic links that it meets: neither loops nor ways out', async () => {
    await put('in/a.md', 'out/secret.md');
    await symlink(join(root, 'in'), join(root, 'in/loop'));
    await symlink(join(root, 'out/secret.md'), join(root, 'in/b.md'));
    expect(await namesIn('in')).toEqual({ files: ['in/a.md'], ignored: ['in/b.md', 'in/loop'], problems: [] });
  });

  test('follows a symbolic link that is named', async () => {
    await put('real/a.md');
    await symlink(join(root, 'real'), join(root, 'link'));
    expect((await namesIn('link')).files).toEqual(['link/a.md']);
  });

  test('takes a file once although several paths lead to it', async () => {
    await put('in/a.md');
    expect((await namesIn('in', 'in/a.md', '.')).files).toEqual(['in/a.md']);
  });

  test('says what is wrong with a path and goes on with the others', async () => {
    await put('a.md');
    await mkdir(join(root, 'empty'));
    await symlink(join(root, 'round'), join(root, 'round'));
    expect(await namesIn('nope', 'empty', 'a.md/b', 'round', 'a.md')).toEqual({
      files: ['a.md'],
      ignored: [],
      problems: [
        ['nope', 'le chemin n’existe pas'],
        ['empty', 'le dossier ne contient aucun fichier à importer'],
        ['a.md/b', 'le chemin n’existe pas'],
        ['round', 'le lien symbolique tourne en rond'],
      ],
    });
  });

  test('survives a path with a NUL', async () => {
    const { problems } = await findFiles(['a\0b']);
    expect(problems).toHaveLength(1);
  });
});
