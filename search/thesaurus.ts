import { articleReferences } from './text/articles.ts';
import { termsOf, wordsOf } from './text/words.ts';

export { fold } from './text/fold.ts';
export { termsOf } from './text/words.ts';

/** Names of one thing, each of which finds what is named by the others. */
export type Equivalents = readonly string[];

/** Who searches `from` also finds `to`, not the other way. */
export interface Narrowing {
  from: string;
  to: readonly string[];
}

export interface Rules {
  equivalents: Equivalents[];
  narrowings: Narrowing[];
}

/** Names of a glossary term in one language. */
export interface GlossaryNames {
  documentId: string;
  names: readonly string[];
}

/** Longest name, in words that say something. */
const PHRASE_MAX = 8;

/**
 * Reads the rules of `synonyms.txt`, whose head says how they are written.
 *
 * @throws with the line number when a line is no rule or a name says nothing
 */
export function parseRules(text: string): Rules {
  const rules: Rules = { equivalents: [], narrowings: [] };
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.replace(/#.*/, '').trim();
    if (line === '') continue;
    const wrong = (reason: string) => new Error(`synonyms.txt, line ${index + 1}: ${reason}: ${line}`);
    const sides = line.split('>');
    const names = (side: string, separator: string) => {
      const found = side.split(separator).map((name) => name.trim());
      for (const name of found) {
        if (/[=,]/.test(name)) throw wrong('neither `a = b` nor `a > b, c`');
        const words = termsOf(name).length;
        if (words === 0) throw wrong(`"${name}" holds no word to search by`);
        if (words > PHRASE_MAX) throw wrong(`"${name}" is longer than ${PHRASE_MAX} words`);
      }
      return found;
    };
    if (sides.length === 2) rules.narrowings.push({ from: names(sides[0]!, '\n')[0]!, to: names(sides[1]!, ',') });
    else if (sides.length === 1 && line.includes('=')) rules.equivalents.push(names(line, '='));
    else throw wrong('neither `a = b` nor `a > b, c`');
  }
  return rules;
}

/** A concept: several names for one thing, or a name of several words that a rule speaks of. */
export interface Concept {
  /** The term by which documents and queries name it, whatever their words. */
  term: string;
  names: string[];
  /** Terms of the concepts and words that a search for this one finds as well. */
  finds: string[];
}

/** What the thesaurus is made of, to be sent to where queries are read. */
export interface ThesaurusData {
  concepts: Concept[];
}

/** A place in a list of terms where a concept is named. */
export interface Naming {
  concept: string;
  /** Number of the first term, and of the one after the last. */
  from: number;
  to: number;
}

/**
 * The words that mean the same. Documents are indexed under their own words and under the concepts that these name; a query
 * is asked by concepts. Neither of the engines could do it as well: Meilisearch reads its whole table of synonyms anew for
 * each query (1,000 entries double the time of a search, measured: decision 0022), and Pagefind has none.
 */
export class Thesaurus {
  readonly #concepts = new Map<string, Concept>();
  readonly #phrases = new Map<string, string>();
  readonly #broader = new Map<string, string[]>();
  /** Length in words of the longest name that begins with a term: most begin none. */
  readonly #longestFrom = new Map<string, number>();

  constructor({ concepts }: ThesaurusData) {
    for (const concept of concepts) {
      this.#concepts.set(concept.term, concept);
      for (const name of concept.names) {
        const terms = termsOf(name);
        if (terms.length === 0 || terms.length > PHRASE_MAX) continue;
        this.#phrases.set(terms.join(' '), concept.term);
        this.#longestFrom.set(terms[0]!, Math.max(this.#longestFrom.get(terms[0]!) ?? 0, terms.length));
      }
      for (const narrower of concept.finds)
        this.#broader.set(narrower, [...(this.#broader.get(narrower) ?? []), concept.term]);
    }
  }

  concept(term: string): Concept | undefined {
    return this.#concepts.get(term);
  }

  /** What is named in these terms, every name of it; with `longest`, only the longest at each place, none inside another. */
  namings(terms: readonly string[], { longest = false } = {}): Naming[] {
    const namings: Naming[] = [];
    for (let from = 0; from < terms.length; from += 1) {
      const longestHere = this.#longestFrom.get(terms[from]!) ?? 0;
      for (let to = Math.min(terms.length, from + longestHere); to > from; to -= 1) {
        const concept = this.#phrases.get(to === from + 1 ? terms[from]! : terms.slice(from, to).join(' '));
        if (concept === undefined) continue;
        namings.push({ concept, from, to });
        if (!longest) continue;
        from = to - 1;
        break;
      }
    }
    return namings;
  }

