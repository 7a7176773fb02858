import { hasEmailAddress, slugify, webAddress } from '@palier/model';
import type { DocumentType, ImportReference } from '@palier/model';
import { foldKey } from './front-matter.ts';
import type { Entry, Value } from './front-matter.ts';
import { readDate } from './dates.ts';
import type { Remark } from './remarks.ts';
import { cleanLine, withoutInvisibles } from './text.ts';

/** Where a field comes from: the key as the author wrote it, and its line. */
export type Place = { key: string; line: number };

/**
 * The front matter of one file, read key by key. Each method takes a key in any spelling ({@link foldKey}),
 * answers undefined when the file does not have it, and notes what it could not read. What no method has read
 * is what the hub has no field for: {@link extras}.
 */
export class Source {
  readonly problems: Remark[] = [];
  readonly warnings: Remark[] = [];
  readonly #entries: Map<string, Entry>;
  readonly #read = new Set<string>();

  constructor(entries: Entry[]) {
    this.#entries = new Map(entries.map((entry) => [foldKey(entry.key), entry]));
  }

  /** The keys of the file, as written. */
  keys(): string[] {
    return [...this.#entries.values()].map((entry) => entry.key);
  }

  has(key: string): boolean {
    return this.#entries.has(foldKey(key));
  }

  /** The text of a key, without counting it as read; empty when there is none. */
  peek(key: string): string {
    const value = this.#entries.get(foldKey(key))?.value;
    return value?.kind === 'text' ? cleanLine(value.text) : '';
  }

  place(key: string): Place | undefined {
    const entry = this.#entries.get(foldKey(key));
    return entry && { key: entry.key, line: entry.line };
  }

  /** One line of text, cleaned; the empty string when the key has no value. */
  line(key: string): string | undefined {
    return this.#text(key, cleanLine);
  }

  /** As {@link line}; null when the key has no value. */
  lineOrNull(key: string): string | null | undefined {
    const text = this.line(key);
    return text === '' ? null : text;
  }

  /** Text that may have several lines. */
  prose(key: string): string | undefined {
    return this.#text(key, (text) => withoutInvisibles(text).trim());
  }

  /** A list of lines without empty ones nor repetitions; a single value is a list of one. */
  lines(key: string): string[] | undefined {
    const entry = this.#take(key);
    if (entry === undefined) return undefined;
    const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    const texts: string[] = [];
    for (const item of items) {
      if (item.kind === 'text') texts.push(cleanLine(item.text));
      else
        this.problem(entry, item.line, 'une liste de textes est attendue', 'écrivez un texte par ligne, après « - »');
    }
    return [...new Set(texts.filter((text) => text !== ''))];
  }

  /** An http or https address. Empty: null. Anything else: null too, with a warning, and the value stays in the extras. */
  address(key: string): string | null | undefined {
    const text = this.line(key);
    if (text === undefined || text === '') return text === undefined ? undefined : null;
    const address = asWebAddress(text);
    if (address !== null) return address;
    this.keepAsExtra(key);
    const entry = this.#entries.get(foldKey(key));
    if (entry !== undefined) {
      this.warning(
        entry,
        entry.line,
        'ce n’est pas une adresse http(s), elle n’est pas publiée',
        'donnez une adresse https://…',
      );
    }
    return null;
  }

  /** References from slugs or from paths such as `/organisations/anssi`: the last segment names the document. */
  references(key: string, type: DocumentType): ImportReference[] | undefined {
    const entry = this.#entries.get(foldKey(key));
    const slugs = new Set<string>();
    const texts = this.lines(key);
    if (texts === undefined || entry === undefined) return undefined;
    for (const text of texts) {
      const slug = slugOfAddress(text);
      if (slug !== '') slugs.add(slug);
      else
        this.warning(
          entry,
          entry.line,
          `« ${text.slice(0, 80)} » ne nomme aucun document`,
          'donnez un identifiant (slug)',
        );
    }
    return [...slugs].map((slug) => ({ type, slug }));
  }

  /** One reference, as {@link references} reads it; null when the key has no value, a problem when it has several. */
  reference(key: string, type: DocumentType): ImportReference | null | undefined {
    const references = this.references(key, type);
    const place = this.place(key);
    if (references !== undefined && place !== undefined && references.length > 1) {
      this.problem(
        place,
        place.line,
        'un seul document est attendu',
        'gardez le premier, citez les autres dans le texte',
      );
    }
    return references === undefined ? undefined : (references[0] ?? null);
  }

  /** A date, `AAAA-MM-JJ`. Empty: null. Unreadable: null, with a problem. */
  date(key: string): string | null | undefined {
    const text = this.line(key);
    const entry = this.#entries.get(foldKey(key));
    if (text === undefined || entry === undefined) return undefined;
    if (text === '') return null;
    const date = readDate(text);
    if (date === null) {
      this.problem(
        entry,
        entry.line,
        `« ${text.slice(0, 80)} » n’est pas une date`,
        'écrivez la date sous la forme 2026-10-07',
      );
    }
    return date;
  }

  /** The items of a list of mappings, each with its values as cleaned lines by folded key. */
  records(key: string): { line: number; fields: Map<string, string> }[] | undefined {
    const entry = this.#take(key);
    if (entry === undefined) return undefined;
    const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    return items.flatMap((item) => {
      if (item.kind === 'text' && item.text === '') return [];
      const entries = item.kind === 'map' ? item.entries : [];
      const fields = entries.flatMap((field): [string, string][] =>
        field.value.kind === 'text' ? [[foldKey(field.key), cleanLine(field.value.text)]] : [],
      );
      return [{ line: item.line, fields: new Map(fields) }];
    });
  }

  /** Every value under keys that start with `contact`, and every other unread value that holds an e-mail address. */
  contacts(): string[] {
    const contacts = new Set<string>();
    for (const [folded, entry] of this.#entries) {
      const named = folded.startsWith('contact');
      if (!named && this.#read.has(folded)) continue;
      const texts = textsOf(entry.value).filter((text) => text !== '' && (named || hasEmailAddress(text)));
      if (!texts.every((text) => text.length <= 500) || contacts.size + texts.length > 50) continue;
      texts.forEach((text) => contacts.add(text));
      if (named) this.#read.add(folded);
    }
    return [...contacts];
  }

  /** What nothing has read, as JSON values under the keys as written. Call it last. */
  extras(): Record<string, unknown> {
    const unread = [...this.#entries].filter(([folded]) => !this.#read.has(folded));
    return Object.fromEntries(unread.map(([, entry]) => [entry.key, plain(entry.value)]));
  }

  /** Keeps the value of a key unpublished although it has been read. */
  keepAsExtra(key: string): void {
    this.#read.delete(foldKey(key));
  }

  problem(place: Place, line: number, reason: string, remedy: string): void {
    this.problems.push({ line, key: place.key, reason, remedy });
  }

  warning(place: Place, line: number, reason: string, remedy: string): void {
    this.warnings.push({ line, key: place.key, reason, remedy });
  }

  #take(key: string): Entry | undefined {
    const folded = foldKey(key);
    this.#read.add(folded);
    return this.#entries.get(folded);
  }

  #text(key: string, clean: (text: string) => string): string | undefined {
    const entry = this.#take(key);
    if (entry === undefined) return undefined;
    if (entry.value.kind === 'text') return clean(entry.value.text);
    this.problem(
      entry,
      entry.line,
      'un texte est attendu, pas une liste',
      'écrivez une seule valeur, entre guillemets',
    );
    return undefined;
  }
}

/** The address when it is one that a reader may be sent to; `www.…` gets `https://`. Null otherwise. */
function asWebAddress(text: string): string | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  if (!webAddress.safeParse(address).success) return null;
  const url = new URL(address);
  return url.username === '' && url.password === '' ? address : null;
}

/** Slug in the last segment of an address, without query nor file extension; empty when there is none. */
export function slugOfAddress(address: string): string {
  const path = address
    .trim()
    .replace(/^https?:\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '');
  const last = path.split('/').findLast((segment) => segment.trim() !== '') ?? '';
  return slugify(decoded(last).replace(/\.(?:html?|md|markdown|txt|php)$/i, ''));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function textsOf(value: Value): string[] {
  if (value.kind === 'text') return [cleanLine(value.text)];
  return value.kind === 'list' ? value.items.flatMap(textsOf) : value.entries.flatMap((entry) => textsOf(entry.value));
}

function plain(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plain);
  if (value.kind === 'map') return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
  return typeof value.typed === 'string' ? withoutInvisibles(value.typed).trim() : value.typed;
}
