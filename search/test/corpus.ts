import type { ResolvedNames, SearchDocument, Section } from '../document.ts';
import { textsOf, toSearchDocument } from '../document.ts';
import { Lexicon, LexiconMaker } from '../lexicon.ts';
import { entryOf, type Entry } from '../meilisearch/records.ts';
import { makeThesaurus, parseRules, type Thesaurus } from '../thesaurus.ts';
import { documentAddress, type GlossaryTerm, type Locale, type Organisation, type Resource } from '@palier/model';

/** Documents for tests, whole and valid; each test says only what matters to it. */

/** A Strapi identifier: 24 characters that only this number gives. */
export const documentIdOf = (number: number) => `doc${String(number).padStart(21, '0')}`;

const common = (number: number, locale: Locale) => ({
  documentId: documentIdOf(number),
  locale,
  slug: `document-${number}`,
  firstPublishedAt: '2026-01-15T08:00:00.000Z',
  updatedAt: '2026-02-01T08:00:00.000Z',
});

export function resourceOf(number: number, fields: Partial<Resource> = {}): Resource {
  return {
    type: 'resource',
    ...common(number, fields.locale ?? 'fr'),
    title: `Ressource ${number}`,
    summary: '',
    keywords: [],
    body: '',
    kind: 'guide',
    maturity: 'novice',
    startHere: false,
    audiences: [],
    topics: [],
    sectors: [],
    nis2Articles: [],
    publisher: null,
    externalUrl: null,
    linkCheck: null,
    year: null,
    language: 'fr',
    prerequisites: [],
    nextSteps: [],
    attachments: [],
    reviewedAt: null,
    lawDate: null,
    ...fields,
  };
}

export function organisationOf(number: number, fields: Partial<Organisation> = {}): Organisation {
  return {
    type: 'organisation',
    ...common(number, fields.locale ?? 'fr'),
    name: `Organisation ${number}`,
    acronym: null,
    tagline: '',
    body: '',
    kinds: [],
    tags: [],
    url: null,
    noteId: null,
    ...fields,
  };
}

export function termOf(number: number, fields: Partial<GlossaryTerm> = {}): GlossaryTerm {
  return {
    type: 'glossary-term',
    ...common(number, fields.locale ?? 'fr'),
    term: `Terme ${number}`,
    expansion: null,
    translation: null,
    definition: 'Une définition.',
    ...fields,
  };
}

/** Fields of a resource, and what its search document is made of besides. */
export type SearchableFields = Partial<Resource> & {
  /** One section without a heading, before the others. */
  text?: string;
  sections?: readonly Section[];
  names?: Omit<Partial<ResolvedNames>, 'sections'>;
};

/** Search document of a resource. */
export function searchable(number: number, fields: SearchableFields = {}): SearchDocument {
  const { text = '', sections: others = [], names = {}, ...resource } = fields;
  const sections = text === '' ? others : [{ anchor: null, heading: '', text }, ...others];
  const url = documentAddress('resource', resource.locale ?? 'fr', `document-${number}`);
  return toSearchDocument(resourceOf(number, resource), { url, sections, ...names });
}

/** A thesaurus of these rules, in the notation of `synonyms.txt`. */
export const thesaurusOf = (rules = ''): Thesaurus => makeThesaurus(parseRules(rules), []);

/** Entry of a resource for Meilisearch. */
export const indexable = (number: number, fields: SearchableFields = {}, thesaurus = thesaurusOf()): Entry =>
  entryOf(searchable(number, fields), thesaurus);

/** Lexicon of these documents. */
export function lexiconOf(documents: readonly SearchDocument[], thesaurus = thesaurusOf()): Lexicon {
  const maker = new LexiconMaker(thesaurus);
  for (const document of documents) maker.add(textsOf(document));
  return new Lexicon(maker.file());
}
