import type Database from 'better-sqlite3';
import type { DocumentType, Locale } from '@palier/model';
import { termFinder } from '../terms.ts';
import type { FindTerms } from '../terms.ts';

/** Types whose texts are looked through; the glossary links its own terms by hand. */
const READ_TYPES: readonly DocumentType[] = ['resource', 'learning-path', 'organisation', 'service', 'event'];

/** Field under which a text's use of a term stands among the references of its document. */
export const TERMS_FIELD = 'terms';

/** A document whose use of the glossary changed, and the terms that it uses no more, or now. */
export interface UseChange {
  type: DocumentType;
  documentId: string;
  terms: Set<string>;
}

/** What of a card names a term. */
interface TermCard {
  title: string;
  aside: string | null;
}

/** With more terms than this, looking through every text is faster than looking for the texts. */
const TERMS_MAX = 20;

interface TextRow {
  type: DocumentType;
  documentId: string;
  locale: Locale;
  text: string;
}

/**
 * Which terms of the glossary each published text uses. A use is a reference like those of fields, so pages find the
 * terms of a text and the texts of a term as they find topics. A text is looked through when it changes; a term that
 * changes has the texts looked through that may hold it.
 */
export class GlossaryUse {
  readonly #sql: (source: string) => Database.Statement;
  readonly #finders = new Map<Locale, FindTerms>();
  /** A part in plain letters of each name that a changed term has, or had. */
  readonly #changed = new Set<string>();

  constructor(sql: (source: string) => Database.Statement) {
    this.#sql = sql;
  }

  /** Terms that a document uses, in any language. */
  usedBy(type: DocumentType, documentId: string): Set<string> {
    return new Set(
      this.#sql(`SELECT to_id FROM reference WHERE type = ? AND document_id = ? AND field = '${TERMS_FIELD}'`)
        .pluck()
        .all(type, documentId) as string[],
    );
  }

  /** Records what a text uses, in the place of what it used. */
  record(type: DocumentType, documentId: string, locale: Locale, text: string): void {
    if (!READ_TYPES.includes(type)) return;
    const key = [type, documentId, locale];
    this.#sql(
      `DELETE FROM reference WHERE type = ? AND document_id = ? AND locale = ? AND field = '${TERMS_FIELD}'`,
    ).run(...key);
    const terms = new Set(this.#finder(locale)(text).map(({ id }) => id));
    const insert = this.#sql(`INSERT INTO reference VALUES (?, ?, ?, '${TERMS_FIELD}', ?, 'glossary-term', ?)`);
    for (const [position, id] of [...terms].entries()) insert.run(...key, position, id);
  }

  /** Tells that a term was added, changed or removed, with its cards before and after; {@link settle} follows it. */
  termChanged(cards: TermCard[]): void {
    for (const { title, aside } of cards)
      for (const name of aside === null ? [title] : [title, aside]) this.#changed.add(plainPart(name));
    this.#finders.clear();
  }

  /** Looks through the texts again after changes of terms; returns those whose use changed. */
  settle(): UseChange[] {
    if (this.#changed.size === 0) return [];
    const changes = new Map<string, UseChange>();
    for (const { type, documentId, locale, text } of this.#textsThatMayUse([...this.#changed])) {
      const before = this.#usedIn(type, documentId, locale);
      const after = this.#finder(locale)(text).map(({ id }) => id);
      const differs = before.symmetricDifference(new Set(after));
      if (differs.size === 0) continue;
      this.record(type, documentId, locale, text);
      const change = changes.get(`${type}/${documentId}`) ?? { type, documentId, terms: new Set<string>() };
      for (const term of differs) change.terms.add(term);
      changes.set(`${type}/${documentId}`, change);
    }
    this.#changed.clear();
    return [...changes.values()];
  }

  #textsThatMayUse(parts: string[]): TextRow[] {
    const some = parts.length <= TERMS_MAX && !parts.includes('');
    const holdsOne = some ? `AND (${parts.map(() => 'instr(lower(text), ?) > 0').join(' OR ')})` : '';
    return this.#sql(
      `SELECT type, document_id AS documentId, locale, text FROM document
       WHERE type IN (${READ_TYPES.map((type) => `'${type}'`).join(', ')}) ${holdsOne}`,
    ).all(...(some ? parts : [])) as TextRow[];
  }

  #usedIn(type: DocumentType, documentId: string, locale: Locale): Set<string> {
    return new Set(
      this.#sql(
        `SELECT to_id FROM reference WHERE type = ? AND document_id = ? AND locale = ? AND field = '${TERMS_FIELD}'`,
      )
        .pluck()
        .all(type, documentId, locale) as string[],
    );
  }

  #finder(locale: Locale): FindTerms {
    let finder = this.#finders.get(locale);
    if (!finder) {
      const terms = this.#sql(
        `SELECT document_id AS id, title, card ->> 'aside' AS expansion FROM document
         WHERE type = 'glossary-term' AND locale = ? ORDER BY document_id`,
      ).all(locale) as { id: string; title: string; expansion: string | null }[];
      finder = termFinder(
        terms.map(({ id, title, expansion }) => ({ id, names: expansion ? [title, expansion] : [title] })),
      );
      this.#finders.set(locale, finder);
    }
    return finder;
  }
}

/**
 * The longest run of unaccented letters and digits of a name, in lower case: a text without it does not hold the name.
 * Empty when there is none of two characters.
 */
function plainPart(name: string): string {
  const runs = name.toLowerCase().match(/[a-z0-9]{2,}/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
