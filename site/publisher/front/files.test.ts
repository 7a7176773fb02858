import { expect, it } from 'vitest';
import { acceptedEncodings } from './files.ts';

it.each([
  [undefined, []],
  ['', []],
  ['gzip, deflate, br, zstd', ['br', 'gzip']],
  ['gzip', ['gzip']],
  ['X-GZIP', ['gzip']],
  ['BR', ['br']],
  ['br;q=0.1, gzip;q=0.9', ['gzip', 'br']],
  ['br;q=0, gzip', ['gzip']],
  ['*', ['br', 'gzip']],
  ['*;q=0.5, br;q=0', ['gzip']],
  ['identity', []],
  ['gzip;q=x', []],
  ['bread, brotli', []],
])('of %j it takes %j', (header, expected) => expect(acceptedEncodings(header)).toEqual(expected));
