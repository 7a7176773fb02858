import { digestOf } from '@palier/model';
import type { SearchDocument, Section } from '../document.ts';
import type { Part } from '../rank.ts';
import type { Thesaurus } from '../thesaurus.ts';

/** What Meilisearch holds of a document: one record for the whole, then one for each section. */
export interface IndexEntry {
  /** Identifier of the search document, and of its first record. */
  id: string;
  /** Digest of all the records. */
  digest: string;
  records: [DocumentRecord, ...SectionRecord[]];
}

/** What both engines index of a document. */
export interface Entry extends IndexEntry {
  /** By what it is found, part by part. */
  terms: RecordTerms;
}

/** The terms by which the parts of a document are found, text by text: in the order of the words, then concepts and articles. */
export interface RecordTerms {
  title: string[];
  keywords: string[];
  subjects: string[];
  summary: string[];
  broader: string;
  text: string[];
}

export interface DocumentRecord extends Pick<
  SearchDocument,
  | 'id'
  | 'type'
  | 'locale'
  | 'url'
  | 'title'
  | 'aliases'
  | 'summary'
  | 'maturity'
  | 'kind'
  | 'language'
  | 'year'
  | 'shownIn'
  | 'publishedAt'
> {
  document: string;
  part: 0;
  digest: string;
  topic: string[];
  sector: string[];
  /** Number of section records that follow. */
  sections: number;
  /** The terms of each part once, between spaces: what hits are put in order by; title and keywords are searched in as well. */
  parts: Record<RankedPart, string>;
  /** The terms of all other parts and of the text once: one field, for each one more costs every search. */
  rest: string;
  /** Terms in the order of the words, where some must follow one another. */
  terms: Pick<RecordTerms, 'title' | 'keywords' | 'subjects' | 'summary'>;
}

/** Parts by which hits are put in order; of the text the server says enough itself. */
export type RankedPart = Exclude<Part, 'text'>;

export interface SectionRecord extends Section {
  id: string;
  document: string;
  part: number;
  /** Terms in the order of the words. */
  passage: string;
}

/** Identifier of the record of a section; they are numbered from 1. */
export const sectionId = (document: string, part: number): string => `${document}-${part}`;

/** The records of a document. Pure: the same document and thesaurus give the same digest. */
export function entryOf(document: SearchDocument, thesaurus: Thesaurus): Entry {
  const { id, type, locale, url, title, aliases, summary, maturity, kind, language, year, shownIn, publishedAt } =
    document;
  const lists = (texts: readonly string[]) => texts.map((text) => thesaurus.analyse(text));
  const joined = (terms: readonly string[][]) => terms.map((one) => one.join(' ')).filter(Boolean);
  const own = {
    title: lists([title, ...aliases]),
    keywords: lists([...document.keywords, ...document.tags]),
    subjects: lists([
      ...document.topics,
      ...document.sectors,
      ...document.publishers,
      ...document.nis2Articles.map((article) => `article ${article}`),
    ]),
    summary: lists([summary, ...document.sections.map(({ heading }) => heading)]),
  };
  const sections = document.sections.map((section, index): SectionRecord => {
    const passage = thesaurus.analyse(`${section.heading}\n${section.text}`).join(' ');
    return { ...section, id: sectionId(id, index + 1), document: id, part: index + 1, passage };
  });
  const strong = new Set(Object.values(own).flat(2));
  const broader = thesaurus.broaderThan(strong);
  const once = (terms: readonly string[]) => ` ${[...new Set(terms)].join(' ')} `;
  const passages = sections.map(({ passage }) => passage);
  const terms: RecordTerms = {
    title: joined(own.title),
    keywords: joined(own.keywords),
    subjects: joined(own.subjects),
    summary: joined(own.summary),
    broader: broader.join(' '),
    text: passages,
  };
  const whole = {
    id,
    document: id,
    part: 0 as const,
    type,
    locale,
    url,
    title,
    aliases,
    summary,
    maturity,
    kind,
    language,
    year,
    shownIn,
    publishedAt,
    topic: document.topicIds,
    sector: document.sectorIds,
    sections: sections.length,
    parts: {
      title: once(own.title.flat()),
      keywords: once(own.keywords.flat()),
      subjects: once(own.subjects.flat()),
      summary: once(own.summary.flat()),
      broader: once(broader),
    },
    rest: once([
      ...[...own.subjects, ...own.summary].flat(),
      ...broader,
      ...passages.flatMap((passage) => passage.split(' ')),
    ]),
    terms: { title: terms.title, keywords: terms.keywords, subjects: terms.subjects, summary: terms.summary },
  };
  const digest = digestOf({ whole, sections });
  return { id, digest, terms, records: [{ ...whole, digest }, ...sections] };
}