  /** Concepts whose search finds one of these terms as well. */
  broaderThan(terms: ReadonlySet<string>): string[] {
    const found = new Set<string>();
    for (const term of terms) for (const broader of this.#broader.get(term) ?? []) found.add(broader);
    return [...found].filter((term) => !terms.has(term));
  }

  /** The terms that a text is found by: its words, then what they name, then the articles that it cites. */
  analyse(text: string): string[] {
    const terms = termsOf(text);
    const concepts = new Set(this.namings(terms).map(({ concept }) => concept));
    return [...terms, ...concepts, ...new Set(articleReferences(text).flatMap((reference) => reference.terms))];
  }

  data(): ThesaurusData {
    return { concepts: [...this.#concepts.values()] };
  }
}

/** Words in brackets explain a name and are no part of it: `directive sur la sécurité (2e version)`. */
const ASIDE = /\s*\([^)]*\)/g;

/**
 * The thesaurus of the rules and of the glossary: each glossary term is one thing with all its names in all languages, so
 * that a term published in the CMS becomes a synonym by that alone. Groups that share a name are one.
 */
export function makeThesaurus({ equivalents, narrowings }: Rules, glossary: readonly GlossaryNames[]): Thesaurus {
  const byDocument = Map.groupBy(glossary, ({ documentId }) => documentId);
  const terms = [...byDocument.values()].map((versions) =>
    versions.flatMap(({ names }) => names.map((name) => name.replace(ASIDE, '').trim())),
  );
  const groups = new Groups();
  for (const names of [...equivalents, ...terms]) groups.add(names);
  // A name of several words needs a concept to be one term; a single word is its own.
  for (const { from, to } of narrowings)
    for (const name of [from, ...to]) if (wordsOf(name).length > 1) groups.add([name]);
  // Whoever searches by this name must be told from whoever searches by its word alone.
  for (const { from } of narrowings) groups.add([from]);
  const finds = new Map<string, Set<string>>();
  for (const { from, to } of narrowings) {
    const term = groups.termOf(from);
    const found = finds.get(term) ?? new Set();
    for (const name of to) found.add(groups.termOf(name));
    found.delete(term);
    finds.set(term, found);
  }
  return new Thesaurus({
    concepts: groups
      .list()
      .filter(({ term, names }) => names.length > 1 || finds.has(term) || wordsOf(names[0]!).length > 1)
      .map(({ term, names }) => ({ term, names, finds: [...(finds.get(term) ?? [])] })),
  });
}

/** Names that share a name, by its terms, come together. */
class Groups {
  readonly #groups: { names: Map<string, string> }[] = [];
  readonly #groupOf = new Map<string, { names: Map<string, string> }>();

  add(names: readonly string[]): void {
    const keyed = names.map((name) => [termsOf(name).join(' '), name] as const).filter(([key]) => key !== '');
    if (keyed.length === 0) return;
    const [first, ...others] = new Set(keyed.flatMap(([key]) => this.#groupOf.get(key) ?? []));
    const group = first ?? { names: new Map<string, string>() };
    if (!first) this.#groups.push(group);
    for (const other of others) {
      for (const [key, name] of other.names) this.#put(group, key, name);
      this.#groups.splice(this.#groups.indexOf(other), 1);
    }
    for (const [key, name] of keyed) this.#put(group, key, name);
  }

  #put(group: { names: Map<string, string> }, key: string, name: string): void {
    if (!group.names.has(key)) group.names.set(key, name);
    this.#groupOf.set(key, group);
  }

  /** Term of the concept that bears this name; the word itself when it is one word without a group. */
  termOf(name: string): string {
    const key = termsOf(name).join(' ');
    const group = this.#groupOf.get(key);
    return group ? conceptTerm(group.names) : key;
  }

  list(): { term: string; names: string[] }[] {
    return this.#groups.map(({ names }) => ({ term: conceptTerm(names), names: [...names.values()] }));
  }
}

/** No word of a language holds this: a concept is never taken for one, nor `pare feu` for `parefeu`. */
const conceptTerm = (names: ReadonlyMap<string, string>) => `qz${[...names.keys()][0]!.replaceAll(' ', 'qz')}`;
