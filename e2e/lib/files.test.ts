import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesAt, filesHolding } from './files.ts';

/** What must be nowhere is looked for with this: a file that it passes over, no test sees. */

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, bytes: string | Buffer) => writeFileSync(join(folder, name), bytes);

it('finds a text in every file below, compressed in any way, and behind links', () => {
  const text = Buffer.from('…un secret…');
  put('plain', text);
  put('copy.br', brotliCompressSync(text));
  put('copy.gz', gzipSync(text));
  put('compressed.pf_fragment', gzipSync(text));
  put('twice.pf_fragment.br', brotliCompressSync(gzipSync(text)));
  put('other', 'rien');
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  put('a/b/deep', text);
  symlinkSync('a', join(folder, 'link'));
  const found = filesHolding('un secret', folder).map((path) => path.slice(folder.length + 1));
  expect(found.sort()).toEqual(
    ['a/b/deep', 'compressed.pf_fragment', 'copy.br', 'copy.gz', 'link/b/deep', 'plain', 'twice.pf_fragment.br'].sort(),
  );
  expect(filesHolding('un secret', join(folder, 'plain'), join(folder, 'other'))).toEqual([join(folder, 'plain')]);
});

it('passes over what goes before it is read', () => {
  for (const name of ['1', '2', '3']) put(name, 'texte');
  mkdirSync(join(folder, '4'));
  symlinkSync('nowhere', join(folder, '5'));
  const found: string[] = [];
  for (const { path } of filesAt(folder)) {
    found.push(basename(path));
    for (const name of ['2', '4']) rmSync(join(folder, name), { recursive: true, force: true });
  }
  expect(found).toEqual(['1', '3']);
  expect(filesHolding('texte', join(folder, 'nowhere'))).toEqual([]);
});

it('reads what is there of a file that Pagefind is writing', () => {
  const bytes = gzipSync(`un secret ${randomBytes(5_000).toString('hex')}`);
  put('half.pf_fragment', bytes.subarray(0, bytes.length / 2));
  put('none.pf_fragment', '');
  expect(filesHolding('un secret', folder)).toEqual([join(folder, 'half.pf_fragment')]);
  expect(filesHolding('', folder)).toHaveLength(2);
});

it('does not take a file that it cannot read for one without the text', () => {
  for (const [name, bytes] of [
    ['damaged.br', Buffer.from('texte')],
    ['damaged.gz', Buffer.from([0x1f, 0x8b, ...Buffer.from('texte')])],
  ] as const) {
    put(name, bytes);
    expect(() => filesHolding('texte', join(folder, name)), name).toThrow();
  }
});
