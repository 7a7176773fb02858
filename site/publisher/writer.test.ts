import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDeparture, readPage, removeHalfWritten, removePage, writePage } from './writer.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'palier-writer-'))));
afterEach(() => rmSync(root, { recursive: true }));

const URL = '/ressources/sauvegarder/';

describe('a page', () => {
  it('is written with copies that decompress to the same bytes', () => {
    writePage(root, URL, Buffer.from('<p>Été</p>'));
    const file = join(root, 'ressources/sauvegarder/index.html');
    expect(readFileSync(file, 'utf8')).toBe('<p>Été</p>');
    expect(brotliDecompressSync(readFileSync(`${file}.br`)).toString()).toBe('<p>Été</p>');
    expect(gunzipSync(readFileSync(`${file}.gz`)).toString()).toBe('<p>Été</p>');
  });

  it('leaves no temporary file, also when its folder cannot be written', () => {
    writePage(root, '/feed.xml', Buffer.from('<feed/>'));
    // `feed.xml` is a file: nothing can be written below it, whoever runs the test.
    expect(() => writePage(root, '/feed.xml/x/', Buffer.from('x'))).toThrow();
    expect(readdirSync(join(root, '.tmp'))).toEqual([]);
    removeHalfWritten(root);
    expect(readdirSync(root).sort()).toEqual(['feed.xml', 'feed.xml.br', 'feed.xml.gz']);
  });

  it('replaces what was said of its address when nothing stood there', () => {
    removePage(root, URL, { status: 410 });
    writePage(root, URL, Buffer.from('page'));
    expect(readDeparture(root, URL)).toBeNull();
    expect(readPage(root, URL)?.toString()).toBe('page');
  });
});

describe('a removed page', () => {
  it('goes with its copies and its folder, and what became of it is said', () => {
    writePage(root, URL, Buffer.from('page'));
    removePage(root, URL, { status: 301, to: '/ressources/ailleurs/' });
    expect(readPage(root, URL)).toBeNull();
    expect(existsSync(join(root, 'ressources/sauvegarder'))).toBe(false);
    expect(readDeparture(root, URL)).toEqual({ status: 301, to: '/ressources/ailleurs/' });
  });

  it('leaves the pages below its address in place', () => {
    writePage(root, '/ressources/', Buffer.from('list'));
    writePage(root, URL, Buffer.from('page'));
    removePage(root, '/ressources/', null);
    expect(readPage(root, URL)?.toString()).toBe('page');
  });

  it('can be removed twice', () => {
    removePage(root, URL, { status: 410 });
    removePage(root, URL, { status: 410 });
    expect(readDeparture(root, URL)).toEqual({ status: 410 });
    removePage(root, URL, null);
    expect(readDeparture(root, URL)).toBeNull();
  });
});
