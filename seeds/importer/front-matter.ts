import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Remark } from './remarks.ts';

/** Largest front matter accepted, in characters: it bounds what hostile YAML can cost. */
export const FRONT_MATTER_MAX = 64 * 1024;
const DEPTH_MAX = 12;

/** A value of the front matter that knows its line. `text` is what the author wrote: `0123` stays `0123`. */
export type Value =
  | { kind: 'text'; line: number; text: string; typed: string | number | boolean | null }
  | { kind: 'list'; line: number; items: Value[] }
  | { kind: 'map'; line: number; entries: Entry[] };

export type Entry = { key: string; line: number; value: Value };

export type FrontMatter =
  | { ok: true; entries: Entry[]; body: string; /** Line of the file where the body starts. */ bodyLine: number }
  | { ok: false; problems: Remark[] };

/** Splits a text into its front matter, between two `---` lines, and its body. Never throws. */
export function readFrontMatter(text: string): FrontMatter {
  const lines = text.split('\n');
  const open = lines.findIndex((line) => line.replace(/[\s\u200b-\u200d\u2060\ufeff]/g, '') !== '');
  if (open === -1) return refused(null, null, 'le fichier ne contient que des blancs', 'écrivez un en-tête YAML');
  if (!/^[\s\u200b-\u200d\u2060\ufeff]*---\s*$/.test(lines[open] ?? '')) {
    return refused(
      open + 1,
      null,
      'aucun en-tête YAML : la première ligne n’est pas « --- »',
      'commencez le fichier par un en-tête entre deux lignes « --- » (voir seeds/README.md)',
    );
  }
  const close = lines.findIndex((line, index) => index > open && /^(?:---|\.\.\.)\s*$/.test(line));
  if (close === -1) {
    return refused(open + 1, null, 'l’en-tête YAML n’est pas fermé', 'ajoutez une ligne « --- » après la dernière clé');
  }
  const yaml = lines
    .slice(open + 1, close)
    .map(withPlainSeparators)
    .join('\n');
  if (yaml.length > FRONT_MATTER_MAX) {
    return refused(
      open + 1,
      null,
      `l’en-tête dépasse ${FRONT_MATTER_MAX} caractères`,
      'déplacez le texte dans le corps',
    );
  }
  const parsed = parseYaml(yaml, open + 1);
  if (Array.isArray(parsed)) {
    return { ok: true, entries: parsed, body: lines.slice(close + 1).join('\n'), bodyLine: close + 2 };
  }
  return { ok: false, problems: [parsed] };
}

/** YAML does not take a no-break space for a blank: put a plain one around the colon of a top-level key. */
function withPlainSeparators(line: string): string {
  return line
    .replace(/^([\p{L}_][\p{L}\p{M}\p{N}_-]{0,80})[\u00a0\u202f]*:[\u00a0\u202f]+/u, '$1: ')
    .replace(/^[ \u00a0\u202f]+/, (blanks) => ' '.repeat(blanks.length));
}

/** Entries of a YAML mapping, or the first thing that is wrong with it; `offset` lines stand before it in the file. */
function parseYaml(yaml: string, offset: number): Entry[] | Remark {
  const counter = new LineCounter();
  const lineAt = (position: number | undefined) => counter.linePos(position ?? 0).line + offset;
  try {
    // Duplicates are looked for below: the library compares each key with each other one.
    const document = parseDocument(yaml, {
      lineCounter: counter,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const error = document.errors[0];
    if (error !== undefined) return yamlProblem(error.code, lineAt(error.pos[0]));
    if (document.contents === null) return [];
    if (!isMap(document.contents)) {
      return remark(offset + 1, null, 'l’en-tête n’est pas une suite de « clé: valeur »', 'écrivez une clé par ligne');
    }
    const value = convert(document.contents, offset + 1, lineAt, 0);
    return value.kind === 'map' ? value.entries : [];
  } catch (error) {
    if (error instanceof Refusal) return error.remark;
    // Only nesting deep enough to exhaust the stack brings the parser here.
    return remark(offset + 1, null, 'l’en-tête YAML est illisible (trop imbriqué)', 'simplifiez l’en-tête');
  }
}

/** Carries a remark out of the recursion of {@link convert}; never leaves this file. */
class Refusal extends Error {
  readonly remark: Remark;
  constructor(what: Remark) {
    super(what.reason);
    this.remark = what;
  }
}

type LineAt = (position: number | undefined) => number;

function convert(node: unknown, line: number, lineAt: LineAt, depth: number): Value {
  if (depth > DEPTH_MAX) throw new Refusal(remark(line, null, 'l’en-tête est trop imbriqué', 'simplifiez la valeur'));
  if (isAlias(node)) {
    throw new Refusal(remark(line, null, `l’alias YAML « *${node.source} » n’est pas accepté`, 'recopiez la valeur'));
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item, lineOf(item, line, lineAt), lineAt, depth + 1));
    return { kind: 'list', line, items };
  }
  if (isMap(node)) return { kind: 'map', line, entries: convertEntries(node.items, line, lineAt, depth) };
  const scalar: unknown = isScalar(node) ? node.value : null;
  const source = isScalar(node) && typeof node.source === 'string' ? node.source : '';
  if (scalar === null || scalar === undefined) return { kind: 'text', line, text: '', typed: null };
  if (typeof scalar === 'string') return { kind: 'text', line, text: scalar, typed: scalar };
  if (typeof scalar === 'boolean') return { kind: 'text', line, text: source, typed: scalar };
  // A number that JSON cannot carry exactly is kept as written.
  const exact = typeof scalar === 'number' && Number.isFinite(scalar) && String(scalar) === source;
  return { kind: 'text', line, text: source, typed: exact ? scalar : source };
}

