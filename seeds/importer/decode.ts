import { aboutFile } from './remarks.ts';
import type { Remark } from './remarks.ts';

/** Largest file accepted, in bytes. */
export const FILE_MAX_BYTES = 5 * 1024 * 1024;

export type DecodedText = { ok: true; text: string; warnings: Remark[] } | { ok: false; problem: Remark };

/**
 * Text of a file's bytes, with `\n` as its only line end and without byte-order mark. UTF-8 first; UTF-16 when
 * a byte-order mark says so; windows-1252 when the bytes are not UTF-8 but read as text. Never throws.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > FILE_MAX_BYTES) return { ok: false, problem: fileTooLarge(bytes.length) };
  if (bytes.length === 0) {
    return { ok: false, problem: aboutFile('le fichier est vide', 'écrivez un en-tête YAML puis un texte') };
  }
  const utf16 = utf16Label(bytes);
  const text = decodeAs(utf16 ?? 'utf-8', bytes);
  if (text !== null && !text.includes('\0')) return { ok: true, text: normaliseNewlines(text), warnings: [] };
  const legacy = utf16 === null && text === null ? decodeAs('windows-1252', bytes) : null;
  // windows-1252 gives a character to every byte: only the absence of control characters tells text from data.
  if (legacy !== null && !/[\0-\x08\x0e-\x1f\x7f-\x9f]/.test(legacy)) {
    const warning = aboutFile('le fichier n’est pas en UTF-8, lu en windows-1252', 'enregistrez-le en UTF-8');
    return { ok: true, text: normaliseNewlines(legacy), warnings: [warning] };
  }
  return {
    ok: false,
    problem: aboutFile(
      'le contenu est binaire ou dans un encodage inconnu',
      'donnez un fichier de texte enregistré en UTF-8',
    ),
  };
}

/** The problem of a file over {@link FILE_MAX_BYTES}; `size` in bytes. */
export function fileTooLarge(size: number): Remark {
  const megabytes = (size / 1024 / 1024).toFixed(1).replace('.', ',');
  return aboutFile(
    `le fichier pèse ${megabytes} Mo, le maximum est de ${FILE_MAX_BYTES / 1024 / 1024} Mo`,
    'découpez le contenu en plusieurs fichiers',
  );
}

function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decodeAs(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function normaliseNewlines(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n');
}
