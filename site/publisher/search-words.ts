import { digestOf } from '@palier/model';
import type { DocumentType, GlossaryTerm } from '@palier/model';
import { readSynonyms } from '@palier/search/synonyms';
import { fold, makeThesaurus, termsOf } from '@palier/search/thesaurus';
import type { Thesaurus } from '@palier/search/thesaurus';
import { searchCodeDigest } from './code-digest.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

/** Documents looked through before the event loop has its turn. */
const SLICE = 100;

export interface SearchWords {
  thesaurus: Thesaurus;
  /** Of the words and of the code that uses them: equal digests, equal entries of equal documents. */
  digest: string;
}

/** The thesaurus of what is published now: the synonyms of the code and the names of the glossary. */
export class SearchWordsOf {
  readonly #snapshot: Snapshot;
  readonly #rules = readSynonyms();
  readonly #code = searchCodeDigest();
  #current: (SearchWords & { glossary: string }) | null = null;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  current(): SearchWords {
    const rows = this.#snapshot.db
      .prepare("SELECT digest, json FROM document WHERE type = 'glossary-term' ORDER BY document_id, locale")
      .all() as { digest: string; json: string }[];
    const glossary = rows.map(({ digest }) => digest).join();
    if (this.#current?.glossary !== glossary) {
      const terms = rows.map(({ json }) => JSON.parse(json) as GlossaryTerm);
      const thesaurus = makeThesaurus(
        this.#rules,
        terms.map(({ documentId, term, expansion, translation }) => ({
          documentId,
          names: [term, expansion, translation].filter((name) => name !== null),
        })),
      );
      this.#current = { thesaurus, digest: digestOf([thesaurus.data(), this.#code]), glossary };
    }
    return this.#current;
  }
}

/**
 * Documents that say one of the names that are not the same in the two thesauri: those whose index entry may be another with
 * the second. A name is looked for by its first word; a few documents too many do no harm.
 */
export async function* documentsNaming(
  snapshot: Snapshot,
  before: Thesaurus,
  after: Thesaurus,
): AsyncGenerator<{ type: DocumentType; documentId: string }> {
  const names = (thesaurus: Thesaurus) =>
    new Map(thesaurus.data().concepts.map((concept) => [JSON.stringify(concept), concept]));
  const [old, now] = [names(before), names(after)];
  const changed = [...old, ...now].filter(([key]) => old.has(key) !== now.has(key)).map(([, concept]) => concept);
  const beginnings = new Set(
    changed.flatMap(({ names: all, finds }) => [
      ...all.flatMap((name) => termsOf(name).slice(0, 1)),
      // Whoever searches the concept finds these too.
      ...finds.flatMap((term) => after.concept(term)?.names ?? [term]).flatMap((name) => termsOf(name).slice(0, 1)),
    ]),
  );
  if (beginnings.size === 0) return;
  const page = snapshot.db.prepare(
    'SELECT rowid, type, document_id AS documentId, json, text FROM document WHERE rowid > ? ORDER BY rowid LIMIT ?',
  );
  let last = 0;
  for (;;) {
    const rows = page.all(last, SLICE) as {
      rowid: number;
      type: DocumentType;
      documentId: string;
      json: string;
      text: string;
    }[];
    if (rows.length === 0) return;
    for (const { type, documentId, json, text } of rows) {
      const folded = fold(`${json}\n${text}`);
      if ([...beginnings].some((beginning) => folded.includes(beginning))) yield { type, documentId };
    }
    last = rows.at(-1)!.rowid;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