function convertEntries(
  pairs: { key: unknown; value: unknown }[],
  line: number,
  lineAt: LineAt,
  depth: number,
): Entry[] {
  const seen = new Map<string, number>();
  return pairs.map((pair) => {
    const at = lineOf(pair.key, line, lineAt);
    const key = isScalar(pair.key) ? (pair.key.source ?? '').trim() : '';
    if (!isScalar(pair.key) || key === '') {
      throw new Refusal(remark(at, null, 'une clé n’est pas un mot', 'écrivez « clé: valeur »'));
    }
    if (key === '__proto__' || key.length > 100) {
      throw new Refusal(
        remark(at, key.slice(0, 100), 'ce nom de clé n’est pas accepté', 'supprimez ou renommez la clé'),
      );
    }
    const folded = foldKey(key);
    const first = seen.get(folded);
    if (first !== undefined) {
      throw new Refusal(remark(at, key, `la clé est déjà donnée ligne ${first}`, 'gardez une seule des deux'));
    }
    seen.set(folded, at);
    return { key, line: at, value: convert(pair.value, at, lineAt, depth + 1) };
  });
}

function lineOf(node: unknown, fallback: number, lineAt: LineAt): number {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return range ? lineAt(range[0]) : fallback;
}

/** How keys are compared: `Kézako`, `kezako` and ` KÉZAKO` are one, as are `redirect_from` and `redirectFrom`. */
export function foldKey(key: string): string {
  return key
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

const YAML_PROBLEMS: Record<string, [reason: string, remedy: string]> = {
  TAB_AS_INDENT: ['une tabulation sert de retrait', 'remplacez-la par des espaces'],
  BLOCK_AS_IMPLICIT_KEY: [
    'une valeur contient « : » ou une clé est décalée',
    'mettez la valeur entre guillemets, alignez les clés',
  ],
  MULTILINE_IMPLICIT_KEY: [
    'une ligne n’a pas la forme « clé: valeur »',
    'ajoutez « : » après la clé, ou décalez la suite d’une valeur',
  ],
  BAD_SCALAR_START: ['une valeur commence par un signe réservé (@ ` %)', 'mettez la valeur entre guillemets'],
  MISSING_CHAR: ['un guillemet ou un signe n’est pas fermé', 'fermez-le'],
  BAD_INDENT: ['un retrait ou un crochet est incohérent', 'alignez les clés et fermez les crochets'],
};

function yamlProblem(code: string, line: number): Remark {
  const [reason, remedy] = YAML_PROBLEMS[code] ?? [
    'l’en-tête n’est pas du YAML valide',
    'corrigez cette ligne ou la précédente',
  ];
  return remark(line, null, `${reason} (${code})`, remedy);
}

function remark(line: number | null, key: string | null, reason: string, remedy: string): Remark {
  return { line, key, reason, remedy };
}

function refused(line: number | null, key: string | null, reason: string, remedy: string): FrontMatter {
  return { ok: false, problems: [remark(line, key, reason, remedy)] };
}
