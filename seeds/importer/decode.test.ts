import { describe, expect, test } from 'vitest';
import { FILE_MAX_BYTES, decodeText } from './decode.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function textOf(bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw new Error(decoded.problem.reason);
  return decoded.text;
}

describe('decodeText', () => {
  test('drops the byte-order mark', () => {
    expect(textOf(utf8('\ufeff---\n'))).toBe('---\n');
  });

  test('makes one line end of CRLF, CR and the Unicode line separators', () => {
    expect(textOf(utf8('a\r\nb\rc\u2028d\u0085e\n'))).toBe('a\nb\nc\nd\ne\n');
  });

  test('reads windows-1252 when the bytes are not UTF-8, and says so', () => {
    const decoded = decodeText(Uint8Array.of(0x73, 0xe9, 0x63, 0x75, 0x72, 0x69, 0x74, 0xe9, 0x20, 0x80));
    expect(decoded).toMatchObject({
      ok: true,
      text: 'sécurité €',
      warnings: [{ reason: expect.stringContaining('windows-1252') }],
    });
  });

  test.each([
    ['little endian', [0xff, 0xfe, 0xe9, 0x00, 0x61, 0x00]],
    ['big endian', [0xfe, 0xff, 0x00, 0xe9, 0x00, 0x61]],
  ])('reads UTF-16 %s by its byte-order mark', (_name, bytes) => {
    expect(textOf(Uint8Array.from(bytes))).toBe('éa');
  });

  test.each([
    ['a PNG image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]],
    ['text with a NUL', [0x61, 0x00, 0x62]],
    ['bytes that no encoding reads', [0xe9, 0x01, 0x02]],
    ['truncated UTF-16', [0xff, 0xfe, 0x61]],
  ])('refuses %s as binary', (_name, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toMatchObject({
      ok: false,
      problem: { reason: expect.stringContaining('binaire') },
    });
  });

  test('refuses an empty file', () => {
    expect(decodeText(new Uint8Array())).toMatchObject({
      ok: false,
      problem: { reason: expect.stringContaining('vide') },
    });
  });

  test('takes a file at the limit and refuses one byte more', () => {
    expect(decodeText(new Uint8Array(FILE_MAX_BYTES).fill(97)).ok).toBe(true);
    expect(decodeText(new Uint8Array(FILE_MAX_BYTES + 1).fill(97))).toMatchObject({
      ok: false,
      problem: { reason: expect.stringContaining('5 Mo') },
    });
  });
});
